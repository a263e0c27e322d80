"""Where a session stands + what the muscle does → what was done in each repetition, and what has to be said.

Causal and deterministic: the same outputs and features in the same order give the same results to the last digit.
A frame stands for the time since the frame before it; where a phase ends inside that time, it is cut there. Two
frames further apart than ``gap_s`` have a gap between them, which is not judged. While a signal is there, the judge's
time is that of the newest frame, so features may arrive later than the phases they belong to; without one it is that
of the player. With one sensor nothing is said about other muscles.

What it decides: ``signal_back`` with the first level that can be trusted, ``signal_lost`` after ``lost_after_s``
without one, ``wrong_muscle`` with the muscle's name or ``bearing_down``, and ``released`` (PF19) when the planned pause
has passed, the level has stayed below the release level for ``release_stay_s`` and its mean over that time is inside
the resting band. ``released`` is repeated with each frame while that is so: a lost message costs a frame, not the
session.
"""

from __future__ import annotations

import math
from collections import deque
from typing import TypeAlias

from hofte.coach.model import EFFORT, Entered, Event, Finished, Output, Paused, Phase, RepResult, Said, Side, Timeline
from hofte.coach.others import Neighbour
from hofte.coach.tally import RepPlan, Tally
from hofte.coach.thresholds import Thresholds, thresholds
from hofte.core.errors import SignalError
from hofte.emg.model import Features

#: What a judge answers.
Verdict: TypeAlias = Event | RepResult
_Key = tuple[int, Side | None, int]


