"""What is kept for all who look: never another one's token, never an older page, never what belongs to a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.conftest import Cast

from hofte.page.read import parse_page
from hofte.web.library.models import Document
from hofte.web.library.services import index_library, save_own_page

pytestmark = pytest.mark.django_db

PAGE = """\
---
title: {title}
language: da
kind: exercise
muscle_group: [Baller]
{more}---

1. Løft hoften.

3 sæt af {reps} gentagelser.
"""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
Write = Callable[..., int]


@pytest.fixture
def write(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a page of the house and brings the index up to date; there are no starter pages."""
    settings.CONTENT = tmp_path
    monkeypatch.setattr("hofte.web.library.services.STARTERS", tmp_path / "none")
    (tmp_path / "da").mkdir()

    def put(slug: str, title: str = "Bro", reps: str = "8", more: str = "") -> int:
        (tmp_path / "da" / f"{slug}.md").write_text(PAGE.format(title=title, reps=reps, more=more), encoding="utf-8")
        return index_library()

    return put


def text_of(client: Client, path: str) -> str:
    answer = client.get(path, headers={"accept-language": "da"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_second_look_asks_the_database_for_the_edition_only(client: Client, library: int) -> None:
    for path, most in (("/", 1), ("/?q=hofte&muscle=gluteals", 1), ("/exercises/hip-thrust/", 2)):
        first = text_of(client, path)
        with CaptureQueriesContext(connection) as asked:
            again = text_of(client, path)
        assert len(asked) <= most, path
        assert without_what_is_once(again) == without_what_is_once(first)


def without_what_is_once(html: str) -> str:
    return re.sub(r'nonce="[^"]*"', "", TOKEN.sub("", html))


def test_each_browser_has_a_token_of_its_own_in_every_form(library: int) -> None:
    pages = [text_of(Client(), "/exercises/hip-thrust/") for _ in range(2)]
    tokens = [set(TOKEN.findall(page)) for page in pages]
    forms = pages[0].count('method="post"')
    assert forms > 1
    assert [len(TOKEN.findall(page)) for page in pages] == [forms, forms]
    assert not tokens[0] & tokens[1]


def test_a_form_of_a_kept_page_is_taken(library: int) -> None:
    text_of(Client(), "/exercises/hip-thrust/")
    client = Client(enforce_csrf_checks=True)
    page = text_of(client, "/exercises/hip-thrust/")
    form = re.search(r'<form method="post" action="(/programme/[^"]+)">.*?value="(\w+)"', page)
    assert form is not None
    assert client.post(form[1], {"csrfmiddlewaretoken": form[2]}).status_code == 302
    assert client.post(form[1], {"csrfmiddlewaretoken": form[2][::-1]}).status_code == 403


def test_a_changed_page_is_seen_as_it_is_now(client: Client, write: Write) -> None:
    write("bro", reps="8")
    write("squat", "Squat", more="related: [bro]\n")
    assert "<strong>8</strong>" in text_of(client, "/")
    assert "<strong>8</strong>" in text_of(client, "/exercises/bro/")
    write("bro", "Bro på bænk", reps="15")
    assert "<strong>15</strong>" in text_of(client, "/")
    assert "<strong>15</strong>" in text_of(client, "/exercises/bro/")
    # A neighbour that did not change itself names it as it is called now.
    assert "Bro på bænk" in text_of(client, "/exercises/squat/")
    Document.objects.filter(slug="bro").delete()
    assert client.get("/exercises/bro/").status_code == 404


def test_what_is_a_persons_own_is_never_kept(cast: Cast, library: int) -> None:
    own = save_own_page(cast.astrid, parse_page("# Hemmelig bro\n\n3 sæt af 12 gentagelser.\n", lang="da"))
    for _ in range(2):
        assert "Hemmelig bro" in text_of(cast.client, f"/pages/{own.pk}/")
        assert "Hemmelig bro" in text_of(cast.client, "/")
        assert cast.stranger_client.get(f"/pages/{own.pk}/").status_code == 404
        assert "Hemmelig bro" not in text_of(cast.stranger_client, "/")


def test_cards_are_shown_without_a_reading(client: Client, library: int) -> None:
    """The dose of a card is the first of its page, as the index holds it."""
    Document.objects.update(reading={"broken": True}, text="")
    html = text_of(client, "/?q=hip+thrust")
    assert '<p class="dose">' in html


def test_pages_about_the_same_are_related(client: Client, write: Write) -> None:
    write("bro", "Bro")
    write("squat", "Squat")
    write("nakke", "Nakke", more="bodyParts: [nakke]\n")
    write("langt-vaek", "Langt væk")
    near = text_of(client, "/exercises/bro/").partition('id="related-h"')[2]
    assert "Squat" in near
    assert "Nakke" in near
    assert ">Bro<" not in near


def test_who_asks_gets_the_answer_first(client: Client, library: int) -> None:
    assert 'class="hero"' in text_of(client, "/")
    for asked in ("/?q=hofte", "/?muscle=gluteals", "/?page=2"):
        html = text_of(client, asked)
        assert 'class="hero"' not in html
        assert html.count("<h1") == 1
    assert 'class="hero"' in text_of(client, "/?q=++")


def test_pages_are_compressed_for_those_who_take_it(client: Client, library: int) -> None:
    import gzip

    plain = client.get("/about/")
    packed = client.get("/about/", headers={"accept-encoding": "br, gzip"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) == int(packed["Content-Length"]) < len(plain.content) / 2
    once = [without_what_is_once(page.decode()) for page in (plain.content, gzip.decompress(packed.content))]
    assert once[0] == once[1]
    assert all("Accept-Encoding" in answer["Vary"] for answer in (plain, packed))
    assert "Content-Encoding" not in client.get("/healthz", headers={"accept-encoding": "gzip"})
