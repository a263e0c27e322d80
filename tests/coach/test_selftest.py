"""The self-test of three numbers, and the record that leaves the power empty."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hofte.coach.model import EFFORT, Event, RepResult
from hofte.coach.plan import Choices, make_plan
from hofte.coach.selftest import (
    Perfect,
    SelfTest,
    evaluate,
    longest_hold_timeline,
    perfect_record,
    quick_timeline,
    repeats_timeline,
)
from hofte.coach.session import Session
from hofte.core.errors import RuleBroken, ValueInvalid
from hofte.core.values import Range
from hofte.dose.model import Dose
from hofte.exercise.model import Exercise
from hofte.rules.catalogue import rule

SQUEEZE = RepResult(1, 1, None, 0.0, 5.0, 5.0, measured=True, reached=True, held_s=4.6, let_go=True, effort_s=5.0)
LANGUAGES = ("da", "nb", "nn", "sv", "en")


def test_pf09_the_three_sessions_count_to_ten() -> None:
    hold, repeats, quick = longest_hold_timeline("nb"), repeats_timeline(7.0, "nb"), quick_timeline("nb")
    (squeeze,) = [phase for phase in hold.phases if phase.kind == "hold"]
    assert (squeeze.until.event, squeeze.until.at_most_s) == ("rep", rule("PF09").number("max_hold_s"))
    for timeline, hold_s in ((repeats, 7.0), (quick, 1.0)):
        squeezes = [phase.until.at_least_s for phase in timeline.phases if phase.kind in EFFORT]
        assert squeezes == [hold_s] * 10
    assert all({"PF09", "PF06"} <= set(timeline.rules) for timeline in (hold, repeats, quick))


def test_pf08_no_repeats_of_a_hold_longer_than_ten_seconds() -> None:
    with pytest.raises(RuleBroken) as caught:
        repeats_timeline(11.0, "da")
    assert caught.value.rule == "PF08"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sessions_have_names_in_each_language(lang: str) -> None:
    names = {make(lang).exercise for make in (longest_hold_timeline, quick_timeline)}
    assert len(names) == 2
    assert longest_hold_timeline(lang).lang == lang


@pytest.mark.parametrize(
    "values", [(11.0, 5, 5), (5.0, 11, 5), (5.0, 5, 11), (-1.0, 5, 5), (5.0, -1, 5), (float("nan"), 1, 1)]
)
def test_pf09_a_number_stops_at_ten(values: tuple[float, int, int]) -> None:
    with pytest.raises(ValueInvalid):
        SelfTest(*values)
    assert SelfTest(10.0, 10, 10).counted_by == "person"


def test_pf09_a_person_counts_with_taps_and_stops() -> None:
    hold = Session(longest_hold_timeline("da"))
    for event in (Event("start", 0), Event("rep", 11.2), Event("tick", 60)):
        hold.handle(event)
    repeats = Session(repeats_timeline(6.0, "da"))
    repeats.handle(Event("start", 0))
    repeats.handle(Event("stop", 5 + 3 * 12 + 2))
    quick = Session(quick_timeline("da"))
    quick.handle(Event("start", 0))
    quick.handle(Event("tick", 60))
    test = evaluate(hold.results, repeats.results, quick.results)
    assert (test.longest_hold_s, test.repeats, test.quick, test.counted_by) == (6.0, 3, 10, "person")
    assert test.contractions_s[0] == pytest.approx(6.2)


def test_pf09_a_sensor_counts(stage: Any) -> None:
    person = stage.person()
    hold = stage.play(longest_hold_timeline("nb"), person).session.results
    repeats = stage.play(repeats_timeline(3.0, "nb"), stage.person()).session.results
    quick = stage.play(quick_timeline("nb"), stage.person(reaction_s=0.2)).session.results
    test = evaluate(hold, repeats, quick)
    assert (test.longest_hold_s, test.repeats, test.quick, test.counted_by) == (10.0, 10, 10, "sensor")
    assert len(test.contractions_s) == 21


@pytest.mark.parametrize(
    ("spoiled", "repeats"),
    [
        ({"held_s": 3.0}, 2),
        ({"problems": ("wrong_muscle:belly",)}, 2),
        ({"problems": ("stopped",)}, 2),
        ({"measured": False, "held_s": None}, 4),
    ],
)
def test_pf09_repeats_are_counted_until_one_is_not_full(spoiled: dict[str, Any], repeats: int) -> None:
    done = (SQUEEZE, SQUEEZE, replace(SQUEEZE, **spoiled), SQUEEZE)
    assert evaluate((), done, ()).repeats == repeats


@pytest.mark.parametrize("spoiled", [{"reached": False}, {"let_go": False}])
def test_pf09_quick_ones_count_with_their_release(spoiled: dict[str, Any]) -> None:
    assert evaluate((), (), (SQUEEZE, replace(SQUEEZE, **spoiled), SQUEEZE)).quick == 1


def test_pf08_a_plan_starts_at_what_the_test_found() -> None:
    test = evaluate((replace(SQUEEZE, held_s=7.2),), (), ())
    long = Exercise("Maraton", scope="PF", style="long")
    dose = Dose(reps=Range.exactly(5), hold_s=Range(None, 10))
    assert make_plan(long, dose, Choices(own_hold_s=test.own_hold_s)).hold_s == 7


def test_no_hold_found_is_no_hold_to_start_at() -> None:
    test = evaluate((replace(SQUEEZE, reached=False, held_s=0.0),), (), ())
    assert (test.longest_hold_s, test.own_hold_s) == (0.0, None)


def test_pf10_a_self_test_leaves_the_power_empty() -> None:
    record = perfect_record(SelfTest(7.0, 4, 9, contractions_s=(7.0, 6.5)))
    assert record == Perfect(7.0, 4, 9, (7.0, 6.5))
    assert record.power is None


@pytest.mark.parametrize(("power", "by"), [(3, "self"), (6, "examiner"), (-1, "examiner")])
def test_pf10_power_takes_an_examiner(power: int, by: Any) -> None:
    with pytest.raises(RuleBroken) as caught:
        Perfect(7.0, 4, 9, power=power, by=by)
    assert caught.value.rule == "PF10"
    assert Perfect(7.0, 4, 9, power=3, by="examiner").power == 3
