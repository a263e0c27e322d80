from __future__ import annotations

import pytest

from hofte.coach.plan import Choices, make_plan
from hofte.core.errors import DoseIncomplete
from hofte.core.values import Range, Span
from hofte.dose.model import Dose, Load
from hofte.exercise.model import Exercise, Scope, Style
from hofte.exercise.propose import BETWEEN_HOLDS_S, SET_REST_S, STRENGTH_SETS, propose


def exercise(scope: Scope | None, style: Style) -> Exercise:
    return Exercise("X", lang="en", scope=scope, style=style)


def said(dose: Dose) -> dict[str, object]:
    return {name: getattr(dose, name) for name in dose.filled}


def test_st02_what_is_proposed_has_no_span_and_says_so() -> None:
    page = Dose(hold_s=Range(1, 1), spans={"hold_s": Span(5, 13)})
    dose = propose(exercise("ST", "reps"), page)
    assert dose.origin == "proposed"
    assert dict(dose.spans) == {"hold_s": Span(5, 13)}
    assert dose.hold_s == Range(1, 1)


def test_st02_a_complete_dose_is_left_alone() -> None:
    page = Dose(sets=Range(3, 3), reps=Range(8, 8), rest_s=Range(60, 60), per_week=Range(2, 2))
    assert propose(exercise("ST", "reps"), page) is page


def test_st03_a_novice_gets_8_to_12_on_2_to_3_days() -> None:
    assert said(propose(exercise("ST", "reps"), Dose())) == {
        "sets": Range(STRENGTH_SETS, STRENGTH_SETS),
        "reps": Range(8, 12),
        "rest_s": Range(SET_REST_S, SET_REST_S),
        "per_week": Range(2, 3),
    }


def test_st03_heavy_loads_get_3_to_5_minutes_of_rest() -> None:
    heavy = Dose(sets=Range(4, 4), reps=Range(5, 5), load=Load("rm", Range(5, 6)))
    assert propose(exercise("ST", "reps"), heavy).rest_s == Range(180, 300)


def test_st03_a_daily_exercise_stays_daily() -> None:
    assert propose(exercise("ST", "reps"), Dose(per_day=Range(1, 1))).per_week is None


def test_hf01_hf04_a_stretch_without_numbers() -> None:
    assert said(propose(exercise("HF", "stretch"), Dose())) == {
        "reps": Range(2, 3),
        "hold_s": Range(20, 40),
        "rest_s": Range(BETWEEN_HOLDS_S, BETWEEN_HOLDS_S),
        "per_week": Range(5, 5),
    }


def test_hf04_a_stated_frequency_is_kept() -> None:
    assert propose(exercise("HF", "stretch"), Dose(per_week=Range(2, 2))).per_week == Range(2, 2)


def test_hf05_the_side_stays_unknown() -> None:
    dose = propose(exercise("HF", "reps"), Dose(sets=Range(2, 2), reps=Range(10, 15)))
    assert dose.per_side is None


def test_hf06_hip_flexor_strength_without_numbers() -> None:
    dose = propose(exercise("HF", "reps"), Dose())
    assert (dose.sets, dose.reps, dose.per_week) == (Range(2, 2), Range(10, 15), Range(3, 3))


def test_pf11_quick_squeezes_without_numbers() -> None:
    assert said(propose(exercise("PF", "quick"), Dose())) == {
        "sets": Range(3, 3),
        "reps": Range(10, 10),
        "hold_s": Range(1, 1),
        "rest_rule": "full_release",
        "per_week": Range(7, 7),
    }


def test_pf12_pf06_long_squeezes_without_numbers() -> None:
    assert said(propose(exercise("PF", "long"), Dose())) == {
        "reps": Range(5, 5),
        "hold_s": Range(None, 10),
        "rest_rule": "at_least_hold",
        "per_week": Range(7, 7),
    }


@pytest.mark.parametrize("page", [Dose(), Dose(hold_s=Range(None, 10)), Dose(hold_s=Range(8, 8))])
def test_pf08_a_session_never_starts_at_the_maximum(page: Dose) -> None:
    plan = make_plan(exercise("PF", "long"), propose(exercise("PF", "long"), page))
    assert plan.hold_s == 5
    own = make_plan(exercise("PF", "long"), propose(exercise("PF", "long"), page), Choices(own_hold_s=3))
    assert own.hold_s == 3


def test_pf07_a_beginner_rests_twice_the_own_hold() -> None:
    dose = propose(exercise("PF", "long"), Dose())
    for own in (3, 5, 8):
        plan = make_plan(exercise("PF", "long"), dose, Choices(own_hold_s=own))
        assert (plan.hold_s, plan.rest_s) == (own, 2 * own)


def test_pf06_a_stated_rest_is_kept() -> None:
    dose = propose(exercise("PF", "long"), Dose(hold_s=Range(5, 5), rest_s=Range(10, 10)))
    assert (dose.rest_s, dose.rest_rule) == (Range(10, 10), None)


