"""How far a recording without a calibration rises above its own rest, with numpy."""

from __future__ import annotations

import math

import numpy as np

from hofte.emg.finding import QualityFinding
from hofte.emg.level import BEST_S, SQUEEZES
from hofte.emg.model import ENVELOPE_RATE
from hofte.emg.strength import FAIR_DB
from hofte.emg.whole_sums import Array

#: Rest is the quietest time of this length, in seconds. A percentile would take a recording that is mostly one long
#: hold for a weak one.
QUIET_S = 1.0


def contrast_db(envelope: Array, rate: float = ENVELOPE_RATE) -> float | None:
    """The third best half second over the quietest second, in decibels.

    Parameters
    ----------
    envelope : array of float, shape (n_frames,)
        Envelope frames of one channel; NaN is left out.
    rate : float
        Frames a second.

    Returns
    -------
    float or None
        ``None`` if there is less than three seconds, or the signal is flat.
    """
    powers = np.square(envelope[np.isfinite(envelope)], dtype=np.float64)
    if len(powers) < 3.0 * rate:
        return None
    best, quiet = round(BEST_S * rate), round(QUIET_S * rate)
    sums = np.concatenate([[0.0], np.cumsum(powers)])
    rest = float((sums[quiet:] - sums[:-quiet]).min()) / quiet
    halves = np.sort(powers[: len(powers) // best * best].reshape(-1, best).mean(1))
    return 10.0 * math.log10(float(halves[-SQUEEZES]) / rest) if rest > 0.0 else None


def weakness_of(envelope: Array, rate: float = ENVELOPE_RATE) -> QualityFinding | None:
    """The finding that a recording is weak from beginning to end; ``None`` if it is not."""
    contrast = contrast_db(envelope, rate)
    if contrast is None or contrast >= FAIR_DB:
        return None
    return QualityFinding("weak", 0.0, len(envelope) / rate, contrast)
