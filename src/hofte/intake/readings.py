"""Pages read once: what a page asks for is kept by its words and the program that read it, and found again at once."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

from hofte.coach.plan import make_plan
from hofte.coach.refusals import find_refusals
from hofte.core.errors import DoseIncomplete, NotStored, RuleBroken, ValueInvalid
from hofte.core.finding import Finding
from hofte.core.stored import from_json, to_json
from hofte.exercise.model import Exercise, Reading
from hofte.exercise.propose import propose
from hofte.exercise.read import read_exercises
from hofte.intake.fingerprint import READS, fingerprint
from hofte.page.model import PageKind
from hofte.page.read import parse_page

T = TypeVar("T")

SCHEMA = """
create table if not exists readings (
  digest text primary key, version text not null, summary text not null, reading text not null
) without rowid
"""


@dataclass(frozen=True)
class Summary:
    """How much a page holds.

    Parameters
    ----------
    title, lang, kind : str
    published : bool
        Whether it is shown to everybody.
    exercises, playable, doses : int
        Variants count as exercises; one is playable when a session can be made of a dose that the page gives.
    findings : tuple of (code, severity, count)
        In the order of the page.
    """

    title: str
    lang: str
    kind: PageKind
    published: bool
    exercises: int
    playable: int
    doses: int
    findings: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True)
class ReadPage:
    """A page's reading with all findings: the page's own, the reader's, and what a clinical rule refuses."""

    summary: Summary
    reading: Reading
    findings: tuple[Finding, ...] = ()


class Readings:
    """The readings of a content folder.

    Parameters
    ----------
    store : sqlite3.Connection
        Where they are kept; made by another version of the program, they are forgotten.
    """

    def __init__(self, store: sqlite3.Connection) -> None:
        self._store = store
        self._version = fingerprint(*READS)
        store.execute(SCHEMA)
        store.execute("delete from readings where version <> ?", (self._version,))
        store.commit()
        #: How many were read anew, and not found.
        self.fresh = 0

    def summary(self, text: str, *, path: str = "", lang: str = "") -> Summary:
        """How much a page holds; reads it only when nobody has yet."""
        return self._find(text, path, lang, Summary, "summary") or self._read(text, path, lang).summary

    def read(self, text: str, *, path: str = "", lang: str = "") -> ReadPage:
        """Everything that a page asks for; reads it only when nobody has yet.

        Parameters
        ----------
        text : str
            The file as read.
        path : str
            Its name, for a page without a title.
        lang : str
            Its language when the caller knows it.
        """
        return self._find(text, path, lang, ReadPage, "reading") or self._read(text, path, lang)

    def _find(self, text: str, path: str, lang: str, kind: type[T], column: str) -> T | None:
        query = f"select {column} from readings where digest = ?"  # noqa: S608 (a name of ours)
        row = self._store.execute(query, (self._digest(text, path, lang),)).fetchone()
        if row is not None:
            with suppress(NotStored, ValueError):
                return from_json(kind, json.loads(row[0]))
        return None

    def _read(self, text: str, path: str, lang: str) -> ReadPage:
        self.fresh += 1
        made = read_anew(text, path=path, lang=lang)
        row = (self._digest(text, path, lang), self._version, _dumped(made.summary), _dumped(made))
        self._store.execute("insert or replace into readings values (?, ?, ?, ?)", row)
        return made

    def _digest(self, text: str, path: str, lang: str) -> str:
        return hashlib.sha256(f"{lang}\0{path}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()


def read_anew(text: str, *, path: str = "", lang: str = "") -> ReadPage:
    """Read a page as :meth:`Readings.read` does, without looking it up."""
    page = parse_page(text, path=path, lang=lang or None)
    reading = read_exercises(page)
    findings = (*page.findings, *reading.findings, *find_refusals(reading, text))
    exercises = list(_all(reading.exercises))
    counts = Counter((one.code, one.severity) for one in findings)
    summary = Summary(
        title=page.title,
        lang=page.lang,
        kind=page.kind,
        published=page.meta.get("published") is not False,
        exercises=len(exercises),
        playable=sum(map(is_playable, exercises)),
        doses=sum(len(exercise.doses) for exercise in exercises),
        findings=tuple((code, severity, count) for (code, severity), count in counts.items()),
    )
    return ReadPage(summary, reading, findings)


def is_playable(exercise: Exercise) -> bool:
    """Whether a session can be made of one of the page's own doses, what it leaves open proposed by rule."""
    spoken = replace(exercise, lang=exercise.lang or "en")
    for dose in exercise.doses:
        with suppress(DoseIncomplete, RuleBroken, ValueInvalid):
            make_plan(spoken, propose(spoken, dose))
            return True
    return False


def _all(exercises: tuple[Exercise, ...]) -> Iterator[Exercise]:
    for exercise in exercises:
        yield exercise
        yield from _all(exercise.variants)


def _dumped(value: object) -> str:
    return json.dumps(to_json(value), ensure_ascii=False, separators=(",", ":"))
