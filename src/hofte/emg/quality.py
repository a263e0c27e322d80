"""Can the signal of one pair of electrodes be trusted? Judged live, ten times a second, in plain Python.

No filter runs at the rate of the samples: a hundredth of a second becomes its sum and its sum of squares, a tenth is
laid over the tenths before it so that only what repeats with the mains stays, and the rest is arithmetic on a few
numbers. So it costs less than the chain beside it, and whole recordings are judged alike
(:mod:`hofte.emg.whole_quality`). Steps are cut by the number of the sample: blocks leave no trace.

It judges what it can: hum needs the mains to lie below 0.45 of the rate, clipping a signal three times as loud as its
quietest second, and nothing is judged over time that was mostly lost. It knows no scale: whether a signal is too weak
is said by :mod:`hofte.emg.strength`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from operator import add, eq, mul

from hofte.emg.chain import Cascade
from hofte.emg.finding import STEP_RATE, Hum, QualityFinding
from hofte.emg.model import Problem
from hofte.emg.quality_limits import (
    CHUNKS,
    FLAT_SAMPLES,
    HALF,
    HELD_STEPS,
    LEAST_PIECES,
    border,
    check_rate,
    hum_frequencies,
    slow_filters,
)
from hofte.emg.verdict import Measured, Verdicts


class QualityStream:
    """Judges one channel while it comes in.

    Parameters
    ----------
    sfreq : float
        Samples a second.
    floor : float
        Root mean square below which no skin is measured, in the unit of the samples: ``NOISE_FLOOR_V`` for volts,
        0 (not judged) for counts.

    Raises
    ------
    SignalError
        If there are fewer than a hundred samples a second.
    """

    def __init__(self, sfreq: float, *, floor: float = 0.0) -> None:
        check_rate(sfreq)
        self._sfreq = sfreq
        self._pending: list[float] = []
        self._before: list[float] = []  # samples before the pending ones: a run may have begun there
        self._chunk, self._size = 0, border(1, sfreq)
        self._step = _Step()
        self._slow, self._fast = (Cascade(sections) for sections in slow_filters())
        self._offset = 0.0
        self._idle = HELD_STEPS  # steps without a sample, in a row
        self._was_flat = False
        self._fold = _Fold(sfreq)
        self._verdicts = Verdicts(sfreq, floor)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What stands against trusting the signal now, gravest first."""
        return self._verdicts.problems

    @property
    def hum(self) -> Hum | None:
        """All hum that was found so far."""
        return self._verdicts.hum

    def feed(self, samples: Sequence[float]) -> None:
        """Take the next samples, any number of them; one that is not finite counts as lost."""
        self._pending += samples
        while len(self._pending) >= self._size + FLAT_SAMPLES:
            self._take_chunk()

    def lose(self, n_samples: int) -> None:
        """So many samples did not arrive."""
        self.feed([math.nan] * n_samples)

    def finish(self) -> list[QualityFinding]:
        """There is no more signal: everything that was found, in time order."""
        while len(self._pending) >= self._size:
            self._take_chunk()
        return self._verdicts.findings()

    def _take_chunk(self) -> None:
        size, pending = self._size, self._pending
        part = pending[:size]
        is_flat = has_flat(self._before + pending[: size + FLAT_SAMPLES - 1])
        self._before = (self._before + part)[1 - FLAT_SAMPLES :]
        del pending[:size]
        self._step.add(part, is_flat=is_flat)
        self._chunk += 1
        self._size = border(self._chunk + 1, self._sfreq) - border(self._chunk, self._sfreq)
        if self._chunk % CHUNKS == 0:
            step, self._step = self._step, _Step()
            self._end(step)

    def _end(self, step: _Step) -> None:
        samples = step.samples
        self._fold.add(samples if len(samples) == step.size else None)
        slow, fast = self._power_of_means(step)
        high, low = (max(samples), min(samples)) if samples else (-math.inf, math.inf)
        at_rails = (high, samples.count(high), low, samples.count(low))
        measured = Measured(step.size, len(samples), slow, step.within + fast, step.has_flat, *at_rails)
        self._verdicts.add(measured, self._fold.take() if self._chunk % (CHUNKS * HALF) == 0 else None)

    def _power_of_means(self, step: _Step) -> tuple[float, float]:
        """What the means of the chunks hold of movement, and of the muscle."""
        is_flat, self._was_flat = step.has_flat or self._was_flat, step.has_flat
        if not step.means:
            self._idle += 1
            return 0.0, 0.0
        if is_flat or self._idle >= HELD_STEPS:
            self._offset = step.means[0]
            self._slow.reset()
            self._fast.reset()
        self._idle = 0
        means = [mean - self._offset for mean in step.means]
        slow, fast = self._slow.feed(means), self._fast.feed(means)
        return _weighted(step.sizes, slow), _weighted(step.sizes, fast)


