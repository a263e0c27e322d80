"""A page of the library in a real browser: nothing from elsewhere unasked, read aloud, on paper, on a phone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect
from tests.web.browser import serious_faults
from tests.web.conftest import DESKTOP, House

PAGE = """\
---
title: Bro
language: da
kind: exercise
pictures:
  - {src: /bro.png, alt: "En bro set fra siden", caption: Toppen, author: Nogen, license: CC0-1.0}
video: {provider: youtube, id: wbNRCut5lIY, title: Bro på film}
---

## Sådan gør du

1. Læg dig.
2. Løft **hoften**.

3 sæt af 8–12 gentagelser.

## Muskler

| Muskel | Fra | Til |
|---|---|---|
| Baller | Bækkenet | Lårbenet |

## Ofte stillede spørgsmål

### Hvor ofte?

2–3 gange om ugen.
"""
ATTACK = """<script>window.bad=1</script><img src=x onerror="window.bad=1"> "><svg onload=window.bad=1>"""
EVIL = f"""\
---
title: 'Evil {ATTACK}'
language: da
kind: exercise
excerpt: '{ATTACK}'
author: '{ATTACK}'
license: '{ATTACK}'
pictures:
  - {{src: /bro.png, alt: '{ATTACK}', caption: '{ATTACK}'}}
  - {{src: 'https://evil.example/x.png?"><script>', alt: '{ATTACK}'}}
videos:
  - {{url: 'https://evil.example/"><script>window.bad=1</script>', title: '{ATTACK}'}}
  - {{provider: youtube, id: wbNRCut5lIY, title: '{ATTACK}'}}
faq:
  - {{question: '{ATTACK}', answer: '{ATTACK}'}}
---

## Sådan gør du {ATTACK}

1. Løft {ATTACK} [her](javascript:window.bad=1) ![{ATTACK}](https://evil.example/y.png)

| A {ATTACK} | "><b onmouseover=window.bad=1> | C |
|---|---|---|
| {ATTACK} | b | c |

## Varianter fra let til svær

### Et {ATTACK}

- Videre, når {ATTACK}

## Sikkerhed {ATTACK}

- Stop, og ring til en læge {ATTACK}

## Ofte stillede spørgsmål

### Hvad {ATTACK}?

{ATTACK}

## Referencer

1. {ATTACK} https://evil.example/"onclick="window.bad=1 doi:10.1000/x"><script>window.bad=1</script>
"""
#: One white dot.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63fa0f0001050101"
    "cfa02ecd0000000049454e44ae426082"
)
#: A device with a voice that tells what it was asked to say; it never ends by itself.
VOICE = """
window.asked = [];
window.silenced = 0;
Object.defineProperty(window, "speechSynthesis", { value: {
  speak: (words) => { window.asked.push([words.lang, words.text]); window.last = words; },
  cancel: () => { window.silenced += 1; },
} });
"""


@pytest.fixture(scope="module")
def house_with_page(tmp_path_factory: pytest.TempPathFactory, seed: Path) -> Iterator[House]:
    """A real server with a page of its own beside the starter pages."""
    data = Path(shutil.copytree(seed, tmp_path_factory.mktemp("own") / "data"))
    (data / "content/da").mkdir(parents=True)
    (data / "content/da/bro.md").write_text(PAGE, encoding="utf-8")
    (data / "content/da/evil.md").write_text(EVIL, encoding="utf-8")
    (data / "content/bro.png").write_bytes(PICTURE)
    house = House(data).start()
    yield house
    house.stop()
    assert "Traceback" not in house.log.read_text()


@pytest.fixture
def bridge(house_with_page: House, page: Page) -> Page:
    """The page of this house."""
    return open_page(page, house_with_page)


def open_page(page: Page, house: House) -> Page:
    page.goto(f"{house.url}/exercises/bro/da/", wait_until="networkidle")
    return page


def strangers(page: Page, house: House) -> list[str]:
    """What a page asks of other hosts from now on; all of it is answered here."""
    asked: list[str] = []

    def look(request: Request) -> None:
        if not request.url.startswith((house.url, "data:", "blob:")):
            asked.append(request.url)

    def answer(route: Route) -> None:
        route.fulfill(content_type="text/html", body="<!doctype html><title>x</title>")

    page.on("request", look)
    page.route(lambda url: not url.startswith(house.url), answer)
    return asked


