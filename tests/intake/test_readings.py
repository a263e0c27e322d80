"""The readings of a content folder: found again as they were, made again when anything they depend on changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from hofte.coach.refusals import find_refusals
from hofte.exercise.read import read_exercises
from hofte.intake import readings
from hofte.intake.fingerprint import fingerprint
from hofte.intake.readings import Readings, read_anew
from hofte.page.read import parse_page

TEXT = """\
---
title: Knib
language: da
---

- Lange knib: Knib bækkenbunden 5 gange, og hold hvert knib i 8 sekunder. Pause i 4 sekunder.
- Raske knib: Knib bækkenbunden hurtigt 10 gange, og slip helt imellem.
"""


@pytest.fixture
def store() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        yield connection


def test_a_reading_is_found_again_as_it_was(store: sqlite3.Connection) -> None:
    first = Readings(store)
    made = first.read(TEXT)
    again = Readings(store)
    assert again.read(TEXT) == made
    assert again.summary(TEXT) == made.summary
    assert (first.fresh, again.fresh) == (1, 0)


def test_pf06_a_reading_has_every_finding(store: sqlite3.Connection) -> None:
    page = parse_page(TEXT)
    reading = read_exercises(page)
    made = Readings(store).read(TEXT)
    assert made.reading == reading
    assert made.findings == (*page.findings, *reading.findings, *find_refusals(reading, TEXT))
    assert ("PF06", "error", 1) in made.summary.findings


def test_a_summary_counts(store: sqlite3.Connection) -> None:
    summary = Readings(store).summary(TEXT)
    assert (summary.title, summary.lang, summary.published) == ("Knib", "da", True)
    assert (summary.exercises, summary.playable, summary.doses) == (2, 1, 2)


@pytest.mark.parametrize("other", [(TEXT + " ", "", ""), (TEXT, "a.md", ""), (TEXT, "", "nb")])
def test_another_text_name_or_language_is_another_reading(
    store: sqlite3.Connection, other: tuple[str, str, str]
) -> None:
    kept = Readings(store)
    kept.read(TEXT)
    text, path, lang = other
    assert kept.read(text, path=path, lang=lang) == read_anew(text, path=path, lang=lang)
    assert kept.fresh == 2


def test_another_program_reads_anew(store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    Readings(store).read(TEXT)
    monkeypatch.setattr(readings, "fingerprint", lambda *_: "newer")
    newer = Readings(store)
    newer.read(TEXT)
    assert newer.fresh == 1
    assert store.execute("select distinct version from readings").fetchall() == [("newer",)]


@pytest.mark.parametrize("broken", ["", "{", '{"summary": 3}', '{"odd": 1}'])
def test_a_reading_that_cannot_be_read_back_is_made_again(store: sqlite3.Connection, broken: str) -> None:
    made = Readings(store).read(TEXT)
    store.execute("update readings set reading = ?, summary = ?", (broken, broken))
    again = Readings(store)
    assert again.read(TEXT) == made
    assert again.fresh == 1


def test_the_fingerprint_is_that_of_code_and_words() -> None:
    assert fingerprint("page") != fingerprint("page", "dose")
    assert fingerprint("page") == fingerprint("page")
