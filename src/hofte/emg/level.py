"""From volts to percent: today's rest is 0, today's own maximum is 100 (PF20).

Knows what a calibration needs and says in plain words when it cannot be used; knows no time and no device.
Numbers are from "The accepted signal chain" of the project's EMG report where no other source is named.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from hofte.core.errors import SignalError

#: Calibration frames are root mean squares at this rate, in hertz (as :class:`hofte.emg.features.RmsStream` gives).
FRAME_RATE = 50
#: Rest is the 15th percentile of the resting frames: low enough to pass by a cough, not the lowest moment.
REST_PERCENTILE = 15
#: A guided rest lasts at least this long, in seconds.
REST_S = 10.0
#: Three maximal squeezes; the maximum is the best half second of any.
SQUEEZES, BEST_S = 3, 0.5
#: Below this ratio of maximum to rest, in decibels, no level is shown: the electrodes need fixing.
LEAST_SNR_DB = 6.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Today's rest and maximum of one channel, in its unit.

    Parameters
    ----------
    rest, maximum : float
        Root mean square at rest and at the person's own best squeeze.

    Raises
    ------
    SignalError
        If one is not finite, rest is negative, or the maximum is not above the rest.
    """

    rest: float
    maximum: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.rest) and math.isfinite(self.maximum) and 0.0 <= self.rest < self.maximum):
            raise SignalError(
                f"a scale from {self.rest:g} to {self.maximum:g} cannot be",
                hint="rest must not be negative and the maximum must be above it; calibrate again",
            )

    @property
    def snr_db(self) -> float:
        """How far the maximum stands above the rest, in decibels; infinite when rest is zero."""
        return 20.0 * math.log10(self.maximum / self.rest) if self.rest else math.inf

    def percent(self, rms: float) -> float:
        """The level of a root mean square: 0 at rest, 100 at the maximum, not cut off at either end."""
        return 100.0 * (rms - self.rest) / (self.maximum - self.rest)


def calibrate(rest: Sequence[float], squeezes: Sequence[Sequence[float]], *, rate: float = FRAME_RATE) -> Scale:
    """Make today's scale of one channel from a guided rest and three maximal squeezes.

    Parameters
    ----------
    rest : sequence of float, shape (n_frames,)
        Root mean squares of at least 10 s of rest.
    squeezes : sequence of sequence of float
        The same of at least three maximal squeezes, each at least half a second long.
    rate : float
        Frames a second.

    Returns
    -------
    Scale

    Raises
    ------
    SignalError
        If there is too little of either, the signal is flat, or the squeezes are hardly above the rest.
    """
    if len(rest) < REST_S * rate:
        raise SignalError(
            f"the rest lasted {len(rest) / rate:.1f} seconds, {REST_S:g} are needed",
            hint="sit still, let go, and measure the rest again",
        )
    if len(squeezes) < SQUEEZES:
        raise SignalError(
            f"{len(squeezes)} squeezes were measured, {SQUEEZES} are needed", hint="squeeze as hard as you can, again"
        )
    frames = max(1, round(BEST_S * rate))
    if any(len(squeeze) < frames for squeeze in squeezes):
        raise SignalError(f"a squeeze was shorter than {BEST_S:g} seconds", hint="squeeze again and hold it a moment")
    _check_finite(rest, *squeezes)
    return _trusted(_resting(rest), max(_best(squeeze, frames) for squeeze in squeezes))


def scale_of_recording(frames: Sequence[float], *, rate: float = FRAME_RATE) -> Scale:
    """Make a scale from a whole recording that has no calibration of its own.

    Its quiet 15th percentile counts as rest and its best half second as maximum, so levels are of this recording
    only. Parameters and errors are those of :func:`calibrate`.
    """
    best = max(1, round(BEST_S * rate))
    if len(frames) < 2 * best:
        raise SignalError(f"the recording is shorter than {2 * BEST_S:g} seconds", hint="record rest and squeezes")
    _check_finite(frames)
    return _trusted(_resting(frames), _best(frames, best))


def _check_finite(*stretches: Sequence[float]) -> None:
    if not all(math.isfinite(rms) for stretch in stretches for rms in stretch):
        raise SignalError("the signal holds samples that are no numbers", hint="check the sensor and measure again")


def _trusted(rest: float, maximum: float) -> Scale:
    if rest <= 0.0:
        raise SignalError("the signal is flat at rest", hint="check that the electrodes touch the skin")
    if maximum < rest * 10.0 ** (LEAST_SNR_DB / 20.0):
        raise SignalError(
            f"the best squeeze is only {maximum / rest:.1f} times the rest, so no level can be shown",
            hint="clean the skin, place the electrodes over the muscle, let go fully before you squeeze",
        )
    return Scale(rest, maximum)


def _resting(frames: Sequence[float]) -> float:
    place = (len(frames) - 1) * REST_PERCENTILE / 100.0
    below = math.floor(place)
    ordered = sorted(frames)
    above = ordered[min(below + 1, len(ordered) - 1)]
    return ordered[below] + (place - below) * (above - ordered[below])


def _best(frames: Sequence[float], length: int) -> float:
    sums = list(accumulate(frames, initial=0.0))
    return max(end - start for start, end in zip(sums, sums[length:], strict=False)) / length
