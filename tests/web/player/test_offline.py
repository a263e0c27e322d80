"""A prepared session needs no network from start to end; what was done is sent once it is back, by whoever is there."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.web.browser import eventually, settle

from .conftest import SESSION, Seat, stretch
from .test_keep import kept

CACHED = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) =>
  [name, (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)])))"""


def caches(page: Page) -> dict[str, list[str]]:
    """What is cached, by the cache's name."""
    found: dict[str, list[str]] = page.evaluate(CACHED)
    return found


@pytest.fixture
def prepared(seat: Seat) -> Seat:
    """A session that was opened once with a network."""
    seat.open(stretch())
    eventually(seat.page, lambda: f"/session/{SESSION}/" in caches(seat.page).get("hofte-sessions", ()))
    return seat


def go_offline(seat: Seat) -> None:
    seat.page.context.set_offline(True)
    seat.socket.is_down = True


def test_a_prepared_session_plays_offline_from_start_to_end_then_synchronises(prepared: Seat, watch: Any) -> None:
    seat = prepared
    go_offline(seat)
    seat.again()
    seat.press("#main-key")
    seat.screen("running")
    seat.reads("message", "No connection. The session goes on, and what you do is kept here.")
    seat.wait(40)
    seat.reads("side", "Right")
    seat.wait(30)
    seat.screen("finished")
    seat.reads("message", "Kept on this device; it is sent when the connection is back.")
    assert seat.stand.posted == []
    assert [n for n, _ in kept(seat.page)["rows"]] == [0, 1, 2]
    seat.page.context.set_offline(False)
    settle(seat.page)
    seat.reads("message", "Everything is saved in the diary.")
    assert [event["kind"] for event in seat.stand.posted or seat.socket.events] == ["start", "tick"]
    assert kept(seat.page)["rows"] == []
    eventually(seat.page, lambda: caches(seat.page)["hofte-sessions"] == [])
    watch.expect("ERR_INTERNET_DISCONNECTED")


def test_what_a_closed_page_left_is_sent_with_the_next_page_that_opens(prepared: Seat, watch: Any) -> None:
    seat = prepared
    go_offline(seat)
    seat.again()
    seat.press("#main-key")
    seat.screen("running")
    seat.sleep(70)
    seat.reads("message", "Kept on this device; it is sent when the connection is back.")
    seat.page.close()
    other = seat.beside().page
    other.context.set_offline(False)
    other.goto(f"{seat.stand.address}/")
    eventually(other, lambda: len(seat.stand.posted) == 2)
    assert [event["kind"] for event in seat.stand.posted] == ["start", "tick"]
    eventually(other, lambda: other.evaluate("indexedDB.databases().then((all) => all.length)") == 1)
    eventually(other, lambda: kept(other)["rows"] == [])
    eventually(other, lambda: caches(other)["hofte-sessions"] == [])
    watch.expect("ERR_INTERNET_DISCONNECTED")


def test_a_page_that_was_never_opened_says_that_there_is_no_network(prepared: Seat, watch: Any) -> None:
    go_offline(prepared)
    prepared.page.goto(f"{prepared.stand.address}/")
    expect(prepared.page.get_by_role("heading", name="There is no network right now")).to_be_visible()
    watch.expect("ERR_INTERNET_DISCONNECTED")


def test_the_network_comes_first_while_there_is_one(prepared: Seat) -> None:
    prepared.stand.data["timeline"]["exercise"] = "Kneeling stretch, corrected"
    prepared.again()
    prepared.reads("what", "Kneeling stretch, corrected")


def test_a_session_that_was_never_played_is_forgotten_after_a_month(prepared: Seat) -> None:
    old = "{ headers: { Date: 'Mon, 01 Jan 2024 00:00:00 GMT' } }"
    put = f"pages.put('/session/{SESSION[:-1]}9/', new Response('', {old}))"
    prepared.page.evaluate(f"caches.open('hofte-sessions').then((pages) => {put})")
    prepared.page.goto(f"{prepared.stand.address}/")
    eventually(prepared.page, lambda: caches(prepared.page)["hofte-sessions"] == [f"/session/{SESSION}/"])


def test_only_the_shell_and_prepared_sessions_are_kept(prepared: Seat) -> None:
    prepared.page.goto(f"{prepared.stand.address}/")
    found = caches(prepared.page)
    shell = next(paths for name, paths in found.items() if name != "hofte-sessions")
    assert found["hofte-sessions"] == [f"/session/{SESSION}/"]
    assert "/offline/" in shell
    assert "/" not in shell
    assert all(path.startswith("/static/hofte/") for path in shell if path != "/offline/")


def test_an_old_shell_goes_when_a_new_one_comes(prepared: Seat) -> None:
    page = prepared.page
    page.evaluate("caches.open('hofte-000000000000').then((cache) => cache.put('/static/old.js', new Response('old')))")
    prepared.stand.build = "a newer build"
    page.evaluate(
        "navigator.serviceWorker.getRegistration().then(async (registration) => { await registration.update(); })"
    )
    eventually(page, lambda: "hofte-000000000000" not in caches(page))


def test_a_session_that_is_gone_from_the_server_is_not_kept(prepared: Seat) -> None:
    gone = f"/session/{SESSION[:-1]}9/"
    keep = f"{{ type: 'keep', address: '{gone}' }}"
    prepared.page.evaluate(f"caches.open('hofte-sessions').then((pages) => pages.put('{gone}', new Response('')))")
    prepared.page.evaluate(f"navigator.serviceWorker.ready.then((worker) => worker.active.postMessage({keep}))")
    eventually(prepared.page, lambda: caches(prepared.page)["hofte-sessions"] == [f"/session/{SESSION}/"])
