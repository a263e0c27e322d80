"""The table of variables in docs/running.md is what the code reads, with the defaults that it has."""

from __future__ import annotations

import re
from pathlib import Path

import click
from click.testing import CliRunner

from hofte.cli.main import main

ROOT = Path(__file__).parents[2]
RUNNING = (ROOT / "docs/running.md").read_text(encoding="utf-8")
#: Where variables are read.
READERS = [
    ROOT / "src/hofte/web/settings.py",
    ROOT / "src/hofte/diary/where.py",
    *(ROOT / "src/hofte/cli").glob("*.py"),
]


def documented() -> dict[str, str]:
    """The variables of the table with their defaults as written."""
    rows = re.findall(r"^\| (`[A-Z_`, ]+) \| ([^|]+) \|", RUNNING, re.MULTILINE)
    names = {name: default for cell, default in rows for name in re.findall(r"`(\w+)`", cell)}
    assert len(names) > 5
    return names


def read_by_the_code() -> dict[str, str]:
    """The variables that the code reads, with the default where it is written as text."""
    found: dict[str, str] = {}
    for file in READERS:
        text = file.read_text(encoding="utf-8")
        for name, default in re.findall(r'"((?:HOFTE_)[A-Z_]+)"(?:, "([^"]*)")?', text):
            found[name] = found.get(name) or default
        found |= dict.fromkeys(re.findall(r'envvar="(\w+)"', text), "")
    return found


def test_every_variable_is_documented_and_every_documented_one_is_read() -> None:
    assert set(documented()) == set(read_by_the_code())


def test_the_defaults_are_those_of_the_code() -> None:
    table = documented()
    for name, default in read_by_the_code().items():
        if default and default not in ("1",):
            assert f"`{default}`" in table[name], name


def test_the_default_address_is_the_one_that_help_shows() -> None:
    shown = CliRunner().invoke(main, ["serve", "--help"]).output
    host, port = re.findall(r"`([^`]+)`", documented()["PORT"])
    assert host in shown
    assert re.search(rf"default: {port}\b", shown)
    assert isinstance(main.get_command(click.Context(main), "serve"), click.Command)
