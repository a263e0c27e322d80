"""Whose clinical rules bind an exercise (scope), and how its repetitions go (style), told by words."""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

from hofte.dose.model import Dose
from hofte.exercise.model import Scope, Style
from hofte.exercise.words import has, options
from hofte.rules.catalogue import rule

#: A hold from this length on is what the exercise is about; a shorter one is a pause in a repetition. Own design:
#: above the 1 s of a hip thrust (ST01), at the shortest holds that pages give for planks and bridges.
LONG_HOLD_S = 5.0
_BY_TITLE: tuple[Scope, ...] = ("PF", "HF")
_SMALL_WORDS = ("squeeze", "small_words")
_SQUEEZES: tuple[Style, ...] = ("release", "quick", "long")


def scope_of(lang: str, titles: tuple[str, ...], counted: str, held: str, text: str) -> Scope | None:
    """Whose rules bind it.

    Parameters
    ----------
    lang : str
    titles : tuple of str
        Its name and the headings and title above it, the nearest first. Pelvic floor and hip flexor are told by
        these and by what is counted or held, never by the text around: a back exercise that says "tighten the pelvic
        floor" is not bound by pelvic-floor rules.
    counted : str
        The words of its dose ("10 raske knip").
    held : str
        The sentence of its dose up to the seconds ("Knib om bækkenbunden og hold i").
    text : str
        All its words: strength is told by any of them.
    """
    for title in (counted, *titles):
        for scope in _BY_TITLE:
            if has(title, lang, "scope", scope):
                return scope
    if _squeezed(lang).search(held):
        return "PF"
    return "ST" if has(text, lang, "scope", "ST") else None


@cache
def _squeezed(lang: str) -> re.Pattern[str]:
    """A squeeze of the pelvic floor that lasts for what follows: "hold planken" between the two ends its reach."""
    verbs, muscle, small = (options(lang, *path) for path in (("squeeze", "verbs"), ("scope", "PF"), _SMALL_WORDS))
    return re.compile(rf"(?<!\w){verbs}(?:\s+\w+)?\s+{muscle}(?:\W+{small}(?!\w))*\W*$", re.IGNORECASE)


class Worded(Protocol):
    """What has a name, all its words (``text``), and those of its steps and its dose (``said``)."""

    @property
    def name(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def said(self) -> str: ...


def style_of(lang: str, scope: Scope | None, exercise: Worded, dose: Dose | None, held: str = "") -> Style:
    """How its repetitions go; ``held`` as in :func:`scope_of`."""
    name, text = exercise.name, exercise.text
    if scope == "PF":
        return _squeeze_style(lang, name, text, dose, is_squeezed=has(held, lang, "squeeze", "verbs"))
    if has(name, lang, "style", "stretch"):
        return "stretch"
    if dose is None:
        return "reps"
    if dose.hold_s is not None and (dose.reps is None or dose.hold_s.least >= LONG_HOLD_S):
        if has(text, lang, "style", "stretch") and scope != "ST":
            return "stretch"
        return "hold" if dose.hold_s.least >= LONG_HOLD_S else "reps"
    if dose.reps is None and dose.duration_s is not None:
        is_still = has(name, lang, "style", "held") or has(exercise.said, lang, "style", "still")
        return "hold" if is_still else "activity"
    return "reps"


def _squeeze_style(lang: str, name: str, text: str, dose: Dose | None, *, is_squeezed: bool) -> Style:
    """Quick or long squeezes: by name, by the hold of the dose (PF11), then by the words of the text.

    What is squeezed for the seconds of its dose is no letting go, whatever its name.
    """
    for style in _SQUEEZES:
        if has(name, lang, "style", style) and not (is_squeezed and style == "release"):
            return style
    if dose is not None and dose.hold_s is not None:
        return "long" if dose.hold_s.most > rule("PF11").number("max_on_s") else "quick"
    if has(text, lang, "style", "quick"):
        return "quick"
    return "long" if has(text, lang, "style", "long") else "reps"
