"""A site that was built: what is in it, that every link leads somewhere, and what pages cannot do to it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree as ET

import pytest
from tests.export.conftest import faults

from .conftest import PICTURE, Built, tree

VOID = {"meta", "link", "img", "input", "br", "path", "rect", "circle", "line", "ellipse", "polyline", "animate", "col"}
LINKS = {"href", "src", "action", "data-index"}


class Reader(HTMLParser):
    """Which links, ids and headings a page has, and whether its elements nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.headings = 0
        self.scripts: list[dict[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        self.links += [value for name, value in attributes if name in LINKS and value]
        self.ids += [told["id"] or ""] if "id" in told else []
        self.headings += tag == "h1"
        self.faults += [name for name, _ in attributes if name.startswith("on") or name == "style"]
        if tag == "script":
            self.scripts.append(told)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.faults.append(f"</{tag}> closes nothing")


@pytest.fixture(scope="module")
def pages(built: Built) -> dict[str, Reader]:
    return {name: Reader(html) for name, html in built.html.items()}


def file_of(built: Built, link: str) -> str:
    path = unquote(urldefrag(link)[0]).removeprefix(built.origin).removeprefix(built.prefix)
    return f"{path}index.html" if not path or path.endswith("/") else path


def test_every_link_leads_to_a_file_of_the_site_and_to_a_place_in_it(built: Built, pages: dict[str, Reader]) -> None:
    dead = []
    for name, page in pages.items():
        for link in page.links:
            if link.startswith(("?", "#")):
                continue
            if link.startswith(("/", built.origin)):
                assert link.removeprefix(built.origin).startswith(built.prefix), f"{name}: {link} leaves the site"
                file, place = file_of(built, link), urldefrag(link)[1]
                if not (built.root / file).is_file() or (place and file in pages and place not in pages[file].ids):
                    dead.append(f"{name}: {link}")
            else:
                assert link.startswith(("https://", "http://")), f"{name}: {link}"
    assert dead == []


def test_pages_are_whole_and_need_no_server(built: Built, pages: dict[str, Reader]) -> None:
    for name, page in pages.items():
        html = built.html[name]
        assert (name, page.faults, page.open) == (name, [], [])
        assert len(set(page.ids)) == len(page.ids), name
        assert 'http-equiv="Content-Security-Policy"' in html, name
        assert not any(
            word in html for word in ("<form method", "nonce=", "csrf", "/diary/", "/prepare/", "importmap")
        ), name
        for script in page.scripts:
            assert script.get("type") == "application/ld+json" or (script["type"] == "module" and script["src"]), name
        if 'http-equiv="refresh"' not in html:
            assert page.headings == 1, name


def test_a_page_has_what_it_has_on_a_server(built: Built) -> None:
    html = built.html["oevelse/bro/index.html"]
    for part in (
        '<link rel="canonical" href="https://exercises.example/site/oevelse/bro/">',
        '<meta property="og:image" content="https://exercises.example/site/pictures/billeder/bro.png">',
        'data-embed="https://www.youtube-nocookie.com/',
        "frame-src https://www.youtube-nocookie.com",
        'href="https://train.example/exercises/bro/da/#e0"',
        "Den mangler",
    ):
        assert part in html
    assert 'lang="da"' in html[:200]
    assert (built.root / "pictures/billeder/bro.png").read_bytes() == PICTURE
    for name, one in built.html.items():
        for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', one, re.DOTALL):
            assert faults(json.loads(data)) == [], name


def test_addresses_that_pages_had_lead_on_with_a_server_and_without(built: Built) -> None:
    for name in ("bro/index.html", "gammel/bro.html"):
        assert 'content="0; url=/site/oevelse/bro/"' in built.html[name]
    rules = (built.root / "_redirects").read_text(encoding="utf-8").splitlines()
    assert "/site/bro/ /site/oevelse/bro/ 301" in rules
    assert "/site/gammel.php /site/ond/ 301" in rules
    for rule in rules:
        assert (built.root / file_of(built, rule.split()[1])).is_file()


def test_what_programs_follow_is_complete(built: Built) -> None:
    places = [one.text or "" for one in ET.parse(built.root / "sitemap.xml").iter() if one.tag.endswith("}loc")]  # noqa: S314
    assert len(places) == built.report["pages"]
    feed = ET.parse(built.root / "feed/da.atom").getroot()  # noqa: S314  our own file
    places += [one.attrib["href"] for one in feed.iter("{http://www.w3.org/2005/Atom}link")]
    for place in places:
        assert (built.root / file_of(built, place)).is_file(), place
    assert "Sitemap: https://exercises.example/site/sitemap.xml" in (built.root / "robots.txt").read_text(
        encoding="utf-8"
    )
    assert "404.html" in built.html


def test_only_files_that_a_page_asks_for_are_there(built: Built, pages: dict[str, Reader]) -> None:
    asked = {file_of(built, link) for page in pages.values() for link in page.links if link.startswith(built.prefix)}
    beside = {name for name in tree(built.root) if name.startswith(("static/", "pictures/", "search/"))}
    assert beside <= asked
    assert not (built.root / ".hofte-aside").exists()


def test_drafts_and_notes_are_no_pages_and_a_page_without_title_is_called_by_its_name(built: Built) -> None:
    assert not any("Kladde" in html or "No page" in html for html in built.html.values())
    assert "<h1>stum</h1>" in built.html["exercises/stum/nb/index.html"]
    assert "Bäckenlyft" in built.html["en/by/language/sv/index.html"]


def test_a_page_writes_nowhere_but_in_its_place(built: Built) -> None:
    names = tree(built.root)
    assert not [
        name for name in names if name.startswith((".git", "..")) or "evil.example" in name or name.endswith(".php")
    ]
    assert not (built.root.parent / "ud").exists()
    html = built.html["ond/index.html"]
    assert "<script>window" not in html
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html)
    assert not Path(built.root, "etc").exists()
