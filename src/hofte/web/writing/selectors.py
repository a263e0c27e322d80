"""The files of the folder that is watched, and what is found on them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice
from pathlib import Path

from hofte.check.run import check_page
from hofte.core.errors import PageUnreadable
from hofte.core.finding import Finding, Severity
from hofte.exercise.model import Reading
from hofte.exercise.spans import dose_spans
from hofte.intake.fingerprint import fingerprint
from hofte.lang.data import languages
from hofte.links.folder import apart, has_file, together, without
from hofte.links.glossary import Term
from hofte.links.survey import Beside, survey
from hofte.page.model import Page
from hofte.page.read import read_page
from hofte.web.library.services import READERS, STARTERS, read

#: Nobody writes more pages than this in one folder that is looked at as a list.
MOST_FILES = 2000
SUFFIXES = frozenset((".md", ".markdown", ".txt"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A page as it is on the disk now, with what was read from it and what the linter says.

    ``problem`` tells why it could not be read at all.
    """

    name: str
    page: Page | None = None
    reading: Reading = field(default_factory=Reading)
    findings: tuple[Finding, ...] = ()
    problem: str = ""

    def count(self, severity: Severity) -> int:
        """How many findings of a severity there are."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def errors(self) -> int:
        return self.count("error") + bool(self.problem)

    @property
    def warnings(self) -> int:
        return self.count("warning")

    @property
    def doses(self) -> int:
        """How many doses were read."""
        exercises = [*self.reading.exercises, *(v for e in self.reading.exercises for v in e.variants)]
        return sum(len(exercise.doses) for exercise in exercises)


def names(folder: Path) -> list[str]:
    """The pages in a folder and the folders in it, as relative names, sorted; hidden ones are left out."""
    found = (
        file.relative_to(folder) for file in sorted(folder.rglob("*")) if file.suffix in SUFFIXES and file.is_file()
    )
    shown = (name.as_posix() for name in found if not any(part.startswith(".") for part in name.parts))
    return list(islice(shown, MOST_FILES))


def state(folder: Path, chosen: Sequence[str], lang: str) -> str:
    """A mark that changes with the files, the reader and the language of the findings."""
    marks = [fingerprint(*READERS, "check", "links"), lang]
    for name in chosen:
        stat = (folder / name).stat()
        marks.append(f"{name} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Loose:
    """What is wrong with a page's links: the page, the line, what it is, and the words that it is about."""

    name: str
    line: int
    code: str
    words: str


def loose_ends(folder: Path, drafts: Sequence[Draft]) -> list[Loose]:
    """The links of all pages together: those that lead nowhere, pictures that are missing, pages nobody leads to."""
    read = {draft.page.path: draft for draft in drafts if draft.page is not None}
    pages, terms = apart(draft.page for draft in read.values() if draft.page is not None)
    starters, our_terms = _starters()
    beside = Beside(
        terms=together(our_terms, terms),
        pages=without(starters, pages),
        taken=lambda page: dose_spans(read[page.path].reading.exercises) if page.path in read else (),
        has_file=partial(has_file, [folder]),
    )
    return [
        Loose(read[one.page.path].name, found.line, found.code, found.span.of(one.page.text) if found.span else "")
        for one in survey(pages, beside)
        for found in one.findings
    ]


@cache
def _starters() -> tuple[list[Page], Mapping[str, tuple[Term, ...]]]:
    """The starter pages and their glossaries, which do not change while a server runs."""
    return apart(read_page(file) for file in sorted(STARTERS.rglob("*.md")))


def draft(folder: Path, name: str, lang: str) -> Draft:
    """Read a page and check it; the findings are in ``lang``."""
    code = name.partition("/")[0]
    try:
        page = read_page(folder / name, lang=code if code in languages() else None)
    except PageUnreadable as error:
        return Draft(name, problem=error.message)
    reading = read(page)
    return Draft(name, page, reading, check_page(page, reading, lang=lang).findings)
