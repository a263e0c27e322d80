"""The rules of :mod:`hofte.emg.verdict` over many steps of many channels at once, with numpy."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import accumulate, pairwise

import numpy as np

from hofte.emg.finding import JUDGED, Hum, QualityFinding, State, in_order
from hofte.emg.model import Problem
from hofte.emg.quality_limits import (
    CLIP_SAMPLES,
    CLIP_SHARE,
    CLIP_TIMES,
    FORGETS,
    HALF,
    HUM_GONE,
    HUM_SHARE,
    LEAST_SHARE,
    LONG,
    LOOSE_SHARE,
    LOOSE_TIMES,
    MAINS,
    MOTION_GONE,
    MOTION_LONG,
    MOTION_SHORT,
    REST_TIMES,
    SHORT,
    hum_frequencies,
)
from hofte.emg.verdict import least_harmonic, merged
from hofte.emg.whole_sums import Array


@dataclass(frozen=True, slots=True)
class Steps:
    """What was measured of consecutive steps; the words are those of :class:`hofte.emg.verdict.Measured`.

    All arrays have the shape (n_channels, n_steps). ``high`` and ``low`` are the extremes of all samples so far, the
    second with its sign turned.
    """

    size: Array
    n: Array
    slow: Array
    band: Array
    is_flat: Array
    high: Array
    at_high: Array
    low: Array
    at_low: Array

    @classmethod
    def none(cls, n_channels: int) -> Steps:
        """The second before the first: it cannot be judged."""
        zeros = np.zeros((n_channels, LONG - 1), dtype=int)
        return cls(zeros, zeros, zeros, zeros, zeros == 0, zeros, zeros, zeros, zeros)

    def after(self, before: Steps) -> Steps:
        """These steps behind the last ones before them."""
        pairs = ((getattr(before, field.name), getattr(self, field.name)) for field in fields(self))
        return Steps(*(np.concatenate(pair, axis=1) for pair in pairs))

    def last(self) -> Steps:
        """What the next steps need of these."""
        return Steps(*(getattr(self, field.name)[:, 1 - LONG :] for field in fields(self)))


class WholeVerdicts:
    """The verdicts on all channels.

    Parameters
    ----------
    sfreq : float
        Samples a second.
    n_channels : int
    floor : float
        Root mean square below which no skin is measured; 0 is not judged.
    """

    def __init__(self, sfreq: float, n_channels: int, floor: float = 0.0) -> None:
        self._floor = floor * floor
        self._frequencies = hum_frequencies(sfreq)
        self._least = least_harmonic(sfreq)
        self._before = Steps.none(n_channels)
        self._step = 0
        problems: tuple[Problem, ...] = ("gap", *JUDGED)
        self._states = [{problem: State(problem) for problem in problems} for _ in range(n_channels)]
        self._quiet, self._calm = [math.inf] * n_channels, [math.inf] * n_channels
        self._said = np.full((3, n_channels, 1), np.nan)  # hum, good, loose: as judged last
        self._mains = np.zeros((n_channels, 1))
        #: All hum that was found so far.
        self.hum: list[Hum | None] = [None] * n_channels

    def add(self, steps: Steps, peaks: Array) -> None:
        """Judge the next steps; all but the last portion hold whole half seconds.

        Parameters
        ----------
        steps : Steps
        peaks : array, shape (n_channels, n_half_seconds, n_frequencies)
            Power at the multiples of the mains over the second before; NaN where it is not known.
        """
        all_steps = steps.after(self._before)
        self._before = all_steps.last()
        long = _windows(all_steps, LONG)
        power = np.where(long.judged, long.band / np.maximum(long.n, 1), np.inf)
        quiet = np.array([self._follow_quiet(n, row) for n, row in enumerate(power.tolist())])
        is_still = long.slow <= MOTION_LONG * long.band
        self._judge_hum(np.where(is_still, power, np.inf)[:, HALF - 1 :: HALF], quiet[:, HALF - 1 :: HALF], peaks)
        place = (np.arange(power.shape[1]) + 1) // HALF
        hum, good, loose = self._said[..., place]
        self._run("gap", *_gap(steps))
        off = steps.is_flat | ~np.isnan(loose) | (power < self._floor)
        self._run("electrode_off", np.where(off, np.nan_to_num(loose), np.nan), ~off & (steps.n > 0))
        self._run("clipping", *_clipping(all_steps, long, power > CLIP_TIMES**2 * quiet))
        self._run("movement", *_movement(_windows(all_steps, SHORT), long))
        hum = np.where(long.judged, hum, np.nan)
        self._run("hum", hum, long.judged & (good > 0), self._mains[:, place])
        self._said, self._mains = self._said[..., -1:], self._mains[:, -1:]
        self._step += power.shape[1]

    def findings(self) -> list[list[QualityFinding]]:
        """Everything that was found in each channel, in time order."""
        return [in_order([found for s in states.values() for found in s.findings()]) for states in self._states]

    def _follow_quiet(self, channel: int, powers: list[float]) -> list[float]:
        quiet = list(accumulate(powers, lambda q, p: min(q * FORGETS, p or math.inf), initial=self._quiet[channel]))
        self._quiet[channel] = quiet[-1]
        return quiet[1:]

    def _judge_hum(self, power: Array, quiet: Array, peaks: Array) -> None:
        ends = np.cumsum([0, *map(len, self._frequencies)])
        sums = np.stack([peaks[..., a:b].sum(2) for a, b in pairwise(ends)])
        best = sums.argmax(0)
        power = np.where((power > 0.0) & np.isfinite(power), power, np.nan)
        hum = sums.max(0)
        share, calm = hum / power, np.maximum(power - hum, 0.05 * power)
        rest = calm <= REST_TIMES * np.array([self._follow_calm(n, row) for n, row in enumerate(calm.tolist())])
        found = share > np.where(rest, HUM_SHARE, LOOSE_SHARE)
        loose = (share > LOOSE_SHARE) & (power > LOOSE_TIMES**2 * quiet)
        said = np.stack([np.where(found, share, np.nan), rest & (share < HUM_GONE), np.where(loose, share, np.nan)])
        self._said = np.concatenate([self._said, said], axis=2)
        self._mains = np.concatenate([self._mains, np.array(MAINS)[best]], axis=1)
        for channel, half in np.argwhere(found):
            n = best[channel, half]
            strong = peaks[channel, half, ends[n] : ends[n + 1]] > self._least * power[channel, half]
            frequencies = tuple(f for f, is_strong in zip(self._frequencies[n], strong, strict=True) if is_strong)
            self.hum[channel] = merged(self.hum[channel], MAINS[n], frequencies)

    def _follow_calm(self, channel: int, powers: list[float]) -> list[float]:
        calm = list(
            accumulate(
                powers,
                lambda q, p: q * FORGETS**HALF if math.isnan(p) else min(q * FORGETS**HALF, p),
                initial=self._calm[channel],
            )
        )
        self._calm[channel] = calm[-1]
        return calm[1:]

    def _run(self, problem: Problem, measure: Array, good: Array, mains: Array | None = None) -> None:
        """Tell the states of one problem; a channel without it costs nothing."""
        bad = ~np.isnan(measure)
        for channel, states in enumerate(self._states):
            state = states[problem]
            if not (state.active or bad[channel].any()):
                continue
            first = 0 if state.active else int(bad[channel].argmax())
            values: Iterable[float] = measure[channel, first:].tolist()
            hums = mains[channel, first:].tolist() if mains is not None else None
            for n, (value, is_good) in enumerate(zip(values, good[channel, first:].tolist(), strict=True)):
                said = (None if math.isnan(value) else value, is_good)
                state.add(self._step + first + n, said, hums[n] if hums else None)


@dataclass(frozen=True, slots=True)
class _Windows:
    n: Array
    slow: Array
    band: Array
    judged: Array


def _windows(steps: Steps, length: int) -> _Windows:
    """Sums over the last steps, for each step."""
    size, n, slow, band, flat = (
        _last(values, length).sum(2) for values in (steps.size, steps.n, steps.slow, steps.band, steps.is_flat)
    )
    return _Windows(n, slow, band, (flat == 0) & (n >= LEAST_SHARE * size))


def _last(values: Array, length: int) -> Array:
    """The last values at each step but for those of the portion before, shape (n_channels, n_steps, length)."""
    views: Array = np.lib.stride_tricks.sliding_window_view(values[:, LONG - length :], length, axis=1)
    return views


def _gap(steps: Steps) -> tuple[Array, Array]:
    is_bad = (steps.n < steps.size) & ~steps.is_flat
    return np.where(is_bad, 1.0 - steps.n / steps.size, np.nan), ~is_bad


def _clipping(steps: Steps, long: _Windows, is_loud: Array) -> tuple[Array, Array]:
    clipped = _at_rail(steps.high, steps.at_high) + _at_rail(steps.low, steps.at_low)
    share = clipped / np.maximum(long.n, 1)
    now = (steps.at_high + steps.at_low)[:, LONG - 1 :] > 0
    is_bad = now & long.judged & is_loud & (clipped >= CLIP_SAMPLES) & (share >= CLIP_SHARE)
    return np.where(is_bad, share, np.nan), long.judged & ~now


def _at_rail(most: Array, counts: Array) -> Array:
    at_rail: Array = np.where(_last(most, LONG) == most[:, LONG - 1 :, None], _last(counts, LONG), 0).sum(2)
    return at_rail


def _movement(short: _Windows, long: _Windows) -> tuple[Array, Array]:
    judged = short.judged & (short.band > 0.0)
    now = short.slow / np.where(judged, short.band, 1.0)
    second = np.where(long.judged & (long.band > 0.0), long.slow / np.where(long.band > 0.0, long.band, 1.0), 0.0)
    is_bad = judged & ((now > MOTION_SHORT) | ((now > MOTION_GONE) & (second > MOTION_LONG)))
    return np.where(is_bad, np.maximum(now, second), np.nan), judged & (now <= MOTION_GONE)
