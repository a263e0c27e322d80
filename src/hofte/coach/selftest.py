"""The self-test of the pelvic floor (PF09): three numbers, each counted to 10, and the PERFECT record (PF10).

Three short sessions in this order: the longest hold, repeats of that hold, quick contractions in a row. They are
played like any other, so a sensor or the person's own taps and stops give the results; or the person counts alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from hofte.coach.cues import KEPT, cue
from hofte.coach.model import Plan, RepResult, Timeline, Until
from hofte.coach.timeline import make_timeline
from hofte.core.errors import RuleBroken, ValueInvalid
from hofte.exercise.model import Exercise, Style
from hofte.rules.catalogue import rule


@dataclass(frozen=True, slots=True)
class SelfTest:
    """The three numbers.

    Parameters
    ----------
    longest_hold_s : float
        Seconds, at most 10.
    repeats : int
        Of that hold, at most 10.
    quick : int
        Quick contractions in a row, at most 10.
    counted_by : {"sensor", "person"}
    contractions_s : tuple of float
        How long each squeeze lasted, where it was timed ("every contraction timed", PF10).

    Raises
    ------
    ValueInvalid
        If a number is negative or above what the test counts to (PF09).
    """

    longest_hold_s: float
    repeats: int
    quick: int
    counted_by: Literal["sensor", "person"] = "person"
    contractions_s: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        pf09 = rule("PF09")
        limits = {"longest_hold_s": "max_hold_s", "repeats": "max_repeats", "quick": "max_quick"}
        for name, limit in limits.items():
            value, most = getattr(self, name), pf09.number(limit)
            if not 0 <= value <= most:
                raise ValueInvalid(f"{name} must be from 0 to {most:g}, not {value:g} (PF09)", hint="stop at 10")

    @property
    def own_hold_s(self) -> float | None:
        """Where holds start (PF08); ``None`` when no hold was found."""
        return self.longest_hold_s or None


@dataclass(frozen=True, slots=True)
class Perfect:
    """A PERFECT record (PF10).

    Parameters
    ----------
    endurance_s : float
    repetitions, fast : int
    contractions_s : tuple of float
        Every contraction timed.
    power : int or None
        0-5; it takes an examiner's finger, so it stays ``None`` in a self-test.
    by : {"self", "examiner"}

    Raises
    ------
    RuleBroken
        PF10, if a self-test claims a power, or the power is not from 0 to 5.
    """

    endurance_s: float
    repetitions: int
    fast: int
    contractions_s: tuple[float, ...] = ()
    power: int | None = None
    by: Literal["self", "examiner"] = "self"

    def __post_init__(self) -> None:
        pf10 = rule("PF10")
        if self.power is None:
            return
        if self.by == "self" or not pf10.number("min_power") <= self.power <= pf10.number("max_power"):
            raise RuleBroken("PF10", f"power {self.power}, by {self.by}. {pf10.text}", hint="leave the power empty")


def perfect_record(test: SelfTest) -> Perfect:
    """The PERFECT record of a self-test, with the power left empty (PF10)."""
    return Perfect(test.longest_hold_s, test.repeats, test.quick, test.contractions_s)


def longest_hold_timeline(lang: str) -> Timeline:
    """One squeeze, held until the person says that it slips, 10 s at most."""
    most = float(rule("PF09").number("max_hold_s"))
    timeline = _squeezes("test_hold", "long", lang, reps=1, hold_s=most)
    until = Until(0.0, "rep", most)
    phases = (replace(phase, until=until) if phase.kind == "hold" else phase for phase in timeline.phases)
    return replace(timeline, phases=tuple(phases))


def repeats_timeline(hold_s: float, lang: str) -> Timeline:
    """Ten times the own longest hold; the person stops when it slips.

    Raises
    ------
    RuleBroken
        PF08, if the hold is not from 0 to 10 s.
    """
    return _squeezes("test_repeats", "long", lang, reps=rule("PF09").count("max_repeats"), hold_s=hold_s)


def quick_timeline(lang: str) -> Timeline:
    """Ten quick contractions; the person stops when they grow slow."""
    return _squeezes(
        "test_quick", "quick", lang, reps=rule("PF09").count("max_quick"), hold_s=float(rule("PF11").number("on_s"))
    )


def evaluate(hold: Sequence[RepResult], repeats: Sequence[RepResult], quick: Sequence[RepResult]) -> SelfTest:
    """The three numbers from what was done in the three sessions.

    Parameters
    ----------
    hold, repeats, quick : sequence of RepResult
        Of each session, in order; empty where it was not played.

    Returns
    -------
    SelfTest
        Measured squeezes count while they reach the target (repeats: for 70 % of the hold; quick ones: with a
        release after each); what only the clock counted is the person's own count. The longest hold is rounded to
        whole seconds, as a person counts.
    """
    most = rule("PF09").number("max_hold_s")
    held = [_held_s(result) for result in hold]
    everything = (*hold, *repeats, *quick)
    measured = bool(everything) and all(result.measured for result in everything)
    return SelfTest(
        longest_hold_s=float(min(round(max(held, default=0.0)), most)),
        repeats=_leading(repeats, _is_full),
        quick=_leading(quick, _is_quick),
        counted_by="sensor" if measured else "person",
        contractions_s=tuple(_held_s(result) for result in everything),
    )


def _squeezes(name: str, style: Style, lang: str, *, reps: int, hold_s: float) -> Timeline:
    """A test with as much rest as PF06 and PF11 ask for, and no more: it is a test and not training."""
    exercise = Exercise(cue(lang, name).screen, lang=lang, scope="PF", style=style)
    rest_s = hold_s * rule("PF06").number("min_rest_per_hold")
    plan = Plan(1, reps, 0.0, hold_s, rest_s, 0.0, per_side=False, full_release=True, rules=("PF09",))
    return make_timeline(exercise, plan)


def _held_s(result: RepResult) -> float:
    return (result.held_s if result.measured else result.effort_s) or 0.0


def _leading(results: Sequence[RepResult], is_good: Callable[[RepResult], bool]) -> int:
    return sum(1 for _ in takewhile(lambda result: result.counted and is_good(result), results))


def _is_full(result: RepResult) -> bool:
    return not result.measured or _held_s(result) >= KEPT * result.target_hold_s


def _is_quick(result: RepResult) -> bool:
    return result.reached is not False and result.let_go is not False
