"""RF12: a list of warning signs rules nothing out, so nobody is safe because none of them fits."""

from __future__ import annotations

from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject


@check(
    Code(
        "RF12",
        "warning",
        "Whoever has none of the warning signs is told to be safe. Single signs are poor at telling: write that the "
        "list cannot rule out illness, and what to watch for.",
    )
)
def no_red_flags(subject: Subject) -> Iterator[Note]:
    """Find "none of these" beside "safe"; the "none" is the claim here and denies nothing."""
    for one in subject.statements if subject.mentions("RF12", "none") else ():
        if one.has("RF12", "none") and one.has("RF12", "safe") and not (one.has("doubt") or one.has("RF12", "still")):
            yield Note("RF12", one.line, one.span)
