"""PF23: biofeedback shows technique and release, and has not been shown to make symptoms better."""

from __future__ import annotations

from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.statements import Statement
from hofte.check.subject import Subject


@check(
    Code(
        "PF23",
        "warning",
        "EMG biofeedback is said to work better or to make symptoms better. A trial with 600 women found no difference "
        "after 24 months: say that it shows technique and release.",
    )
)
def biofeedback_promise(subject: Subject) -> Iterator[Note]:
    """Find promises in sentences about biofeedback, and "other effective methods" in sections about it."""
    for one in subject.statements if subject.mentions("PF23", "device") else ():
        if one.claims(("PF23", "device"), ("PF23", "better")) or _other_method(one):
            yield Note("PF23", one.line, one.span)


def _other_method(one: Statement) -> bool:
    return one.claims(("PF23", "other_method")) and one.section_has("PF23", "device")