class Judge:
    """Judges one session.

    Parameters
    ----------
    timeline : Timeline
    limits : Thresholds or None
        ``None`` takes those that ship with Hofte.
    """

    def __init__(self, timeline: Timeline, limits: Thresholds | None = None) -> None:
        self._phases = timeline.phases
        self._limits = limits or thresholds()
        self._reps = _rep_plans(timeline)
        self._pending: deque[Output] = deque()
        self._verdicts: list[Verdict] = []
        self._cursor_s = -math.inf  # judged up to here
        self._frame_s = -math.inf  # the newest frame
        self._trusted_s = -math.inf  # the newest level
        self._signal = self._was_lost = False
        self._phase: Phase | None = None  # None while nothing runs
        self._entered_s = self._zero_s = 0.0  # E and Z of the player's rule 3
        self._tally: Tally | None = None
        self._neighbours: dict[str, Neighbour] = {}

    @property
    def deadline_s(self) -> float | None:
        """When the signal will count as lost if no level comes before; ``None`` without a signal."""
        return self._trusted_s + self._limits.lost_after_s if self._signal else None

    def follow(self, output: Output) -> tuple[Verdict, ...]:
        """Hear what the player did.

        Parameters
        ----------
        output : Output
            In the order in which the player gave them, and before time passes them by (:meth:`feed`, :meth:`watch`).
        """
        self._pending.append(output)
        if not self._signal:
            self._advance(output.at_s, None)
        return self._answer()

    def feed(self, features: Features) -> tuple[Verdict, ...]:
        """Take the next frame; one that is not newer than the last is passed by.

        Raises
        ------
        SignalError
            If the frame's time is not a finite number.
        """
        at_s = features.at_s
        if not math.isfinite(at_s):
            raise SignalError(f"a frame has no time: {at_s}")
        if at_s <= self._frame_s:
            return ()
        step_s = at_s - self._frame_s
        if step_s > self._limits.gap_s:
            self._advance(at_s, self._gap(at_s))
        self._advance(at_s, features, step_s)
        self._frame_s = at_s
        self._lose_signal(at_s)
        if features.level is not None:
            self._trust(at_s)
        if self._has_let_go(at_s):
            self._verdicts.append(Event("released", at_s))
        return self._answer()

    def watch(self, at_s: float) -> tuple[Verdict, ...]:
        """Let time pass without a frame: at :attr:`deadline_s` the signal is lost."""
        self._lose_signal(at_s)
        if not self._signal:
            self._advance(at_s, None)
        return self._answer()

    def finish(self) -> tuple[Verdict, ...]:
        """Judge what is left without waiting for more frames."""
        if self._pending:
            self._advance(self._pending[-1].at_s, None)
        return self._answer()

    def _answer(self) -> tuple[Verdict, ...]:
        verdicts, self._verdicts = tuple(self._verdicts), []
        return verdicts

    # The signal

    def _trust(self, at_s: float) -> None:
        self._trusted_s = at_s
        if not self._signal:
            self._signal = True
            self._verdicts.append(Event("signal_back", at_s))

    def _lose_signal(self, at_s: float) -> None:
        lost_s = self.deadline_s
        if lost_s is None or at_s < lost_s:
            return
        self._advance(lost_s, self._gap(lost_s))
        self._signal, self._was_lost = False, True
        if self._tally:
            self._tally.note("signal_lost")
        self._verdicts.append(Event("signal_lost", lost_s))

    def _gap(self, to_s: float) -> Features | None:
        """What stands for the time since the newest frame: a gap, if there should have been frames."""
        is_gap = self._signal and to_s - self._frame_s > self._limits.gap_s
        return Features(to_s, None, problems=("gap",)) if is_gap else None

    # Time

    def _advance(self, to_s: float, frame: Features | None, step_s: float = math.inf) -> None:
        """Judge up to ``to_s``, cutting where the player went from phase to phase."""
        while self._pending and self._pending[0].at_s <= to_s:
            output = self._pending.popleft()
            self._span(output.at_s, frame, step_s)
            self._apply(output)
        self._span(to_s, frame, step_s)

    def _span(self, to_s: float, frame: Features | None, step_s: float) -> None:
        seconds, self._cursor_s = to_s - self._cursor_s, max(self._cursor_s, to_s)
        if seconds > 0.0 and self._phase and self._tally:
            for muscle in self._tally.add(self._phase, seconds, frame, step_s):
                self._verdicts.append(Event("wrong_muscle", to_s, muscle))

    # The player's position

    def _apply(self, output: Output) -> None:
        if isinstance(output, Entered):
            self._enter(output)
        elif isinstance(output, Finished):
            self._leave(output.at_s, output.by)
            self._close()
        elif isinstance(output, Paused):
            self._leave(output.at_s, "paused" if output.reason == "person" else output.reason)
        elif isinstance(output, Said) and output.cue == "signal_lost" and self._tally:
            self._tally.note("signal_lost")  # also when it was not this judge that noticed

    def _enter(self, entered: Entered) -> None:
        self._leave(entered.at_s, entered.by)
        phase = self._phases[entered.phase]
        plan = self._reps.get((phase.set, phase.side, phase.rep))
        problems: tuple[str, ...] = ()
        if self._tally and plan is not self._tally.plan:
            self._close()
        elif self._tally and phase.kind in EFFORT and entered.phase == self._tally.plan.first:
            problems = tuple(self._tally.problems)  # its effort begins again
            self._tally = None
        if plan and not self._tally:
            self._tally = Tally(plan, entered.at_s, self._limits, self._neighbours, problems)
            if entered.phase != plan.first:
                self._tally.note("restored")
            if self._was_lost and not self._signal:
                self._tally.note("signal_lost")
        self._phase, self._entered_s, self._zero_s = phase, entered.at_s, entered.at_s - entered.passed_s

    def _leave(self, at_s: float, by: str) -> None:
        """The phase at hand is over or stands still."""
        phase, self._phase = self._phase, None
        if self._tally is None:
            return
        if phase is not None:
            self._tally.lasted(phase, at_s - self._entered_s)
        if by in ("paused", "offer_stop"):
            self._tally.note(by)
        elif by == "stop":
            self._tally.note("stopped")
        elif by == "skip" and phase is not None and phase.kind in EFFORT:
            self._tally.note("skipped")

    def _close(self) -> None:
        if self._tally:
            self._verdicts.append(self._tally.result())
        self._tally = None

    def _has_let_go(self, at_s: float) -> bool:
        phase = self._phase
        if phase is None or phase.until.event != "released" or self._tally is None:
            return False
        return self._tally.is_down and at_s >= self._zero_s + phase.until.at_least_s


def _rep_plans(timeline: Timeline) -> dict[_Key, RepPlan]:
    """Each repetition of a timeline, by set, side and number."""
    phases = [(n, phase) for n, phase in enumerate(timeline.phases) if phase.rep]
    with_effort = {(phase.set, phase.side, phase.rep) for _, phase in phases if phase.kind in EFFORT}
    plans: dict[_Key, RepPlan] = {}
    for n, phase in phases:
        key = (phase.set, phase.side, phase.rep)
        plan = timeline.plan
        made = RepPlan(phase.set, phase.rep, phase.side, n, key in with_effort, plan.hold_s, plan.rest_s)
        plans.setdefault(key, made)
    return plans
