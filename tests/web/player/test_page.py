"""The page itself: readable by everybody, light, without a refused script or a request to another host."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.web.browser import serious_faults

from .conftest import STATIC, Seat, Stand, lifts, marathon, stretch

SCRIPTS = ("clock", "cues", "keep", "level", "link", "player", "session", "stage")


WIDE = """() => {
  const isWide = (element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
  return [...document.querySelectorAll("body *")].filter(isWide).map((element) => element.id || element.className);
}"""


@pytest.mark.parametrize(("scheme", "size"), [("light", (390, 844)), ("dark", (1280, 800))])
def test_axe_finds_nothing_serious_in_any_phase(
    new_seat: Callable[..., Seat], scheme: str, size: tuple[int, int]
) -> None:
    seat = new_seat(
        color_scheme=scheme, viewport={"width": size[0], "height": size[1]}, bypass_csp=True, reduced_motion="reduce"
    )
    seat.open(marathon(), "simulated")
    assert serious_faults(seat.page) == []
    seat.start()
    for seconds in (2, 6, 10):
        seat.wait(seconds)
        assert serious_faults(seat.page) == []
    seat.press("#stop")
    assert serious_faults(seat.page) == []


@pytest.mark.parametrize("timeline", [stretch, lifts])
def test_axe_finds_nothing_serious_in_other_sessions(new_seat: Callable[..., Seat], timeline: Any) -> None:
    seat = new_seat(bypass_csp=True, reduced_motion="reduce")
    seat.open(timeline()).start()
    for seconds in (6, 31):
        seat.wait(seconds)
        assert serious_faults(seat.page) == []
    seat.press("#discreet")
    assert serious_faults(seat.page) == []


@pytest.mark.parametrize("size", [(320, 568), (390, 667), (844, 390), (1280, 800)])
def test_everything_fits_without_scrolling(new_seat: Callable[..., Seat], size: tuple[int, int]) -> None:
    seat = new_seat(viewport={"width": size[0], "height": size[1]}, has_touch=True, is_mobile=size[0] < 1000)
    seat.open(marathon("da"), "simulated").start()
    seat.wait(8)
    overflow = seat.page.evaluate(
        "[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]"
    )
    assert max(overflow) <= 0, overflow
    assert seat.page.locator(".figure").bounding_box()["height"] >= 130  # type: ignore[index]


def test_the_scripts_are_light() -> None:
    sources = [(STATIC / f"hofte/js/{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    code = [
        line for source in sources for line in source.splitlines(keepends=True) if not re.match(r"\s*(//|/\*\*)", line)
    ]
    assert sum(len(line.encode()) for line in code) < 44_000
    assert len(gzip.compress("".join(sources).encode())) < 17_000
    assert all(len(source.splitlines()) <= 400 for source in sources)


def test_no_word_for_people_stands_in_the_scripts() -> None:
    for name in SCRIPTS:
        source = (STATIC / f"hofte/js/{name}.js").read_text(encoding="utf-8")
        code = "\n".join(line for line in source.splitlines() if not re.match(r"\s*(//|/\*\*)", line))
        texts = [
            text
            for text in re.findall(r'"([^"\n]*)"|`([^`]*)`', code)
            for text in text
            if re.match(r"[A-Z][a-z]+ [a-z]", text)
        ]
        assert texts == [], name


def test_nothing_comes_from_another_host(seat: Seat, stand: Stand) -> None:
    asked: list[str] = []
    seat.page.on("request", lambda request: asked.append(request.url))
    seat.open(marathon(), "simulated").start()
    seat.wait(20, level=30)
    assert asked
    assert all(address.startswith((stand.address, "data:")) for address in asked)


def test_the_page_says_what_to_do_without_scripts(new_page: Callable[..., Any], stand: Stand) -> None:
    from .conftest import session_data

    stand.data = session_data(stretch())
    page = new_page(java_script_enabled=False)
    page.goto(stand.page)
    assert "The player needs JavaScript" in page.inner_text("main")


@pytest.mark.parametrize("timeline", [marathon, stretch, lifts])
@pytest.mark.parametrize("width", [390, 1280])
def test_text_of_twice_the_size_fits_the_width(new_seat: Callable[..., Seat], timeline: Any, width: int) -> None:
    seat = new_seat(viewport={"width": width, "height": 800})
    seat.stand.language = "da"
    seat.open(timeline("da"), "simulated")
    seat.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert seat.page.evaluate(WIDE) == []
    seat.start()
    for seconds in (1, 5, 11):
        seat.wait(seconds)
        assert seat.page.evaluate(WIDE) == []
        box = seat.page.locator("#word").bounding_box()
        circle = seat.page.locator("#figure").bounding_box()
        assert box
        assert circle
        assert circle["width"] >= 200
        assert circle["x"] <= box["x"]
        assert box["x"] + box["width"] <= circle["x"] + circle["width"]
