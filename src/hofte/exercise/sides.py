"""Left and right: whether one side works at a time, and whether the page says that the other one follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hofte.core.values import Span
from hofte.dose.model import Dose
from hofte.exercise.passages import Passage
from hofte.exercise.words import has, pattern


def is_one_sided(name: str, said: str, lang: str) -> bool:
    """Whether one leg or arm works at a time: its name says so, or its words change sides and do not alternate."""
    if has(name, lang, "sides", "one"):
        return True
    words = f"{name} {said}"
    return has(words, lang, "sides", "switch") and not has(words, lang, "sides", "alternate")


def add_switch(doses: tuple[Dose, ...], told: Sequence[Passage], lang: str) -> tuple[Dose, ...]:
    """The main dose for each side, when a passage after it says to do the same on the other side."""
    if not doses or doses[0].per_side is not None or doses[0].span is None:
        return doses
    main, end = doses[0], doses[0].span.end
    for passage in told:
        if passage.span.end <= end or has(passage.text, lang, "sides", "alternate"):
            continue
        found = pattern(lang, "sides", "switch").search(passage.source, max(end - passage.start, 0))
        if found:
            span = Span(passage.start + found.start(), passage.start + found.end())
            return (replace(main, per_side=True, spans={**main.spans, "per_side": span}), *doses[1:])
    return doses
