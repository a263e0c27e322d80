"""The marathon of the pelvic floor with the simulated muscle: from the library to the diary."""

from __future__ import annotations

import json
import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from tests.web.conftest import Watch

from hofte.coach.model import Event, RepResult, Timeline
from hofte.core.clock import ManualClock
from hofte.core.stored import from_json
from hofte.device.simulated import Simulated
from hofte.diary.model import Guided, SessionRecord, Started
from hofte.web.training.pace import FRAME_S, Pace
from hofte.web.training.room import Room

from .conftest import NewTrainee, Trainee

WAITING = {
    "en-GB": "The next one comes when you have let go",
    "da-DK": "Den næste kommer, når du har givet slip",
}
LONG = {"en-GB": "Long squeezes", "da-DK": "Lange knib", "nb-NO": "Lange knip"}


def begin(trainee: Trainee, character: str, **dose: float) -> None:
    """Through the gates to the player, with a muscle of some character."""
    trainee.choose("pelvic-floor-quick-long", LONG["en-GB"])
    trainee.pass_gates()
    trainee.prepare(character=character, **dose)


def judged(trainee: Trainee, character: str, n: int) -> list[RepResult]:
    """What the coach says of a muscle's first repetitions when frame follows frame, without browser or socket."""
    data = json.loads(trainee.page.locator("#session-data").text_content() or "")
    device = f"simulated:{character}"
    started = Started("Marathon", timeline=from_json(Timeline, data["timeline"]), device=device)
    pace = Pace()
    pace.clock = ManualClock()
    pace.heard(0.0)
    guided = Guided(device, Simulated(character=character).scales())
    room = Room(SessionRecord(uuid4(), None, started=started, guided=guided), pace)
    room.hear([(uuid4(), Event("start", 0.0))])
    reps: list[RepResult] = []
    while len(reps) < n:
        pace.clock.wait(FRAME_S)
        reps += room.pump().reps
    return reps


@pytest.mark.parametrize(("size", "locale"), [("phone", "da-DK"), ("desktop", "en-GB")])
def test_five_long_squeezes_and_the_diary_that_shows_them(
    new_trainee: NewTrainee, watch: Watch, size: str, locale: str
) -> None:
    trainee = new_trainee(size, locale=locale)
    page = trainee.page
    trainee.go("/")
    trainee.follow(page.locator("a[href$='/pelvic-floor-quick-long/']"))
    trainee.follow(page.get_by_role("article", name=LONG[locale], exact=True).locator("a.button.go"))

    # No way round the screen, the gate and the self-test (RF01, PF18, PF09).
    wanted = page.url
    for _ in range(3):
        page.goto(wanted.replace("/before/", "/prepare/"))
        assert "/before/" in page.url
        if page.locator("[name=hold_s]").count():
            for name, value in {"hold_s": "10", "repeats": "5", "quick": "10"}.items():
                page.locator(f"[name={name}]").fill(value)
        trainee.go_on()
    assert "/prepare/" in page.url

    trainee.prepare(character="never-lets-go", rest_s=10)
    due = judged(trainee, "never-lets-go", 2)
    trainee.reads("word", {"da-DK": "Gør dig klar", "en-GB": "Get ready"}[locale])
    trainee.start()
    trainee.wait(5)
    assert trainee.shape == "effort"
    trainee.wait(10)
    assert trainee.shape == "release"

    # PF06, PF19: the pause is over, the muscle is not: the next squeeze waits for it.
    trainee.wait(11)
    assert trainee.shape == "release"
    expect(page.locator("#next")).to_have_text(WAITING[locale])
    trainee.wait_for(lambda: trainee.shape == "effort", most_s=20)

    # The connection goes away in the third repetition and comes back.
    trainee.wait_for(lambda: trainee.text("rep") == "3/5")
    trainee.cut()
    trainee.wait(6)
    expect(page.locator("#message")).not_to_be_empty()
    assert trainee.now == "running"
    trainee.reconnect()
    trainee.wait_for_screen("finished")
    watch.expect("ERR_INTERNET_DISCONNECTED")

    rows = trainee.summary()
    expect(rows).to_have_count(5)
    reps = trainee.reps()
    assert [rep["rep"] for rep in reps] == [1, 2, 3, 4, 5]
    for rep in reps[:2] + reps[3:]:
        assert rep["measured"]
        assert rep["let_go"]
        assert 9 < rep["held_s"] <= 10
        assert 5 < rep["release_s"] < 30
        assert rep["rest_s"] >= 10
    assert any(rep["rest_s"] > 10.5 for rep in reps)
    for rep, said in zip(reps, due, strict=False):
        for time in ("started_s", "effort_s", "held_s", "release_s", "rest_s"):
            assert rep[time] == pytest.approx(getattr(said, time), abs=1e-6), time
    assert "signal_lost" in reps[2]["problems"]
    page.locator("nav a[href='/diary/']").click()
    expect(page.locator(".days > li")).to_have_count(1)
    expect(page.locator(".days > li")).to_contain_text(LONG[locale])
    expect(page.locator(".days > li")).to_contain_text(re.compile(r"\b5\b"))


