"""ST14: nine tenths of the other leg is no gate for everybody."""

from __future__ import annotations

from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject


@check(
    Code(
        "ST14",
        "warning",
        "A symmetry of 90 % is told as the moment to return to sport. The error of such a test is 6 to 24 points in "
        "healthy people: write that it is one sign among several.",
    )
)
def symmetry_gate(subject: Subject) -> Iterator[Note]:
    """Find the share beside symmetry and a return to sport."""
    for one in subject.statements if subject.mentions("ST14", "symmetry") else ():
        if one.claims(("ST14", "symmetry"), ("ST14", "share"), ("ST14", "gate")) and not one.has("may"):
            yield Note("ST14", one.line, one.span)
