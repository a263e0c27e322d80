"""What variants and alternatives take over from the main dose, and how it is marked."""

from __future__ import annotations

import pytest

from hofte.coach.plan import make_plan
from hofte.core.values import Range, Span
from hofte.dose.model import Dose, Load
from hofte.exercise.inherit import inherit
from hofte.exercise.model import Exercise
from hofte.exercise.propose import propose

MAIN = Dose(
    sets=Range(3, 3), reps=Range(8, 12), rest_s=Range(60, 60), per_week=Range(2, 3), load=Load("bodyweight"),
    tempo="3-0-1", spans={"sets": Span(0, 5), "reps": Span(6, 20), "rest_s": Span(22, 30), "per_week": Span(40, 55)},
)  # fmt: skip
BRIDGE = Exercise("Bridge", style="reps", doses=(MAIN,))


def taken(main: Dose, own: Dose, exercise: Exercise = BRIDGE) -> dict[str, object]:
    found = inherit(main, own, exercise)
    return {name: getattr(found, name) for name in found.filled} if found else {}


def test_a_variant_of_which_nothing_is_said_takes_the_counts_the_rest_and_the_days() -> None:
    found = inherit(MAIN, Dose(), BRIDGE)
    assert found is not None
    assert found.filled == ("sets", "reps", "rest_s", "per_week")
    assert found.spans["reps"] == Span(6, 20)


@pytest.mark.parametrize(
    ("own", "names"),
    [
        (Dose(reps=Range(20, 20)), {"sets", "rest_s", "per_week"}),
        (Dose(duration_s=Range(30, 30)), {"sets", "rest_s", "per_week"}),
        (Dose(hold_s=Range(3, 10)), {"sets", "reps", "rest_s", "per_week"}),
        (Dose(per_day=Range(1, 1), rest_rule="full_release"), {"sets", "reps"}),
        (MAIN, set()),
    ],
)
def test_what_is_said_another_way_is_not_taken_over(own: Dose, names: set[str]) -> None:
    assert set(taken(MAIN, own)) == names


def test_pf06_a_squeeze_with_a_hold_of_its_own_takes_no_seconds_of_rest() -> None:
    main = Dose(reps=Range(8, 8), hold_s=Range(3, 3), rest_s=Range(4, 4))
    squeeze = Exercise("Squeeze", scope="PF", style="long", doses=(main,))
    assert set(taken(main, Dose(hold_s=Range(9, 9)), squeeze)) == {"reps"}


def test_st02_what_is_inherited_is_not_from_the_page() -> None:
    single = Exercise("Single-leg bridge", style="reps", inherited=inherit(MAIN, Dose(), BRIDGE))
    dose = propose(single, Dose())
    assert (dose.origin, dict(dose.spans)) == ("proposed", {})
    assert (dose.sets, dose.reps, dose.rest_s) == (MAIN.sets, MAIN.reps, MAIN.rest_s)
    assert {"sets", "reps", "set_rest_s"} <= set(make_plan(single, dose).proposed)


def test_an_alternative_takes_over_from_the_main_dose() -> None:
    endurance = Dose(reps=Range(20, 25), label="endurance", spans={"reps": Span(60, 70)})
    bridge = Exercise("Bridge", style="reps", doses=(MAIN, endurance))
    dose = propose(bridge, endurance)
    assert (dose.sets, dose.reps, dose.per_week) == (MAIN.sets, endurance.reps, MAIN.per_week)
    assert dict(dose.spans) == {"reps": Span(60, 70)}


def test_hf05_one_leg_at_a_time_is_proposed_for_each_side_and_marked() -> None:
    dose = Dose(sets=Range(1, 1), reps=Range(10, 10), spans={"sets": Span(0, 1), "reps": Span(2, 3)})
    both, single = (make_plan(Exercise("x", style="reps", one_sided=one), dose) for one in (False, True))
    assert (both.per_side, single.per_side) == (False, True)
    assert "per_side" in both.proposed
    assert "per_side" in single.proposed
    assert single.switch_s > 0


def test_hf05_what_the_page_says_of_sides_counts() -> None:
    dose = Dose(sets=Range(1, 1), reps=Range(10, 10), per_side=False)
    assert not make_plan(Exercise("x", style="reps", one_sided=True), dose).per_side