def played(trainee: Trainee, character: str) -> set[str]:
    """Play two repetitions; every message that was shown."""
    begin(trainee, character, reps=2)
    trainee.start()
    shown: set[str] = set()

    def is_over() -> bool:
        shown.add(trainee.text("message"))
        return trainee.now == "finished"

    trainee.wait_for(is_over)
    return shown


def test_a_fallen_electrode_is_named_and_the_session_goes_on(trainee: Trainee) -> None:
    shown = played(trainee, "electrode-off")
    assert any("electrode has come off" in text for text in shown)
    assert any("Signal is back" in text for text in shown)
    expect(trainee.summary().first).to_contain_text("an electrode was off")


def test_hum_is_named_with_what_to_do_and_the_level_goes_on(trainee: Trainee) -> None:
    shown = played(trainee, "hum")
    assert any("Hum from the mains" in text and "battery" in text for text in shown)
    assert all(rep["measured"] and rep["let_go"] for rep in trainee.reps())


def test_lost_packets_are_named_and_what_is_missing_is_not_filled_in(trainee: Trainee) -> None:
    played(trainee, "packets-lost")
    expect(trainee.summary().first).to_contain_text("part of the signal was lost")
    assert all(rep["held_s"] < 9.5 for rep in trainee.reps())


def test_another_muscle_that_helps_is_named(trainee: Trainee) -> None:
    shown = played(trainee, "wrong-muscle")
    assert "Soft buttocks" in shown
    expect(trainee.summary().first).to_contain_text("another muscle helped: buttock")
    expect(trainee.page.locator("#sentence")).to_contain_text("No repetition")


def test_a_muscle_that_does_not_let_go_is_named(trainee: Trainee) -> None:
    begin(trainee, "never-lets-go", reps=2, rest_s=10)
    trainee.start()
    trainee.wait_for(lambda: trainee.shape == "release")
    trainee.wait_for(lambda: "let go" in trainee.text("next"), most_s=12)
    trainee.wait_for_screen("finished")
    assert all(rep["release_s"] > 5 for rep in trainee.reps())


def test_pf19_offers_to_stop_when_the_muscle_stays_tight(trainee: Trainee) -> None:
    """Three times the planned pause, shortened by a quick squeeze's."""
    begin(trainee, "never-lets-go", reps=2, hold_s=3, rest_s=3)
    trainee.start()
    trainee.wait_for(lambda: trainee.now == "paused")
    expect(trainee.page.locator("#ask")).to_be_visible()
    expect(trainee.page.locator("#ask-title")).to_contain_text("hard to let go")
    trainee.press("ask-yes")
    trainee.screen("finished")
    trainee.wait(1)
    trainee.summary()
    assert [entry["body"]["reason"] for entry in trainee.diary() if entry["kind"] == "session_finished"] == ["stopped"]
