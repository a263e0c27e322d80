"""Every page, in every language, on a phone and a desktop, light and dark: nothing seriously hard to use.

axe looks for faults of accessibility; each page has a title, one main heading and a language, fits a screen of 320
pixels, and text of twice the size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Request
from tests.web.browser import serious_faults
from tests.web.conftest import PHONE, House, Watch

from .conftest import SIZES, NewTrainee, Trainee

TEXT = {
    "da": "# Bro\n\n## Hoftebro\n\n3 sæt af 12–15 gentagelser, hold toppen i 1 sekund, 30–60 sekunders pause.\n",
    "nb": "# Bro\n\n## Hoftebro\n\n3 sett med 12–15 repetisjoner, hold toppen i 1 sekund, 30–60 sekunders pause.\n",
    "en": "# Bridge\n\n## Hip bridge\n\n3 sets of 12–15 reps, hold the top for 1 second, rest 30–60 seconds.\n",
}
LOCALES = {"da": "da-DK", "nb": "nb-NO", "en": "en-GB"}
#: How axe sees each page: every size in light and in dark, not each in every language.
LOOKS = {
    "da": {"phone": "light", "desktop": "dark"},
    "nb": {"phone": "dark"},
    "en": {"desktop": "light"},
}


def tour(trainee: Trainee, lang: str) -> Iterator[str]:
    """Go through every page there is, by what stands on them; the name of each that stands there now."""
    yield from library(trainee, lang)
    yield from gates(trainee)
    yield from session(trainee)
    yield from afterwards(trainee)


def library(trainee: Trainee, lang: str) -> Iterator[str]:
    page = trainee.page
    for path in ("/", "/?q=zzzz", "/exercises/hip-thrust/", "/exercises/pelvic-floor-quick-long/", "/exercises/psoas/"):
        trainee.go(path)
        yield path
    for path in (
        "/pages/mine/",
        "/programme/",
        "/diary/",
        "/people/",
        "/loads/?load=60&reps=5&percent=70",
        "/about/",
        "/offline/",
        "/exercises/no-such-page/",
    ):
        trainee.go(path)
        yield f"{path}, for somebody new"
    trainee.go("/pages/paste/")
    yield "paste"
    trainee.go_on()
    yield "pasted nothing"
    page.locator("textarea[name=text]").fill(TEXT[lang])
    trainee.go_on()
    yield "pasted"
    trainee.follow(page.locator("button[name=save]"))
    yield "own page"


def gates(trainee: Trainee) -> Iterator[str]:
    page = trainee.page
    trainee.go("/exercises/pelvic-floor-quick-long/")
    trainee.follow(page.locator("article form[action*='/programme/add/'] button").last)
    yield "programme"
    trainee.follow(page.locator("main a.button.go").last)
    yield "screen"
    questions = page.url
    page.locator("main form input[type=checkbox]").first.check()
    trainee.go_on()
    yield "not today"
    page.goto(questions)
    trainee.go_on()
    yield "gate"
    trainee.go_on()
    yield "self-test"
    for name, value in {"hold_s": "10", "repeats": "5", "quick": "10"}.items():
        page.locator(f"[name={name}]").fill(value)
    trainee.go_on()
    yield "dose"
    page.locator("[name=rest_s]").fill("1")
    trainee.go_on()
    yield "a rule objects"
    page.locator("[name=rest_s]").fill("10")
    page.locator("[name=sensor][value=simulated]").check()
    trainee.go_on()
    yield "today's scale first"
    trainee.know_scale("strong")
    page.reload()
    yield "today's scale is there"
    trainee.go_on()


def session(trainee: Trainee) -> Iterator[str]:
    trainee.idle()
    yield "player"
    for button, state, name in (
        ("main-key", "[data-screen=running]", "getting ready"),
        ("skip", "[data-shape=effort]", "squeeze"),
        ("skip", "[data-shape=release]", "let go"),
        ("game", ".playing", "the game"),
        ("discreet", ".hidden-from-others", "discreet"),
        ("discreet", ":not(.hidden-from-others)", "not discreet"),
        ("main-key", "[data-screen=paused]", "paused"),
        ("stop", ":has(#ask[open])", "stop?"),
        ("ask-yes", "[data-screen=finished]", "finished"),
    ):
        trainee.press(button)
        trainee.wait(0.5)
        assert trainee.page.locator(f"body{state}").count(), name
        if name != "not discreet":
            yield name


def afterwards(trainee: Trainee) -> Iterator[str]:
    page = trainee.page
    trainee.follow(page.locator("#summary"))
    yield "summary"
    for name, value in {"effort": "6", "pain": "0", "note": "Let go well today."}.items():
        page.locator(f"[name={name}]").fill(value)
    trainee.follow(page.locator("main form button.go").first)
    yield "summary, kept"
    for path in ("/", "/diary/", "/people/", "/pages/mine/", "/sensor/", *trainee.keep_sensor_sessions()):
        trainee.go(path)
        yield path


FRAME = """() => ({
  title: document.title,
  headings: [...document.querySelectorAll("h1")].filter((h) => h.checkVisibility()).map((h) => h.textContent.trim()),
  lang: document.documentElement.lang,
})"""
TOO_WIDE = """(size) => {
  document.documentElement.style.fontSize = size;
  const { scrollWidth, clientWidth } = document.documentElement;
  const isWide = (element) => element.getBoundingClientRect().right > clientWidth + 1 && !element.closest(".scroll");
  const wide = [...document.querySelectorAll("body *")].filter(isWide);
  document.documentElement.style.fontSize = "";
  return scrollWidth > clientWidth ? wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 120)) : [];
}"""


def faults(page: Page, lang: str) -> Iterator[str]:
    """What is wrong with the page that stands there, on a phone first."""
    frame = page.evaluate(FRAME)
    if not frame["title"] or len(frame["headings"]) != 1 or not frame["headings"][0] or frame["lang"] != lang:
        yield f"frame: {frame}"
    for name, scheme in LOOKS[lang].items():
        page.set_viewport_size(SIZES[name])
        page.emulate_media(color_scheme=scheme)
        yield from (f"{name}, {scheme}: {fault}" for fault in serious_faults(page))
        yield from (f"{name}: text of twice the size is too wide: {e}" for e in page.evaluate(TOO_WIDE, "200%"))
    page.set_viewport_size({"width": 320, "height": 640})
    yield from (f"too wide for 320 pixels: {element}" for element in page.evaluate(TOO_WIDE, "100%"))
    page.set_viewport_size(PHONE)


@pytest.mark.parametrize("lang", ["da", "nb", "en"])
def test_no_page_is_hard_to_use(new_trainee: NewTrainee, watch: Watch, lang: str) -> None:
    trainee = new_trainee(locale=LOCALES[lang], reduced_motion="reduce")
    strangers: list[str] = []

    def look(request: Request) -> None:
        if not request.url.startswith((trainee.house.url, "data:", "blob:")):
            strangers.append(request.url)

    trainee.page.context.on("request", look)
    found = [f"{name}: {fault}" for name in tour(trainee, lang) for fault in faults(trainee.page, lang)]
    assert found == []
    assert strangers == []
    watch.expect(r"status of (404|422)")


#: How many bytes came over the network for a page that has loaded, with each of its files.
WEIGHTS = "() => performance.getEntries().map(({ transferSize }) => transferSize).filter(Boolean)"


def test_the_first_page_weighs_less_than_150_kilobytes(new_page: Callable[..., Page], house: House) -> None:
    page = new_page()
    page.goto(house.url)
    weights = page.evaluate(WEIGHTS)
    assert len(weights) == 3  # the page, its picture, its script
    assert sum(weights) < 150_000
