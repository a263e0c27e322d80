"""What machines read of the library: heads of pages, structured data, the map, the feed; never a person's own page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.export.conftest import faults
from tests.web.conftest import Cast

from hofte.page.read import parse_page
from hofte.web.library.services import index_library, save_own_page

pytestmark = pytest.mark.django_db

PAGE = """\
---
title: Bro
language: da
kind: exercise
excerpt: Hoften løftes.
description: 'Bro </script><b>&amp; trin for trin.'
seo_title: Bro – sådan gør du
date: 2026-06-01
lastUpdated: 13/06/2026
permalink: /øvelse/bro/
pictures:
  - {src: /billeder/bro.jpg, alt: "En bro", license: CC0-1.0}
  - {src: /billeder/ukendt.jpg, alt: "Ukendt", license: unknown, published: false}
  - {src: "https://billeder.example/bro.jpg", alt: "Bro hos andre"}
video: {provider: youtube, id: wbNRCut5lIY}
---

1. Læg dig.
2. Løft.

3 sæt af 8–12 gentagelser.
"""
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture
def house_page(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """A page of the house with its picture; there are no starter pages. Answers its path."""
    settings.CONTENT = tmp_path / "content"
    monkeypatch.setattr("hofte.web.library.services.STARTERS", tmp_path / "none")
    for lang in ("da", "nb"):
        (settings.CONTENT / lang).mkdir(parents=True)
    (settings.CONTENT / "billeder").mkdir()
    (settings.CONTENT / "billeder/bro.jpg").write_bytes(b"\xff\xd8\xff")
    (settings.CONTENT / "da/bro.md").write_text(PAGE, encoding="utf-8")
    (settings.CONTENT / "nb/bro.md").write_text(
        "---\ntitle: Bro\nlanguage: nb\nkind: exercise\n---\n\nLøft.\n", "utf-8"
    )
    index_library()
    return "/%C3%B8velse/bro/"


def tree(client: Any, path: str, **options: Any) -> ET.Element:
    return ET.fromstring(client.get(path, **options).content)  # noqa: S314  our own answer


def data_of(html: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    return dict(json.loads(found[0]))


def test_the_data_of_a_page_is_that_of_schema_org_and_cannot_break_out(client: Any, house_page: str) -> None:
    html = client.get(house_page).content.decode()
    data = data_of(html)
    assert faults(data) == []
    whole = data["@graph"][0]
    assert whole["description"] == "Bro </script><b>&amp; trin for trin."
    assert whole["url"] == f"http://testserver{house_page}"
    assert whole["dateModified"] == "2026-06-13"
    assert whole["image"] == "http://testserver/pictures/billeder/bro.jpg"
    assert whole["workTranslation"]["inLanguage"] == "nb"
    assert "<b>" not in html


def test_the_head_of_a_page_says_what_the_page_says(client: Any, house_page: str) -> None:
    html = client.get(house_page).content.decode()
    for expected in (
        "<title>Bro – sådan gør du · Hofte</title>",
        '<meta name="description" content="Bro &lt;/script&gt;&lt;b&gt;&amp;amp; trin for trin.">',
        '<meta property="og:title" content="Bro – sådan gør du">',
        '<meta property="og:locale" content="da_DK">',
        '<meta property="og:image" content="http://testserver/pictures/billeder/bro.jpg">',
        f'<meta property="og:url" content="http://testserver{house_page}">',
    ):
        assert expected in html
    assert "noindex" not in html


def test_every_starter_page_has_data_of_schema_org(client: Any, library: int) -> None:
    from hofte.web.library.models import Document

    for page in Document.objects.filter(person=None):
        html = client.get(f"/exercises/{page.slug}/{page.lang}/").content.decode()
        assert faults(data_of(html)) == [], page.slug


def test_a_picture_of_the_house_is_shown_and_those_elsewhere_are_words(client: Any, house_page: str) -> None:
    html = client.get(house_page).content.decode()
    assert '<img src="/pictures/billeder/bro.jpg" alt="En bro"' in html
    assert html.count("<img") == 2  # the mark of the house, and this one
    assert "Bro hos andre" in html
    assert "ukendt.jpg" not in html
    answer = client.get("/pictures/billeder/bro.jpg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")


@pytest.mark.parametrize(
    "name", ["da/bro.md", "billeder/intet.jpg", "%2e%2e/hofte.sqlite3", "..%2Fx.jpg", "\0.jpg", "a" * 5000]
)
def test_nothing_but_pictures_is_given_out(client: Any, house_page: str, name: str) -> None:
    assert client.get(f"/pictures/{name}").status_code == 404


def test_a_link_out_of_the_content_folder_is_not_followed(client: Any, house_page: str, settings: Any) -> None:
    outside = settings.CONTENT.parent / "secret.jpg"
    outside.write_bytes(b"secret")
    (settings.CONTENT / "link.jpg").symlink_to(outside)
    assert client.get("/pictures/link.jpg").status_code == 404


def test_frames_of_others_are_allowed_on_pages_with_a_video_only(client: Any, house_page: str) -> None:
    policy = client.get(house_page)["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com" in policy
    assert "frame-src" not in client.get("/exercises/bro/nb/")["Content-Security-Policy"]


def test_the_map_names_every_page_with_its_languages(client: Any, house_page: str) -> None:
    index = tree(client, "/sitemap.xml")
    part, _ = [found.text or "" for found in index.iter(f"{MAP}loc")]  # the other is the glossary's
    pages = {found.findtext(f"{MAP}loc"): found for found in tree(client, part).iter(f"{MAP}url")}
    assert set(pages) == {f"http://testserver{house_page}", "http://testserver/exercises/bro/nb/"}
    page = pages[f"http://testserver{house_page}"]
    assert page.findtext(f"{MAP}lastmod") == "2026-06-13"
    assert {link.get("hreflang"): link.get("href") for link in page.iter(LINK)} == {
        "da": f"http://testserver{house_page}",
        "nb": "http://testserver/exercises/bro/nb/",
    }


def test_the_feed_of_a_language_has_what_was_changed_last(client: Any, house_page: str) -> None:
    feed = tree(client, "/feed/da.atom", headers={"accept-language": "nb"})
    assert feed.findtext(f"{ATOM}title") == "Hofte · Øvelser"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "da"
    (entry,) = feed.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated") == "2026-06-13T00:00:00+00:00"
    assert entry.findtext(f"{ATOM}published") == "2026-06-01T00:00:00+00:00"
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://testserver{house_page}"
    assert list(tree(client, "/feed/nb.atom").iter(f"{ATOM}entry")) == []
    assert client.get("/feed/xx.atom").status_code == 404


def test_robots_are_told_where_the_map_is_and_what_is_private(client: Any) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert "Disallow: /pages/" in lines


def test_a_persons_own_page_is_for_nobody_else(cast: Cast, house_page: str) -> None:
    own = save_own_page(cast.astrid, parse_page(PAGE.replace("Bro", "Min bro")))
    html = cast.client.get(f"/pages/{own.pk}/").content.decode()
    assert '<meta name="robots" content="noindex">' in html
    for told in ("canonical", "ld+json", "og:", "hreflang"):
        assert told not in html
    for path in ("/sitemap-library.xml", "/feed/da.atom", house_page):
        assert "Min bro" not in cast.client.get(path).content.decode()


@pytest.mark.parametrize("path", ["/diary/", "/people/", "/pages/paste/", "/pages/mine/", "/?q=bro", "/nobody/"])
def test_what_is_no_page_of_the_library_is_not_indexed(client: Any, library: int, path: str) -> None:
    assert '<meta name="robots" content="noindex">' in client.get(path).content.decode()


def test_the_library_itself_is(client: Any, library: int) -> None:
    html = client.get("/").content.decode()
    assert '<link rel="canonical" href="http://testserver/">' in html
    assert 'type="application/atom+xml"' in html
