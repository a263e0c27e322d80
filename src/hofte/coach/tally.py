"""What one repetition adds up to: effort, release, and the other muscles. Knows spans of time with one level each.

Everything is weighted by time, so the rate of the frames changes nothing but the grid. A span without a level is
time that was not seen: it is never filled in, and it counts neither for nor against.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from statistics import fmean, median

from hofte.coach.model import EFFORT, Band, Phase, RepResult, Side
from hofte.coach.others import Neighbour, Others, Together
from hofte.coach.thresholds import Thresholds
from hofte.emg.model import Features


@dataclass(frozen=True, slots=True)
class RepPlan:
    """Which repetition it is, and what was asked for.

    ``first`` is the index of its first phase in the timeline; ``has_effort`` is false where letting go is the
    exercise itself.
    """

    set: int
    rep: int
    side: Side | None
    first: int
    has_effort: bool
    target_hold_s: float
    target_rest_s: float


class _Mean:
    """Mean and spread of a level, weighted by time."""

    def __init__(self) -> None:
        self.seconds = self._mean = self._spread = 0.0

    def add(self, level: float, seconds: float) -> None:
        self.seconds += seconds
        step = level - self._mean
        self._mean += step * seconds / self.seconds
        self._spread += seconds * step * (level - self._mean)

    @property
    def mean(self) -> float | None:
        return self._mean if self.seconds > 0.0 else None

    @property
    def variation(self) -> float | None:
        """The coefficient of variation."""
        if self.seconds <= 0.0 or self._mean <= 0.0:
            return None
        return math.sqrt(max(0.0, self._spread) / self.seconds) / self._mean


class _Stay:
    """The longest stay in a band; dips shorter than ``bridge_s`` do not end it and are not counted."""

    def __init__(self, bridge_s: float) -> None:
        self.longest_s = 0.0
        self._bridge_s, self._inside_s, self._outside_s = bridge_s, 0.0, 0.0

    def add(self, seconds: float, *, inside: bool) -> None:
        if inside:
            self._inside_s += seconds
            self._outside_s = 0.0
            self.longest_s = max(self.longest_s, self._inside_s)
        else:
            self._outside_s += seconds
            if self._outside_s >= self._bridge_s:
                self._inside_s = 0.0


class _Release:
    """How the muscle lets go: when it went below the release level to stay, and what was left at the end.

    One level in the resting band is a trough of the noise; it is the mean over ``release_stay_s`` that counts.
    """

    def __init__(self, limits: Thresholds) -> None:
        self.released_at_s: float | None = None
        self.came_back = False
        self.is_down = False
        self.clock_s = self.seen_s = 0.0
        self._limits = limits
        self._below_since_s: float | None = None
        self._last: deque[tuple[float, float]] = deque()

    def add(self, seconds: float, level: float | None) -> None:
        begins_s, self.clock_s = self.clock_s, self.clock_s + seconds
        self.is_down = False
        if level is None or level >= self._limits.release_level:
            self._below_since_s = None
        elif self._below_since_s is None:
            self._below_since_s = begins_s
        if level is None:
            return
        self.seen_s += seconds
        self._last.append((self.clock_s, level))
        while self._last[0][0] < self.clock_s - self._limits.residual_window_s:
            self._last.popleft()
        since = self._below_since_s
        if since is not None and self.clock_s - since >= self._limits.release_stay_s:
            self.released_at_s = since if self.released_at_s is None else self.released_at_s
            self.is_down = fmean(self._recent(self._limits.release_stay_s)) < self._limits.rest_level
            self.came_back = self.came_back or self.is_down

    @property
    def residual(self) -> float | None:
        """Median level in the last second; ``None`` when nothing of it was seen."""
        levels = self._recent(self._limits.residual_window_s)
        return median(levels) if levels else None

    def _recent(self, window_s: float) -> list[float]:
        return [level for at_s, level in self._last if at_s > self.clock_s - window_s]


class Tally:
    """One repetition under way.

    Parameters
    ----------
    plan : RepPlan
    started_s : float
        When it began, in session time.
    limits : Thresholds
    neighbours : dict of channel name to Neighbour
        What the session knows of the other muscles; it learns from this repetition.
    problems : tuple of str
        What disturbed it before its effort began anew.
    """

    def __init__(
        self,
        plan: RepPlan,
        started_s: float,
        limits: Thresholds,
        neighbours: dict[str, Neighbour],
        problems: tuple[str, ...] = (),
    ) -> None:
        self.plan = plan
        self.problems = dict.fromkeys(problems)
        self._started_s, self._limits = started_s, limits
        self._release = _Release(limits)
        self._effort_s = self._rest_s = 0.0  # by the clock
        self._clock_s = self._seen_s = 0.0  # of the effort: judged so far, and seen
        self._in_band, self._stay, self._peak = _Mean(), _Stay(limits.release_stay_s), -math.inf
        self._band: Band | None = None
        self._others = Others(limits, neighbours)

    @property
    def is_down(self) -> bool:
        """Whether the muscle has let go and is in its resting band right now."""
        return self._release.is_down

    def note(self, problem: str) -> None:
        """Something disturbed it."""
        self.problems[problem] = None

    def lasted(self, phase: Phase, seconds: float) -> None:
        """A phase of it lasted so long, by the clock."""
        is_effort = phase.kind in EFFORT or (phase.kind == "release" and not self.plan.has_effort)
        if is_effort:
            self._effort_s += seconds
        else:
            self._rest_s += seconds

    def add(self, phase: Phase, seconds: float, frame: Features | None, step_s: float) -> tuple[str, ...]:
        """A span of one phase with one frame, or with none that can be trusted.

        Returns
        -------
        tuple of str
            The muscles that now turn out to help, each once in a repetition; or ``bearing_down``, once.
        """
        level = None if frame is None else frame.level
        if frame is not None and level is None:
            self.problems |= dict.fromkeys(frame.problems)
        if phase.kind in EFFORT:
            return self._add_effort(phase.target, seconds, frame, step_s)
        if phase.kind == "release":
            self._release.add(seconds, level)
        return ()

    def _add_effort(self, band: Band | None, seconds: float, frame: Features | None, step_s: float) -> tuple[str, ...]:
        self._clock_s += seconds
        self._band = band
        if frame is None or frame.level is None:
            self._stay.add(seconds, inside=False)
            return ()
        self._seen_s += seconds
        self._peak = max(self._peak, frame.level)
        inside = band is None or frame.level >= band.low
        self._stay.add(seconds, inside=inside)
        if inside:
            self._in_band.add(frame.level, seconds)
        found = self._others.add(frame.at_s, frame.level, frame.references, seconds, self._clock_s, step_s)
        for muscle in found:
            self.note(f"wrong_muscle:{muscle}")
        if self._others.bears_down and "bearing_down" not in self.problems:
            self.note("bearing_down")
            return ("bearing_down",)  # graver than who helps, and one thing is said at a time
        return found

    def result(self) -> RepResult:
        """What was done, so far as it was seen."""
        plan, release, measured = self.plan, self._release, self._is_measured()
        for problem in self._others.close():
            self.note(problem)
        together = self._others.together() if measured else Together()
        has_band = measured and self._band is not None
        reached = self._in_band.seconds > 0.0
        released = measured and release.clock_s > 0.0
        return RepResult(
            set=plan.set,
            rep=plan.rep,
            side=plan.side,
            started_s=self._started_s,
            target_hold_s=plan.target_hold_s,
            target_rest_s=plan.target_rest_s,
            measured=measured,
            reached=reached if has_band else None,
            held_s=self._stay.longest_s if has_band else None,
            steadiness=self._in_band.variation if measured else None,
            mean_level=self._in_band.mean if measured else None,
            peak_level=self._peak if measured and plan.has_effort else None,
            let_go=self._let_go() if released else None,
            release_s=release.released_at_s if released else None,
            rest_s=self._rest_s,
            residual_level=release.residual if released else None,
            problems=tuple(self.problems),
            effort_s=self._effort_s,
            selectivity=together.selectivity,
            co_contraction=together.co_contraction,
            first=together.first,
        )

    def _is_measured(self) -> bool:
        seen_s = self._seen_s if self.plan.has_effort else self._release.seen_s
        return seen_s > 0.0 and seen_s >= self._limits.coverage * self._effort_s

    def _let_go(self) -> bool | None:
        """``None`` when too little of the release, or not its end, was seen to say that it did not come."""
        if self._release.came_back:
            return True
        was_seen = self._release.seen_s >= self._limits.coverage * self._release.clock_s
        return False if was_seen and self._release.residual is not None else None
