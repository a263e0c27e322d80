"""Whether other muscles worked along, contraction by contraction: the judge of live sessions, given a recording.

A person has to say which channel is which muscle; without that nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hofte.coach.others import Neighbour, Others
from hofte.coach.thresholds import thresholds
from hofte.emg.level import FRAME_RATE
from hofte.emg.model import Contraction

#: What comes before an onset is looked at for so long, in seconds: another muscle may lead.
BEFORE_S = 0.5


@dataclass(frozen=True, slots=True)
class Effort:
    """What was done together with one contraction.

    Parameters
    ----------
    onset_s, offset_s : float
        Of the contraction; of the other muscle, where the trained one did not contract.
    selectivity, co_contraction : float or None
        In percent, as :class:`hofte.coach.model.RepResult` has them; ``None`` where they cannot be judged.
    first : str or None
        The channel that came on first, or ``target``.
    problems : tuple of str
        ``wrong_muscle:CHANNEL``, ``crosstalk:CHANNEL``, ``bearing_down``.
    """

    onset_s: float
    offset_s: float
    selectivity: float | None
    co_contraction: float | None
    first: str | None
    problems: tuple[str, ...]


def judge_efforts(
    target: Sequence[Contraction],
    others: Mapping[str, Sequence[Contraction]],
    level: NDArray[np.floating],
    levels: Mapping[str, NDArray[np.floating]],
) -> tuple[Effort, ...]:
    """Judge every contraction of the trained muscle, and those of others during which it was pressed down.

    Parameters
    ----------
    target : sequence of Contraction
    others : mapping of channel name to sequence of Contraction
    level : array of float, shape (n_frames,)
        Of the trained muscle, in percent, ``FRAME_RATE`` times a second; NaN where it is not known.
    levels : mapping of channel name to array of the same shape

    Returns
    -------
    tuple of Effort
        One for each of ``target``, and then those that only press down, in time order.
    """
    neighbours: dict[str, Neighbour] = {}
    found = [_judged(one, level, levels, neighbours) for one in target]
    alone = [one for contractions in others.values() for one in contractions if not _overlaps(one, target)]
    pressing = [_judged(one, level, levels, neighbours) for one in sorted(alone, key=lambda one: one.onset_s)]
    return (*found, *(replace(one, problems=("bearing_down",)) for one in pressing if "bearing_down" in one.problems))


def _overlaps(one: Contraction, target: Sequence[Contraction]) -> bool:
    return any(one.onset_s < other.offset_s and other.onset_s < one.offset_s for other in target)


def _judged(
    one: Contraction,
    level: NDArray[np.floating],
    levels: Mapping[str, NDArray[np.floating]],
    neighbours: dict[str, Neighbour],
) -> Effort:
    judge, problems, step_s = Others(thresholds(), neighbours), dict[str, None](), 1.0 / FRAME_RATE
    first, last = (round(at * FRAME_RATE) for at in (max(0.0, one.onset_s - BEFORE_S), one.offset_s))
    for n in range(first, min(last, len(level))):
        known = {name: float(values[n]) for name, values in levels.items() if np.isfinite(values[n])}
        if not np.isfinite(level[n]):
            continue
        clock_s = (n + 1 - first) * step_s
        for name in judge.add(n * step_s, float(level[n]), known, step_s, clock_s, step_s):
            problems[f"wrong_muscle:{name}"] = None
    problems |= dict.fromkeys(judge.close())
    if judge.bears_down:
        problems["bearing_down"] = None
    together = judge.together()
    return Effort(
        one.onset_s, one.offset_s, together.selectivity, together.co_contraction, together.first, tuple(problems)
    )
