"""Ranges of numbers and spans of text: the two small values that everything else is written in."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hofte.core.errors import ValueInvalid


@dataclass(frozen=True, slots=True)
class Range:
    """A number as an exercise page writes it: ``10``, ``10-15``, ``up to 10``, ``at least 30``.

    Parameters
    ----------
    low, high : float or None
        The bounds, both included. ``None`` is an open end; at least one bound is a number.
        The unit is that of the field which holds the range (``hold_s`` is in seconds).

    Raises
    ------
    ValueInvalid
        If both ends are open, a bound is no finite number (a truth value is none), or ``low`` is above ``high``.
    """

    low: float | None
    high: float | None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueInvalid("a range needs at least one bound")
        for bound in (self.low, self.high):
            if bound is not None and not _is_finite(bound):
                raise ValueInvalid(f"a bound must be a finite number, not {_shown(bound)}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueInvalid(f"the low end {self.low:g} is above the high end {self.high:g}")

    @classmethod
    def exactly(cls, value: float) -> Range:
        """The range that holds one number only."""
        return cls(value, value)

    @property
    def is_open(self) -> bool:
        """Whether one end is missing ("up to 10", "at least 30")."""
        return self.low is None or self.high is None

    @property
    def least(self) -> float:
        """The smallest number that the range names."""
        return self.low if self.low is not None else self.high  # type: ignore[return-value]

    @property
    def most(self) -> float:
        """The largest number that the range names."""
        return self.high if self.high is not None else self.low  # type: ignore[return-value]

    def __contains__(self, value: float) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def __str__(self) -> str:
        if self.low is None:
            return f"≤{self.high:g}"
        if self.high is None:
            return f"≥{self.low:g}"
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g}–{self.high:g}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where words stand in a text: ``text[start:end]``, in Unicode code points of the file as read.

    Raises
    ------
    ValueInvalid
        If ``start`` is negative or ``end`` lies before ``start``.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end < self.start:
            raise ValueInvalid(f"no span runs from {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """The same words in a text that begins ``by`` code points earlier."""
        return Span(self.start + by, self.end + by)

    def covering(self, other: Span) -> Span:
        """The shortest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


def _is_finite(bound: float) -> bool:
    try:
        return not isinstance(bound, bool) and math.isfinite(bound)
    except OverflowError:  # an integer beyond any float
        return False


def _shown(bound: float) -> str:
    return "an integer beyond any float" if isinstance(bound, int) and not isinstance(bound, bool) else str(bound)
