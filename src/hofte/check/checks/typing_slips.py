"""space-missing and zero-width: slips of the keyboard that stand in the way of a dose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

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
    if not (_NO_SPACE.search(subject.page.text) or _UNSEEN.search(subject.page.text, 1)):
        return
    for _, passages in subject.parts:
        for passage in passages:
            yield from _missing_spaces(passage, subject)
            yield from _unseen(passage, subject)


def _missing_spaces(passage: Passage, subject: Subject) -> Iterator[Note]:
    slips = [one.start() for one in _NO_SPACE.finditer(passage.source) if not _is_address(passage.source, one.start())]
    for at in _near_doses(slips, passage.source, subject.lang):
        start = passage.start + at
        yield Note("space-missing", subject.line_at(start), Span(start, start + 1))


def _unseen(passage: Passage, subject: Subject) -> Iterator[Note]:
    slips = [one.start() for one in _UNSEEN.finditer(passage.source)]
    # A dose is read as if they were not there, so each is looked for as many places further left as stand before it.
    shifted = {at - n: at for n, at in reversed(list(enumerate(slips)))}
    for seen in _near_doses(list(shifted), _UNSEEN.sub("", passage.source), subject.lang):
        start = passage.start + shifted[seen]
        values = {"code": f"U+{ord(passage.source[shifted[seen]]):04X}"}
        yield Note("zero-width", subject.line_at(start), Span(start, start + 1), values)


def _is_address(text: str, at: int) -> bool:
    before, after = text[max(0, at - 60) : at].split(), text[at : at + 60].split()
    return _ADDRESS.search((before[-1] if before else "") + (after[0] if after else "")) is not None


def _near_doses(slips: Sequence[int], text: str, lang: str) -> Iterator[int]:
    """Those slips that stand in a dose or near one; the text is read once, and only if there are any."""
    if not slips:
        return
    doses = sorted(dose.span for dose in parse_doses(text, lang) if dose.span is not None)
    for at in slips:
        n = bisect_right(doses, at, key=attrgetter("start"))
        if any(one.start - _NEAR <= at <= one.end + _NEAR for one in doses[max(n - 1, 0) : n + 1]):
            yield at
