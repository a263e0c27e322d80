"""First paint: how long a person with a phone and a slow network looks at nothing.

Headless Chromium as a phone (390 × 844), its processor four times slower, the network as Lighthouse's slow 4G (150 ms
for each request, 1.6 Mbit/s), nothing in its cache. The server has the first core. For comparison in the same run: a
page without data, and one of plain text without any style, which is what network and browser take for themselves.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
from collections.abc import Iterator, Sequence
from typing import Any

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from bench._house import Server, data_folder, hofte

GOAL_MS = 1000.0
PHONE: ViewportSize = {"width": 390, "height": 844}
PAGES = {
    "library": "/",
    "library, a search": "/?q=hofte&muscle=gluteals",
    "exercise": "/exercises/hip-thrust/",
    "page without data": "/about/",
    "nothing but text": "/robots.txt",
}
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4
#: Asked once the page has come to rest: when something was seen first, when most of it was, and what came over.
FIGURES = """() => new Promise((tell) => new PerformanceObserver((list) => {
  const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  tell({
    first_ms: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    largest_ms: list.getEntries().at(-1).startTime,
    bytes: all.reduce((sum, one) => sum + one.transferSize, 0),
    requests: all.length,
  });
}).observe({ type: "largest-contentful-paint", buffered: true }))"""


def look(browser: Browser, server: Server, path: str) -> dict[str, float]:
    """Open a page in a browser that has seen nothing yet."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True, locale="da-DK")
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", NETWORK)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"http://127.0.0.1:{server.port}{path}", wait_until="networkidle")
    figures: dict[str, float] = page.evaluate(FIGURES)
    context.close()
    return figures


def measure(*, quick: bool) -> list[dict[str, Any]]:
    """Every page, several times; the first look at each is not counted, since the server reads its templates then."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with data_folder(), hofte() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        looks = {
            name: [look(browser, server, path) for _ in range(4 if quick else 10)][1:] for name, path in PAGES.items()
        }
        browser.close()
    return [
        {
            "page": name,
            "first_ms": statistics.median(one["first_ms"] for one in several),
            "first_worst_ms": max(one["first_ms"] for one in several),
            "largest_ms": statistics.median(one["largest_ms"] for one in several),
            "bytes": several[0]["bytes"],
            "requests": several[0]["requests"],
        }
        for name, several in looks.items()
    ]


def lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The results as a table."""
    yield f"first paint, goal {GOAL_MS:g} ms"
    yield f"{'page, slow 4G, phone':22} {'half':>9} {'worst':>9} {'largest':>9} {'size':>9} {'requests':>9}"
    for r in rows:
        yield (
            f"{r['page']:22} {r['first_ms']:6.0f} ms {r['first_worst_ms']:6.0f} ms {r['largest_ms']:6.0f} ms"
            f" {r['bytes'] / 1e3:6.1f} kB {r['requests']:9.0f}"
        )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="three looks at each page")
    options.add_argument("--json", action="store_true", help="one JSON line for each page")
    chosen = options.parse_args()
    results = measure(quick=chosen.quick)
    print("\n".join(map(json.dumps, results)) if chosen.json else "\n".join(lines(results)))


if __name__ == "__main__":
    main()
