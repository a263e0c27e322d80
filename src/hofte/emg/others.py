"""The muscle that is meant and one beside it: whether they work together, and whether they are two at all.

Pure functions of levels, each in percent of that muscle's own rest and maximum. With one sensor there is nothing to
compare, and nothing is said.

References
----------
Falconer & Winter (1985), Electromyogr Clin Neurophysiol 25:135: the index of co-contraction.
Frontiers Hum Neurosci 2022, doi 10.3389/fnhum.2022.944792: the order in which muscles fire.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

#: Both muscles must have been on for so long, in seconds, before their wobble is compared: they rise together also when
#: they are two.
SETTLED_S = 0.2
#: Frames further apart than this, in seconds, have no wobble to compare.
APART_S = 0.06


def selectivity(target: float, loudest: float) -> float | None:
    """How much of what works is what is meant, in percent: 100 is it alone, 50 is as much of another muscle."""
    target, loudest = max(0.0, target), max(0.0, loudest)
    return 100.0 * target / (target + loudest) if target + loudest > 0.0 else None


def co_contraction(target: float, other: float) -> float:
    """The index of Falconer & Winter at one moment, in percent: 0 is one of them alone, 100 is both alike."""
    target, other = max(0.0, target), max(0.0, other)
    return 200.0 * min(target, other) / (target + other) if target + other > 0.0 else 0.0


def is_constant(ratios: Sequence[float], spread: float) -> bool:
    """Whether the largest ratio is at most 1 + ``spread`` times the smallest; true of one, and of none."""
    return not ratios or max(ratios) <= (1.0 + spread) * min(ratios)


class Likeness:
    """How alike two signals wobble while both muscles are on.

    Two muscles that are squeezed together rise and fall together, so that their envelopes correlate whatever the
    electrodes hear. Their wobble does not: it is the chance of which fibres fire. Where the wobble is the same, both
    pairs of electrodes hear the same muscle.
    """

    def __init__(self) -> None:
        self.n = 0
        self._xx = self._yy = self._xy = 0.0
        self._since_s: float | None = None
        self._last: tuple[float, float, float] | None = None

    @property
    def r(self) -> float:
        """The correlation of the changes from frame to frame; 0 while one of them does not change."""
        return self._xy / math.sqrt(self._xx * self._yy) if self.wobbles else 0.0

    @property
    def is_comparing(self) -> bool:
        """Whether both muscles are on."""
        return self._since_s is not None

    @property
    def wobbles(self) -> bool:
        """Whether there is anything to compare."""
        return self._xx > 0.0 and self._yy > 0.0

    def begin(self) -> None:
        """A new effort begins: what changes up to it is not compared."""
        self._since_s = self._last = None

    def add(self, at_s: float, level: float, other: float, on_level: float) -> None:
        """Take both levels of one moment."""
        if min(level, other) < on_level:
            self.begin()
            return
        self._since_s = at_s if self._since_s is None else self._since_s
        last, self._last = self._last, (at_s, level, other)
        if last is None or not 0.0 < at_s - last[0] <= APART_S or at_s - self._since_s < SETTLED_S:
            return
        x, y = level - last[1], other - last[2]
        self.n += 1
        self._xx += x * x
        self._yy += y * y
        self._xy += x * y
