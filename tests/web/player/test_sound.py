"""What is heard and felt: tones on the audio clock, cues in the exercise's language, a screen that stays on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .conftest import Seat, marathon, stretch

SPIES = """
window.heard = []; window.spoken = []; window.felt = []; window.awake = 0; window.music = {};
Object.defineProperty(navigator, "audioSession", { value: window.music });
Object.defineProperty(BaseAudioContext.prototype, "currentTime", { value: 7 }); // it goes by a clock of its own
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (when) {
  heard.push([when - this.context.currentTime, this.frequency.value]);
  start.call(this, when);
};
speechSynthesis.speak = (said) => spoken.push([said.text, said.lang]);
navigator.vibrate = (pattern) => felt.push(pattern);
navigator.wakeLock.request = async () => {
  awake += 1;
  return { released: false, release() { this.released = true; awake -= 1; } };
};
"""


@pytest.fixture
def ear(seat: Seat) -> Seat:
    """A person whose page tells what it lets sound."""
    seat.page.add_init_script(SPIES)
    return seat


def tones(page: Page) -> list[tuple[float, float]]:
    """When each tone comes, in seconds from when it was planned, and its pitch; planned twice is planned once."""
    return sorted({(round(after, 1), hertz) for after, hertz in page.evaluate("heard.splice(0)")})


def hide(page: Page, *, hidden: bool) -> None:
    """The person goes to another tab, or comes back."""
    page.evaluate(
        "(hidden) => Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })", hidden
    )
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_whole_stretch_is_scheduled_ahead_so_that_a_locked_phone_keeps_its_tones(ear: Seat) -> None:
    ear.open(stretch()).start()
    planned = tones(ear.page)
    assert [after for after, hertz in planned if hertz == 587] == [5.0, 40.0]
    assert [after for after, hertz in planned if hertz == 880] == [2.0, 3.0, 4.0, 37.0, 38.0, 39.0]
    assert [after for after, hertz in planned if hertz == 494] == [35.0, 35.2]
    assert max(after for after, _ in planned) == 70.3


def test_music_goes_on(ear: Seat) -> None:
    ear.open(stretch()).start()
    assert ear.page.evaluate("music") == {"type": "ambient"}
    assert ear.page.locator("audio, video").count() == 0


def test_a_release_is_not_cut_short_by_a_tone_that_was_planned(ear: Seat) -> None:
    ear.open(marathon(), "simulated").start()
    ear.event("signal_back", ear.time())
    ear.wait(15.1, level=60)
    tones(ear.page)
    ear.press("#main-key")
    ear.press("#main-key")
    ear.screen("running")
    planned = tones(ear.page)
    assert max(after for after, _ in planned) < 21  # "let go" at twice the pause; no squeeze before the muscle let go


def test_after_a_pause_tones_are_planned_anew(ear: Seat) -> None:
    ear.open(stretch()).start()
    ear.wait(10)
    ear.press("#main-key")
    ear.screen("paused")
    tones(ear.page)
    ear.sleep(100)
    assert ear.page.evaluate("heard") == []
    ear.press("#main-key")
    ear.screen("running")
    planned = tones(ear.page)
    assert planned[0] == (0.0, 587)
    assert (30.0, 494) in planned


def test_cues_are_spoken_in_the_language_of_the_exercise(ear: Seat) -> None:
    ear.open(marathon("nb")).start()
    ear.wait(15.1)
    spoken = ear.page.evaluate("spoken")
    assert [lang for _, lang in spoken] == ["nb", "nb", "nb"]
    assert spoken[1] != spoken[2]
    assert ear.page.evaluate("felt") == [[70], [30, 70, 30]]


@pytest.mark.parametrize(("switch", "silent"), [("#sound", "heard"), ("#voice", "spoken")])
def test_one_tap_silences(ear: Seat, switch: str, silent: str) -> None:
    ear.open(stretch())
    ear.press(switch)
    ear.start()
    ear.wait(41)
    assert ear.page.evaluate(silent) == []


def test_a_cue_that_is_long_past_is_not_spoken(ear: Seat) -> None:
    ear.open(stretch()).start()
    ear.page.evaluate("spoken.splice(0)")
    ear.sleep(45)
    ear.wait(0.1)
    ear.reads("side", "Right")
    assert ear.page.evaluate("spoken") == []


def test_the_screen_stays_on_while_the_session_runs(ear: Seat) -> None:
    ear.open(stretch()).start()

    def awake(n: int) -> None:
        ear.page.wait_for_function("(n) => awake === n", arg=n)

    awake(1)
    hide(ear.page, hidden=True)
    awake(0)
    hide(ear.page, hidden=False)
    awake(1)
    ear.press("#main-key")
    awake(0)
    ear.press("#main-key")
    awake(1)
    ear.sleep(75)
    ear.screen("finished")
    awake(0)
