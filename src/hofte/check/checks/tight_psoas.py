"""HF11: a tight psoas is not what back pain comes from."""

from __future__ import annotations

from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject

_GROUPS = (("HF11", "psoas"), ("HF11", "tight"), ("HF11", "causes"), ("HF11", "back_pain"))


@check(
    Code(
        "HF11",
        "warning",
        "Back pain is blamed on a tight psoas. People with less curve in the lower back, not more, had back pain "
        "later, and a follow-up of some 600 conscripts showed no link.",
    )
)
def tight_psoas(subject: Subject) -> Iterator[Note]:
    """Find sentences that say so, one in each section."""
    told: set[tuple[str, ...]] = set()
    for one in subject.statements if subject.mentions("HF11", "psoas") else ():
        if one.titles not in told and one.claims(*_GROUPS):
            told.add(one.titles)
            yield Note("HF11", one.line, one.span)