def test_repetitions_without_sets_are_done_once_and_need_no_rest() -> None:
    dose = propose(exercise(None, "reps"), Dose(reps=Range(10, 10)))
    assert (dose.sets, dose.rest_s) == (Range(1, 1), None)


def test_who_makes_several_sets_of_one_gets_a_rest_between_them() -> None:
    lift = exercise(None, "reps")
    plan = make_plan(lift, propose(lift, Dose(sets=Range(1, 1), reps=Range(10, 10))), Choices(sets=3))
    assert (plan.sets, plan.set_rest_s) == (3, SET_REST_S)
    assert "set_rest_s" in plan.proposed


@pytest.mark.parametrize(
    ("sets", "rest_s"), [(Range(1, 1), None), (Range(1, 2), SET_REST_S), (Range(2, 2), SET_REST_S)]
)
def test_a_rest_between_sets_is_proposed_where_there_is_a_second_set(sets: Range, rest_s: float | None) -> None:
    dose = propose(exercise("ST", "reps"), Dose(sets=sets, reps=Range(10, 10)))
    assert dose.rest_s == (Range.exactly(rest_s) if rest_s else None)


@pytest.mark.parametrize("page", [Dose(hold_s=Range(30, 30)), Dose(duration_s=Range(180, 300))])
def test_a_hold_without_a_count_is_done_once(page: Dose) -> None:
    for style in ("hold", "stretch", "release"):
        assert propose(exercise(None, style), page).reps == Range(1, 1)
    assert propose(exercise("PF", "release"), page).reps == Range(1, 1)


def test_work_counted_in_seconds_gets_no_repetitions() -> None:
    dose = propose(exercise("ST", "reps"), Dose(sets=Range(3, 3), duration_s=Range(30, 45)))
    assert dose.reps is None


@pytest.mark.parametrize("scope", [None, "ST"])
def test_bouts_in_several_sets_get_a_rest_and_can_be_planned(scope: Scope | None) -> None:
    rowing = exercise(scope, "activity")
    dose = propose(rowing, Dose(sets=Range(3, 3), duration_s=Range(300, 300)))
    assert dose.rest_s == Range(SET_REST_S, SET_REST_S)
    plan = make_plan(rowing, dose)
    assert (plan.sets, plan.work_s, plan.set_rest_s) == (3, 300, SET_REST_S)
    assert propose(rowing, Dose(duration_s=Range(300, 300))).rest_s is None


@pytest.mark.parametrize(
    ("style", "page"),
    [
        ("reps", Dose(sets=Range(3, 3), reps=Range(10, 10), rest_rule="full_release")),
        ("hold", Dose(reps=Range(5, 5), hold_s=Range(10, 10), rest_rule="full_release")),
        ("reps", Dose(sets=Range(2, 2), reps=Range(8, 8), rest_rule="equal_hold")),
    ],
)
def test_a_rule_of_rest_that_gives_no_seconds_is_no_rest_to_plan_with(style: Style, page: Dose) -> None:
    dose = propose(exercise("ST", style), page)
    assert (dose.rest_rule, dose.origin) == (page.rest_rule, "proposed")
    plan = make_plan(exercise("ST", style), dose)
    assert dose.rest_s == Range.exactly(plan.set_rest_s or plan.rest_s)


def test_a_rest_as_long_as_the_hold_is_rest_enough() -> None:
    dose = propose(exercise("ST", "hold"), Dose(reps=Range(5, 5), hold_s=Range(20, 20), rest_rule="equal_hold"))
    assert dose.rest_s is None
    assert make_plan(exercise("ST", "hold"), dose).rest_s == 20


def test_an_activity_that_is_counted_and_not_timed_is_done_at_ones_own_pace() -> None:
    jumps = exercise("ST", "activity")
    dose = propose(jumps, Dose(sets=Range(3, 3), reps=Range(20, 20)))
    plan = make_plan(jumps, dose)
    assert (plan.sets, plan.reps, plan.work_s, plan.set_rest_s) == (3, 20, None, SET_REST_S)
    assert propose(jumps, Dose(reps=Range(20, 20))).sets == Range(1, 1)


@pytest.mark.parametrize(
    ("scope", "style", "page", "missing"),
    [
        (None, "reps", Dose(), ("sets", "reps")),
        ("PF", "reps", Dose(), ("sets", "reps")),
        ("PF", "reps", Dose(duration_s=Range(180, 300), per_day=Range(1, 2)), ("sets", "reps")),
        ("PF", "release", Dose(), ("hold_s", "reps")),
        ("ST", "hold", Dose(sets=Range(3, 3)), ("hold_s",)),
        (None, "activity", Dose(sets=Range(3, 3)), ("duration_s",)),
        (None, "stretch", Dose(per_week=Range(2, 2)), ("hold_s", "reps")),
    ],
)
def test_nothing_is_guessed_where_no_rule_speaks(
    scope: Scope | None, style: Style, page: Dose, missing: tuple[str, ...]
) -> None:
    with pytest.raises(DoseIncomplete) as caught:
        propose(exercise(scope, style), page)
    assert caught.value.missing == missing
    assert caught.value.hint
