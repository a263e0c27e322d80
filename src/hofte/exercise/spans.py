"""The words of a page that doses were read from: those that light up, and that become no links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hofte.core.values import Span
from hofte.exercise.model import Exercise


def dose_spans(exercises: Iterable[Exercise]) -> Iterator[Span]:
    """The words of all doses of exercises and their variants."""
    for exercise in exercises:
        for dose in exercise.doses:
            yield from dose.spans.values()
        yield from dose_spans(exercise.variants)
