"""variant-order: variants of which nobody can tell the easier from the harder."""

from __future__ import annotations

from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject
from hofte.check.words import has
from hofte.exercise.model import Exercise


@check(
    Code(
        "variant-order",
        "info",
        "The page lists variants and does not say which is easier and which is harder, so that nobody knows where to "
        "begin and what comes next.",
    )
)
def variants(subject: Subject) -> Iterator[Note]:
    """Find two variants or more without a word of easier or harder, under a heading without one."""
    for exercise in subject.reading.exercises:
        if len(exercise.variants) > 1 and not _is_ordered(exercise, subject):
            first = exercise.variants[0]
            names = ", ".join(one.name for one in exercise.variants[:3])
            span = first.steps[0].span if first.steps else None
            yield Note("variant-order", first.line, span, {"names": names})


def _is_ordered(exercise: Exercise, subject: Subject) -> bool:
    own = (text for one in exercise.variants for text in (one.name, *(step.text for step in one.steps)))
    around = (
        text
        for part, _ in subject.parts
        if part.role == "variants"
        for text in (part.title, *(block.text for block in part.section.blocks))
    )
    return any(has(text, subject.lang, "level") for text in (*own, *around))
