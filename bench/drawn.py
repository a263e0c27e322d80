"""From the muscle to the eye: how late half of a squeeze is drawn, and whether the browser draws in time.

*Half level* is computed, block by block, with the chain that a session uses: noise of a muscle that starts to work at
full strength at a moment of its own, a block of 10 ms at a time, until a frame shows half of it. What a cable takes,
what the server took to send the frame in this run, and the wait for the screen are added. *Frames* are the times
between one drawing and the next in headless Chromium at phone size while the simulated sensor is read, with the trace
and with the game, also with a processor a quarter as fast.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import shutil
import statistics
from collections.abc import Iterator, Sequence
from typing import Any

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from bench._house import Server, data_folder, hofte
from bench.live import People, lateness, make_people, percentile_99
from hofte.emg.features import RmsStream
from hofte.emg.model import Channel, Description, SignalBlock

GOAL_HALF_MS, GOAL_FRAME_MS = 60.0, 50.0
PHONE: ViewportSize = {"width": 390, "height": 844}
SFREQ, BLOCK = 1000.0, 10
REST_V, FULL_V = 5e-6, 5e-5
#: A cable of the quick kind, and a screen that draws 60 times a second: half a frame of waiting, and half of one until
#: the line is lit, in milliseconds.
CABLE_MS, SCREEN_MS = 1.0, 1000.0 / 60.0
#: How many times slower the processor is, and whether the game is on.
LOOKS = ((1, False), (1, True), (4, False), (4, True))
WATCH = """() => {
  window.gaps = [];
  let last = performance.now();
  const next = (now) => { gaps.push(now - last); last = now; requestAnimationFrame(next); };
  requestAnimationFrame(next);
}"""


def half_level_ms(seed: int) -> float:
    """From the first sample of a squeeze to the end of the frame that shows half of it, in milliseconds."""
    chance = random.Random(seed)  # noqa: S311  noise
    stream = RmsStream(Description("bench", (Channel("muscle"),), SFREQ))
    begins = 2000 + chance.randrange(20)
    first = 0
    while True:
        volts = [FULL_V if first + n >= begins else REST_V for n in range(BLOCK)]
        block = SignalBlock([[chance.gauss(0.0, v) for v in volts]], first)
        first += BLOCK
        for frame in stream.feed(block):
            rms = frame.rms["muscle"]
            if rms is not None and first > begins and rms >= (REST_V + FULL_V) / 2.0:
                return 1000.0 * (frame.at_s - begins / SFREQ)


def frames_ms(
    browser: Browser, server: Server, people: People, *, game: bool, slower: int, seconds: float
) -> list[float]:
    """The times between drawings of a session that runs, in milliseconds."""
    name, _, value = people.cookie.partition("=")
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True)
    context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{server.port}"}])
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(f"http://127.0.0.1:{server.port}/session/{people.simulated}/")
    page.locator("body[data-screen=idle]").wait_for()
    if game:
        page.locator("#game").click()
    page.locator("#main-key").click()
    page.wait_for_timeout(1000)
    page.evaluate(WATCH)
    page.wait_for_timeout(1000 * seconds)
    gaps: list[float] = page.evaluate("gaps")
    context.close()
    return gaps


def measure(*, quick: bool) -> dict[str, Any]:
    """Everything; ``quick`` looks for a short time."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    half = [half_level_ms(seed) for seed in range(50 if quick else 300)]
    with data_folder():
        first, heard, *watched = [make_people(0) for _ in range(2 + len(LOOKS))]  # a session each
        with hofte() as server:
            asyncio.run(lateness(server, first, 1.5))  # a server that has just started hears its first greeting late
            late = asyncio.run(lateness(server, heard, 3.0 if quick else 15.0))
        with hofte() as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            seconds = 3.0 if quick else 15.0
            drawn = {
                f"{'game' if game else 'trace'}, processor 1/{slower}": frames_ms(
                    browser, server, people, game=game, slower=slower, seconds=seconds
                )
                for (slower, game), people in zip(LOOKS, watched, strict=True)
            }
            browser.close()
    socket_ms = statistics.median(late)
    return {
        "half_ms": statistics.mean(half),
        "socket_ms": socket_ms,
        "sum_ms": statistics.mean(half) + CABLE_MS + socket_ms + SCREEN_MS,
        "frames": [
            {"what": what, "p50_ms": statistics.median(gaps), "p99_ms": percentile_99(gaps), "worst_ms": max(gaps)}
            for what, gaps in drawn.items()
        ],
    }


def lines(result: dict[str, Any]) -> Iterator[str]:
    """The result as a table."""
    yield (
        f"squeeze → half of it in a frame {result['half_ms']:.0f} ms + cable {CABLE_MS:.0f} + socket"
        f" {result['socket_ms']:.1f} + screen {SCREEN_MS:.0f} = {result['sum_ms']:.0f} ms (goal {GOAL_HALF_MS:.0f})"
    )
    for row in result["frames"]:
        yield (
            f"{row['what']:24} drawn every {row['p50_ms']:5.1f} ms, p99 {row['p99_ms']:5.1f} ms"
            f" (goal {GOAL_FRAME_MS:.0f}), worst {row['worst_ms']:5.1f} ms"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="a few seconds each")
    options.add_argument("--json", action="store_true", help="one JSON line")
    chosen = options.parse_args(arguments)
    result = measure(quick=chosen.quick)
    print(json.dumps(result) if chosen.json else "\n".join(lines(result)))


if __name__ == "__main__":
    main()
