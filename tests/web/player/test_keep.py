"""What is kept on the device: enough to come back to the very repetition, unreadable, and nothing once it is safe."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hofte.coach.model import Event

from .conftest import SESSION, Seat, lifts, marathon, stretch

ROWS = """async () => {
  const open = indexedDB.open("hofte");
  await new Promise((done) => { open.onsuccess = done; });
  const read = (store) => new Promise((done) => {
    const all = open.result.transaction(store).objectStore(store).getAll();
    all.onsuccess = () => done(all.result);
  });
  const [key] = await read("keys");
  const rows = await read("rows");
  const exported = await crypto.subtle.exportKey("raw", key).then(() => true, () => false);
  open.result.close();
  const text = (row) => new TextDecoder("latin1").decode(row.body);
  return { exported, extractable: key.extractable, rows: rows.map((row) => [row.n, text(row)]) };
}"""


def kept(page: Page) -> dict[str, Any]:
    """The rows of this device as anybody with the disk sees them."""
    found: dict[str, Any] = page.evaluate(ROWS)
    return found


def test_a_reload_comes_back_to_the_very_repetition(seat: Seat) -> None:
    seat.open(marathon()).start()
    seat.wait(5 + 20 + 20 + 4.5)
    seat.reads("rep", "3/5")
    before_s = seat.time()
    seat.again()
    seat.screen("paused")
    seat.reads("rep", "3/5")
    seat.reads("count", "10")
    pause = seat.heard("pause")
    assert pause["detail"] == "restored"
    assert before_s - 1.1 < pause["at_s"] <= before_s
    seat.press("#main-key")
    seat.screen("running")
    seat.wait(10.1)
    seat.reads("word", "Let go")
    seat.reads("rep", "3/5")


def test_a_tab_that_crashed_is_taken_up_in_the_next_one(seat: Seat) -> None:
    seat.open(lifts()).start()
    seat.wait(5)
    for _ in range(2):
        seat.wait(1.1)
        seat.press("d")
    seat.reads("rep", "3/3")
    other = seat.instead().open()
    other.screen("paused")
    other.reads("rep", "3/3")
    other.press("#main-key")
    other.wait(1.1)
    other.press("d")
    other.reads("word", "Rest")
    other.sent("start", "rep", "rep", "pause", "resume", "rep")


def test_a_pause_is_still_one_after_a_reload_and_time_has_gone_on(seat: Seat) -> None:
    seat.open(stretch()).start()
    seat.wait(12)
    seat.press("#main-key")
    seat.screen("paused")
    paused_s = seat.heard("pause")["at_s"]
    seat.sleep(3600)
    seat.again()
    seat.screen("paused")
    seat.press("#main-key")
    seat.screen("running")
    assert 3599 < seat.heard("resume")["at_s"] - paused_s < 3610


def test_what_ended_while_the_tab_was_gone_stays_where_it_was_left(seat: Seat) -> None:
    seat.open(stretch()).start()
    seat.wait(20.2)
    other = seat.instead()
    other.sleep(600)
    other.open()
    other.screen("paused")
    other.reads("side", "Left")


def test_rows_cannot_be_read_without_the_browser_and_the_key_cannot_leave_it(seat: Seat) -> None:
    seat.open(stretch()).start()
    seat.wait(3)
    found = kept(seat.page)
    assert found["extractable"] is False
    assert found["exported"] is False
    assert [n for n, _ in found["rows"]] == [0, 1]
    assert not any("at_s" in body or "start" in body for _, body in found["rows"])


def test_nothing_is_left_when_the_server_has_everything(seat: Seat) -> None:
    seat.open(stretch()).start()
    seat.sleep(70)
    seat.screen("finished")
    expect(seat.page.locator("#summary")).to_be_visible()
    assert kept(seat.page)["rows"] == []
    assert seat.page.evaluate("Object.keys(localStorage)") == []


def test_everything_is_kept_until_the_server_has_it(seat: Seat) -> None:
    seat.socket.acknowledges = False
    seat.open(stretch()).start()
    seat.sleep(70)
    expect(seat.page.locator("#message")).to_have_text(re.compile("^(Sending what you did …|Kept on this device; .*)$"))
    expect(seat.page.locator("#summary")).to_be_hidden()
    assert [n for n, _ in kept(seat.page)["rows"]] == [0, 1, 2]
    seat.again()
    seat.screen("finished")
    seat.socket.say({"type": "ack", "ids": [event["id"] for event in seat.socket.events]})
    seat.reads("message", "Everything is saved in the diary.")
    assert kept(seat.page)["rows"] == []


@pytest.mark.parametrize(
    "trouble",
    [
        "Object.defineProperty(crypto, 'subtle', { value: undefined });",
        "indexedDB.open = () => { throw new Error('private window'); };",
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    ],
)
def test_a_device_that_cannot_keep_anything_says_so_and_plays(seat: Seat, trouble: str) -> None:
    seat.page.add_init_script(trouble)
    seat.open(stretch()).start()
    seat.wait(2)
    seat.reads(
        "message", "This device cannot keep the session safely; it is kept on the server while there is a connection."
    )
    seat.sleep(68)
    seat.screen("finished")
    expect(seat.page.locator("#summary")).to_be_visible()


def test_a_disk_that_does_not_answer_holds_nobody_up(seat: Seat) -> None:
    seat.page.add_init_script("IDBObjectStore.prototype.put = () => ({});")
    seat.open(lifts())
    seat.press("#main-key")
    seat.screen("idle")
    seat.wait(0.6)
    seat.screen("running")


def test_two_tabs_play_one_after_the_other(seat: Seat) -> None:
    seat.open(marathon()).start()
    seat.wait(5 + 20 + 3)
    other = seat.beside()
    other.page.goto(seat.stand.page)
    dialog = other.page.get_by_role("dialog", name="This session is open in another tab")
    expect(dialog).to_be_visible()
    seat.wait(1)
    dialog.get_by_role("button", name="Play it here").click()
    expect(seat.page.get_by_role("dialog", name="This session is open in another tab")).to_be_visible()
    other.screen("paused")
    other.reads("rep", "2/5")
    counted = len(seat.socket.events)
    seat.wait(20)
    assert len(seat.socket.events) == counted
    other.sent("start", "pause")


def test_the_server_can_say_that_another_browser_took_over(seat: Seat) -> None:
    seat.open(marathon()).start()
    seat.socket.say({"type": "superseded"})
    expect(seat.page.get_by_role("dialog", name="This session is open in another tab")).to_be_visible()
    seat.wait(8)
    assert not [
        message for message in seat.socket.heard if message["type"] == "tick" and message["at_s"] > seat.time() - 7
    ]


def test_what_came_late_is_not_played_earlier_after_a_reload(seat: Seat) -> None:
    """A release that arrives after the person has paused was not heeded; it is not heeded on the way back either."""
    seat.open(marathon(), "simulated").start()
    seat.event("signal_back", seat.time())
    seat.wait(27, level=30)
    before_s = seat.time()
    seat.press("#main-key")
    seat.screen("paused")
    seat.event("released", before_s - 0.01)
    seat.wait(1)
    seat.reads("rep", "1/5")
    seat.again()
    seat.screen("paused")
    seat.reads("rep", "1/5")


def test_a_session_that_ended_in_the_moment_of_a_crash_is_ended(seat: Seat) -> None:
    seat.open(stretch(), events=(Event("start", 1.0), Event("tick", 75.0)))
    seat.screen("finished")
    assert seat.heard("tick")["at_s"] == 75.0
    seat.reads("message", "Everything is saved in the diary.")


def test_the_session_of_another_day_is_not_mixed_in(seat: Seat) -> None:
    seat.open(stretch()).start()
    seat.wait(3)
    seat.page.goto("about:blank")
    seat.stand.data["session"] = SESSION[:-1] + "1"
    seat.open()
    seat.screen("idle")
