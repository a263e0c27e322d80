"""What :mod:`hofte.emg.quality` sums up of a channel live, with numpy for many channels and steps at once."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np

from hofte.emg.finding import STEP_RATE
from hofte.emg.quality_limits import (
    CHUNKS,
    FLAT_SAMPLES,
    HALF,
    HELD_STEPS,
    LEAST_PIECES,
    hum_frequencies,
    slow_filters,
)
from hofte.emg.sosfilt import sosfilt

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Chunks:
    """Sums of consecutive chunks, and of the steps and half seconds that they make up.

    Parameters
    ----------
    sizes : array, shape (n_chunks,)
    totals, within, flat, present : array, shape (n_channels, n_chunks)
        Sum of the samples, their sum of squares around their mean, whether a run of equal samples touches them, and
        whether they can be used.
    high, at_high, low, at_low : array, shape (n_channels, n_steps)
        See :class:`Rails`.
    peaks : array, shape (n_channels, n_half_seconds, n_frequencies)
        See :class:`Folds`.
    """

    sizes: Array
    totals: Array
    within: Array
    flat: Array
    present: Array
    high: Array
    at_high: Array
    low: Array
    at_low: Array
    peaks: Array

    @classmethod
    def joined(cls, parts: list[Chunks]) -> Chunks:
        """One after the other."""
        arrays = [[getattr(part, field.name) for part in parts] for field in fields(cls)]
        return cls(*(np.concatenate(many, axis=min(1, many[0].ndim - 1)) for many in arrays))


class Rails:
    """The largest value that ever came, step by step, and how many samples of the step stand at it."""

    def __init__(self, n_channels: int) -> None:
        self._most = np.full((n_channels, 1), -np.inf)

    def add(self, x: Array, starts: Array) -> tuple[Array, Array]:
        """Both for the next steps, each of shape (n_channels, n_steps)."""
        largest = np.fmax.reduceat(x, starts, axis=1)
        most = np.fmax.accumulate(np.concatenate([self._most, largest], axis=1), axis=1)[:, 1:]
        self._most = most[:, -1:]
        ends = [*starts[1:], x.shape[1]]
        counts = np.zeros(most.shape, dtype=int)
        for channel, step in np.argwhere(largest == most):
            counts[channel, step] = np.count_nonzero(x[channel, starts[step] : ends[step]] == most[channel, step])
        return most, counts


class Folds:
    """Power at the multiples of the mains, each half second over the last second; NaN where it cannot be judged."""

    def __init__(self, sfreq: float, n_channels: int) -> None:
        self._length = math.floor(sfreq / STEP_RATE)
        frequencies = np.array([f for group in hum_frequencies(sfreq) for f in group])
        angles = 2.0 * np.pi * np.outer(np.arange(self._length) / sfreq, frequencies)
        self._turns = np.concatenate([np.cos(angles), np.sin(angles)], axis=1)
        self._half = np.zeros((n_channels, 1, self._length))
        self._count = np.full((n_channels, 1), -math.inf)  # before the first half second there is none

    def add(self, x: Array, starts: Array, whole: Array) -> Array:
        """The next steps; those behind the last whole half second come at the end of the recording only."""
        n_channels, n_halves = len(x), len(starts) // HALF
        starts, whole = starts[: n_halves * HALF], whole[:, : n_halves * HALF]
        pieces = x[:, starts[:, None] + np.arange(self._length)]
        if not whole.all():
            pieces = np.where(whole[..., None], pieces, 0.0)
        halves = pieces.reshape(n_channels, n_halves, HALF, self._length).sum(2)
        counts = whole.reshape(n_channels, n_halves, HALF).sum(2)
        halves = np.concatenate([self._half, halves], axis=1)
        counts = np.concatenate([self._count, counts], axis=1)
        self._half, self._count = halves[:, -1:], counts[:, -1:]
        fold, counts = halves[:, 1:] + halves[:, :-1], counts[:, 1:] + counts[:, :-1]
        sums = (fold - fold.mean(2, keepdims=True)) @ self._turns
        n = sums.shape[2] // 2
        counts = np.where(counts < LEAST_PIECES, np.nan, counts)[..., None]
        power: Array = 2.0 * (sums[..., :n] ** 2 + sums[..., n:] ** 2) / (self._length * counts) ** 2
        return power


class MeanPower:
    """What the means of the chunks of one channel hold of movement, and of the muscle, step by step."""

    def __init__(self) -> None:
        self._sections = [np.array(sections) for sections in slow_filters()]
        self._reset()
        self._offset = 0.0
        self._idle = HELD_STEPS
        self._was_flat = False

    def feed(self, means: Array, sizes: Array, present: Array, flat: Array) -> tuple[Array, Array]:
        """Take the means of whole steps; give the power of each step below 15 Hz and above 20 Hz."""
        n_steps = len(means) // CHUNKS
        powers = np.zeros((2, n_steps))
        resets = self._resets(by_step(present.astype(int)) > 0, by_step(flat.astype(int)) > 0)
        borders = sorted({0, n_steps, *resets})
        for first, last in pairwise(borders):
            chosen = np.flatnonzero(present[first * CHUNKS : last * CHUNKS]) + first * CHUNKS
            if not len(chosen):
                continue
            if first in resets:
                self._offset = means[chosen[0]]
                self._reset()
            for n, sections in enumerate(self._sections):
                values = sosfilt(sections, means[chosen] - self._offset, self._states[n])
                powers[n] += np.bincount(chosen // CHUNKS, sizes[chosen] * values**2, n_steps)
        return powers[0], powers[1]

    def _reset(self) -> None:
        self._states = [np.zeros((len(sections), 2)) for sections in self._sections]

    def _resets(self, has_any: Array, is_flat: Array) -> set[int]:
        """Steps at which the filters begin anew."""
        if has_any.all() and not is_flat.any() and not self._was_flat and self._idle < HELD_STEPS:
            self._idle = 0
            return set()
        resets = set()
        for step, (some, flat) in enumerate(zip(has_any.tolist(), is_flat.tolist(), strict=True)):
            began, self._was_flat = flat or self._was_flat, flat
            if not some:
                self._idle += 1
                continue
            if began or self._idle >= HELD_STEPS:
                resets.add(step)
            self._idle = 0
        return resets


def by_step(chunks: Array) -> Array:
    """Sums over the chunks of each step."""
    sums: Array = chunks.reshape(*chunks.shape[:-1], -1, CHUNKS).sum(-1)
    return sums


def flat_chunks(seen: Array, starts: Array, sizes: Array) -> Array:
    """Which chunks a run of ``FLAT_SAMPLES`` equal samples touches.

    ``seen`` holds ``FLAT_SAMPLES - 1`` samples more than the chunks at each end (fewer at the end of a recording).
    """
    flat = np.zeros((len(seen), len(starts)), dtype=bool)
    half = FLAT_SAMPLES // 2
    some = (seen[:, :-half:half] == seen[:, half::half][:, : seen[:, :-half:half].shape[1]]).any(1)
    for channel in np.flatnonzero(some):
        same = np.concatenate([[0], np.cumsum(seen[channel, 1:] == seen[channel, :-1])])
        begins = np.flatnonzero(same[FLAT_SAMPLES - 1 :] - same[: 1 - FLAT_SAMPLES] == FLAT_SAMPLES - 1)
        # A run from sample b of ``seen`` covers b … b + FLAT_SAMPLES - 1; the chunks begin FLAT_SAMPLES - 1 later.
        touched = np.zeros(seen.shape[1] + 1, dtype=int)
        np.add.at(touched, begins, 1)
        np.add.at(touched, begins + FLAT_SAMPLES, -1)
        inside = np.cumsum(touched)[FLAT_SAMPLES - 1 : FLAT_SAMPLES - 1 + int(sizes.sum())] > 0
        flat[channel] = np.logical_or.reduceat(inside, starts)
    return flat
