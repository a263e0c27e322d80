"""A page of our own, and a terminal in which no time passes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hofte.cli.keys import ScriptedKeys
from hofte.cli.main import main
from hofte.cli.play import Surroundings
from hofte.core.clock import ManualClock

PAGE = """\
---
title: Knip i korthet
language: nb
---

La pausen etter hvert knip være minst like lang som knipet.

- Kort økt: Gjør 2 lange knip av bekkenbunnen, og hold hvert knip i opptil 10 sekunder. Slipp helt imellom.
- Raske knip: Gjør 2 serier med 3 raske knip av bekkenbunnen, og slipp helt mellom hvert.
"""

Hofte = Callable[..., Result]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page with long and quick squeezes."""
    file = tmp_path / "knip.md"
    file.write_text(PAGE, encoding="utf-8")
    return file


@pytest.fixture
def diary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person's own diary lies in this test."""
    monkeypatch.setenv("HOFTE_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "hofte.sqlite3"


@pytest.fixture
def hofte(diary_file: Path) -> Hofte:
    """Runs the command; keys are pressed at their second, and the clock is moved by hand: a day later each time."""
    days = count()

    def run(*args: object, keys: Iterable[tuple[float, str]] = (), stdin: bytes | str | None = None) -> Result:
        clock = ManualClock(datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=next(days)))
        surroundings = Surroundings(clock, ScriptedKeys(clock, keys))
        return CliRunner().invoke(main, [str(arg) for arg in args], obj=surroundings, input=stdin)

    return run
