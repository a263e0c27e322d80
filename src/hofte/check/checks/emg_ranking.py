"""ST10: a strong muscle signal promises no growth and ranks no exercise."""

from __future__ import annotations

from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject


@check(
    Code(
        "ST10",
        "warning",
        "Exercises are ranked, or growth is promised, from a muscle signal (EMG). The signal was higher in the hip "
        "thrust and did not foretell who grew.",
    )
)
def emg_ranking(subject: Subject) -> Iterator[Note]:
    """Find sentences that go from EMG to growth, or from EMG to the better exercise."""
    for one in subject.statements if subject.mentions("ST10", "emg") else ():
        if one.claims(("ST10", "emg"), ("ST10", "growth")) or one.claims(("ST10", "emg"), ("ST10", "ranks")):
            yield Note("ST10", one.line, one.span)
