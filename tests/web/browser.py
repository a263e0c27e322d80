"""A browser whose time stands still: a test moves the clock, and waits for what takes real time until it is over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

#: What the clock shows when pages are opened, in seconds.
MORNING_S = 1_800_000_000
#: How long something may take on a very busy machine, in milliseconds; only a test that fails waits for so long.
PATIENCE_MS = 30_000

STILL = Path(__file__).with_name("still.js")
#: The serious faults that axe finds, each with the first places. axe waits by timers, which stand still here.
AXE = """async () => {
  const timer = window.setTimeout;
  const { port1, port2 } = new MessageChannel();
  const waiting = [];
  port1.onmessage = () => waiting.shift()();
  window.setTimeout = (act, after, ...values) => { waiting.push(() => act(...values)); port2.postMessage(0); };
  try {
    return (await axe.run({ resultTypes: ["violations"] })).violations
      .filter(({ impact }) => ["serious", "critical"].includes(impact))
      .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 150)).join("; ")}`);
  } finally {
    window.setTimeout = timer;
  }
}"""
#: Whether no tab plays a session any more; one that was closed holds its lock a little longer.
IS_FREE = "async () => (await navigator.locks.query()).held.length === 0"


def stop_time(place: Page | BrowserContext) -> None:
    """From the first page of a browser on, time goes on by :func:`pass_time` only."""
    # A clock that is installed first would run in real time up to here.
    place.clock.pause_at(MORNING_S)


def watch(place: Page | BrowserContext) -> None:
    """From the next page on it is known what is under way; goes after what replaces sockets."""
    place.add_init_script(path=STILL)


def pass_time(page: Page, seconds: float) -> None:
    """Let time pass in one leap, as for a tab in the background."""
    page.clock.fast_forward(round(seconds * 1000))
    settle(page)


def settle(page: Page) -> None:
    """Wait until nothing is under way any more that takes real time: disk, cipher, network, server."""
    page.evaluate("whenStill", PATIENCE_MS)


def eventually(page: Page, is_so: Callable[[], Any]) -> None:
    """Wait for what happens in a service worker or in another tab; ``wait_for_function`` waits for no promise."""
    waited_ms = 0
    while not is_so():
        assert waited_ms < PATIENCE_MS, "it never came to be"
        page.wait_for_timeout(10)
        waited_ms += 10


def close(page: Page, other: Page, home: str) -> None:
    """A tab goes at once, without being asked; comes back when another one, at home, can take up what it played."""
    page.close(run_before_unload=False)
    other.goto(home)
    eventually(other, lambda: other.evaluate(IS_FREE))


def serious_faults(page: Page) -> list[str]:
    """What axe finds, serious or critical."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(AXE)
    return found
