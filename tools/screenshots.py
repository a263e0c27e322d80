"""Takes the pictures of ``docs/`` from a real server in a real browser: ``python -m tools.screenshots [FOLDER]``.

A session with the simulated sensor is gone through in real time, so it takes three minutes. Chromium must be there;
``CHROMIUM`` names another.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

IMAGES = Path(__file__).parents[1] / "docs" / "images"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
BODY = "body[data-screen=running][data-shape={}]"


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server with nothing in it but the library."""
    with tempfile.TemporaryDirectory(prefix="hofte-pictures-") as folder:
        command = [sys.executable, "-m", "hofte", "serve", "--port", "0", "--no-open"]
        surroundings = os.environ | {"HOFTE_DATA": folder}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=surroundings) as run:  # noqa: S603  ours
            try:
                found = re.search(r"http://[\d.:]+", run.stdout.readline() if run.stdout else "")
                if found is None:
                    raise RuntimeError("the server did not start")
                yield found[0]
            finally:
                run.terminate()


class Camera:
    """One person at one screen."""

    def __init__(
        self, browser: Browser, address: str, folder: Path, *, size: dict[str, int], locale: str, dark: bool
    ) -> None:
        scheme = "dark" if dark else "light"
        self.page: Page = browser.new_page(
            viewport=size,
            device_scale_factor=1.5 if size is PHONE else 1,
            locale=locale,
            color_scheme=scheme,
            base_url=address,
        )
        self.folder = folder

    def take(self, name: str) -> None:
        """Write one picture."""
        self.page.screenshot(path=self.folder / f"{name}.png")

    def choose(self, slug: str, exercise: str) -> None:
        """Open an exercise and press its button."""
        self.page.goto(f"/exercises/{slug}/")
        self.page.get_by_role("article", name=exercise, exact=True).locator("a.button.go").click()

    def pass_gates(self, *, picture: str = "") -> None:
        """Answer what is asked before a first session."""
        while "/before/" in self.page.url:
            if picture:
                self.take(picture)
                picture = ""
            for name, value in {"hold_s": "5", "repeats": "5", "quick": "10"}.items():
                field = self.page.locator(f"input[type=number][name={name}]")
                if field.count():
                    field.fill(value)
            self.go_on()

    def go_on(self) -> None:
        """Press the button that leads on."""
        self.page.locator("main form button.go").last.click()

    def find_scale(self) -> None:
        """Find today's scale, for which a session with a sensor waits."""
        self.go_on()
        self.page.locator("#main-key").click()
        expect(self.page.locator("body[data-screen=finished]")).to_be_attached(timeout=180_000)
        self.page.locator("#summary").click()
        expect(self.page.locator("#sentence")).to_be_visible()
        self.go_on()

    def see(self, shape: str) -> None:
        """Wait until the player shows a shape, and a moment more for the level."""
        expect(self.page.locator(BODY.format(shape))).to_be_attached(timeout=60_000)
        self.page.wait_for_timeout(2_000)


def go_through(browser: Browser, address: str, folder: Path) -> None:
    """From the library to the diary on a phone, and what a larger screen shows."""
    phone = Camera(browser, address, folder, size=PHONE, locale="nb-NO", dark=False)
    phone.page.goto("/")
    phone.take("library")
    phone.page.goto("/exercises/hip-thrust/")
    phone.page.locator(".chip").first.hover()
    phone.page.locator(".chip").first.scroll_into_view_if_needed()
    phone.take("exercise")
    phone.choose("pelvic-floor-quick-long", "Lange knip")
    phone.pass_gates(picture="before")
    phone.page.locator("[name=reps]").fill("2")
    phone.page.locator("[name=sensor][value=simulated]").check()
    phone.take("dose")
    phone.go_on()
    phone.find_scale()
    phone.page.locator("#main-key").click()
    phone.see("effort")
    phone.take("squeeze")
    phone.see("release")
    phone.take("release")
    phone.page.locator("#game").click()
    phone.see("effort")
    phone.take("game")
    expect(phone.page.locator("body[data-screen=finished]")).to_be_attached(timeout=120_000)
    phone.page.locator("#summary").click()
    expect(phone.page.locator("#sentence")).to_be_visible()
    phone.take("summary")
    night = Camera(browser, address, folder, size=DESKTOP, locale="da-DK", dark=True)
    night.page.goto("/")
    night.take("library-desktop")


def main(arguments: list[str]) -> int:
    """Take all pictures."""
    folder = Path(arguments[0]) if arguments else IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    with serving() as address, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        go_through(browser, address, folder)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
