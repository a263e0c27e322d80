"""One script of events gives the same trace in the browser's player and in the one in Python."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from hofte.coach.model import Event, Leg, Plan, Position, Timeline
from hofte.coach.player import Player, as_line
from hofte.coach.thresholds import thresholds
from hofte.coach.timeline import make_timeline
from hofte.core.stored import to_json
from hofte.exercise.model import Exercise

from .conftest import STATIC, lifts, marathon, stretch

KINDS = (
    "tick", "tick", "tick", "pause", "resume", "resume", "skip", "rep", "rep", "released", "released", "signal_back",
    "signal_back", "signal_lost", "wrong_muscle", "let_go", "offer_stop", "start",
)  # fmt: skip
VECTORS = Path(__file__).parents[2] / "coach/player_vectors.json"


def timelines() -> tuple[Timeline, ...]:
    """One of each kind of session."""
    moved = Exercise("One and a half", pattern=("up", "half_down", "half_up", "down"))
    legs = tuple(Leg(move, 1.5) for move in moved.pattern)
    quick = Exercise("The sprint", scope="PF", style="quick")
    return (
        marathon(reps=3),
        make_timeline(quick, Plan(2, 4, 0.0, 1.0, 2.0, 20.0, False)),
        stretch(),
        lifts(),
        make_timeline(moved, Plan(2, 2, 6.0, 0.0, 0.0, 15.0, True, legs=legs, first_side="right")),
        make_timeline(Exercise("Letting go", scope="PF", style="release"), Plan(1, 3, 0.0, 7.3, 2.1, 0.0, False)),
    )


def events(chance: random.Random) -> Iterator[Event]:
    """What may happen to a session, also out of order and when it makes no sense."""
    at_s = 0.0
    if chance.random() < 0.9:
        yield Event("start", at_s)
    for _ in range(chance.randrange(5, 60)):
        at_s += chance.choice((0.0, 0.02, 0.3, 1.7, 5.0, 10.0, chance.uniform(0.0, 40.0)))
        late_s = chance.choice((0.0, 0.0, 0.0, 0.05, 3.0))
        kind = chance.choice(KINDS)
        yield Event(
            kind, max(0.0, at_s - late_s), chance.choice(("buttock", "thigh")) if kind == "wrong_muscle" else ""
        )
    if chance.random() < 0.3:
        yield Event("stop", at_s)


def scripts(n: int) -> Iterator[tuple[Timeline, Position | None, list[Event]]]:
    """Random scripts, the same in every run."""
    chance = random.Random(119)
    kinds = timelines()
    for _ in range(n):
        timeline = chance.choice(kinds)
        position = (
            Position(chance.randrange(len(timeline.phases)), chance.choice((0.0, 2.5)))
            if chance.random() < 0.3
            else None
        )
        yield timeline, position, list(events(chance))


def python_trace(timeline: Timeline, position: Position | None, script: list[Event]) -> dict[str, Any]:
    player = Player(timeline, position)
    outputs = [as_line(output) for event in script for output in player.handle(event)]
    stands = {"phase": player.position.phase, "passed_s": player.position.passed_s}
    return {"outputs": outputs, "state": player.state, "deadline": player.deadline_s, "position": stands}


def in_json(timeline: Timeline, position: Position | None, script: list[Event]) -> dict[str, Any]:
    made = {"timeline": to_json(timeline), "events": [to_json(event) for event in script]}
    return made | ({"position": to_json(position)} if position else {})


@pytest.fixture
def tracer(page: Page) -> Page:
    """A page that has the player and nothing else."""
    modules = {f"hofte/{name}.js": f"https://player.test/{name}.js" for name in ("player", "trace")}
    html = f"""<script type="importmap">{json.dumps({"imports": modules})}</script>
        <link rel="icon" href="data:,">
        <script type="module">import {{ trace }} from "hofte/trace.js"; window.trace = trace;</script>"""
    page.route("https://player.test/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.route(
        "https://player.test/*.js",
        lambda route: route.fulfill(path=STATIC / "hofte/js" / route.request.url.rpartition("/")[2]),
    )
    page.goto("https://player.test/")
    page.wait_for_function("() => window.trace !== undefined")
    return page


def same(one: Any, other: Any) -> bool:
    """Equal, numbers to a millionth; a field that stands at its default may be left out."""
    if isinstance(one, dict) and isinstance(other, dict):
        empty = {"", None, 0.0, "clock", "person"}
        missing = [one.get(key, other.get(key)) for key in one.keys() ^ other.keys()]
        return all(value in empty for value in missing) and all(
            same(one[key], other[key]) for key in one.keys() & other.keys()
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) < 1e-6
    return bool(one == other)


def test_the_comparison_sees_differences() -> None:
    line = {"what": "entered", "phase": 1, "at_s": 5.0}
    assert same(line, line | {"by": "clock", "passed_s": 0})
    for change in ({"phase": 2}, {"at_s": 5.00001}, {"by": "skip"}, {"passed_s": 1.0}, {"what": "said"}):
        assert not same([line], [line | change])


def test_300_random_scripts_give_the_same_trace(tracer: Page) -> None:
    played = list(scripts(300))
    browser = tracer.evaluate("(scripts) => scripts.map(window.trace)", [in_json(*script) for script in played])
    seen: set[str] = set()
    for script, trace in zip(played, browser, strict=True):
        wanted = python_trace(*script)
        assert same(wanted, trace), (script, wanted, trace)
        seen |= {
            f"{line['what']} {line.get('cue', '')}{line.get('by', '')}{line.get('reason', '')}"
            for line in wanted["outputs"]
        }
    assert {
        "said let_go",
        "said offer_stop",
        "paused offer_stop",
        "entered released",
        "entered skip",
        "finished stopstopped",
    } <= seen


def test_the_vectors_of_the_coach_give_the_same_trace(tracer: Page) -> None:
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    assert vectors
    for vector in vectors:
        trace = tracer.evaluate(
            "(script) => window.trace(script)", {"timeline": vector["timeline"], "events": vector["script"]}
        )
        assert same(vector["trace"], trace["outputs"]), vector["name"]


def test_let_go_is_said_when_the_thresholds_say(tracer: Page) -> None:
    said = tracer.evaluate("import('hofte/player.js').then((player) => player.LET_GO_AT)")
    assert said == thresholds().let_go_at


@pytest.mark.parametrize(
    "position", ["{phase: -1}", "{phase: 99}", "{phase: 0, passed_s: -1}", "{phase: 0, passed_s: Infinity}"]
)
def test_a_position_outside_the_timeline_is_refused(tracer: Page, position: str) -> None:
    play = f"trace({{...script, position: {position}}})"
    answer = tracer.evaluate(
        f"(script) => {{ try {{ {play} }} catch (error) {{ return error.message }} }}", in_json(marathon(), None, [])
    )
    assert "is no place in a timeline" in answer
