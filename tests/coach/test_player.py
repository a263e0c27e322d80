"""Script of events in, script of cues out; the clock is moved by hand. The numbers are those of the player's rules."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.coach.model import (
    Entered,
    Event,
    EventKind,
    Finished,
    Output,
    Paused,
    Phase,
    Plan,
    Position,
    Timeline,
    Until,
)
from hofte.coach.player import Player, as_line
from hofte.coach.timeline import make_timeline
from hofte.core.errors import ValueInvalid
from hofte.core.stored import from_json, to_json
from hofte.exercise.model import Exercise

SCRIPTS = tomllib.loads(Path(__file__).with_name("player_scripts.toml").read_text(encoding="utf-8"))


def a_timeline(name: str) -> Timeline:
    given = SCRIPTS["timeline"][name]
    plan = from_json(Plan, {"work_s": None, **given["plan"]})
    return make_timeline(Exercise(name, lang="en", scope=given.get("scope"), style=given["style"]), plan)


SQUEEZES, PLANKS, LIFTS = (a_timeline(name) for name in ("squeezes", "planks", "lifts"))


def run(player: Player, script: str) -> list[str]:
    """Play ``"0 start; 4.5 pause"`` and tell the trace in the same way: ``"3 enter 1 clock"``."""
    outputs: list[Output] = []
    for item in filter(None, (part.strip() for part in script.split(";"))):
        at_s, kind, *detail = item.split()
        outputs += player.handle(Event(kind, float(at_s), " ".join(detail)))
    return [told(output) for output in outputs]


def told(output: Output) -> str:
    match output:
        case Entered(phase, at_s, by, passed_s):
            return f"{at_s:g} enter {phase} {by}" + (f" +{passed_s:g}" if passed_s else "")
        case Finished(at_s, reason, by):
            return f"{at_s:g} {reason} {by}"
        case Paused(at_s, reason):
            return f"{at_s:g} pause {reason}"
        case _:
            cue, detail = getattr(output, "cue", "resume"), getattr(output, "detail", "")
            return f"{output.at_s:g} {cue}{' ' + detail if detail else ''}"


@pytest.mark.parametrize("case", SCRIPTS["case"], ids=lambda case: case["name"])
def test_script_in_trace_out(case: dict[str, Any]) -> None:
    assert run(Player(a_timeline(case["timeline"])), case["script"]) == case["trace"]


def test_a_skipped_repetition_leaves_all_its_legs() -> None:
    phases = [
        Phase("work", Until(2), "up", rep=1, set=1),
        Phase("hold", Until(1), "hold", rep=1, set=1),
        Phase("work", Until(2), "down", rep=1, set=1),
        Phase("work", Until(2), "up", rep=2, set=1),
    ]
    timeline = Timeline("x", "en", PLANKS.plan, tuple(phases))
    assert run(Player(timeline), "0 start; 1 skip; 1.5 skip") == ["0 enter 0 start", "1 enter 3 skip", "1.5 done skip"]


def test_a_phase_may_end_without_its_event() -> None:
    timeline = Timeline("x", "en", PLANKS.plan, (Phase("hold", Until(0, "rep", 10), "squeeze", rep=1, set=1),))
    assert run(Player(timeline), "0 start; 60 tick") == ["0 enter 0 start", "10 done limit"]
    assert run(Player(timeline), "0 start; 7 rep") == ["0 enter 0 start", "7 done rep"]


def test_a_timeline_without_phases_is_done_at_once() -> None:
    player = Player(Timeline("x", "en", PLANKS.plan, ()))
    assert run(player, "2 start") == ["2 done start"]
    assert player.phase is None
    assert player.left_s(3.0) == 0.0


@pytest.mark.parametrize("at_s", [float("nan"), float("inf"), float("-inf")])
def test_an_event_without_a_time_is_refused(at_s: float) -> None:
    with pytest.raises(ValueInvalid):
        Event("tick", at_s)


# What a screen asks


def test_a_screen_can_ask_what_is_left() -> None:
    player = Player(LIFTS)
    assert (player.state, player.deadline_s, player.left_s(0)) == ("idle", None, 3)
    player.handle(Event("start", 10.0))
    assert (player.state, player.deadline_s, player.passed_s(11), player.left_s(11)) == ("running", 13, 1, 2)
    player.handle(Event("tick", 14.0))
    assert (player.index, player.deadline_s, player.left_s(14)) == (1, None, None)
    player.handle(Event("pause", 14.5))
    assert (player.state, player.passed_s(99), player.deadline_s) == ("paused", 1.5, None)
    player.handle(Event("stop", 15.0))
    assert (player.state, player.phase) == ("finished", None)


def test_a_measured_release_counts_down_and_then_waits() -> None:
    player = Player(SQUEEZES)
    run(player, "0 signal_back; 0 start; 10 tick")
    assert player.has_signal
    assert (player.left_s(10), player.left_s(18.5), player.deadline_s) == (8, None, 28)


# Coming back


@pytest.mark.parametrize(
    ("stopped_at", "trace"),
    [
        (1.0, "50 enter 0 start +1; 52 enter 1 clock"),
        (4.0, "50 enter 1 start; 55 enter 2 clock"),
        (10.0, "50 enter 2 start +2; 58 enter 3 clock"),
        (20.0, "50 enter 3 start; 55 enter 4 clock"),
        (40.0, "50 done start"),
    ],
)
def test_a_position_comes_back_to_the_same_repetition(stopped_at: float, trace: str) -> None:
    first = Player(SQUEEZES)
    run(first, f"0 start; {stopped_at} tick")
    kept = json.dumps(to_json(first.position))
    again = Player(SQUEEZES, from_json(Position, json.loads(kept)))
    assert run(again, "50 start; 58 tick")[:2] == trace.split("; ")


def test_a_position_after_the_offer_to_stop_begins_the_release_again() -> None:
    player = Player(SQUEEZES)
    run(player, "0 signal_back; 0 start; 40 tick")
    assert run(Player(SQUEEZES, player.position), "90 start; 101 tick") == ["90 enter 2 start", "100 enter 3 clock"]


@pytest.mark.parametrize("position", [Position(-1), Position(6), Position(0, -1.0), Position(0, float("nan"))])
def test_a_position_of_another_timeline_is_refused(position: Position) -> None:
    with pytest.raises(ValueInvalid):
        Player(SQUEEZES, position)


# Whatever happens

TIMELINES = st.sampled_from([a_timeline(name) for name in SCRIPTS["timeline"]])
MOMENTS = st.floats(0, 120) | st.integers(0, 480).map(lambda quarter: quarter / 4)
EVENTS = st.builds(
    Event, kind=st.sampled_from(get_args(EventKind)), at_s=MOMENTS, detail=st.sampled_from(["", "belly"])
)


def everything(timeline: Timeline, script: Iterable[Event]) -> list[Output]:
    player = Player(timeline)
    return [output for event in script for output in player.handle(event)]


@given(TIMELINES, st.lists(EVENTS, max_size=60))
def test_no_script_crashes_or_goes_back(timeline: Timeline, script: list[Event]) -> None:
    outputs = everything(timeline, [Event("start", 0.0), *script])
    times = [output.at_s for output in outputs]
    entered = [output.phase for output in outputs if isinstance(output, Entered)]
    assert times == sorted(times)
    assert entered == sorted(entered)
    assert sum(isinstance(output, Finished) for output in outputs) <= 1
    assert not any(isinstance(output, Finished) for output in outputs[:-1])


@given(st.lists(EVENTS, max_size=80))
def test_pf06_pf19_no_script_cues_a_squeeze_before_its_pause(script: list[Event]) -> None:
    rest_s, passed_s, entered_s = 10.0, 0.0, 0.0
    for output in everything(SQUEEZES, [Event("start", 0.0), *script]):
        if isinstance(output, Entered) and SQUEEZES.phases[output.phase].kind == "release":
            entered_s = output.at_s - output.passed_s
        elif isinstance(output, Entered) and output.phase == 3 and output.by not in ("resume", "start"):
            passed_s = output.at_s - entered_s
            assert output.by in ("clock", "released")
            assert passed_s >= rest_s - 1e-9


@given(TIMELINES, st.lists(EVENTS, max_size=30), st.lists(MOMENTS, max_size=30))
def test_ticks_change_nothing(timeline: Timeline, script: list[Event], ticks: list[float]) -> None:
    script = sorted([Event("start", 0.0), *script], key=lambda event: event.at_s)
    ticked = sorted([*script, *(Event("tick", at_s) for at_s in ticks)], key=lambda event: event.at_s)
    end = [Event("tick", 500.0)]
    assert everything(timeline, [*ticked, *end]) == everything(timeline, [*script, *end])


@given(TIMELINES, st.lists(st.tuples(MOMENTS, st.floats(0, 50)), max_size=6))
def test_pausing_anywhere_and_resuming_gives_the_same_repetitions(
    timeline: Timeline, pauses: list[tuple[float, float]]
) -> None:
    if any(phase.until.event == "rep" for phase in timeline.phases):
        timeline = PLANKS
    script, shift_s = [Event("start", 0.0)], 0.0
    for at_s, length_s in sorted(pauses):
        script += [Event("pause", at_s + shift_s), Event("resume", at_s + shift_s + length_s)]
        shift_s += length_s
    outputs = everything(timeline, [*script, Event("tick", 5000.0)])
    entered = [output for output in outputs if isinstance(output, Entered)]
    assert list(dict.fromkeys(output.phase for output in entered)) == list(range(len(timeline.phases)))
    assert isinstance(outputs[-1], Finished)
    for output, following in zip(entered, [*entered[1:], outputs[-1]], strict=True):
        if not (isinstance(following, Entered) and following.by == "resume"):
            lasted_s = following.at_s - output.at_s + output.passed_s
            assert lasted_s == pytest.approx(timeline.phases[output.phase].until.at_least_s)


@given(TIMELINES, st.lists(EVENTS, max_size=20), MOMENTS)
def test_a_position_at_any_moment_can_be_played_on(timeline: Timeline, script: list[Event], at_s: float) -> None:
    player = Player(timeline)
    for event in [Event("start", 0.0), *script]:
        player.handle(event)
    position = from_json(Position, json.loads(json.dumps(to_json(player.position))))
    phase = player.phase
    again = Player(timeline, position)
    (first, *_) = again.handle(Event("start", at_s))
    if player.state != "finished":
        assert isinstance(first, Entered)
        assert timeline.phases[first.phase] == phase
        assert first.passed_s in (0.0, position.passed_s)


# The yardstick for other players


def test_the_vectors_for_other_players_are_the_scripts() -> None:
    vectors = json.loads(Path(__file__).with_name("player_vectors.json").read_text(encoding="utf-8"))
    assert [vector["name"] for vector in vectors] == [case["name"] for case in SCRIPTS["case"]]
    for vector in vectors:
        timeline = from_json(Timeline, vector["timeline"])
        script = [from_json(Event, event) for event in vector["script"]]
        assert [as_line(output) for output in everything(timeline, script)] == vector["trace"]
