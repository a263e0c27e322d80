"""The game: letting go earns as much as squeezing, quick and long alike, and it can be played with closed eyes."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hofte.coach.model import Plan, Timeline
from hofte.coach.timeline import make_timeline
from hofte.core.stored import to_json
from hofte.exercise.model import Exercise

from .conftest import STATIC, Seat, marathon
from .test_sound import SPIES

#: The tones that ring when a piece is earned, in hertz.
BELLS = {"squeeze": 988, "release": 330}
PLAY = """({ phases, at, squeezed, released, step }) => {
  const score = new window.Score(phases);
  let begun = 0;
  for (const phase of phases) {
    const end = begun + phase.until.at_least_s;
    for (; at < end; at += step) {
      const level = phase.kind === "release" ? released : squeezed;
      score.add(at, level ?? NaN, phase, begun);
    }
    begun = end;
  }
  return [score.points("squeeze"), score.points("release")];
}"""


def sprint() -> Timeline:
    """Quick squeezes: 1 s, and 2 s to let go."""
    return make_timeline(Exercise("The sprint", scope="PF", style="quick"), Plan(1, 6, 0.0, 1.0, 2.0, 0.0, False))


@pytest.fixture
def scorer(page: Page) -> Page:
    """A page that has the score and nothing else."""
    modules = {f"hofte/{name}.js": f"https://game.test/{name}.js" for name in ("player", "score")}
    html = f"""<script type="importmap">{json.dumps({"imports": modules})}</script>
        <link rel="icon" href="data:,">
        <script type="module">import {{ Score }} from "hofte/score.js"; window.Score = Score;</script>"""
    page.route("https://game.test/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.route(
        "https://game.test/*.js",
        lambda route: route.fulfill(path=STATIC / "hofte/js" / route.request.url.rpartition("/")[2]),
    )
    page.goto("https://game.test/")
    page.wait_for_function("() => window.Score !== undefined")
    return page


def points(page: Page, timeline: Timeline, squeezed: float | None, released: float | None, step: float = 0.02) -> Any:
    """What somebody earns who is always at these levels; ``None`` is no signal."""
    phases: Any = to_json(timeline)["phases"]  # type: ignore[index, call-overload]
    told = {"phases": phases, "at": 0.0, "squeezed": squeezed, "released": released, "step": step}
    return page.evaluate(PLAY, told)


def test_letting_go_earns_as_much_as_squeezing(scorer: Page) -> None:
    for timeline in (marathon(reps=3), sprint()):
        assert points(scorer, timeline, 80, 0) == [100, 100]
        assert points(scorer, timeline, 80, 60) == [100, 0]  # never lets go
        assert points(scorer, timeline, 5, 0) == [0, 100]  # never squeezes
        assert points(scorer, timeline, 80, None) == [100, 0]  # nothing is known, nothing is earned
        # Fewer levels: the edges are coarser.
        assert points(scorer, timeline, 80, 0, step=0.2) == pytest.approx([100, 100], abs=15)
        assert points(scorer, timeline, 80, 0, step=0.5) == [0, 0]  # nothing but gaps


def test_it_is_played_by_ear_and_told_in_words(seat: Seat) -> None:
    seat.page.add_init_script(SPIES)
    exercise = Exercise("The marathon", lang="en", scope="PF", style="long")
    plan = Plan(1, 1, 0.0, 3.0, 3.0, 0.0, False, full_release=True)
    seat.open(make_timeline(exercise, plan), "simulated")
    seat.page.locator("#game").press("Enter")
    expect(seat.page.locator("#game")).to_have_attribute("aria-pressed", "true")
    expect(seat.page.get_by_role("img", name="The way of the game")).to_be_visible()
    seat.start()
    seat.event("signal_back", seat.time())
    seat.wait(4.9)
    rung: list[float] = []
    while seat.time() < 10.9:
        seat.wait(0.2)
        seat.level(seat.time(), 70.0 if seat.time() < 8.0 else 1.0)
    rung += [hertz for _, hertz in seat.page.evaluate("heard.splice(0)")]
    assert rung.count(BELLS["squeeze"]) == rung.count(BELLS["release"]) == 2
    seat.wait(0.5)
    squeezed, released = (int(seat.page.locator(f"#won-{kind}").inner_text()) for kind in BELLS)
    assert abs(squeezed - released) <= 20  # five levels a second: the edges are coarse
    assert released > 70
    seat.level(seat.time(), math.nan)
    seat.wait(0.5)
    seat.event("released", seat.time())
    seat.screen("finished")
    expect(seat.page.locator("#next")).to_have_text(f"Squeezed: {squeezed} of 100 · Let go: {released} of 100")
    expect(seat.page.locator("#said")).to_contain_text(f"Let go: {released} of 100")
