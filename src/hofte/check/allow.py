"""What an author allows: ``<!-- hofte: allow RG02 -->`` behind the words of a line, or alone on a line for the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from hofte.check.model import Code, Note
from hofte.check.subject import Subject
from hofte.core.finding import Finding
from hofte.core.values import Span

#: Later comments allow nothing; it bounds the time that any text takes.
MOST_COMMENTS = 500
#: A line of nothing but comments is no longer than this.
LONGEST_LINE = 1_000

_COMMENT = re.compile(r"<!--[ \t]*hofte:[ \t]*allow\b(?P<codes>[^<>\r\n]{0,500}?)-->", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z][\w-]*")


@dataclass(frozen=True, slots=True)
class Allowed:
    """One code that a comment allows, on one line or (``line`` 0) on the whole page."""

    code: str
    line: int
    span: Span
    stands_at: int


def find_allowed(subject: Subject) -> tuple[Allowed, ...]:
    """What the page's comments allow, in reading order."""
    if "<!--" not in subject.page.text:
        return ()
    comments = islice(_COMMENT.finditer(subject.page.text), MOST_COMMENTS)
    return tuple(one for comment in comments for one in _of_comment(comment, subject))


def _of_comment(comment: re.Match[str], subject: Subject) -> Iterator[Allowed]:
    number = subject.line_at(comment.start())
    line = subject.lines[number - 1].text
    is_alone = len(line) <= LONGEST_LINE and not _COMMENT.sub("", line).strip()
    for found in _CODE.finditer(comment["codes"]):
        start = comment.start("codes") + found.start()
        yield Allowed(found[0].casefold(), 0 if is_alone else number, Span(start, start + len(found[0])), number)


def is_allowed(finding: Finding, one: Allowed, subject: Subject) -> bool:
    """Whether a comment covers a finding: its code, and its page or one of its lines."""
    if finding.code.casefold() != one.code:
        return False
    last = subject.line_at(finding.span.end) if finding.span else finding.line
    return one.line == 0 or finding.line <= one.line <= last


UNUSED = Code(
    "allow-unused",
    "warning",
    "A comment allows a code that is not found where it stands, or that does not exist: take the comment away.",
)


def unused(allowed: Iterable[Allowed], findings: Iterable[Finding], subject: Subject) -> Iterator[Note]:
    """A note for every comment that allows nothing."""
    told = tuple(findings)
    for one in allowed:
        if not any(is_allowed(finding, one, subject) for finding in told):
            yield Note(UNUSED.id, one.stands_at, one.span, {"code": one.span.of(subject.page.text)})
