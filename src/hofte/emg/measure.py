"""What one contraction was like: its edges, its levels, how it was let go.

Works on averages that are there already, live and in whole recordings alike. Definitions of release, return to rest
and residual tone are those of the coach (``coach/thresholds.toml``); without a cue the time runs from the beginning of
letting go.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from hofte.emg.level import Scale
from hofte.emg.model import ENVELOPE_RATE, Contraction

#: An edge is where this share of the height above rest is left, or where rest itself reaches now and then.
EDGE = 0.08
#: It is looked for this many frames around the decided one, and given up after this much evidence of rest.
LOOK_BACK, MOST, ENOUGH = 100, 2.0, 5.0
#: The filter delays the middle of the band by 3 to 10 ms: a frame.
DELAY = 1
#: Letting go begins when the level was last at this share of the mean level.
HELD_SHARE = 0.75
#: Levels in percent, and how long the level stays below, in frames (PF19; see coach/thresholds.toml).
RELEASED, RESTING, STAYS = 20.0, 10.0, ENVELOPE_RATE // 2
#: The end of the pause in which residual tone is measured, in frames.
RESIDUAL = ENVELOPE_RATE


@dataclass(frozen=True, slots=True)
class Span:
    """A contraction as decided: frames of onset, offset, and of the decision that it is one; the rest (and what it
    reaches now and then) from which it rose; whether it went on as another without a pause.
    """

    onset: int
    offset: int
    decided: int
    rest: float
    rest_peak: float
    closed: bool = False


def refined(span: Span, powers: Sequence[float | None], first: int, low: int, high: int) -> Span:
    """Look for the edges again, now that the height of the contraction is known.

    Parameters
    ----------
    span : Span
        As decided while it happened, when the threshold could know rest and maximum only.
    powers : sequence of float or None
        Powers of the frames from ``first`` on.
    first, low, high : int
        The edges lie between the frames ``low`` and ``high``.

    Returns
    -------
    Span
        Onset and offset where the level leaves the local rest by ``EDGE`` of the height of this contraction. Bonato et
        al. (1998), doi 10.1109/10.661154, and the annotators of free recordings put them there, too.
    """
    inner = [power for power in powers[span.onset - first : span.offset - first] if power is not None]
    height = math.sqrt(sum(inner) / len(inner)) if inner else span.rest
    edge = max(span.rest + EDGE * (height - span.rest), span.rest_peak) ** 2
    start = max(low, span.onset - LOOK_BACK)
    stop = min(high, span.offset + LOOK_BACK)
    before = _reach(powers[start - first : span.onset - first][::-1], edge)
    after = _reach(powers[span.offset - first : stop - first], edge)
    return replace(span, onset=span.onset - before, offset=span.offset + after)


def _reach(powers: Sequence[float | None], edge: float) -> int:
    """How many of the frames still belong to the contraction: up to where most evidence is for it."""
    best = total = 0.0
    reach = 0
    for n, power in enumerate(powers, 1):
        if power is None:
            break
        total += min(power / edge - 1.0, MOST)
        if total > best:
            best, reach = total, n
        elif total < best - ENOUGH:
            break
    return reach


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
    length = span.offset - span.onset
    held = [level for level in levels[:length] if level is not None] or [scale.rest]
    mean = sum(held) / len(held)
    begun = _begins_to_let_go(levels, length, scale.rest + HELD_SHARE * (mean - scale.rest))
    way = scale.maximum - scale.rest
    return Contraction(
        onset_s=max(0, span.onset - DELAY) / ENVELOPE_RATE,
        offset_s=max(0, span.offset - DELAY) / ENVELOPE_RATE,
        decided_s=(span.decided + 1) / ENVELOPE_RATE,
        mean_percent=scale.percent(mean),
        peak_percent=scale.percent(max(held)),
        steadiness=_variation(held[len(held) // 4 : -(len(held) // 4) or None], scale.rest),
        release_s=_until_below(levels, begun, scale.rest + RELEASED / 100.0 * way),
        return_s=_until_below(levels, begun, scale.rest + RESTING / 100.0 * way),
        residual_percent=_residual(levels[length:], scale),
    )


def _begins_to_let_go(levels: Sequence[float | None], length: int, share: float) -> int:
    for n in range(length - 1, -1, -1):
        level = levels[n]
        if level is not None and level >= share:
            return n
    return length


def _until_below(levels: Sequence[float | None], start: int, limit: float) -> float | None:
    """Seconds until the level is below the limit and stays there."""
    run = 0
    for n in range(start, len(levels)):
        level = levels[n]
        if level is None:
            return None
        run = run + 1 if level < limit else 0
        if run == STAYS:
            return (n + 1 - STAYS - start) / ENVELOPE_RATE
    return None


def _residual(pause: Sequence[float | None], scale: Scale) -> float | None:
    last = [level for level in pause[-RESIDUAL:] if level is not None]
    return scale.percent(median(last)) if len(last) == RESIDUAL else None


def _variation(levels: Sequence[float], rest: float) -> float:
    mean = sum(levels) / len(levels)
    spread = math.sqrt(sum((level - mean) ** 2 for level in levels) / len(levels))
    return 100.0 * spread / (mean - rest) if mean > rest else 0.0
