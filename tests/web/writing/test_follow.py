"""The author's browser beside the author's editor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.web.browser import serious_faults
from tests.web.conftest import House

PAGE = "# Knæbøj\n\nLav {reps} gentagelser i 3 sæt.\n"


def test_the_page_in_the_browser_follows_the_file(
    tmp_path: Path, own_house: House, new_page: Callable[..., Page]
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "squat.md").write_text(PAGE.format(reps=10), encoding="utf-8")
    own_house.options = ("--watch", str(folder))
    page = new_page(locale="da-DK")
    page.goto(own_house.start().url)
    assert serious_faults(page) == []
    page.get_by_role("link", name="squat.md").click()
    expect(page.locator(".chips").first).to_contain_text("10")
    assert serious_faults(page) == []
    (folder / "squat.md").write_text(PAGE.format(reps=15), encoding="utf-8")
    expect(page.locator(".chips").first).to_contain_text("15")
