"""A plan becomes the session written out: order, sides, releases, total time, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.coach.model import EFFORT, Leg, Phase, Plan, Position, Timeline
from hofte.coach.pace import Pace
from hofte.coach.plan import Choices, make_plan
from hofte.coach.timeline import make_timeline
from hofte.core.errors import HofteError, RuleBroken, ValueInvalid
from hofte.core.stored import from_json, to_json
from hofte.core.values import Range
from hofte.dose.model import Dose
from hofte.exercise.model import Exercise
from hofte.rules.catalogue import rule

LONG = Exercise("Maraton", lang="nb", scope="PF", style="long")
QUICK = Exercise("Sprint", lang="nb", scope="PF", style="quick")
LIFT = Exercise("Hoftebro", lang="da", scope="ST", style="reps")
PLANK = Exercise("Planke", lang="da", style="hold")


def a_plan(**values: Any) -> Plan:
    usual: dict[str, Any] = {
        "sets": 1, "reps": 1, "work_s": 0.0, "hold_s": 5.0, "rest_s": 5.0, "set_rest_s": 30.0, "per_side": False,
        "ready_s": 0.0,
    }  # fmt: skip
    return Plan(**(usual | values))


def written(timeline: Timeline) -> list[str]:
    """Each phase in a few words: ``hold 5 squeeze 1.2`` is the second repetition of the first set."""
    return [_words(phase) for phase in timeline.phases]


def _words(phase: Phase) -> str:
    place = f" {phase.set}.{phase.rep}" if phase.rep else ""
    side = f" {phase.side}" if phase.side else ""
    event = f" or {phase.until.event}" if phase.until.event else ""
    return f"{phase.kind} {phase.until.at_least_s:g}{event} {phase.cue}{place}{side}"


def test_a_hold_with_sets_rests_between_them_and_not_after() -> None:
    timeline = make_timeline(PLANK, a_plan(sets=2, hold_s=30.0, set_rest_s=60.0, ready_s=5.0))
    assert written(timeline) == ["ready 5 ready", "hold 30 hold 1.1", "set_rest 60 set_rest", "hold 30 hold 2.1"]
    assert timeline.planned_s == 125


def test_sides_are_done_side_by_side_within_a_set() -> None:
    plan = a_plan(sets=2, reps=2, rest_s=3.0, per_side=True, first_side="right", switch_s=4.0, ready_s=5.0)
    assert written(make_timeline(PLANK, plan)) == [
        "ready 5 ready right",
        "hold 5 hold 1.1 right", "rest 3 rest 1.1 right", "hold 5 hold 1.2 right",
        "switch 4 switch_left left",
        "hold 5 hold 1.1 left", "rest 3 rest 1.1 left", "hold 5 hold 1.2 left",
        "set_rest 30 set_rest right",
        "hold 5 hold 2.1 right", "rest 3 rest 2.1 right", "hold 5 hold 2.2 right",
        "switch 4 switch_left left",
        "hold 5 hold 2.1 left", "rest 3 rest 2.1 left", "hold 5 hold 2.2 left",
    ]  # fmt: skip


def test_repetitions_in_ones_own_time_end_on_an_event() -> None:
    timeline = make_timeline(LIFT, a_plan(reps=2, work_s=None, hold_s=1.0, rest_s=0.0))
    assert written(timeline) == ["work 1 or rep rep_hold 1.1", "work 1 or rep rep_hold 1.2"]
    assert timeline.phases[0].until.at_most_s is None
    assert written(make_timeline(LIFT, a_plan(work_s=None, hold_s=0.0))) == ["work 0 or rep rep 1.1"]


def test_one_and_a_half_repetitions_are_cued_leg_by_leg() -> None:
    pattern = ("up", "half_down", "up", "down")
    plan = a_plan(hold_s=1.0, work_s=7.0, legs=Pace.lasting(7.0, pattern).legs(1.0))
    timeline = make_timeline(replace(LIFT, pattern=pattern), plan)
    assert written(timeline) == [
        "work 2 up 1.1", "work 1 half_down 1.1", "work 2 up 1.1", "hold 1 hold 1.1", "work 2 down 1.1",
    ]  # fmt: skip


def test_an_activity_is_one_bout() -> None:
    walk = Exercise("Gang", style="activity")
    assert written(make_timeline(walk, a_plan(work_s=600.0, hold_s=0.0))) == ["work 600 go 1.1"]


def test_letting_go_as_an_exercise_is_release_by_the_clock() -> None:
    ease = Exercise("Giv slip", scope="PF", style="release")
    timeline = make_timeline(ease, a_plan(reps=2, hold_s=60.0, rest_s=5.0))
    assert written(timeline) == ["release 60 let_go 1.1", "rest 5 rest 1.1", "release 60 let_go 1.2"]
    assert timeline.rules == ()


def test_phases_of_no_length_are_left_out() -> None:
    plan = a_plan(sets=2, reps=2, rest_s=0.0, set_rest_s=0.0, per_side=True, switch_s=0.0, hold_s=3.0)
    assert {phase.kind for phase in make_timeline(PLANK, plan).phases} == {"hold"}


def test_only_squeezes_have_a_target_for_the_level() -> None:
    squeeze = make_timeline(LONG, a_plan())
    assert all(phase.target is not None for phase in squeeze.phases)
    assert all(phase.target is None for phase in make_timeline(PLANK, a_plan(reps=2)).phases)


# Clinical rules


def test_pf12_five_holds_of_ten_seconds_are_a_hundred_with_the_last_release() -> None:
    pf12 = rule("PF12")
    dose = Dose(reps=Range.exactly(5), hold_s=Range(None, 10), rest_rule="equal_hold")
    timeline = make_timeline(LONG, make_plan(LONG, dose, Choices(own_hold_s=10, ready_s=0)))
    assert written(timeline)[-2:] == ["hold 10 squeeze 1.5", "release 10 or released let_go 1.5"]
    assert len(timeline.phases) == 2 * pf12.count("reps")
    assert timeline.planned_s == pf12.number("example_total_s")
    work = sum(phase.until.at_least_s for phase in timeline.phases if phase.kind in EFFORT)
    assert work == pf12.number("example_work_s")
    assert "PF12" in timeline.rules


def test_pf11_the_sprint_has_a_release_after_each_quick_squeeze() -> None:
    dose = Dose(sets=Range.exactly(3), reps=Range.exactly(10), rest_rule="full_release")
    timeline = make_timeline(QUICK, make_plan(QUICK, dose))
    kinds = [phase.kind for phase in timeline.phases]
    assert kinds.count("work") == kinds.count("release") == 30
    assert kinds.count("set_rest") == 2
    for squeeze, release in zip(timeline.phases, timeline.phases[1:], strict=False):
        if squeeze.kind == "work":
            assert 0 < squeeze.until.at_least_s <= 2
            assert release.kind == "release"
            assert release.until.at_least_s >= squeeze.until.at_least_s
    assert "PF11" in timeline.rules


def test_pf19_a_release_waits_for_the_muscle_up_to_three_pauses() -> None:
    release = make_timeline(LONG, a_plan(hold_s=6.0, rest_s=8.0)).phases[-1]
    assert (release.until.at_least_s, release.until.event, release.until.at_most_s) == (8, "released", 24)


def test_pf19_no_plan_works_more_than_half_of_its_time() -> None:
    with pytest.raises(RuleBroken) as caught:
        make_timeline(LONG, a_plan(work_s=3.0, hold_s=5.0, rest_s=7.0))
    assert caught.value.rule == "PF19"
    assert make_timeline(LONG, a_plan(work_s=3.0, hold_s=5.0, rest_s=8.0)).planned_s == 16


@pytest.mark.parametrize(
    ("exercise", "values", "broken"),
    [
        (LONG, {"rest_s": 4.0}, "PF06"),
        (LONG, {"hold_s": 11.0, "rest_s": 20.0}, "PF08"),
        (LONG, {"hold_s": 0.0, "work_s": 1.0}, "PF08"),
        (QUICK, {"hold_s": 2.5}, "PF11"),
        (QUICK, {"hold_s": 2.0, "rest_s": 1.0}, "PF11"),
        (QUICK, {"hold_s": 0.0}, None),
    ],
)
def test_pf06_pf08_pf11_bind_plans_made_by_hand(exercise: Exercise, values: dict[str, Any], broken: str | None) -> None:
    with pytest.raises(RuleBroken if broken else ValueInvalid) as caught:
        make_timeline(exercise, a_plan(**values))
    assert getattr(caught.value, "rule", None) == broken


@pytest.mark.parametrize(
    "exercise",
    [PLANK, LIFT, Exercise("x", scope="HF", style="stretch"), Exercise("x", scope="PF", style="stretch")],
)
def test_pf06_pf08_pf11_pf19_bind_nothing_else(exercise: Exercise) -> None:
    timeline = make_timeline(exercise, a_plan(reps=2, hold_s=40.0, rest_s=1.0))
    assert timeline.planned_s == 81
    assert timeline.rules == ()


# What is refused


@pytest.mark.parametrize(
    "values",
    [
        {"reps": 1_000_000}, {"sets": 0}, {"reps": -1}, {"sets": 1000, "reps": 1000},
        {"hold_s": -1.0}, {"rest_s": float("nan")}, {"set_rest_s": float("inf")}, {"work_s": 0.0, "hold_s": 0.0},
        {"hold_s": 50_000.0}, {"sets": 900, "hold_s": 3600.0}, {"legs": (Leg("up", -1.0),)},
        {"legs": (Leg("up", 0.0),)},
    ],
)  # fmt: skip
def test_absurd_plans_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValueInvalid) as caught:
        make_timeline(PLANK, a_plan(**values))
    assert caught.value.message


# Any dose


def number(most: int) -> st.SearchStrategy[Range]:
    low = st.integers(1, most).map(float)
    return low.map(Range.exactly) | st.tuples(low, low).map(lambda ends: Range(min(ends), max(ends)))


@st.composite
def sessions(draw: st.DrawFn) -> tuple[Exercise, Plan]:
    """A dose that can be played, with its plan."""
    style = draw(st.sampled_from(["reps", "hold", "stretch", "activity", "quick", "long", "release"]))
    pattern = draw(st.sampled_from([(), ("up", "half_down", "up", "down")]))
    scope = draw(st.sampled_from(["PF", "HF", "ST", None]))
    exercise = Exercise("x", lang="da", scope=scope, style=style, pattern=pattern if style == "reps" else ())
    hold = st.none() if style in ("reps", "quick", "activity") else number(10)
    dose = Dose(
        sets=draw(number(4)),
        reps=draw(number(6)),
        hold_s=draw(hold if style != "reps" else st.none() | number(2)),
        duration_s=draw(number(90)),
        rest_s=draw(st.sampled_from([Range(20.0, None), Range.exactly(33.3)])),
        per_side=draw(st.sampled_from([None, True, False])),
        tempo=draw(st.sampled_from([None, "3-0-1", "2.5-0.1-1"])),
    )
    choices = Choices(own_hold_s=draw(st.none() | st.floats(1, 10)), ready_s=draw(st.sampled_from([0.0, 5.0, 0.1])))
    return exercise, make_plan(exercise, dose, choices)


@given(sessions())
def test_the_total_time_is_what_the_dose_says(session: tuple[Exercise, Plan]) -> None:
    exercise, plan = session
    squeeze = exercise.scope == "PF" and exercise.style in ("quick", "long", "hold", "reps")
    rests = plan.reps if squeeze else plan.reps - 1
    one_side = plan.reps * plan.effort_s + rests * plan.rest_s
    one_set = 2 * one_side + plan.switch_s if plan.per_side else one_side
    total = plan.ready_s + plan.sets * one_set + (plan.sets - 1) * plan.set_rest_s
    assert make_timeline(exercise, plan).planned_s == pytest.approx(total)


@given(sessions())
def test_every_repetition_is_there_once_and_in_order(session: tuple[Exercise, Plan]) -> None:
    exercise, plan = session
    phases = [phase for phase in make_timeline(exercise, plan).phases if phase.rep and phase.kind != "rest"]
    reps = list(dict.fromkeys((phase.set, phase.side, phase.rep) for phase in phases))
    sides = ("left", "right") if plan.per_side else (None,)
    assert reps == [
        (n, side, rep) for n in range(1, plan.sets + 1) for side in sides for rep in range(1, plan.reps + 1)
    ]
    assert all(phase.until.at_least_s > 0 or phase.until.event for phase in phases)


@given(sessions())
def test_a_timeline_is_the_same_after_json(session: tuple[Exercise, Plan]) -> None:
    timeline = make_timeline(*session)
    assert from_json(Timeline, json.loads(json.dumps(to_json(timeline)))) == timeline
    assert make_timeline(*session) == timeline


@given(st.integers(0, 1000), st.floats(0, 1e6))
def test_a_position_is_the_same_after_json(phase: int, passed_s: float) -> None:
    position = Position(phase, passed_s)
    assert from_json(Position, json.loads(json.dumps(to_json(position)))) == position


PLANS = st.builds(
    a_plan,
    sets=st.integers(-1, 10**7),
    reps=st.integers(-1, 10**7),
    work_s=st.none() | st.floats(),
    hold_s=st.floats(),
    rest_s=st.floats(),
    set_rest_s=st.floats(),
    per_side=st.booleans(),
    ready_s=st.floats(),
    switch_s=st.floats(),
)


@given(PLANS, st.sampled_from([LONG, QUICK, LIFT, PLANK]))
def test_any_plan_becomes_a_session_of_sane_size_or_an_error_of_ours(plan: Plan, exercise: Exercise) -> None:
    try:
        timeline = make_timeline(exercise, plan)
    except HofteError:
        return
    assert len(timeline.phases) <= 20_000
    assert 0 <= timeline.planned_s < 24 * 3600
