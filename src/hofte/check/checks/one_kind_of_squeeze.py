"""PF13: pelvic-floor training has both quick and long squeezes."""

from __future__ import annotations

from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject
from hofte.exercise.model import Style
from hofte.exercise.words import has


@check(
    Code(
        "PF13",
        "info",
        "All pelvic-floor exercises of the page are of one kind. The muscle has quick and slow fibres: add quick "
        "squeezes to the long ones, or long to the quick.",
    )
)
def one_kind_of_squeeze(subject: Subject) -> Iterator[Note]:
    """Find pages whose squeezes are all quick, or all long."""
    squeezes = [one for one in subject.reading.exercises if one.scope == "PF" and one.style in ("quick", "long")]
    kinds = {one.style for exercise in squeezes for one in (exercise, *exercise.variants)}
    if squeezes and len(kinds) == 1 and not _is_other_told(kinds.pop(), subject):
        first = squeezes[0]
        yield Note("PF13", first.line, first.doses[0].span if first.doses else None, {"name": first.name})


def _is_other_told(kind: Style, subject: Subject) -> bool:
    """Whether a sentence about squeezes tells the other kind in passing, without a dose that could be read."""
    other = "long" if kind == "quick" else "quick"
    return any(
        has(one.text, one.lang, "style", other) and has(one.text, one.lang, "scope", "PF") for one in subject.statements
    )
