"""`hofte import`: a report for people, JSON lines for machines, exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Hofte = Callable[..., Result]
BRIDGE = """\
---
title: Bro
language: da
bodyParts: [hofte]
datePublished: 14/09/2025
lastUpdated: 13/09/2025
---

1. Læg dig på ryggen.

**Antal gentagelser:** 3 sæt af 12 gentagelser.
"""
POST = "---\ntitle: Om broen\nlanguage: da\n---\n\nKort.\n\n{% include timer.html %}\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/bro.md").write_text(BRIDGE, encoding="utf-8")
    (tmp_path / "site/om-broen.md").write_text(POST, encoding="utf-8")
    return tmp_path / "site"


def test_the_report_as_it_is(hofte: Hofte, site: Path, tmp_path: Path) -> None:
    result = hofte("import", "jekyll", site, "--to", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"2 pages in {tmp_path / 'out'}  (2 new)",
        "1 playable exercises of 1, 1 doses",
        "2 pages are not published: each says why under “withheld”",
        "",
        "What could not be carried over, or should be known",
        "      1 warning include-unknown",
        "        om-broen.md:8: the include “timer.html” could not be carried over",
        "",
        "Findings on the pages (hofte read shows each)",
        "      1 warning date-order",
    ]
    assert hofte("import", "jekyll", site, "--to", tmp_path / "out").stdout.startswith(
        f"2 pages in {tmp_path / 'out'}  (2 unchanged)\n1 playable"
    )


def test_every_finding(hofte: Hofte, site: Path, tmp_path: Path) -> None:
    (site / "om-broen.md").write_text(POST + "\n{% x %}\n" * 5, encoding="utf-8")
    shown = hofte("import", "jekyll", site, "--to", tmp_path / "out", "--all").stdout
    assert shown.count("warning liquid-unknown: {% “x” %} could not be carried over") == 5
    assert "      5 warning liquid-unknown" in shown


def test_json_lines(hofte: Hofte, site: Path, tmp_path: Path) -> None:
    result = hofte("import", "jekyll", site, "--to", tmp_path / "out", "--json", "--license", "CC0")
    bridge, post, last = [json.loads(line) for line in result.stdout.splitlines()]
    assert bridge["source"] == "bro.md"
    (page,) = bridge["pages"]
    assert (page["path"], page["state"]) == ("da/bro.md", "new")
    assert page["summary"]["playable"] == 1
    (finding,) = post["findings"]
    assert (finding["code"], finding["severity"], finding["line"]) == ("include-unknown", "warning", 8)
    assert last["report"] == {
        "sources": 2,
        "pages": 2,
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "kept": 0,
        "removed": 0,
        "published": 2,
        "exercises": 1,
        "playable": 1,
        "doses": 1,
        "findings": {"include-unknown": 1},
        "readings": {"date-order": 1},
    }


def test_the_json_example_has_the_form_that_import_writes(hofte: Hofte, site: Path, tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs/json.md").read_text(encoding="utf-8")
    block = text.split("## `hofte import --json`")[1].split("```json\n")[1].split("```")[0]
    example = json.loads(block)
    (site / "bro.md").write_text(BRIDGE + "\n{% include timer.html %}\n", encoding="utf-8")
    made = json.loads(hofte("import", "jekyll", site, "--to", tmp_path / "out", "--json").stdout.splitlines()[0])
    assert made.keys() == example.keys()
    assert made["pages"][0].keys() == example["pages"][0].keys()
    assert made["pages"][0]["summary"].keys() == example["pages"][0]["summary"].keys()
    assert made["findings"][0].keys() == example["findings"][0].keys()


def test_pages_go_where_the_web_application_looks(
    hofte: Hofte, site: Path, diary_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hofte("import", "markdown", site)
    assert (diary_file.parent / "content/da/bro.md").is_file()
    monkeypatch.setenv("HOFTE_CONTENT", str(tmp_path / "elsewhere"))
    hofte("import", "markdown", site)
    assert (tmp_path / "elsewhere/da/bro.md").is_file()


def test_what_was_imported_is_read_like_any_page(hofte: Hofte, site: Path, tmp_path: Path) -> None:
    hofte("import", "markdown", site, "--to", tmp_path / "out")
    pages = [json.loads(line) for line in hofte("read", tmp_path / "out", "--json").stdout.splitlines()]
    assert [(page["title"], len(page["exercises"])) for page in pages] == [("Bro", 1), ("Om broen", 0)]


def test_a_file_that_cannot_be_imported_is_exit_1(hofte: Hofte, site: Path, tmp_path: Path) -> None:
    (site / "a.md").write_bytes(b"---\ntitle: x\n---\n\xff")
    result = hofte("import", "jekyll", site, "--to", tmp_path / "out")
    assert result.exit_code == 1
    assert "1 error page-unreadable" in result.stdout
    assert "a.md:4: " in result.stdout


@pytest.mark.parametrize(
    ("kind", "path", "said"),
    [("jekyll", "nowhere", "there is no such file or folder"), ("wger", "site", "nothing of the kind wger in it")],
)
def test_a_path_that_leads_nowhere_is_exit_2(
    hofte: Hofte, site: Path, tmp_path: Path, kind: str, path: str, said: str
) -> None:
    result = hofte("import", kind, tmp_path / path, "--to", tmp_path / "out")
    assert result.exit_code == 2
    assert said in result.stderr
    assert "→" in result.stderr


def test_an_unknown_kind_is_exit_2(hofte: Hofte, site: Path) -> None:
    result = hofte("import", "wordpress", site)
    assert result.exit_code == 2
    assert "jekyll" in result.stderr
