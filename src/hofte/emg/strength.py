"""How far a squeeze stands above the rest, and so how far a level can be trusted. Knows a scale, no samples.

The classes are those of the project's EMG report ("Signal quality"): below 6 dB no feedback, below 10 poor, below 20
fair, above good.
"""

from __future__ import annotations

from typing import Literal

from hofte.emg.finding import QualityFinding
from hofte.emg.level import LEAST_SNR_DB, Scale

Strength = Literal["none", "poor", "fair", "good"]

#: From so many decibels on a signal is fair, and good.
FAIR_DB, GOOD_DB = 10.0, 20.0


def strength(scale: Scale) -> Strength:
    """The class of a signal: with ``none`` no level is shown, with ``poor`` it is rough."""
    snr_db = scale.snr_db
    if snr_db < LEAST_SNR_DB:
        return "none"
    return "poor" if snr_db < FAIR_DB else "fair" if snr_db < GOOD_DB else "good"


def weakness(scale: Scale, seconds: float) -> QualityFinding | None:
    """The finding that a recording of so many seconds is too weak or poor; ``None`` if it is neither.

    Its ``measure`` is the maximum over the rest in decibels.
    """
    return QualityFinding("weak", 0.0, seconds, scale.snr_db) if strength(scale) in ("none", "poor") else None
