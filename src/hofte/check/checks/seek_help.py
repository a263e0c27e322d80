"""help-missing: a page of exercises that says to nobody when to stop and whom to see."""

from __future__ import annotations

from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject


@check(
    Code(
        "help-missing",
        "warning",
        "The page has exercises and does not say when to see someone. Two sentences do: when to stop, and whom to ask.",
    )
)
def seek_help(subject: Subject) -> Iterator[Note]:
    """Find pages with exercises on which no sentence sends anybody to a person who can help."""
    dosed = [one for one in subject.reading.exercises if one.doses or subject.page.kind == "exercise"]
    is_told = any(one.has("help") or (one.has("professional") and one.has("see")) for one in subject.statements)
    if dosed and not is_told:
        yield Note("help-missing", dosed[0].line)
