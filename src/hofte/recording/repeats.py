"""A sensor that is slower than its file says: the file then holds each of its samples several times."""

from __future__ import annotations

import numpy as np

from hofte.recording.model import Samples

#: Above this share of repeated samples the rate is not what it is said to be. In eight free recordings at their true
#: rates it is at most 0.19 (12 bit, one quiet channel), in one that was written five times too fast 0.82.
MOST_REPEATED = 0.6
#: A sample that is equal to the one so many before as well stands still: an electrode is off.
_STILL = 10


class Repeats:
    """Counts samples that are those before them again, in all channels at once."""

    def __init__(self) -> None:
        self._repeated = self._moving = 0

    def add(self, samples: Samples) -> None:
        """Take the next samples, of shape (n_channels, n_samples)."""
        later = samples[:, _STILL:]
        moves = (later != samples[:, :-_STILL]).any(axis=0)
        self._moving += int(np.count_nonzero(moves))
        self._repeated += int(np.count_nonzero(moves & (later == samples[:, _STILL - 1 : -1]).all(axis=0)))

    @property
    def share(self) -> float:
        """Repeated samples among those of a signal that moves."""
        return self._repeated / self._moving if self._moving else 0.0
