"""ST02 and dose-unsure: an exercise without a dose, and a dose that may have been misread."""

from __future__ import annotations

from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject
from hofte.core.values import Span
from hofte.dose.model import Dose
from hofte.exercise.doses import is_effort


@check(
    Code(
        "ST02",
        "info",
        "The page of an exercise does not say how much: sets, repetitions or seconds. What a session then uses is "
        "marked as not from the page.",
    ),
    Code(
        "dose-unsure",
        "info",
        "A dose was read, but it may mean something else. Shorter words make it sure, for instance '3 sets of 10, 30 "
        "seconds rest'.",
    ),
)
def doses(subject: Subject) -> Iterator[Note]:
    """Find exercises of exercise pages without a dose, and doses that are not sure."""
    for exercise in subject.reading.exercises:
        if subject.page.kind == "exercise" and not any(is_effort(one) or one.duration_s for one in exercise.doses):
            yield Note("ST02", exercise.line, None, {"name": exercise.name})
        for variant in (exercise, *exercise.variants):
            for dose in variant.doses:
                if not dose.sure and dose.spans:
                    span = _first_words(dose, subject)
                    yield Note("dose-unsure", subject.line_at(span.start), span)


def _first_words(dose: Dose, subject: Subject) -> Span:
    """The words of the dose on the line where it begins; the rest may stand far below."""
    first, *others = sorted(dose.spans.values())
    for span in others:
        if subject.line_at(span.start) == subject.line_at(first.start):
            first = first.covering(span)
    return first
