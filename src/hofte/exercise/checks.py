"""What is to be right while doing it: joint angles, read from sentences and never taken for a dose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from hofte.exercise.model import Check
from hofte.exercise.passages import Passage, sentences
from hofte.exercise.words import listed, pattern

#: No joint of this list opens wider.
WIDEST_DEG = 180


def find_checks(found: Iterable[Passage], lang: str) -> tuple[Check, ...]:
    """Angles with the joint they are said of, each once, in reading order.

    An angle without a joint in its sentence is left out: it says nothing that could be checked.
    """
    checks: dict[tuple[object, ...], Check] = {}
    for passage in found:
        for sentence in sentences(passage):
            for check in _in_sentence(sentence, lang):
                checks.setdefault((check.joint, check.low, check.high, check.at), check)
    return tuple(checks.values())


def _in_sentence(sentence: Passage, lang: str) -> Iterator[Check]:
    for angle in _angle(lang).finditer(sentence.source):
        low, high = float(angle["low"]), float(angle["high"] or angle["low"])
        joint = _nearest(sentence.source, angle.start(), lang)
        if joint and low <= high <= WIDEST_DEG:
            at = next((name for name in listed(lang, "checks", "at") if _says(sentence.source, lang, name)), "")
            span = sentence.span.__class__(sentence.start + angle.start(), sentence.start + angle.end())
            yield Check("angle", joint, low, high, "deg", at, span)


def _says(text: str, lang: str, name: str) -> bool:
    return pattern(lang, "checks", "at", name).search(text) is not None


def _nearest(text: str, at: int, lang: str) -> str:
    """The joint named last before the angle, else the first after it."""
    places = [
        (found.start(), joint)
        for joint in listed(lang, "checks", "joints")
        for found in pattern(lang, "checks", "joints", joint).finditer(text)
    ]
    before = [place for place in places if place[0] < at]
    return max(before)[1] if before else min(places)[1] if places else ""


@cache
def _angle(lang: str) -> re.Pattern[str]:
    to = "|".join(map(re.escape, listed(lang, "checks", "to"))) or "-"
    degrees = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in listed(lang, "checks", "degrees")) or "°"
    return re.compile(
        rf"(?<![\d.,/])(?P<low>\d{{1,3}})(?:\s*(?:[-–—]|\b(?:{to})\b)\s*(?P<high>\d{{1,3}}))?\s*(?:°|-?\s?(?:{degrees})(?!\w))",
        re.IGNORECASE,
    )
