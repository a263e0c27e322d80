"""What one contraction was like: its edges, its levels, how it was let go.

Works on averages that are there already, live and in whole recordings alike. Definitions of release, return to rest
and residual tone are those of the coach (``coach/thresholds.toml``); without a cue the time runs from the beginning of
letting go.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from hofte.emg.level import Scale
from hofte.emg.model import ENVELOPE_RATE, Contraction

#: Letting go begins when the level was last at this share of the mean level.
HELD_SHARE = 0.75
#: Levels in percent, and how long the level stays below, in frames (PF19; see coach/thresholds.toml).
RELEASED, RESTING, STAYS = 20.0, 10.0, ENVELOPE_RATE // 2
#: The end of the pause in which residual tone is measured, in frames.
RESIDUAL = ENVELOPE_RATE


@dataclass(frozen=True, slots=True)
class Span:
    """A contraction as decided: frames of onset, offset, and of the decision that it is one."""

    onset: int
    offset: int
    decided: int


def measured(span: Span, levels: Sequence[float | None], scale: Scale) -> Contraction:
    """Measure a contraction.

    Parameters
    ----------
    span : Span
    levels : sequence of float or None
        Long averages from the onset to the end of the pause after the contraction.
    scale : Scale
        Today's rest and maximum.

    Returns
    -------
    Contraction
    """
    percents = [None if level is None else scale.percent(level) for level in levels]
    length = span.offset - span.onset
    held = [percent for percent in percents[:length] if percent is not None] or [0.0]
    mean = sum(held) / len(held)
    middle = held[len(held) // 4 : -(len(held) // 4) or None]
    begun = _begins_to_let_go(percents[:length], HELD_SHARE * mean)
    pause = percents[length:]
    return Contraction(
        onset_s=span.onset / ENVELOPE_RATE,
        offset_s=span.offset / ENVELOPE_RATE,
        decided_s=(span.decided + 1) / ENVELOPE_RATE,
        mean_percent=mean,
        peak_percent=max(held),
        steadiness=_variation(middle),
        release_s=_until_below(percents, begun, RELEASED),
        return_s=_until_below(percents, begun, RESTING),
        residual_percent=_residual(pause),
    )


def _begins_to_let_go(percents: Sequence[float | None], share: float) -> int:
    for n in range(len(percents) - 1, -1, -1):
        percent = percents[n]
        if percent is not None and percent >= share:
            return n
    return len(percents)


def _until_below(percents: Sequence[float | None], start: int, limit: float) -> float | None:
    """Seconds until the level is below the limit and stays there."""
    run = 0
    for n in range(start, len(percents)):
        percent = percents[n]
        if percent is None:
            return None
        run = run + 1 if percent < limit else 0
        if run == STAYS:
            return (n + 1 - STAYS - start) / ENVELOPE_RATE
    return None


def _residual(pause: Sequence[float | None]) -> float | None:
    last = [percent for percent in pause[-RESIDUAL:] if percent is not None]
    return median(last) if len(last) == RESIDUAL else None


def _variation(percents: Sequence[float]) -> float:
    mean = sum(percents) / len(percents)
    spread = math.sqrt(sum((percent - mean) ** 2 for percent in percents) / len(percents))
    return 100.0 * spread / mean if mean > 0.0 else 0.0
