"""Time stamps: how often a sensor measured, and where it measured nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hofte.recording.model import PORTION, RecordingError, Samples, checked_rate

#: A step between two stamps is a gap when it is longer than this many usual steps, and than this many seconds:
#: shorter ones are the unrest of a computer's clock.
GAP_STEPS, GAP_S = 3.5, 0.02
#: A longer gap, in seconds, is another recording.
LONGEST_GAP_S = 3600.0
#: A stamp column without a unit counts seconds when its step is shorter than this, else milliseconds: sensors of
#: 20 to 20 000 Hz step by 0.00005 to 0.05 s or 0.05 to 50 ms, so the two cannot be mixed up.
_SECONDS_BELOW = 0.05
#: Names of columns that hold time stamps, and seconds in one of their unit (``None``: the step tells).
STAMPS: dict[str, float | None] = {
    "time_s": 1.0, "time_ms": 1e-3, "time_us": 1e-6, "timestamp_s": 1.0, "timestamp_ms": 1e-3, "timestamp_us": 1e-6,
    "time": None, "timestamp": None, "timestamps": None,
}  # fmt: skip


def stamp_column(names: Iterable[str]) -> str | None:
    """The first column that holds time stamps."""
    return next((name for name in names if name.lower() in STAMPS), None)


class Clock:
    """Reads a column of time stamps twice: first for the rate, then for the gaps.

    Parameters
    ----------
    path : Path
    name : str
        Of the column.
    stamps : iterable of array of float, shape (n,)
        The whole column, in portions.

    Raises
    ------
    RecordingError
        If there are fewer than three stamps, or they give no rate.
    """

    def __init__(self, path: Path, name: str, stamps: Iterable[Samples]) -> None:
        self._path = path
        first = next(iter(stamps := iter(stamps)), np.empty(0))
        steps = np.diff(first)
        usual = float(np.median(steps[steps > 0])) if (steps > 0).any() else 0.0
        if usual <= 0.0:
            raise RecordingError(path, f"the column {name!r} does not count time", hint="--rate says the rate")
        unit = STAMPS.get(name.lower())
        self._unit = (1.0 if usual < _SECONDS_BELOW else 1e-3) if unit is None else unit
        self._usual = usual * self._unit
        total, count, last = 0.0, 0, float(first[0])
        for part in _chain(first, stamps):
            steps = np.diff(part, prepend=last) * self._unit
            plain = steps[(steps > 0) & (steps <= self._longest)]
            total, count, last = total + float(plain.sum()), count + len(plain), float(part[-1])
        self.sfreq = checked_rate(path, count / total)
        self._last: float | None = None

    @property
    def _longest(self) -> float:
        return max(GAP_STEPS * self._usual, GAP_S)

    def with_gaps(self, samples: Samples, stamps: Samples, at: int) -> Iterator[Samples]:
        """Put NaN where samples were lost.

        Parameters
        ----------
        samples : array of float, shape (n_channels, n_samples)
            The next samples.
        stamps : array of float, shape (n_samples,)
            Their stamps.
        at : int
            The number of the first of them, for the words of an error.

        Raises
        ------
        RecordingError
            If time stands still, goes back, or jumps by more than an hour; the samples before it have come.
        """
        steps = np.diff(stamps, prepend=stamps[0] - self._usual / self._unit if self._last is None else self._last)
        steps = steps * self._unit
        self._last = float(stamps[-1])
        wrong = np.flatnonzero(~((steps > -GAP_S) & (steps <= LONGEST_GAP_S)))
        end = int(wrong[0]) if len(wrong) else len(steps)
        gaps = np.flatnonzero(steps[:end] > self._longest)
        yield from _filled(samples[:, :end], gaps, np.round(steps[gaps] * self.sfreq).astype(int) - 1)
        if len(wrong):
            raise RecordingError(
                self._path, f"time goes back or jumps at sample {at + end}", sample=at + end, hint="see the file there"
            )


def lost(n_channels: int, n_samples: int) -> Iterator[Samples]:
    """So many lost samples, in portions."""
    most = max(1, PORTION // n_channels)
    for start in range(0, n_samples, most):
        yield np.full((n_channels, min(most, n_samples - start)), np.nan)


def _filled(samples: Samples, gaps: NDArray[np.intp], lengths: NDArray[np.intp]) -> Iterator[Samples]:
    if lengths.sum() <= PORTION // len(samples):
        yield np.insert(samples, np.repeat(gaps, lengths), np.nan, axis=1) if len(gaps) else samples
        return
    for part, length in zip(np.split(samples, gaps, axis=1), (*lengths, 0), strict=True):
        yield part
        yield from lost(len(samples), int(length))


def _chain(first: Samples, others: Iterable[Samples]) -> Iterable[Samples]:
    yield first
    yield from others
