"""Runs the checks over a page: what the readers noticed and what the checks find, each fact once, in page order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from hofte.check.allow import find_allowed, is_allowed, unused
from hofte.check.catalogue import CHECKS, codes
from hofte.check.model import Note, Report
from hofte.check.places import placed
from hofte.check.say import say, translated
from hofte.check.subject import Subject
from hofte.core.finding import Finding
from hofte.exercise.model import Reading
from hofte.exercise.read import read_exercises
from hofte.page.model import Page

#: From one check on one page; more would help nobody, and any text is done with in its time.
MOST_NOTES = 200
#: Not for authors: what a check of ours says better than the reader (PF14 as an exercise, and not as a warning), and
#: what the reader did with a page that has nothing to mend.
_NOT_TOLD = frozenset(("PF14", "style-release"))


def check_page(
    page: Page, reading: Reading | None = None, *, also: Iterable[Finding] = (), lang: str | None = None
) -> Report:
    """Check a page.

    Parameters
    ----------
    page : Page
    reading : Reading, optional
        Its exercises, when the caller has read them already.
    also : iterable of Finding
        What others found on the page (a floor above knows which doses a clinical rule refuses); it is put in its
        place, and comments of the page can allow it.
    lang : str, optional
        The language of the messages; the page's own when not given, English where there are no words.

    Returns
    -------
    Report
        Findings by line, place and code; the same page gives the same report.
    """
    subject = Subject(page, read_exercises(page) if reading is None else reading)
    speech = page.lang if lang is None else lang
    found = set(_findings(subject, speech, also))
    allowed = find_allowed(subject)
    kept = {one for one in found if not any(is_allowed(one, by, subject) for by in allowed)}
    kept |= {_finding(note, speech) for note in unused(allowed, found, subject)}
    return Report(tuple(sorted(kept, key=_order)), tuple(sorted(found - kept, key=_order)))


def _findings(subject: Subject, lang: str, also: Iterable[Finding]) -> Iterator[Finding]:
    for finding in (*subject.page.findings, *subject.reading.findings, *also):
        if finding.code not in _NOT_TOLD:
            line, span = placed(finding, subject)
            yield Finding(finding.code, finding.severity, line, translated(finding, lang), span)
    for check in CHECKS:
        for note in islice(check.find(subject), MOST_NOTES):
            yield _finding(note, lang)


def _finding(note: Note, lang: str) -> Finding:
    severity = note.severity or codes()[note.code].severity
    return Finding(note.code, severity, note.line, say(note.code, lang, note.values), note.span)


def _order(finding: Finding) -> tuple[int, int, int, str, str]:
    start, end = (finding.span.start, finding.span.end) if finding.span else (-1, -1)
    return finding.line, start, end, finding.code, finding.message
