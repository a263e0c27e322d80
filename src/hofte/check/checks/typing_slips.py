"""space-missing and zero-width: slips of the keyboard that stand in the way of a dose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject
from hofte.core.values import Span
from hofte.dose.read import parse_doses
from hofte.exercise.passages import Passage

_NO_SPACE = re.compile(r"(?<=[\da-zæøåäö)*])[.!?](?=\*{0,2}[A-ZÆØÅÄÖ][a-zæøåäö])")
_ADDRESS = re.compile(r"://|www\.|@|/")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad]")
#: A dose stands this near to a slip that is worth a word, in characters.
_NEAR = 200


@check(
    Code(
        "space-missing",
        "info",
        "A full stop next to a dose has no space behind it, so that two sentences run into one.",
    ),
    Code(
        "zero-width",
        "info",
        "A character that nobody sees (a zero-width space, a soft hyphen) stands in the words of a dose. It comes with "
        "pasted text, and search and speech stumble over it.",
    ),
)
def typing_slips(subject: Subject) -> Iterator[Note]:
    """Find both in the passages that hold a dose."""
    for part in subject.parts:
        for passage in part.passages():
            yield from _missing_spaces(passage, subject)
            yield from _unseen(passage, subject)


def _missing_spaces(passage: Passage, subject: Subject) -> Iterator[Note]:
    for found in _NO_SPACE.finditer(passage.source):
        if not _ADDRESS.search(_word_around(passage.source, found.start())) and _has_dose(
            passage, found.start(), subject
        ):
            start = passage.start + found.start()
            yield Note("space-missing", subject.line_at(start), Span(start, start + 1))


def _unseen(passage: Passage, subject: Subject) -> Iterator[Note]:
    for found in _UNSEEN.finditer(passage.source):
        if _has_dose(passage, found.start(), subject):
            start = passage.start + found.start()
            values = {"code": f"U+{ord(found[0]):04X}"}
            yield Note("zero-width", subject.line_at(start), Span(start, start + 1), values)


def _word_around(text: str, at: int) -> str:
    before, after = text[max(0, at - 60) : at].split(), text[at : at + 60].split()
    return (before[-1] if before else "") + (after[0] if after else "")


def _has_dose(passage: Passage, at: int, subject: Subject) -> bool:
    near = _UNSEEN.sub("", passage.source[max(0, at - _NEAR) : at + _NEAR])
    return any(dose.filled for dose in parse_doses(near, subject.lang))
