"""ST11: a hip thrust may help a sprinter; nobody knows that it does."""

from __future__ import annotations

from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject


@check(
    Code(
        "ST11",
        "warning",
        "A hip-thrust page promises faster sprints. Two of four training studies found it: write that it may.",
    )
)
def sprint_promise(subject: Subject) -> Iterator[Note]:
    """Find sentences about better sprints on pages about the hip thrust that say no "may"."""
    for one in subject.statements if subject.mentions("ST11", "exercise") else ():
        if (
            one.is_about("ST11", "exercise")
            and one.claims(("ST11", "sprint"), ("ST11", "better"))
            and not one.has("may")
        ):
            yield Note("ST11", one.line, one.span)
