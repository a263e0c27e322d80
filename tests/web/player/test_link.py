"""The connection: it breaks, comes back, lets nothing through; what happens is sent until it is safe."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from hofte.coach.model import Event

from .conftest import Seat, lifts, marathon, stretch
from .test_keep import kept


def test_the_server_is_greeted_and_told_the_time_once_a_second(seat: Seat) -> None:
    seat.open(stretch()).start()
    seat.wait(10)
    hello, *rest = seat.socket.heard
    assert hello["type"] == "hello"
    assert hello["have"] == []
    times = [message["at_s"] for message in rest if message["type"] == "tick"]
    assert times == sorted(times)
    assert 10 <= len([at_s for at_s in times if at_s >= seat.time() - 10.5]) <= 11


def test_what_was_not_acknowledged_is_sent_again_with_the_same_ids(seat: Seat, watch: Any) -> None:
    seat.socket.acknowledges = False
    seat.open(lifts()).start()
    seat.wait(6.1)
    seat.press("d")
    seat.reads("rep", "2/3")
    seat.cut()
    seat.reads("message", "No connection. The session goes on, and what you do is kept here.")
    seat.wait(1.1)
    seat.press("d")
    seat.reads("rep", "3/3")
    before = [event["id"] for event in seat.socket.events]
    assert len(before) == 2
    seat.socket.acknowledges = True
    seat.reconnect()
    expect(seat.page.locator("#message")).to_have_text("")
    assert [event["id"] for event in seat.socket.events][:2] == before
    seat.sent("start", "rep", "rep")
    assert seat.socket.greetings[-1]["have"][:2] == before
    watch.expect("503")


def test_the_log_is_posted_where_no_socket_comes_through(seat: Seat) -> None:
    seat.socket.is_down = True
    seat.open(stretch())
    seat.press("#main-key")
    seat.screen("running")
    seat.wait(70)
    seat.screen("finished")
    seat.wait(20)
    seat.reads("message", "Everything is saved in the diary.")
    assert [event["kind"] for event in seat.stand.posted] == ["start", "tick"]


def test_a_log_that_is_refused_is_kept_and_said(seat: Seat, watch: Any) -> None:
    seat.stand.status = 403
    seat.socket.is_down = True
    seat.open(stretch())
    seat.press("#main-key")
    with seat.page.expect_console_message(lambda message: "403" in message.text):
        seat.wait(5)
    seat.reads("message", "The server did not take what was sent.")
    assert [n for n, _ in kept(seat.page)["rows"]] == [0, 1]
    seat.page.close()
    watch.expect("403")


def test_a_socket_that_is_open_but_dead_is_replaced(seat: Seat) -> None:
    seat.open(lifts()).start()
    seat.socket.acknowledges = False
    seat.wait(6.1)
    seat.press("d")
    seat.reads("rep", "2/3")
    seat.wait(10)
    seat.socket.acknowledges = True
    seat.reconnect()
    seat.sent("start", "rep")


def test_without_a_connection_the_clock_goes_on_and_the_log_says_so(seat: Seat, watch: Any) -> None:
    seat.open(marathon(), "simulated").start()
    seat.event("signal_back", seat.time())
    seat.wait(12, level=60)
    seat.cut()
    seat.wait(2.5)
    seat.reads("message", "The sensor is silent. The clock goes on; this is noted as not measured.")
    seat.wait(0.6)
    seat.reads("word", "Let go")
    seat.wait(10)
    seat.reads("word", "Squeeze")  # released by the clock, since nobody can tell
    seat.reads("rep", "2/5")
    seat.reconnect()
    lost = seat.heard("signal_lost")
    assert lost["detail"] == "link"
    seat.level(seat.time(), 8)
    seat.heard("signal_back")
    seat.reads("message", "Signal is back")
    watch.expect("503")


def test_a_sensor_that_the_judge_has_lost_is_not_found_again_by_the_page(seat: Seat) -> None:
    seat.open(marathon(), "simulated").start()
    seat.event("signal_back", seat.time())
    seat.wait(7, level=60)
    seat.event("signal_lost", seat.time())
    seat.reads("message", "The sensor is silent. The clock goes on; this is noted as not measured.")
    seat.wait(3, level=float("nan"))
    seat.level(seat.time(), 40)
    seat.wait(1)
    seat.sent("start")


def test_an_event_from_the_future_moves_nobody_ahead(seat: Seat) -> None:
    seat.open(marathon(), "simulated").start()
    seat.wait(7, level=5)
    seat.event("signal_back", seat.time() + 1000)
    seat.wait(1, level=5)
    seat.reads("word", "Squeeze")


def test_an_event_of_the_server_counts_once_after_a_reload(seat: Seat) -> None:
    seat.open(marathon(), "simulated").start()
    seat.event("signal_back", seat.time())
    seat.wait(26, level=5)
    at_s = seat.time()
    seat.event("released", at_s)
    seat.reads("rep", "2/5")
    seat.wait(3, level=60)
    start_s = seat.heard("start")["at_s"]
    known = (("start", start_s), ("signal_back", start_s), ("released", at_s))
    seat.stand.data["events"] = [{"kind": kind, "at_s": at_s} for kind, at_s in known]
    seat.again()
    seat.screen("paused")
    seat.reads("rep", "2/5")


def test_a_session_goes_on_in_another_browser_from_what_the_server_knows(page: Page, seat: Seat) -> None:
    seat.open(marathon(), events=(Event("start", 3.0), Event("tick", 30.0)))
    seat.screen("paused")
    seat.reads("rep", "2/5")
    assert seat.heard("pause")["at_s"] == 30.0
