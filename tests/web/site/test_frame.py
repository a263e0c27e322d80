"""The frame of every page on a real server and in a real browser: policy, language, cookies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect


def test_the_first_page_shows_without_a_complaint(house: Any, page: Page) -> None:
    answer = page.goto(house.url + "/")
    assert answer is not None
    assert answer.status == 200
    expect(page.locator("h1")).to_be_visible()


def test_a_script_that_is_not_ours_does_not_run(house: Any, page: Page, watch: Any) -> None:
    page.goto(house.url + "/")
    page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.bad = 1';"
        " document.body.append(script) }"
    )
    assert page.evaluate("window.bad") is None
    assert any("script-src" in complaint for complaint in watch.complaints)
    watch.expect("(?i)content security policy|policy: script-src|inline script")


@pytest.mark.parametrize(
    ("locale", "lang"), [("da-DK", "da"), ("nb-NO", "nb"), ("no", "nb"), ("nn-NO", "nb"), ("de-DE", "en")]
)
def test_the_language_is_the_browsers(house: Any, new_page: Callable[..., Page], locale: str, lang: str) -> None:
    page = new_page(locale=locale)
    page.goto(house.url + "/about/")
    assert page.locator("html").get_attribute("lang") == lang


def test_the_language_can_be_switched_and_stays(house: Any, page: Page) -> None:
    page.goto(house.url + "/about/")
    page.locator("#language").select_option("da")
    page.locator("footer form button").click()
    expect(page.locator("html")).to_have_attribute("lang", "da")
    page.goto(house.url + "/people/")
    expect(page.locator("html")).to_have_attribute("lang", "da")
