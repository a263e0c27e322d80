"""A plan becomes the session written out: an ordered list of phases. Pure; knows no clock, no sensor, no screen.

How a session is ordered
------------------------
1. ``ready``, then the sets, with ``set_rest`` between them.
2. Work on both sides is done side by side within each set: all repetitions of the first side, ``switch``, all of the
   other. One side rests while the other works, and a session that is stopped early has not left one side behind.
3. A squeeze of the pelvic floor is effort and ``release``. The release belongs to the repetition, so the last one has
   it too (PF12: five holds of 10 s are 100 s). It lasts as long as planned and then until the muscle is back in its
   resting band (event ``released``), at most three times as long (PF19); without a sensor it ends by the clock.
4. Everything else has ``rest`` between repetitions only: none after the last.
5. A repetition in the person's own pace is one phase that ends on the event ``rep``, not before its hold is over.
   A repetition with legs is cued leg by leg, by the clock.
6. Phases of no length are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from hofte.coach.bounds import check_plan, is_quick, is_squeeze
from hofte.coach.model import Band, Phase, PhaseKind, Plan, Side, Timeline, Until
from hofte.coach.thresholds import thresholds
from hofte.exercise.model import Exercise

_STILL_CUES = {"stretch": "stretch", "activity": "go"}


def make_timeline(exercise: Exercise, plan: Plan) -> Timeline:
    """Write a session out.

    Parameters
    ----------
    exercise : Exercise
        What is done; its style and scope decide what a repetition looks like.
    plan : Plan
        The numbers.

    Returns
    -------
    Timeline
        ``planned_s`` is ready + sets × (sides × one side + switch) + rests between sets, where one side is its
        repetitions with their releases or with the rests between them.

    Raises
    ------
    ValueInvalid
        If a number of the plan is absurd.
    RuleBroken
        If a clinical rule forbids the plan (pelvic-floor squeezes only).
    """
    check_plan(exercise, plan)
    return Timeline(exercise.name, exercise.lang, plan, tuple(_phases(exercise, plan)), _rules(exercise, plan))


def effort_band() -> Band:
    """Where the level of a squeeze should be."""
    return Band(thresholds().effort_level, thresholds().full_level)


def rest_band() -> Band:
    """Where the level of a muscle that has let go is."""
    return Band(0.0, thresholds().rest_level)


def release_phase(planned_s: float, *, rep: int, set_: int, side: Side | None = None) -> Phase:
    """The release after a squeeze: as long as planned, and until the muscle has let go (PF19)."""
    until = Until(planned_s, "released", planned_s * thresholds().offer_stop_at)
    return Phase("release", until, "let_go", rest_band(), rep, set_, side)


def _rules(exercise: Exercise, plan: Plan) -> tuple[str, ...]:
    if not is_squeeze(exercise):
        return plan.rules
    shape = ("PF11",) if is_quick(exercise, plan.effort_s) else ("PF08", "PF12")
    return tuple(sorted({*plan.rules, "PF06", "PF19", *shape}))


def _phases(exercise: Exercise, plan: Plan) -> Iterator[Phase]:
    sides = _sides(plan)
    if plan.ready_s:
        yield Phase("ready", Until(plan.ready_s), "ready", side=sides[0])
    for set_ in range(1, plan.sets + 1):
        if set_ > 1 and plan.set_rest_s:
            yield Phase("set_rest", Until(plan.set_rest_s), "set_rest", set=set_ - 1, side=sides[0])
        for side in sides:
            if side != sides[0] and plan.switch_s:
                yield Phase("switch", Until(plan.switch_s), f"switch_{side}", set=set_, side=side)
            for rep in range(1, plan.reps + 1):
                yield from _effort(exercise, plan, rep, set_, side)
                yield from _pause(exercise, plan, rep, set_, side)


def _sides(plan: Plan) -> tuple[Side | None, ...]:
    if not plan.per_side:
        return (None,)
    return (plan.first_side, "right" if plan.first_side == "left" else "left")


def _effort(exercise: Exercise, plan: Plan, rep: int, set_: int, side: Side | None) -> Iterator[Phase]:
    if exercise.style == "release":
        yield Phase("release", Until(plan.effort_s), "let_go", rest_band(), rep, set_, side)
    elif is_squeeze(exercise):
        kind: PhaseKind = "work" if is_quick(exercise, plan.effort_s) else "hold"
        yield Phase(kind, Until(plan.effort_s), "squeeze", effort_band(), rep, set_, side)
    elif plan.legs:
        for leg in plan.legs:
            if leg.seconds:
                kind = "hold" if leg.move == "hold" else "work"
                yield Phase(kind, Until(leg.seconds), leg.move, None, rep, set_, side)
    elif plan.work_s is None:
        cue = "rep_hold" if plan.hold_s else "rep"
        yield Phase("work", Until(plan.hold_s, "rep"), cue, None, rep, set_, side)
    else:
        if plan.work_s:
            yield Phase("work", Until(plan.work_s), "go", None, rep, set_, side)
        if plan.hold_s:
            yield Phase("hold", Until(plan.hold_s), _STILL_CUES.get(exercise.style, "hold"), None, rep, set_, side)


def _pause(exercise: Exercise, plan: Plan, rep: int, set_: int, side: Side | None) -> Iterator[Phase]:
    if is_squeeze(exercise):
        yield release_phase(plan.rest_s, rep=rep, set_=set_, side=side)
    elif plan.rest_s and rep < plan.reps:
        yield Phase("rest", Until(plan.rest_s), "rest", None, rep, set_, side)
