"""The search in a real browser: as one types, by keyboard, by the map, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.web.browser import serious_faults
from tests.web.conftest import DESKTOP, House


@pytest.fixture
def shelf(new_page: Callable[..., Page], house: House) -> Page:
    """The library in Danish on a desktop."""
    page = new_page(viewport=DESKTOP, locale="da-DK")
    page.goto(house.url)
    return page


def titles(page: Page) -> list[str]:
    return page.locator("#results h3").all_inner_texts()


def test_results_come_as_one_types(shelf: Page) -> None:
    shelf.locator("#q").press_sequentially("sidepla")
    expect(shelf.locator("#count")).to_have_text("1 side")
    expect(shelf.locator("#results h3")).to_have_text(["Sideplanke"])
    assert shelf.url.endswith("/?q=sidepla")
    expect(shelf.locator("#q")).to_be_focused()
    shelf.reload()
    expect(shelf.locator("#q")).to_have_value("sidepla")
    expect(shelf.locator("#results h3")).to_have_text(["Sideplanke"])


def test_a_slip_of_a_finger_is_said(shelf: Page) -> None:
    shelf.locator("#q").fill("sidplanke ")
    expect(shelf.locator("#count")).to_contain_text("sideplanke")
    expect(shelf.locator("#results h3")).to_have_text(["Sideplanke"])


def test_a_box_is_chosen_with_the_keyboard_and_keeps_the_focus(shelf: Page) -> None:
    box = shelf.locator("#muscle-pelvic_floor")
    box.focus()
    box.press("Space")
    expect(shelf.locator("#count")).to_have_text("3 sider")
    expect(shelf.locator("#muscle-pelvic_floor")).to_be_focused()
    expect(shelf.locator("#muscle-pelvic_floor")).to_be_checked()
    assert shelf.url.endswith("/?muscle=pelvic_floor")
    shelf.locator("#results a[data-live]").first.click()
    expect(shelf.locator("#count")).to_have_text("10 sider")
    expect(shelf.locator("#muscle-pelvic_floor")).not_to_be_checked()


def test_a_muscle_is_chosen_on_the_map_and_left_again(shelf: Page) -> None:
    buttocks = shelf.locator("a[data-muscle=gluteals] path").first
    buttocks.click()
    expect(shelf.locator("#muscle-gluteals")).to_be_checked()
    expect(shelf.locator("a[data-muscle=gluteals].chosen")).to_have_count(1)
    assert set(titles(shelf)) == {"Hip thrust", "Glute bridge"}
    buttocks.click()
    expect(shelf.locator("#muscle-gluteals")).not_to_be_checked()


def test_all_of_it_works_without_javascript(new_page: Callable[..., Page], house: House) -> None:
    page = new_page(viewport=DESKTOP, locale="da-DK", java_script_enabled=False)
    page.goto(house.url)
    page.locator("#q").fill("bekkenbunn")
    page.locator("#muscle-pelvic_floor").check()
    page.locator("#find button").click()
    expect(page.locator("#muscle-pelvic_floor")).to_be_checked()
    assert "Find og slip bækkenbunden" in titles(page)
    page.locator("a[data-muscle=pelvic_floor] path").first.click()
    expect(page.locator("#muscle-pelvic_floor")).not_to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(new_page: Callable[..., Page], house: House, scheme: str) -> None:
    page = new_page(locale="da-DK", color_scheme=scheme)
    page.goto(f"{house.url}/?q=hofte&muscle=gluteals&language=da&language=nb")
    page.locator("#filters > summary").click()
    page.evaluate("for (const part of document.querySelectorAll('#facets details')) part.open = true")
    assert serious_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


def test_who_follows_a_link_to_a_search_sees_its_first_result_on_a_phone(page: Page, house: House) -> None:
    page.goto(f"{house.url}/?q=hip&muscle=gluteals")
    first = page.locator("#results .card h3").first
    expect(first).to_be_in_viewport()
