"""A built site in a browser, from a plain file server, below a folder of its host."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.web.browser import serious_faults
from tests.web.conftest import DESKTOP, Watch

from .conftest import QUESTIONS, Built

#: Asks the site's own script what the page would ask it.
ASK = """async ([module, data, questions]) => {
  const { Index } = await import(module);
  const index = new Index(await (await fetch(data)).json());
  return questions.map((question) => index.find(question, {}).pages.map((page) => index.data.pages[page][0]));
}"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def url(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served; the same host has nothing else."""
    host: Path = tmp_path_factory.mktemp("host")
    (host / "site").symlink_to(built.root, target_is_directory=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(host)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/site/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_visit_on_a_phone_with_the_keyboard(url: str, page: Page, built: Built) -> None:
    page.goto(url)
    cards = page.locator("#results .card")
    expect(cards.first).to_be_visible()
    everything = cards.count()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#q").focus()
    page.keyboard.type("hoftesmerter")
    expect(page.locator("#count")).not_to_contain_text(str(built.report["pages"]))
    expect(page).to_have_url(f"{url}?q=hoftesmerter")
    page.locator("#q").fill("")
    expect(cards).to_have_count(everything)
    page.locator("#filters > summary").click()
    page.locator("#free-1").focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(f"{url}?free=1")
    expect(cards.first.locator("a")).to_be_visible()
    assert 0 < cards.count() < everything
    page.reload()
    expect(page.locator("#free-1")).to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert serious_faults(page) == []
    cards.first.locator("a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_no_page_runs_a_script_of_its_own_and_chips_light_up(
    url: str, new_page: Callable[..., Page], watch: Watch
) -> None:
    page = new_page(viewport=DESKTOP)
    page.goto(f"{url}ond/")
    chip = page.locator("[data-lights]").first
    chip.click()
    expect(page.locator("mark.lit").first).to_be_visible()
    assert page.evaluate("window.evil") is None
    page.goto(f"{url}?q=ond")
    expect(page.locator("#results .card a").first).to_contain_text("Ond")
    assert page.evaluate("window.evil") is None
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'evil = 1'}))")
    assert page.evaluate("window.evil") is None
    watch.expect("policy: script-src-elem inline|violates the following Content Security Policy")
    page.goto(f"{url}gammel/bro.html")
    page.wait_for_url(f"{url}oevelse/bro/")
    expect(page.locator("h1")).to_have_text("Bro på gulvet")


def test_without_a_script_everything_is_found_by_links(url: str, new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(url)
    expect(page.locator("#q")).not_to_be_visible()
    page.locator(".browse a[href$='/by/equipment/mat/']").click()
    expect(page.locator("h1")).to_be_visible()
    page.locator("#results .card a").first.click()
    expect(page.locator("#text")).to_be_visible()


def test_the_script_answers_as_the_server_does(url: str, page: Page, built: Built) -> None:
    page.goto(url)
    module = page.locator("script[src*='shelf.']").get_attribute("src")
    data = page.locator("#find").get_attribute("data-index")
    told = page.evaluate(ASK, [module, data, list(QUESTIONS)])
    answers = built.report["answers"]
    assert len({tuple(titles) for titles in told}) > len(QUESTIONS) / 2
    assert dict(zip(QUESTIONS, told, strict=True)) == answers
    for name in ("Sideplanke", "Glute bridge", "Bro på gulvet"):
        assert told[QUESTIONS.index(name.casefold())][0] == answers[name.casefold()][0] == name
