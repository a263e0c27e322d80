"""The legs of a repetition, read from words: "op, halvt ned, op og helt ned"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from hofte.exercise.model import Move
from hofte.exercise.passages import Passage, sentences
from hofte.exercise.words import has, listed

#: Fewer legs than this are up and down, which needs no pattern.
FEWEST_LEGS = 3


def find_pattern(found: Iterable[Passage], lang: str) -> tuple[Move, ...]:
    """The legs of one repetition, when a sentence tells at least three with a half one among them; else nothing."""
    for passage in found:
        for sentence in sentences(passage):
            legs = tuple(leg for clause in _clauses(lang).split(sentence.text) if (leg := _leg(clause, lang)))
            if len(legs) >= FEWEST_LEGS and any(leg.startswith("half") for leg in legs):
                return legs
    return ()


def _leg(clause: str, lang: str) -> Move | None:
    up, down = (has(clause, lang, "moves", way) for way in ("up", "down"))
    if up == down:
        return None
    half = has(clause, lang, "moves", "half")
    if up:
        return "half_up" if half else "up"
    return "half_down" if half else "down"


@cache
def _clauses(lang: str) -> re.Pattern[str]:
    joins = "|".join(map(re.escape, listed(lang, "moves", "join"))) or ","
    return re.compile(rf"[,;]|\s(?:{joins})\s", re.IGNORECASE)
