"""HF07: a Thomas test at home decides nothing."""

from __future__ import annotations

from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject


@check(
    Code(
        "HF07",
        "warning",
        "A Thomas test is told as if it gave an answer. With the pelvis free to tip it finds about a third of the "
        "stiff hips: call it a glance, or say how the pelvis is held.",
    )
)
def thomas_test(subject: Subject) -> Iterator[Note]:
    """Find sentences in which the test shows, proves or means something, and no examiner does it."""
    for one in subject.statements if subject.mentions("HF07", "test") else ():
        # What is denied in the words of the test ("the thigh does not touch the table") denies no verdict.
        if (
            one.has("HF07", "test")
            and one.claims(("HF07", "verdict"))
            and not (one.has("professional") or one.has("HF07", "held"))
        ):
            yield Note("HF07", one.line, one.span)
