"""Left and right: whether one side works at a time, and whether the page says that the other one follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hofte.core.values import Span
from hofte.dose.model import Dose
from hofte.exercise.passages import Passage, sentences
from hofte.exercise.words import has, pattern

_DIGIT = re.compile(r"\d")


def is_one_sided(name: str, said: str, lang: str) -> bool:
    """Whether one leg or arm works at a time: its name says so, or its words do and do not alternate."""
    if has(name, lang, "sides", "one"):
        return True
    words = f"{name} {said}"
    is_told = any(has(words, lang, "sides", kind) for kind in ("one", "switch"))
    return is_told and not has(words, lang, "sides", "alternate")


def add_switch(doses: tuple[Dose, ...], told: Sequence[Passage], lang: str) -> tuple[Dose, ...]:
    """The main dose for each side, when a sentence of its own after it says so ("Repeat on the other side").

    A sentence with numbers has been read as a dose, sides and all.
    """
    if not doses or doses[0].per_side is not None or doses[0].span is None:
        return doses
    for passage in told:
        if passage.span.end <= doses[0].span.end or has(passage.text, lang, "sides", "alternate"):
            continue
        for sentence in sentences(passage):
            if sentence.start >= doses[0].span.end and (span := _both(sentence, lang)):
                return (replace(doses[0], per_side=True, spans={**doses[0].spans, "per_side": span}), *doses[1:])
    return doses


def _both(sentence: Passage, lang: str) -> Span | None:
    if _DIGIT.search(sentence.source):
        return None
    for kind in ("switch", "both"):
        if found := pattern(lang, "sides", kind).search(sentence.source):
            return Span(found.start(), found.end()).shifted(sentence.start)
    return None
