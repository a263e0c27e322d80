"""Patterns over the kinds of tokens: ``number gap{0,3} rep`` finds "10 raske og harde knip".

An element is a kind or ``(one|another)``; ``?`` and ``{0,3}`` say how often it may come; ``&`` looks ahead
without taking, ``!`` looks ahead for what must not come, and the next of these looks one token further.
``gap`` is any word that says nothing about a dose. Repetitions are bounded, so matching one pattern at one
place takes bounded time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from hofte.dose.tokens import Token

#: What may stand between a number and what it counts.
_GAP = frozenset(
    {
        "word",
        "and",
        "about",
        "fully",
        "label",
        "position",
        "article",
        "then",
        "definite",
        "labelled",
        "on",
        "off",
        "lasts",
        "topic",
    }
)


@dataclass(frozen=True, slots=True)
class _Element:
    kinds: frozenset[str]
    least: int = 1
    most: int = 1
    look: str = ""

    def fits(self, tokens: Sequence[Token], n: int) -> bool:
        if n < len(tokens):
            return not tokens[n].kinds.isdisjoint(self.kinds)
        return bool(self.look) and "stop" in self.kinds  # the end of the text ends the sentence


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern."""

    elements: tuple[_Element, ...]

    @property
    def first(self) -> frozenset[str]:
        """The kinds that a match can begin with."""
        return self.elements[0].kinds

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Of each of these a match takes at least one kind."""
        return tuple(element.kinds for element in self.elements if element.least and not element.look)

    def match(self, tokens: Sequence[Token], n: int) -> int | None:
        """Where a match that begins at token ``n`` ends (exclusive), or None."""
        return _match(self.elements, 0, tokens, n)


def _match(elements: tuple[_Element, ...], i: int, tokens: Sequence[Token], n: int, ahead: int = 0) -> int | None:
    """Where the elements from ``i`` on, matched from token ``n`` on, end; ``ahead`` counts looks."""
    while i < len(elements):
        element = elements[i]
        if element.look:
            if element.fits(tokens, n + ahead) != (element.look == "&"):
                return None
            ahead += 1
        elif element.least == element.most == 1:
            if not element.fits(tokens, n):
                return None
            n += 1
        else:
            return _match_repeated(elements, i, tokens, n)
        i += 1
    return n


def _match_repeated(elements: tuple[_Element, ...], i: int, tokens: Sequence[Token], n: int) -> int | None:
    element, taken = elements[i], 0
    while taken < element.most and element.fits(tokens, n + taken):
        taken += 1
    for count in range(taken, element.least - 1, -1):
        if (end := _match(elements, i + 1, tokens, n + count)) is not None:
            return end
    return None


_ELEMENT = re.compile(r"(?P<look>[&!]?)\(?(?P<kinds>[a-z_0-9|]+)\)?(?:\{(?P<least>\d),(?P<most>\d)\}|(?P<maybe>\?))?$")


@cache
def pattern(notation: str) -> Pattern:
    """Compile a pattern.

    Raises
    ------
    ValueError
        If the notation cannot be read.
    """
    elements = []
    for part in notation.split():
        match = _ELEMENT.match(part)
        if not match:
            raise ValueError(f"no pattern: {part!r} in {notation!r}")
        kinds = frozenset(match["kinds"].split("|"))
        least, most = (0, 1) if match["maybe"] else (int(match["least"] or 1), int(match["most"] or 1))
        if "gap" in kinds:
            kinds |= _GAP
        elements.append(_Element(kinds, least, most, match["look"]))
    return Pattern(tuple(elements))