class _Step:
    """A tenth of a second under way."""

    def __init__(self) -> None:
        self.size = 0
        self.samples: list[float] = []  # of the chunks that are whole
        self.means: list[float] = []
        self.sizes: list[int] = []
        self.within = 0.0
        self.has_flat = False

    def add(self, part: list[float], *, is_flat: bool) -> None:
        """Add a chunk; one with a lost sample, or that touches a run of equal ones, is left out as a whole."""
        size = len(part)
        self.size += size
        self.has_flat = self.has_flat or is_flat
        total = sum(part)
        if is_flat or not math.isfinite(total):
            return
        self.samples += part
        self.means.append(total / size)
        self.sizes.append(size)
        self.within += max(0.0, sum(map(mul, part, part)) - total * total / size)


class _Fold:
    """Tenths of a second laid over each other: what stays repeats ten times a second, as all mains hum does."""

    def __init__(self, sfreq: float) -> None:
        self._length = math.floor(sfreq / STEP_RATE)
        self._turns = [[_turn(f, self._length, sfreq) for f in group] for group in hum_frequencies(sfreq)]
        self._halves: list[tuple[int, list[float]]] = [(0, [])]

    def add(self, piece: list[float] | None) -> None:
        """Lay the next tenth over the half second under way; ``None``: it is not whole."""
        if piece is not None:
            count, sums = self._halves[-1]
            length = self._length
            self._halves[-1] = (count + 1, list(map(add, sums, piece)) if count else piece[:length])

    def take(self) -> list[list[float]] | None:
        """Power at each frequency over the last second; ``None`` if too little of it is whole."""
        halves = self._halves
        self._halves = [halves[-1], (0, [])]
        pieces = sum(count for count, _ in halves)
        if len(halves) < 2 or pieces < LEAST_PIECES:
            return None
        (first, sums), (second, more) = halves
        total = list(map(add, sums, more)) if first and second else sums or more
        mean = sum(total) / self._length
        fold = [value - mean for value in total]
        scale = 2.0 / (self._length * pieces) ** 2
        return [
            [scale * (sum(map(mul, fold, cos)) ** 2 + sum(map(mul, fold, sin)) ** 2) for cos, sin in group]
            for group in self._turns
        ]


def _turn(frequency: float, length: int, sfreq: float) -> tuple[list[float], list[float]]:
    angles = [2.0 * math.pi * frequency * n / sfreq for n in range(length)]
    return [math.cos(angle) for angle in angles], [math.sin(angle) for angle in angles]


def _weighted(sizes: list[int], values: list[float]) -> float:
    return sum(size * value * value for size, value in zip(sizes, values, strict=True))


def has_flat(samples: Sequence[float]) -> bool:
    """Whether ``FLAT_SAMPLES`` samples in a row are equal."""
    half = FLAT_SAMPLES // 2
    # Such a run holds two samples, a half of it apart, at multiples of that: most signals are done here.
    if not any(map(eq, samples[::half], samples[half::half])):
        return False
    return max(len(list(run)) for _, run in groupby(samples)) >= FLAT_SAMPLES
