"""A session on the page: what is seen, said and sent, by the clock, by the keyboard, with a muscle and without."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from hofte.coach.model import Event

from .conftest import Seat, lifts, marathon, stretch


def shape(seat: Seat, name: str) -> None:
    expect(seat.page.locator("body")).to_have_attribute("data-shape", name)


def test_a_stretch_plays_by_the_clock_and_announces_the_other_side(seat: Seat) -> None:
    seat.open(stretch()).start()
    seat.reads("count", "5")
    seat.wait(5)
    shape(seat, "effort")
    seat.reads("word", "Stretch")
    seat.reads("side", "Left")
    seat.reads("next", "Then: Right side, 5 s")
    seat.wait(12.1)
    seat.reads("count", "18")
    seat.wait(17.9)
    shape(seat, "switch")
    seat.reads("said", "Right side. Right")
    seat.wait(5)
    seat.reads("side", "Right")
    seat.wait(30)
    seat.screen("finished")
    seat.reads("word", "Done")
    expect(seat.page.locator("#summary")).to_be_visible()
    expect(seat.page.locator("#summary")).to_be_focused()
    seat.sent("start", "tick")
    assert abs(seat.heard("tick")["at_s"] - seat.heard("start")["at_s"] - 70) < 1e-6


def test_a_whole_session_by_keyboard_alone(seat: Seat) -> None:
    seat.open(lifts())
    seat.press(" ")
    seat.screen("running")
    seat.wait(5)
    seat.reads("of", "of 3")
    for key in ("d", "Enter", "D"):
        seat.wait(1)
        seat.press(key)
        seat.wait(0.1)
    shape(seat, "rest")
    seat.press(" ")
    seat.screen("paused")
    seat.press(" ")
    seat.screen("running")
    seat.press("s")
    shape(seat, "effort")
    seat.press("q")
    dialog = seat.page.get_by_role("dialog", name="Stop here?")
    expect(dialog.get_by_role("button", name="Go on")).to_be_focused()
    seat.press("Escape")
    seat.screen("running")
    seat.press("Escape")
    expect(dialog.get_by_role("button", name="Go on")).to_be_focused()
    dialog.get_by_role("button", name="Stop").press("Enter")
    seat.screen("finished")
    seat.reads("word", "Stopped")
    seat.sent("start", "rep", "rep", "rep", "pause", "resume", "skip", "pause", "resume", "pause", "stop")


def test_single_letters_can_be_turned_off(new_seat: Callable[..., Seat]) -> None:
    seat = new_seat(viewport={"width": 1280, "height": 800})
    seat.open(stretch()).start()
    seat.page.get_by_text("Keyboard").click()
    seat.page.get_by_label("Single letters work as keys").uncheck()
    seat.page.evaluate("document.activeElement.blur()")
    seat.press("s")
    seat.press(" ")
    seat.screen("paused")
    seat.sent("start", "pause")


def test_a_repetition_is_not_done_before_its_hold_is(seat: Seat) -> None:
    seat.open(lifts()).start()
    seat.wait(5.5)
    expect(seat.page.locator("#done")).to_be_disabled()
    seat.press("d")
    seat.wait(0.6)
    expect(seat.page.locator("#done")).to_be_enabled()
    seat.reads("rep", "1/3")
    seat.press("#done")
    seat.reads("rep", "2/3")


def test_the_next_squeeze_waits_for_the_muscle(seat: Seat) -> None:
    seat.open(marathon(), "simulated").start()
    seat.event("signal_back", seat.time())
    seat.wait(15.5, level=60)
    shape(seat, "release")
    expect(seat.page.locator("#skip")).to_be_disabled()
    seat.wait(11, level=30)
    seat.reads("count", "…")
    seat.reads("next", "The next one comes when you have let go")
    came_s = seat.time() - 0.05
    seat.event("released", came_s)
    shape(seat, "effort")
    seat.reads("rep", "2/5")
    seat.wait(9.93)
    shape(seat, "effort")
    seat.wait(0.04)  # the hold counts from the moment of the release, not from when the message came
    shape(seat, "release")


def test_let_go_is_said_at_twice_the_pause_and_stopping_offered_at_three_times(seat: Seat) -> None:
    seat.open(marathon(), "simulated").start()
    seat.event("signal_back", seat.time())
    seat.wait(15 + 20.1, level=50)
    seat.reads("message", "Let go")
    seat.wait(10, level=50)
    seat.screen("paused")
    dialog = seat.page.get_by_role("dialog", name="The muscle finds it hard to let go")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Go on").click()
    seat.screen("running")
    shape(seat, "release")
    seat.reads("count", "10")
    seat.wait(30.1, level=50)
    dialog.get_by_role("button", name="Stop here").click()
    seat.screen("finished")
    seat.sent("start", "resume", "stop")


def test_another_muscle_that_helps_is_named(seat: Seat) -> None:
    seat.open(marathon(), "simulated").start()
    seat.event("signal_back", seat.time())
    seat.wait(7)
    seat.event("wrong_muscle", seat.time(), "buttock")
    seat.reads("message", "Soft buttocks")


def test_a_repetition_well_done_is_praised(seat: Seat) -> None:
    seat.open(marathon(), "simulated").start()
    seat.wait(7)
    seat.socket.say({"type": "rep", "result": {"reached": True, "held_s": 9.84, "let_go": True, "release_s": 0.7}})
    seat.reads("message", "Well squeezed: 9.8 s · Well let go: 0.7 s")


def test_the_level_is_a_calm_number(seat: Seat) -> None:
    seat.open(marathon(), "simulated").start()
    seat.wait(6)
    for n in range(13):
        seat.level(seat.time(), 50 + 20 * (n % 2))
        seat.wait(0.02)
    seat.wait(0.1)
    expect(seat.page.locator("#level")).to_have_text(re.compile("^(5[5-9]|6[0-5])$"))
    seat.level(seat.time(), float("nan"))
    seat.wait(0.6)
    seat.reads("level", "–")


def test_the_muscle_that_should_rest_has_a_line_and_a_bar(seat: Seat) -> None:
    seat.open(marathon(), "simulated").start()
    seat.wait(6)
    for _ in range(20):
        seat.level(seat.time(), 60.0, 55.0)
        seat.wait(0.02)
    other, own = (seat.page.locator(f"path.{name}").get_attribute("d") or "" for name in ("other", "own"))
    assert other.startswith("M")
    assert other.count("L") == own.count("L") > 15
    bar = seat.page.locator(".others i").evaluate("(bar) => getComputedStyle(bar).backgroundSize")
    assert bar == "50% 100%"  # 55 of 110


def test_a_locked_phone_catches_up_with_its_deadlines(seat: Seat) -> None:
    seat.open(stretch()).start()
    seat.sleep(5 + 30 + 5 + 10.5)
    seat.wait(0.1)
    seat.reads("side", "Right")
    seat.reads("count", "20")


def test_events_that_the_server_knows_are_played_again(seat: Seat) -> None:
    seat.open(stretch(), events=(Event("start", 2.0), Event("pause", 17.0)))
    seat.screen("paused")
    seat.press("#main-key")
    seat.screen("running")
    seat.reads("count", "30")  # a stretch that was cut in two begins again
    seat.wait(1)
    assert seat.heard("resume")["at_s"] >= 17.0


def test_nothing_moves_for_who_wants_no_movement(new_seat: Callable[..., Seat]) -> None:
    seat = new_seat(reduced_motion="reduce")
    seat.open(marathon()).start()
    seat.wait(5)
    disc = seat.page.locator(".disc")
    before = disc.evaluate("(disc) => getComputedStyle(disc).transform")
    seat.wait(4.2)
    seat.reads("count", "6")
    assert disc.evaluate("(disc) => getComputedStyle(disc).transform") == before
    assert seat.page.locator("#figure").evaluate("(figure) => figure.style.getPropertyValue('--left')") == "60.00"


def test_discreet_shows_and_says_nothing_of_it(seat: Seat) -> None:
    told = ("marathon", "squeeze", "let go", "buttock", "muscle", "pelvic")
    seat.page.add_init_script("window.spoken = []; speechSynthesis.speak = (said) => spoken.push(said.text);")
    seat.open(marathon(), "simulated")
    seat.press("#discreet")
    seat.start()
    seat.wait(16)
    assert seat.page.title() == "Timer"
    seat.reads("what", "Timer")
    seat.reads("word", "Two")
    seen = seat.page.locator("body").inner_text().lower()
    assert not [word for word in told if word in seen]
    assert seat.page.evaluate("window.spoken") == []
    seat.page.reload()
    expect(seat.opened().page.locator("#discreet")).to_have_attribute("aria-pressed", "true")
    assert seat.page.evaluate("Object.keys(localStorage)") == ["hofte-switches"]


def test_the_page_is_in_the_language_of_the_person_and_the_cues_in_that_of_the_exercise(seat: Seat) -> None:
    seat.open(marathon("da")).start()
    seat.wait(5)
    seat.reads("word", "Knib")
    expect(seat.page.locator("#word")).to_have_attribute("lang", "da")
    expect(seat.page.locator("html")).to_have_attribute("lang", "en")
