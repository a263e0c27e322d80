"""What is wrong with a signal, from when to when; and how a state of it begins and ends without flickering.

Shared by the judge of live signals (:mod:`hofte.emg.quality`) and that of whole recordings
(:mod:`hofte.emg.whole_quality`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from hofte.emg.model import Problem

#: Judgements a second.
STEP_RATE = 10
#: What is judged step by step, gravest first. ``gap`` and ``weak`` are known without judging.
JUDGED: tuple[Problem, ...] = ("electrode_off", "clipping", "movement", "hum")
#: Gravest first: which of several problems a person is told.
GRAVEST: tuple[Problem, ...] = ("gap", *JUDGED, "weak")
#: Steps of signal on which each judgement rests: what was found began so long before.
WINDOW: dict[Problem, int] = {"electrode_off": 1, "clipping": 3, "movement": 3, "hum": 10, "gap": 1}
#: A problem is over when so many steps in a row were judged good; a step that cannot be judged begins the row anew.
#: A short doubtful stretch is one stretch, not a flicker.
HOLD: dict[Problem, int] = {"electrode_off": 5, "clipping": 5, "movement": 5, "hum": 10, "gap": 2}


#: What is said of a step: how bad it was, if it was; and whether it surely was not. A step that cannot be judged is
#: neither.
Said: TypeAlias = tuple[float | None, bool]
UNJUDGED: Said = (None, False)


@dataclass(frozen=True, slots=True)
class Hum:
    """Hum of the mains.

    Parameters
    ----------
    mains : float
        50 or 60 hertz.
    frequencies : tuple of float
        The multiples of it that have to be taken out.
    """

    mains: float
    frequencies: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class QualityFinding:
    """One stretch of one channel that has a problem.

    Parameters
    ----------
    problem : str
        ``electrode_off``, ``clipping``, ``movement``, ``hum``, ``gap``, ``weak``.
    start_s, end_s : float
        Seconds since the first sample.
    measure : float
        How bad it was at its worst: the share of the power that is hum, power of movement over that of the muscle,
        the share of samples that are clipped; for ``weak`` the maximum over the rest in decibels; 0 where nothing is
        measured.
    mains : float or None
        For hum: 50 or 60 hertz.
    """

    problem: Problem
    start_s: float
    end_s: float
    measure: float = 0.0
    mains: float | None = None


class State:
    """One problem: it begins with the first bad step, and ends after ``HOLD`` good ones in a row."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.active = False
        self._good = self._began = self._last_bad = 0
        self._measure = 0.0
        self._mains: float | None = None
        self._findings: list[QualityFinding] = []

    def add(self, step: int, said: Said, mains: float | None = None) -> None:
        """What is said of the next step."""
        measure, good = said
        if measure is not None:
            if not self.active:
                self.active, self._began, self._measure = True, step, measure
            self._measure, self._mains = max(self._measure, measure), mains or self._mains
        if not self.active:
            return
        self._good = self._good + 1 if good else 0
        if measure is not None:
            self._last_bad = step
        elif self._good >= HOLD[self.problem]:
            self._close()

    def findings(self) -> list[QualityFinding]:
        """Everything that was found; what is under way ends with its last bad step."""
        if self.active:
            self._close()
        return self._findings

    def _close(self) -> None:
        ends = self._findings[-1].end_s if self._findings else 0.0
        start_s = max(ends, (self._began + 1 - WINDOW[self.problem]) / STEP_RATE)
        end_s = (self._last_bad + 1) / STEP_RATE
        self._findings.append(QualityFinding(self.problem, start_s, end_s, self._measure, self._mains))
        self.active, self._good, self._mains = False, 0, None


def in_order(findings: Sequence[QualityFinding]) -> list[QualityFinding]:
    """By time, and the gravest first where two begin together."""
    return sorted(findings, key=lambda found: (found.start_s, GRAVEST.index(found.problem), found.end_s))
