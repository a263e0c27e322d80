"""Player and judge together: a person squeezes and lets go, the sensor fails, the session keeps its log."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hofte.coach.model import Entered, Event, Finished, Judged, Paused, Plan, Position, RepResult, Said
from hofte.coach.plan import Choices, make_plan
from hofte.coach.player import as_line
from hofte.coach.session import Session, play_script
from hofte.coach.thresholds import thresholds
from hofte.coach.timeline import make_timeline
from hofte.core.stored import from_json, to_json
from hofte.core.values import Range
from hofte.dose.model import Dose
from hofte.emg.model import Features
from hofte.exercise.model import Exercise

LONG = Exercise("Maraton", lang="nb", scope="PF", style="long")
QUICK = Exercise("Sprint", lang="nb", scope="PF", style="quick")
LIFT = Exercise("Hoftebro", lang="da", scope="ST", style="reps")
DOSE = Dose(reps=Range.exactly(5), hold_s=Range(None, 10), rest_rule="equal_hold")
MARATHON = make_timeline(LONG, make_plan(LONG, DOSE, Choices(own_hold_s=10)))
SHORT = make_timeline(LONG, Plan(1, 3, 0.0, 2.0, 3.0, 0.0, per_side=False, ready_s=2.0))
SPRINT = make_timeline(QUICK, Plan(3, 10, 0.0, 1.0, 1.0, 10.0, per_side=False))


def said(outputs: Any, cue: str) -> list[float]:
    return [output.at_s for output in outputs if isinstance(output, Said) and output.cue == cue]


def test_pf12_pf19_a_marathon_with_a_muscle_that_lets_go(stage: Any) -> None:
    played = stage.play(MARATHON, stage.person())
    results = played.session.results
    assert len(results) == 5
    assert all(result.measured and result.reached and result.let_go and not result.problems for result in results)
    assert all(result.held_s == pytest.approx(9.7, abs=0.1) for result in results)
    assert all(result.release_s == pytest.approx(0.3, abs=0.05) for result in results)
    assert all(result.rest_s == pytest.approx(10, abs=0.05) for result in results)
    last = played.outputs[-2]
    assert isinstance(last, Finished)
    assert last.at_s == pytest.approx(MARATHON.planned_s, abs=0.1)
    assert [output.result for output in played.outputs if isinstance(output, Judged)] == list(results)


def test_pf11_a_sprint_with_a_muscle_that_lets_go(stage: Any) -> None:
    results = stage.play(SPRINT, stage.person(reaction_s=0.2)).session.results
    assert len(results) == 30
    assert all(result.reached and result.let_go for result in results)


def test_pf19_no_squeeze_is_cued_while_the_muscle_holds_on(stage: Any) -> None:
    played = stage.play(MARATHON, stage.person(rest=35.0), most_s=120.0)
    assert played.session.results == ()
    assert said(played.outputs, "let_go") == [pytest.approx(35)]
    assert said(played.outputs, "offer_stop") == [pytest.approx(45)]
    assert isinstance(played.outputs[-1], Paused)
    (result,) = [o.result for o in played.session.handle(Event("stop", 120.5)) if isinstance(o, Judged)]
    assert (result.reached, result.let_go, result.rest_s) == (True, False, pytest.approx(30, abs=0.05))
    assert result.problems == ("offer_stop", "stopped")


def test_pf19_going_on_after_the_offer_takes_another_pause(stage: Any) -> None:
    person = stage.person(rest=35.0)
    session = stage.play(SHORT, person, most_s=20.0).session
    assert session.player.state == "paused"
    outputs = [*session.handle(Event("resume", 30.0))]
    for frame in range(1501, 1800):
        outputs += session.feed(Features(frame / 50, 2.0))
    (entered,) = [o for o in outputs if isinstance(o, Entered) and o.phase == 3]
    assert entered.by == "released"
    assert entered.at_s == pytest.approx(33.0, abs=0.03)
    assert session.results[0].let_go


def test_without_a_sensor_the_clock_counts(stage: Any) -> None:
    played = stage.play(SHORT, stage.person(silent=lambda at_s: True))
    assert [(result.measured, result.let_go, result.problems) for result in played.session.results] == [
        (False, None, ())
    ] * 3
    assert [(result.effort_s, result.rest_s) for result in played.session.results] == [
        (pytest.approx(2), pytest.approx(3))
    ] * 3
    assert said(played.outputs, "signal_lost") == []
    assert played.outputs[-2] == Finished(17.0, "done")


@pytest.mark.parametrize("failing", ["silent", "unseen"])
def test_a_lost_signal_goes_on_by_the_clock_and_is_marked(stage: Any, failing: str) -> None:
    person = stage.person(**{failing: lambda at_s: 7.5 < at_s < 11.0})
    played = stage.play(SHORT, person)
    first, second, third = played.session.results
    assert (first.measured, first.let_go, first.problems) == (True, True, ())
    assert not second.measured
    assert "signal_lost" in second.problems
    assert (third.measured, third.let_go) == (True, True)
    assert said(played.outputs, "signal_lost") == [pytest.approx(8.5, abs=0.03)]
    assert said(played.outputs, "signal_back") == [pytest.approx(11.0, abs=0.03)]
    assert len([o for o in played.outputs if isinstance(o, Entered)]) == len(SHORT.phases)


def test_a_signal_lost_while_waiting_for_the_release_frees_the_session(stage: Any) -> None:
    person = stage.person(rest=35.0, silent=lambda at_s: at_s > 8.0)
    played = stage.play(SHORT, person)
    assert played.outputs[-2].reason == "done"
    first = played.session.results[0]
    assert (first.let_go, "signal_lost" in first.problems) == (None, True)


def test_a_signal_that_others_found_lost_is_noted_in_the_repetition() -> None:
    """A browser without a connection notices before the server, which knows it from the log only."""
    session = Session(SHORT)
    log = [Event("signal_back", 0.0), Event("start", 0.0), Event("signal_lost", 3.0, "link"), Event("tick", 30.0)]
    outputs = [output for event in log for output in session.handle(event)]
    assert session.is_finished
    assert said(outputs, "signal_lost") == [3.0]
    assert [result.problems for result in session.results] == [("signal_lost",), (), ()]


def test_what_the_judge_decided_can_be_passed_on() -> None:
    session = Session(SHORT)
    session.handle(Event("start", 0.0))
    session.feed(Features(0.02, 1.0))
    assert session.decided == (Event("signal_back", 0.02),)
    session.handle(Event("tick", 5.0))
    assert [event.kind for event in session.decided] == ["signal_lost"]
    session.handle(Event("tick", 5.1))
    assert session.decided == ()


def test_the_wrong_muscle_is_said_and_the_repetition_not_counted(stage: Any) -> None:
    played = stage.play(SHORT, stage.person(helps={"buttock": 60.0, "thigh": 10.0}))
    assert [(o.cue, o.detail) for o in played.outputs if isinstance(o, Said)] == [("wrong_muscle", "buttock")] * 3
    assert not any(result.counted for result in played.session.results)


def test_repetitions_in_ones_own_time_are_counted_by_the_person() -> None:
    timeline = make_timeline(LIFT, Plan(1, 3, None, 1.0, 0.0, 0.0, per_side=False, ready_s=0.0))
    session = Session(timeline)
    for event in (Event("start", 0), Event("rep", 3), Event("rep", 5), Event("skip", 6)):
        session.handle(event)
    assert [(result.rep, result.effort_s, result.counted) for result in session.results] == [
        (1, 3, True), (2, 2, True), (3, 1, False),
    ]  # fmt: skip
    assert session.is_finished
    assert session.phase is None
    assert session.feed(Features(7.0, 1.0)) == ()


def test_a_tab_that_slept_with_its_sensor_comes_back_by_the_clock() -> None:
    session = Session(SHORT)
    session.handle(Event("start", 0.0))
    for n in range(1, 100):
        session.feed(Features(n / 50, 0.0))
    outputs = session.handle(Event("tick", 42.0))
    assert said(outputs, "signal_lost") == [pytest.approx(2.98)]
    assert [o.at_s for o in outputs if isinstance(o, (Entered, Finished))] == [2, 4, 7, 9, 12, 14, 17]
    assert [result.problems for result in session.results] == [
        ("gap", "signal_lost"),
        ("signal_lost",),
        ("signal_lost",),
    ]


# Replays

EVENTS = st.builds(
    Event, kind=st.sampled_from(["pause", "resume", "skip", "rep", "tick", "stop"]), at_s=st.floats(0, 30)
)


@settings(max_examples=25)
@given(events=st.lists(EVENTS, max_size=8), rest=st.sampled_from([2.0, 15.0]), helps=st.sampled_from([0.0, 50.0]))
def test_a_replay_is_identical_to_the_last_digit(stage: Any, events: list[Event], rest: float, helps: float) -> None:
    person = stage.person(rest=rest, helps={"belly": helps})
    played = stage.play(SHORT, person, [event for event in events if event.kind != "stop"], most_s=60.0)
    stored = json.loads(json.dumps([to_json(result) for result in played.session.results]))
    assert list(play_script(SHORT, played.script)) == played.outputs
    assert [from_json(RepResult, result) for result in stored] == list(played.session.results)


@settings(max_examples=25)
@given(at_s=st.floats(0.1, 16.0), length_s=st.floats(0.0, 20.0))
def test_pausing_anywhere_and_resuming_gives_the_same_repetitions(stage: Any, at_s: float, length_s: float) -> None:
    events = [Event("pause", at_s), Event("resume", at_s + length_s)]
    results = stage.play(SHORT, stage.person(), events).session.results
    assert [(result.rep, result.reached, result.let_go) for result in results] == [(n, True, True) for n in (1, 2, 3)]
    assert all(result.effort_s == pytest.approx(2.0) for result in results)
    assert all(set(result.problems) <= {"paused"} for result in results)


@settings(max_examples=25)
@given(events=st.lists(EVENTS, max_size=40), levels=st.lists(st.none() | st.floats(-50, 200), max_size=40))
def test_no_script_crashes_a_session(events: list[Event], levels: list[float | None]) -> None:
    session = Session(SHORT)
    session.handle(Event("start", 0.0))
    times: list[float] = []
    for n, event in enumerate(events):
        times += [o.at_s for o in session.handle(event) if not isinstance(o, Judged)]
        if n < len(levels):
            fed = session.feed(Features(n * 0.7, levels[n]))
            times += [o.at_s for o in fed if not isinstance(o, Judged)]
    assert times == sorted(times)
    assert len({(result.set, result.rep) for result in session.results}) == len(session.results)


@pytest.mark.parametrize("rate", [10, 25, 100])
def test_the_rate_of_the_frames_changes_nothing_but_the_grid(stage: Any, rate: int) -> None:
    usual, other = (stage.play(SHORT, stage.person(), rate=rate).session.results for rate in (50, rate))
    for one, two in zip(usual, other, strict=True):
        assert (one.reached, one.let_go, one.counted) == (two.reached, two.let_go, two.counted)
        assert two.held_s == pytest.approx(one.held_s, abs=0.25)
        assert two.release_s == pytest.approx(one.release_s, abs=0.25)


def test_a_session_comes_back_to_the_same_repetition(stage: Any) -> None:
    first = Session(SHORT)
    first.handle(Event("start", 0.0))
    first.handle(Event("tick", 8.0))  # in the second squeeze
    kept = from_json(Position, json.loads(json.dumps(to_json(first.position))))
    again = Session(SHORT, kept)
    again.handle(Event("start", 100.0))
    again.handle(Event("tick", 200.0))
    assert [result.rep for result in (*first.results, *again.results)] == [1, 2, 3]
    assert [result.problems for result in again.results] == [(), ()]


def test_a_session_that_comes_back_in_a_release_says_so() -> None:
    again = Session(SHORT, Position(2, 1.0))
    again.handle(Event("start", 100.0))
    again.handle(Event("tick", 200.0))
    first = again.results[0]
    assert (first.rep, first.problems, first.measured, first.effort_s) == (1, ("restored",), False, 0.0)


def test_limits_are_data(stage: Any) -> None:
    strict = Session(SHORT, limits=replace(thresholds(), coverage=1.1))
    strict.handle(Event("start", 0.0))
    for n in range(1, 400):
        strict.feed(Features(n / 50, 60.0 if n < 200 else 1.0))
    assert not strict.results[0].measured


def test_a_loop_can_sleep_until_something_happens() -> None:
    session = Session(SHORT)
    assert session.deadline_s is None
    session.handle(Event("start", 0.0))
    assert session.deadline_s == 2.0
    session.feed(Features(0.5, 1.0))
    assert session.deadline_s == 1.5  # by then the next frame should have come
    session.handle(Event("stop", 1.0))
    assert session.deadline_s is None


def test_every_answer_can_go_over_a_wire(stage: Any) -> None:
    outputs = stage.play(SHORT, stage.person()).outputs
    lines = [json.loads(json.dumps(as_line(output))) for output in outputs]
    assert {line["what"] for line in lines} == {"entered", "finished", "judged"}
    assert lines[0] == {"what": "entered", "phase": 0, "at_s": 0.0, "by": "start"}