def test_nothing_is_asked_of_others_before_a_video_is_pressed(house_with_page: House, page: Page) -> None:
    asked = strangers(page, house_with_page)
    open_page(page, house_with_page)
    page.mouse.wheel(0, 20_000)
    expect(page.get_by_role("img", name="En bro set fra siden")).to_be_visible()
    assert page.locator("iframe").count() == 0
    assert asked == []
    page.get_by_role("link", name="Bro på film").click()
    expect(page.locator(".video iframe")).to_have_attribute("title", "Bro på film")
    page.wait_for_load_state("networkidle")
    assert asked == ["https://www.youtube-nocookie.com/embed/wbNRCut5lIY"]


def test_the_policy_has_nothing_against_the_data_of_a_page(house_with_page: House, page: Page) -> None:
    """``watch`` fails the test for anything that the policy refuses."""
    for path in ("/exercises/bro/da/", "/en/exercise/hip-thrust/", "/exercises/psoas/"):
        page.goto(house_with_page.url + path, wait_until="networkidle")
        assert page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text)")
    assert "refused" not in house_with_page.log.read_text()


def test_a_page_that_attacks_is_words_and_nothing_else(house_with_page: House, page: Page) -> None:
    asked = strangers(page, house_with_page)
    page.goto(f"{house_with_page.url}/exercises/evil/da/", wait_until="networkidle")
    for summary in page.locator("main summary").all():
        summary.click()
    attributes = (
        "[...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).filter((n) => /^on/.test(n))"
    )
    assert page.evaluate(attributes) == []
    assert page.evaluate("window.bad") is None
    assert page.locator("main script, main svg[onload], main b[onmouseover]").count() == 0
    assert page.evaluate("[...document.links].filter((a) => a.protocol === 'javascript:').length") == 0
    assert page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text)")
    assert asked == []


def test_the_steps_are_read_aloud_in_the_language_of_the_page_when_asked(house_with_page: House, page: Page) -> None:
    page.add_init_script(VOICE)
    page.goto(f"{house_with_page.url}/exercises/bro/?lang=da")
    button = page.locator(".aloud")
    assert page.evaluate("asked") == []
    button.click()
    assert page.evaluate("asked") == [["da", "Læg dig."], ["da", "Løft hoften."]]
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("silenced") >= 2
    button.click()
    page.evaluate("last.dispatchEvent(new Event('end'))")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_a_device_without_a_voice_has_no_button_for_it(house_with_page: House, page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined })")
    open_page(page, house_with_page)
    expect(page.locator("#print")).to_be_visible()
    expect(page.locator(".aloud")).to_be_hidden()


def test_on_a_phone_a_wide_table_is_one_card_a_row_and_still_a_table(bridge: Page) -> None:
    row = bridge.get_by_role("row").filter(has_text="Baller")
    assert row.evaluate("(row) => getComputedStyle(row).display") == "block"
    expect(row.get_by_role("cell")).to_have_count(3)
    label = "(cell) => getComputedStyle(cell, '::before').content"
    assert row.get_by_role("cell").nth(1).evaluate(label) == '"Fra"'
    assert bridge.evaluate("document.documentElement.scrollWidth <= innerWidth")
    bridge.set_viewport_size(DESKTOP)
    assert row.evaluate("(row) => getComputedStyle(row).display") == "table-row"


def test_on_paper_answers_are_open_and_nothing_is_left_to_press(bridge: Page) -> None:
    bridge.emulate_media(media="print")
    bridge.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(bridge.get_by_text("2–3 gange om ugen.")).to_be_visible()
    for pressed in ("header.top", "#print", ".aloud", ".exercise .button", ".video"):
        expect(bridge.locator(pressed).first).to_be_hidden()
    bridge.evaluate("dispatchEvent(new Event('afterprint'))")
    assert bridge.locator("details[open]").count() == 0


def test_words_in_a_closed_answer_light_up_where_they_are_seen(bridge: Page) -> None:
    bridge.locator(".chip", has_text="2–3").click()
    expect(bridge.locator(".answer mark.lit").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_not_hard_to_use(bridge: Page, scheme: Any) -> None:
    bridge.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for summary in bridge.locator("main summary").all():
        summary.click()
    assert serious_faults(bridge) == []


def test_without_scripts_the_page_is_whole(house_with_page: House, new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{house_with_page.url}/exercises/bro/da/")
    expect(page.get_by_text("Løft hoften.")).to_be_visible()
    link = page.get_by_role("link", name="Bro på film")
    expect(link).to_have_attribute("href", "https://www.youtube.com/watch?v=wbNRCut5lIY")
    for button in ("#print", ".aloud"):
        expect(page.locator(button)).to_be_hidden()
