"""A dose becomes one session's numbers, or is refused with the rule's id and words."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.coach.model import Leg
from hofte.coach.pace import LEG_S
from hofte.coach.plan import SETTLE_S, SQUEEZE_SET_REST_S, Choices, make_plan
from hofte.core.errors import DoseIncomplete, HofteError, RuleBroken, ValueInvalid
from hofte.core.values import Range, Span
from hofte.dose.model import Dose
from hofte.exercise.model import Exercise
from hofte.rules.catalogue import rule

LONG = Exercise("Maraton", lang="nb", scope="PF", style="long")
QUICK = Exercise("Sprint", lang="nb", scope="PF", style="quick")
LIFT = Exercise("Hoftebro", lang="da", scope="ST", style="reps")
PLANK = Exercise("Planke", lang="da", style="hold")
STRETCH = Exercise("Stræk", lang="da", scope="HF", style="stretch")
WALK = Exercise("Gang", lang="da", style="activity")
LETTING_GO = Exercise("Giv slip", lang="da", scope="PF", style="release")

exactly = Range.exactly


def said(**values: Any) -> Dose:
    """A dose whose every field has a span, as when the page says it."""
    return Dose(**values, spans={name: Span(0, 1) for name in values})


MARATHON = said(reps=exactly(5), hold_s=Range(None, 10), rest_rule="equal_hold")


# Ranges


def test_ranges_start_at_their_low_end() -> None:
    plan = make_plan(LIFT, said(sets=Range(2, 3), reps=Range(12, 15), rest_s=Range(30, 60)))
    assert (plan.sets, plan.reps, plan.set_rest_s, plan.rest_s) == (2, 12, 30, 0)


def test_at_least_starts_there_and_up_to_starts_at_half() -> None:
    plan = make_plan(PLANK, said(sets=Range(None, 5), hold_s=Range(None, 30), rest_s=Range(20, None)))
    assert (plan.sets, plan.hold_s, plan.set_rest_s) == (3, 15, 20)


def test_choices_are_taken_as_they_are() -> None:
    choices = Choices(
        sets=4, reps=2, hold_s=25, rest_s=7, set_rest_s=50, per_side=True, first_side="right", ready_s=3, switch_s=8
    )
    plan = make_plan(PLANK, said(sets=exactly(3), hold_s=exactly(30), rest_s=exactly(60)), choices)
    assert (plan.sets, plan.reps, plan.hold_s, plan.rest_s, plan.set_rest_s) == (4, 2, 25, 7, 50)
    assert (plan.per_side, plan.first_side, plan.ready_s, plan.switch_s) == (True, "right", 3, 8)
    assert {"sets", "reps", "hold_s", "rest_s", "set_rest_s", "per_side"} <= set(plan.proposed)


def test_only_what_the_page_names_is_not_proposed() -> None:
    dose = Dose(sets=exactly(3), reps=exactly(12), rest_s=exactly(60), spans={"reps": Span(0, 2)})
    assert make_plan(LIFT, dose).proposed == ("sets", "set_rest_s", "per_side")


def test_a_number_that_up_to_does_not_name_is_proposed() -> None:
    assert "hold_s" in make_plan(LONG, MARATHON).proposed
    assert "hold_s" not in make_plan(LONG, MARATHON, Choices(own_hold_s=10)).proposed


# What the words mean


@pytest.mark.parametrize(
    ("dose", "sets", "reps"),
    [
        (said(sets=exactly(3), hold_s=exactly(30), rest_s=exactly(60)), 3, 1),
        (said(reps=exactly(4), hold_s=exactly(30), rest_s=exactly(60)), 1, 4),
    ],
)
def test_sets_only_and_reps_only_are_whole_for_a_hold(dose: Dose, sets: int, reps: int) -> None:
    plan = make_plan(PLANK, dose)
    assert (plan.sets, plan.reps) == (sets, reps)
    assert (plan.set_rest_s if sets > 1 else plan.rest_s) == 60


def test_squeezes_counted_in_sets_are_repetitions() -> None:
    plan = make_plan(LONG, said(sets=exactly(5), hold_s=exactly(5), rest_s=exactly(5)))
    assert (plan.sets, plan.reps, plan.rest_s, plan.set_rest_s) == (1, 5, 5, 0)


def test_a_long_rest_of_squeezes_is_the_rest_between_sets() -> None:
    dose = said(sets=exactly(3), reps=exactly(10), rest_s=exactly(60))
    plan = make_plan(QUICK, dose)
    assert (plan.rest_s, plan.set_rest_s) == (2, 60)
    plan = make_plan(QUICK, said(sets=exactly(3), reps=exactly(10), rest_s=exactly(4)))
    assert (plan.rest_s, plan.set_rest_s) == (4, SQUEEZE_SET_REST_S)


def test_holds_inside_sets_get_time_to_settle() -> None:
    dose = said(sets=exactly(2), reps=exactly(5), hold_s=exactly(5), rest_s=exactly(60))
    plan = make_plan(PLANK, dose)
    assert (plan.rest_s, plan.set_rest_s) == (SETTLE_S, 60)
    assert "rest_s" in plan.proposed


def test_rest_as_long_as_the_hold_needs_no_seconds() -> None:
    dose = said(sets=exactly(2), reps=exactly(5), hold_s=exactly(20), rest_rule="equal_hold")
    plan = make_plan(STRETCH, dose)
    assert (plan.rest_s, plan.set_rest_s) == (20, 20)


def test_a_stretch_with_a_duration_is_held_for_it() -> None:
    assert make_plan(STRETCH, said(sets=exactly(1), duration_s=exactly(40))).hold_s == 40


def test_an_activity_lasts_its_duration() -> None:
    plan = make_plan(WALK, said(duration_s=Range(600, 1200)))
    assert (plan.work_s, plan.hold_s, plan.sets, plan.reps) == (600, 0, 1, 1)


def test_a_chosen_duration_is_the_activitys() -> None:
    plan = make_plan(WALK, Dose(), Choices(work_s=90))
    assert (plan.work_s, plan.proposed[0]) == (90, "sets")
    assert "work_s" in plan.proposed


def test_a_movement_that_is_only_held_is_a_hold() -> None:
    plan = make_plan(LIFT, said(sets=exactly(3), hold_s=exactly(20), rest_s=exactly(30)))
    assert (plan.work_s, plan.hold_s, plan.reps) == (0, 20, 1)


def test_timed_bouts_of_a_movement_have_no_repetitions() -> None:
    plan = make_plan(LIFT, said(sets=exactly(3), duration_s=exactly(30), rest_s=exactly(30)))
    assert (plan.work_s, plan.reps, plan.legs, plan.set_rest_s) == (30, 1, (), 30)


def test_repetitions_without_a_pace_are_the_persons_own() -> None:
    plan = make_plan(LIFT, said(sets=exactly(1), reps=exactly(8), hold_s=exactly(1)))
    assert (plan.work_s, plan.hold_s, plan.legs) == (None, 1, ())


def test_a_tempo_paces_the_legs_and_the_hold_stands_at_the_top() -> None:
    plan = make_plan(LIFT, said(sets=exactly(1), reps=exactly(8), hold_s=exactly(1), tempo="3-1-2"))
    assert plan.legs == (Leg("up", 2), Leg("hold", 1), Leg("down", 4))
    assert (plan.work_s, plan.hold_s, plan.effort_s) == (6, 1, 7)


@pytest.mark.parametrize("tempo", ["", "x", "3-0", "3-x-1", "0-0-0", "1-2-3-4-5", "-1-0-1", "nan-0-1"])
def test_a_tempo_without_seconds_paces_nothing(tempo: str) -> None:
    assert make_plan(LIFT, said(sets=exactly(1), reps=exactly(8), tempo=tempo)).work_s is None


def test_a_pattern_has_to_be_cued_and_gets_a_pace() -> None:
    one_and_a_half = Exercise("1½", style="reps", pattern=("up", "half_down", "half_up", "down"))
    plan = make_plan(one_and_a_half, said(sets=exactly(1), reps=exactly(8)))
    whole, half = LEG_S, LEG_S / 2
    assert plan.legs == (Leg("up", whole), Leg("half_down", half), Leg("half_up", half), Leg("down", whole))
    assert "work_s" in plan.proposed


def test_a_chosen_pace_is_shared_by_the_legs() -> None:
    pattern = Exercise("1½", style="reps", pattern=("up", "half_down", "up", "down"))
    plan = make_plan(pattern, said(sets=exactly(1), reps=exactly(8)), Choices(work_s=7))
    assert [leg.seconds for leg in plan.legs] == [2, 1, 2, 2]


def test_what_a_pattern_holds_lasts_the_hold() -> None:
    pattern = Exercise("x", style="reps", pattern=("up", "down", "hold"))
    plan = make_plan(pattern, said(sets=exactly(1), reps=exactly(8), hold_s=exactly(3)))
    assert plan.legs[-1] == Leg("hold", 3)
    assert plan.effort_s == 2 * LEG_S + 3


def test_sides_that_the_page_does_not_name_are_proposed() -> None:
    dose = said(sets=exactly(1), reps=exactly(10))
    assert "per_side" in make_plan(LIFT, dose).proposed
    told = make_plan(LIFT, said(sets=exactly(1), reps=exactly(10), per_side=True))
    assert told.per_side
    assert "per_side" not in told.proposed


# Missing


@pytest.mark.parametrize(
    ("exercise", "dose", "missing"),
    [
        (LIFT, Dose(), ("sets", "reps")),
        (LIFT, said(sets=exactly(3), reps=exactly(10)), ("rest_s",)),
        (QUICK, said(reps=exactly(10)), ("sets",)),
        (LONG, said(reps=exactly(5)), ("hold_s",)),
        (LONG, said(hold_s=exactly(5)), ("reps",)),
        (PLANK, said(sets=exactly(3), hold_s=exactly(30)), ("rest_s",)),
        (PLANK, said(reps=exactly(3), hold_s=exactly(30)), ("rest_s",)),
        (STRETCH, Dose(), ("hold_s", "reps")),
        (WALK, Dose(), ("duration_s",)),
        (WALK, said(reps=exactly(8), duration_s=exactly(30)), ("rest_s",)),
        (LETTING_GO, said(reps=exactly(3)), ("hold_s",)),
    ],
)
def test_what_is_missing_is_named(exercise: Exercise, dose: Dose, missing: tuple[str, ...]) -> None:
    with pytest.raises(DoseIncomplete) as caught:
        make_plan(exercise, dose)
    assert caught.value.missing == missing
    assert caught.value.hint


def test_what_is_missing_can_be_chosen() -> None:
    plan = make_plan(PLANK, Dose(), Choices(sets=3, hold_s=30, set_rest_s=45))
    assert (plan.sets, plan.hold_s, plan.set_rest_s) == (3, 30, 45)


# Clinical rules


def test_pf06_a_rest_shorter_than_the_hold_is_refused_with_the_rules_words() -> None:
    with pytest.raises(RuleBroken) as caught:
        make_plan(LONG, said(reps=exactly(5), hold_s=exactly(10), rest_s=exactly(5)))
    assert caught.value.rule == "PF06"
    assert rule("PF06").say("nb") in caught.value.message
    assert "10 s" in caught.value.message


def test_pf06_holds_for_what_a_person_chooses_too() -> None:
    with pytest.raises(RuleBroken) as caught:
        make_plan(LONG, MARATHON, Choices(hold_s=6, rest_s=5))
    assert caught.value.rule == "PF06"
    assert make_plan(LONG, MARATHON, Choices(hold_s=6, rest_s=6)).rest_s == 6


def test_pf06_a_chosen_rest_goes_with_the_hold_that_is_planned_not_with_the_pages_longest() -> None:
    dose = said(reps=Range.exactly(5), hold_s=Range(None, 10), rest_rule="equal_hold")
    plan = make_plan(LONG, dose, Choices(own_hold_s=4, rest_s=4))
    assert (plan.hold_s, plan.rest_s) == (4, 4)


def test_pf06_a_rest_with_a_range_is_taken_as_long_as_the_hold() -> None:
    dose = said(reps=exactly(5), hold_s=Range(4, 8), rest_s=Range(4, 8))
    assert make_plan(LONG, dose, Choices(own_hold_s=7)).rest_s == 7
    assert make_plan(LONG, said(reps=exactly(5), hold_s=exactly(8), rest_s=Range(5, None))).rest_s == 5
    dose = said(reps=exactly(5), hold_s=exactly(8), rest_s=Range(5, None))
    assert make_plan(LONG, dose, Choices(own_hold_s=8)).rest_s == 8


@pytest.mark.parametrize("exercise", [PLANK, STRETCH, LIFT, Exercise("x", style="long"), Exercise("x", style="quick")])
def test_pf06_binds_no_other_exercise(exercise: Exercise) -> None:
    dose = said(sets=exactly(2), reps=exactly(3), hold_s=exactly(40), rest_s=exactly(5))
    assert make_plan(exercise, dose).hold_s == 40


def test_pf06_binds_no_stretch_of_the_pelvic_floor() -> None:
    easing = Exercise("x", scope="PF", style="stretch")
    assert make_plan(easing, said(reps=exactly(3), hold_s=exactly(40), rest_s=exactly(5))).hold_s == 40
    assert make_plan(LETTING_GO, said(reps=exactly(3), hold_s=exactly(60))).hold_s == 60


@pytest.mark.parametrize("rest_rule", [None, "full_release", "at_least_hold"])
def test_pf07_a_beginner_rests_twice_as_long_later_as_long(rest_rule: Any) -> None:
    dose = Dose(reps=exactly(5), hold_s=exactly(5), rest_rule=rest_rule)
    plan = make_plan(LONG, dose)
    assert (plan.hold_s, plan.rest_s) == (5, 10)
    assert "PF07" in plan.rules
    assert "rest_s" in plan.proposed
    assert make_plan(LONG, dose, Choices(level="trained")).rest_s == 5


def test_pf07_gives_way_to_what_the_page_says() -> None:
    plan = make_plan(LONG, MARATHON)
    assert plan.rest_s == plan.hold_s
    assert not {"rest_s", "rest_rule"} & set(plan.proposed)


@pytest.mark.parametrize(
    ("own", "page", "hold"),
    [
        (None, Range(None, 10), 5),  # PF07's beginner
        (None, exactly(10), 5),
        (None, exactly(3), 3),
        (None, Range(6, 8), 5),
        (4, Range(None, 10), 4),
        (4, exactly(10), 4),
        (9, Range(6, 8), 8),
        (10, Range(None, 10), 10),
        (12, Range(None, 10), 10),
        (7, Range(5, None), 7),
        (30, Range(5, None), 10),
    ],
)
def test_pf08_the_hold_starts_at_the_persons_own(own: float | None, page: Range, hold: float) -> None:
    dose = said(reps=exactly(5), hold_s=page, rest_rule="equal_hold")
    assert make_plan(LONG, dose, Choices(own_hold_s=own)).hold_s == hold


@pytest.mark.parametrize("page", [exactly(15), Range(None, 20), Range(5, 12), exactly(0)])
def test_pf08_a_page_with_other_holds_is_refused(page: Range) -> None:
    with pytest.raises(RuleBroken) as caught:
        make_plan(LONG, said(reps=exactly(5), hold_s=page))
    assert caught.value.rule == "PF08"
    assert rule("PF08").say("nb") in caught.value.message


@pytest.mark.parametrize("own", [0.0, -1.0, float("nan")])
def test_pf08_an_own_hold_of_nothing_cannot_be(own: float) -> None:
    with pytest.raises(ValueInvalid):
        make_plan(LONG, MARATHON, Choices(own_hold_s=own))


def test_pf08_binds_no_other_exercise() -> None:
    assert make_plan(PLANK, said(sets=exactly(1), hold_s=exactly(120))).hold_s == 120


def test_pf11_the_quick_block() -> None:
    plan = make_plan(QUICK, said(sets=exactly(3), reps=exactly(10), rest_rule="full_release"))
    assert (plan.sets, plan.reps, plan.hold_s, plan.work_s) == (3, 10, 1, 0)
    assert plan.rest_s >= plan.hold_s
    assert plan.full_release


@pytest.mark.parametrize(
    ("hold", "rest"),
    [(exactly(3), exactly(3)), (exactly(2), exactly(1))],
)
def test_pf11_long_or_unreleased_quick_ones_are_refused(hold: Range, rest: Range) -> None:
    dose = said(sets=exactly(1), reps=exactly(10), hold_s=hold, rest_s=rest)
    with pytest.raises(RuleBroken) as caught:
        make_plan(QUICK, dose)
    assert caught.value.rule == "PF11"


def test_pf11_squeezes_without_a_length_are_quick_ones() -> None:
    plan = make_plan(Exercise("Knib", scope="PF", style="reps"), said(sets=exactly(3), reps=exactly(10)))
    assert plan.hold_s == rule("PF11").number("on_s")


# Nothing gets through


def ranges(most: float) -> st.SearchStrategy[Range]:
    number = st.one_of(st.integers(-1, int(most)), st.floats(0, most)).map(float)
    pair = st.tuples(number, number).map(lambda pair: Range(min(pair), max(pair)))
    return st.one_of(
        number.map(exactly), pair, number.map(lambda n: Range(None, n)), number.map(lambda n: Range(n, None))
    )


DOSES = st.builds(
    Dose,
    sets=st.none() | ranges(5),
    reps=st.none() | ranges(20),
    hold_s=st.none() | ranges(60),
    duration_s=st.none() | ranges(600),
    rest_s=st.none() | ranges(120),
    rest_rule=st.sampled_from([None, "equal_hold", "at_least_hold", "full_release"]),
    per_side=st.sampled_from([None, True, False]),
    tempo=st.sampled_from([None, "3-0-1", "2-1-2-1", "x"]),
)
EXERCISES = st.builds(
    Exercise,
    name=st.just("x"),
    lang=st.sampled_from(["da", "nb", "nn", "sv", "en", ""]),
    scope=st.sampled_from(["PF", "HF", "ST", None]),
    style=st.sampled_from(["reps", "hold", "stretch", "activity", "quick", "long", "release"]),
    pattern=st.sampled_from([(), ("up", "half_down", "up", "down"), ("up", "hold", "down"), ("down", "up")]),
)
CHOICES = st.builds(Choices, level=st.sampled_from(["novice", "trained"]), own_hold_s=st.none() | st.floats(0.5, 12))


@given(EXERCISES, DOSES, CHOICES)
def test_pf06_pf08_pf11_pf19_no_plan_for_squeezes_breaks_them(exercise: Exercise, dose: Dose, choices: Choices) -> None:
    try:
        plan = make_plan(exercise, dose, choices)
    except HofteError:
        return
    if exercise.scope == "PF" and exercise.style in ("quick", "long", "hold", "reps"):
        assert 0 < plan.hold_s <= (2 if exercise.style == "quick" else 10)
        assert plan.rest_s >= plan.hold_s
        assert plan.effort_s / (plan.effort_s + plan.rest_s) <= 0.5
        assert dose.hold_s is None or dose.hold_s.high is None or plan.hold_s <= dose.hold_s.high


@given(EXERCISES, DOSES)
def test_a_refusal_is_always_one_of_ours(exercise: Exercise, dose: Dose) -> None:
    with suppress(DoseIncomplete, RuleBroken, ValueInvalid):
        assert make_plan(exercise, dose).sets >= 1
