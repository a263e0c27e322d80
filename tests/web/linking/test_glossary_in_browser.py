"""The glossary in a real browser: a term that was linked to is seen, and axe finds nothing serious."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.web.browser import serious_faults
from tests.web.conftest import House

NARROW = 320


def test_a_word_of_a_page_leads_to_its_meaning_which_is_easy_to_use(house: House, page: Page) -> None:
    page.goto(f"{house.url}/no/kunnskap/bekkenbunn/")
    page.locator("#text").get_by_role("link", name="EMG", exact=True).click()
    expect(page.locator("#emg")).to_be_in_viewport()
    assert serious_faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert serious_faults(page) == []
    page.set_viewport_size({"width": NARROW, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
