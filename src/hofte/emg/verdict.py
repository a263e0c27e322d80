"""From what was measured of a step to what is wrong: the rules of signal quality, step by step."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from hofte.emg.design import HIGH_HZ, HIGH_SHARE, LOW_HZ
from hofte.emg.finding import GRAVEST, JUDGED, UNJUDGED, Hum, QualityFinding, Said, State, in_order
from hofte.emg.model import Problem
from hofte.emg.quality_limits import (
    CLIP_SAMPLES,
    CLIP_SHARE,
    CLIP_TIMES,
    FORGETS,
    HALF,
    HARMONIC_SHARE,
    HARMONIC_TIMES,
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


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a tenth of a second.

    Parameters
    ----------
    size, n : int
        Samples that should have come, and samples that can be used.
    slow, band : float
        Sum of squares of what moves (1 to 15 Hz), and of what is faster than 20 Hz.
    is_flat : bool
        Whether a run of equal samples was in it.
    high, at_high : float, int
        The largest sample, and how many are as large.
    low, at_low : float, int
        The smallest sample, and how many are as small.
    """

    size: int
    n: int
    slow: float
    band: float
    is_flat: bool
    high: float
    at_high: int
    low: float
    at_low: int


#: Samples, movement, muscle: summed over some steps.
_Sums = tuple[int, float, float]


class Verdicts:
    """The verdicts on one channel.

    Parameters
    ----------
    sfreq : float
        Samples a second.
    floor : float
        Root mean square below which no skin is measured; 0 is not judged.
    """

    def __init__(self, sfreq: float, floor: float = 0.0) -> None:
        self._floor = floor * floor
        self._frequencies = hum_frequencies(sfreq)
        self._least = least_harmonic(sfreq)
        self._steps: deque[Measured] = deque(maxlen=LONG)
        self._step = 0
        self._states = {problem: State(problem) for problem in ("gap", *JUDGED)}
        self._quiet = self._calm = math.inf  # the quietest second: as it is, and without its hum
        self._rails = (_Rail(), _Rail())
        self._loose: Said = UNJUDGED
        self._hum: Said = UNJUDGED
        #: All hum that was found so far.
        self.hum: Hum | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of now, gravest first."""
        return tuple(problem for problem in GRAVEST if problem in self._states and self._states[problem].active)

    def add(self, step: Measured, peaks: list[list[float]] | None) -> None:
        """Judge the next step; ``peaks`` is the power at the multiples of the mains over the last second."""
        self._steps.append(step)
        long, short = self._sums(LONG), self._sums(SHORT)
        power = long[2] / long[0] if long else math.inf
        self._quiet = min(self._quiet * FORGETS, power or math.inf)
        number = self._step
        self._step += 1
        if self._step % HALF == 0:
            is_moved = long is not None and long[1] > MOTION_LONG * long[2]
            self._judge_hum(power, None if is_moved else peaks)
        self._states["gap"].add(number, _gap(step))
        self._states["electrode_off"].add(number, self._electrode(step, power))
        self._states["clipping"].add(number, self._clipping(step, long, power))
        self._states["movement"].add(number, _movement(short, long))
        self._states["hum"].add(number, self._hum if long else UNJUDGED, self.hum.mains if self.hum else None)

    def findings(self) -> list[QualityFinding]:
        """Everything that was found, in time order."""
        return in_order([found for state in self._states.values() for found in state.findings()])

    def _sums(self, length: int) -> _Sums | None:
        """Sums over the last steps; ``None`` where they cannot be judged."""
        steps = list(self._steps)[-length:]
        n = sum(step.n for step in steps)
        if len(steps) < length or n < LEAST_SHARE * sum(step.size for step in steps):
            return None
        if any(step.is_flat for step in steps):
            return None
        return n, sum(step.slow for step in steps), sum(step.band for step in steps)

    def _judge_hum(self, power: float, peaks: list[list[float]] | None) -> None:
        self._calm *= FORGETS**HALF
        self._hum = self._loose = UNJUDGED
        if peaks is None or not 0.0 < power < math.inf:
            return
        best = max(range(len(peaks)), key=lambda n: sum(peaks[n]))
        hum = sum(peaks[best])
        share, calm = hum / power, max(power - hum, 0.05 * power)
        self._calm = min(self._calm, calm)
        is_rest = calm <= REST_TIMES * self._calm
        is_hum = share > (HUM_SHARE if is_rest else LOOSE_SHARE)
        is_loose = share > LOOSE_SHARE and power > LOOSE_TIMES**2 * self._quiet
        self._hum = (share if is_hum else None, is_rest and share < HUM_GONE)
        self._loose = (share if is_loose else None, not is_loose)
        if is_hum:
            peaked = zip(self._frequencies[best], peaks[best], strict=True)
            self.hum = merged(self.hum, MAINS[best], tuple(f for f, peak in peaked if peak > self._least * power))

    def _electrode(self, step: Measured, power: float) -> Said:
        is_bad = step.is_flat or self._loose[0] is not None or power < self._floor
        return (self._loose[0] or 0.0, False) if is_bad else (None, step.n > 0)

    def _clipping(self, step: Measured, long: _Sums | None, power: float) -> Said:
        high = self._rails[0].add(step.high, step.at_high)
        low = self._rails[1].add(-step.low, step.at_low)
        now, second = high[0] + low[0], high[1] + low[1]
        if long is None:
            return UNJUDGED
        share = second / long[0]
        is_loud = power > CLIP_TIMES**2 * self._quiet
        is_bad = now > 0 and is_loud and second >= CLIP_SAMPLES and share >= CLIP_SHARE
        return share if is_bad else None, now == 0


class _Rail:
    """How many samples of the last step and of the last second are as large as any that ever came."""

    def __init__(self) -> None:
        self._most = -math.inf
        self._counts: deque[int] = deque(maxlen=LONG)

    def add(self, most: float, count: int) -> tuple[int, int]:
        if most > self._most:
            self._most = most
            self._counts.clear()
        self._counts.append(count if most == self._most else 0)
        return self._counts[-1], sum(self._counts)


def _gap(step: Measured) -> Said:
    lost = step.size - step.n
    return (lost / step.size, False) if lost and not step.is_flat else (None, True)


def _movement(short: _Sums | None, long: _Sums | None) -> Said:
    if short is None or short[2] <= 0.0:
        return UNJUDGED
    now = short[1] / short[2]
    second = long[1] / long[2] if long and long[2] > 0.0 else 0.0
    is_bad = now > MOTION_SHORT or (now > MOTION_GONE and second > MOTION_LONG)
    return max(now, second) if is_bad else None, now <= MOTION_GONE


def least_harmonic(sfreq: float) -> float:
    """The share of the power from which a multiple of the mains is taken out."""
    return max(HARMONIC_SHARE, HARMONIC_TIMES / (min(HIGH_HZ, HIGH_SHARE * sfreq) - LOW_HZ))


def merged(hum: Hum | None, mains: float, frequencies: tuple[float, ...]) -> Hum:
    """What was found before and what is found now; other mains than before begin anew."""
    known = hum.frequencies if hum and hum.mains == mains else ()
    return Hum(mains, tuple(sorted({*known, *frequencies})))
