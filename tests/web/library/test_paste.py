"""Whatever is pasted is answered: too large, no text, hostile, or simply strange; on both stores."""

from __future__ import annotations

import html
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import Page, expect

from hofte.rules.catalogue import rule
from hofte.web.library.models import Document
from hofte.web.library.services import LARGEST_PAGE

DOSE = "Lav 3 sæt af 12 gentagelser, og hold pause i 60 sekunder.\n"
#: Nine lines that would become a thousand million.
YAML_BOMB = "---\na0: &a0 [lol, lol, lol]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
) + "title: *a9\n---\n" + DOSE  # fmt: skip
HOSTILE = f"""---
title: "<script>window.bad = 1</script>"
muscle_group: ["<img src=x onerror='window.bad = 2'>"]
excerpt: "</textarea><script>window.bad = 3</script>"
---
# Bro <script>window.bad = 4</script>

<script>window.bad = 5</script>
<iframe src="javascript:window.parent.bad = 6"></iframe>
<img src=x onerror="window.bad = 7"> <svg onload="window.bad = 8"></svg>

[press](javascript:window.bad=9) [data](data:text/html,<script>window.bad=10</script>) ![x](x" onerror="window.bad=11)

<details open ontoggle="window.bad=12"><summary>x</summary></details> <style>* {{ display: none }}</style>

{DOSE}
| a | b |
|---|---|
| <script>window.bad = 13</script> | `<b onclick=alert(1)>` |
"""


def paste(client: Any, text: str = "", **more: Any) -> Any:
    return client.post(reverse("paste"), {"text": text} | more)


@pytest.mark.django_db
def test_a_page_of_just_the_right_size_is_read_and_kept(client: Any) -> None:
    text = DOSE + "x" * (LARGEST_PAGE - len(DOSE.encode()))
    answer = paste(client, text, save="1")
    assert answer.status_code == 302
    assert Document.objects.get().text == text


@pytest.mark.django_db
@pytest.mark.parametrize("as_file", [False, True])
def test_a_page_that_is_too_large_is_refused_in_words(client: Any, as_file: bool) -> None:
    text = "ø" * (LARGEST_PAGE // 2 + 1)
    more = {"file": SimpleUploadedFile("page.md", text.encode())} if as_file else {}
    answer = paste(client, "" if as_file else text, save="1", **more)
    assert answer.status_code == 422
    assert "larger than 1 MB" in answer.content.decode()
    assert Document.objects.count() == 0


@pytest.mark.django_db
def test_a_request_that_is_far_too_large_is_refused_too(client: Any) -> None:
    assert paste(client, "x" * 3_000_000).status_code in (400, 413)


@pytest.mark.django_db
@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n" * 50, b"\xc3\x28", bytes(range(256))])
def test_a_file_that_is_no_text_is_refused_in_words(client: Any, raw: bytes) -> None:
    answer = paste(client, file=SimpleUploadedFile("page.md", raw))
    assert answer.status_code == 422
    assert "not plain text" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", " \n\t"])
def test_nothing_is_asked_for_again(client: Any, text: str) -> None:
    answer = paste(client, text)
    assert answer.status_code == 422
    assert "no text yet" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    ["\0", f"{DOSE}\0\0{DOSE}", "---\ntitle: a\0b\n---\n" + DOSE, "\ud800 " + DOSE, "---\n\0", "| a\0 |\n|---|\n| b |"],
)
def test_characters_that_no_database_keeps_do_no_harm(client: Any, text: str) -> None:
    for more in ({}, {"save": "1"}):
        answer = client.post(
            reverse("paste"),
            {"text": text.encode("utf-8", "surrogatepass"), **more},
        )
        assert answer.status_code in (200, 302, 422)
    for document in Document.objects.all():
        assert client.get(reverse("own", args=[document.id])).status_code == 200


@pytest.mark.django_db
@pytest.mark.store("sqlite")
@pytest.mark.parametrize(
    "text",
    [
        YAML_BOMB,
        "---\n" + "a: {" * 5000 + "\n---\n" + DOSE,
        "---\n" + "- " * 20000 + "\n---\n" + DOSE,
        "> " * 20000 + DOSE,
        "*" * 100_000,
        "[" * 50_000 + "](" * 50_000,
        "| a " * 20_000 + "\n" + "|---" * 20_000 + "\n",
        "3 x " * 50_000,
        "<details>" * 10_000,
    ],
    ids=["yaml bomb", "braces", "dashes", "quotes", "stars", "links", "columns", "doses", "details"],
)
def test_a_bomb_is_answered_soon(client: Any, text: str) -> None:
    begun = time.process_time()
    assert paste(client, text, save="1").status_code in (302, 422)
    assert time.process_time() - begun < 10


@pytest.mark.django_db
def test_pf08_is_told_before_anybody_plays_it(client: Any) -> None:
    answer = paste(client, "# Bækkenbunden\n\nKnib 5 gange, og hold hvert knib i 20 sekunder.\n")
    assert rule("PF08").say("en") in html.unescape(answer.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["scope: ST", "style: stretch"])
def test_a_header_that_would_switch_rules_off_is_told(client: Any, header: str) -> None:
    squeeze = "# Bækkenbunden\n\nKnib bækkenbunden 5 gange, og hold hvert knib i 5 sekunder.\n"
    answer = paste(client, f"---\nkind: exercise\n{header}\n---\n{squeeze}")
    assert "The rules stay on" in html.unescape(answer.content.decode())


@pytest.mark.django_db
def test_the_same_page_twice_is_kept_once(cast: Any) -> None:
    for _ in range(2):
        paste(cast.client, DOSE, save="1")
    assert Document.objects.filter(person=cast.astrid).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["own", "delete_page"])
def test_a_stranger_sees_no_page_of_anybody_else(cast: Any, name: str) -> None:
    paste(cast.client, DOSE, save="1")
    address = reverse(name, args=[Document.objects.get().id])
    assert (cast.stranger_client.get if name == "own" else cast.stranger_client.post)(address).status_code == 404
    assert Document.objects.count() == 1


def test_hostile_markdown_is_inert(house: Any, page: Page) -> None:
    page.goto(house.url + "/pages/paste/")
    page.locator("#id_text").fill(HOSTILE)
    page.locator("form.paste button.go").click()
    shown = page.locator("#text")
    expect(shown).to_contain_text("3 sæt af 12 gentagelser")
    check(page)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("#text")).to_contain_text("3 sæt af 12 gentagelser")
    check(page)
    for link in page.locator("#text a").all():
        assert (link.get_attribute("href") or "").startswith("https://")


def check(page: Page) -> None:
    """Nothing of the page has run, and nothing of it is an element that could."""
    assert page.evaluate("window.bad") is None
    assert (
        page.locator("main script, main iframe, main style, main [onerror], main [onload], main [ontoggle]").count()
        == 0
    )
    assert page.locator("main img[src='x']").count() == 0
