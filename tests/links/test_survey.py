"""The pages of a site together: what is dead, old, missing, led to by nobody, claimed twice."""

from __future__ import annotations

import pytest

from hofte.links.glossary import read_glossary
from hofte.links.survey import Beside, Surveyed, survey
from hofte.page.read import parse_page

HEAD = "---\ntitle: {title}\nlanguage: da\n{more}---\n\n"


def page(name: str, title: str, text: str, more: str = "") -> tuple[str, str]:
    return f"content/da/{name}.md", HEAD.format(title=title, more=more) + text


BRIDGE = page("bro", "Hoftebro", "## Sådan gør du\n\nLøft.\n", "permalink: /oevelse/bro/\nredirect_from: /gammel/\n")


def surveyed(*files: tuple[str, str], beside: Beside | None = None) -> list[Surveyed]:
    return list(survey([parse_page(text, path=path) for path, text in files], beside))


def codes(one: Surveyed) -> list[str]:
    return [finding.code for finding in one.findings]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/oevelse/bro", []),
        ("/exercises/bro/da/", []),
        ("bro.md", []),
        ("../da/bro.md#saadan-goer-du", []),
        ("/oevelse/bro/#sådan-gør-du", []),
        ("/oevelse/bro/#findes-ikke", ["link-anchor-dead"]),
        ("/gammel/", ["link-moved"]),
        ("/findes-ikke/", ["link-dead"]),
        ("intet.md", ["link-dead"]),
        ("#intet", ["link-anchor-dead"]),
        ("/glossary/da/#emg", []),
        ("/glossary/da/#intet", ["link-anchor-dead"]),
        ("/butik/varer/", []),
        ("https://elsewhere.example/intet", []),
        ("mailto:x@y.example", []),
    ],
)
def test_a_link_is_followed_within_the_site(link: str, expected: list[str]) -> None:
    beside = Beside(terms={"da": read_glossary("EMG\n: Spænding.\n")}, known=["/butik/"], has_file=lambda *_: False)
    other = page("a", "Andet", f"Se [her]({link}).\n\n`[kode](/intet/)` <!-- [x](/intet/) -->\n")
    first, second = surveyed(other, BRIDGE, beside=beside)
    assert [code for code in codes(first) if code != "page-orphan"] == expected
    assert second.linked_from == int("bro" in link or link == "/gammel/")
    if expected and "anchor" not in expected[0]:
        assert first.findings[-1].span is not None
        assert first.findings[-1].span.of(first.page.text) == link


def test_words_make_links_that_count_and_the_rest_are_orphans() -> None:
    first, second = surveyed(page("a", "Andet", "Lav hoftebroen hver dag.\n"), BRIDGE)
    assert [(link.line, link.words, link.to) for link in first.automatic] == [(6, "hoftebroen", "/oevelse/bro/")]
    assert (second.linked_from, codes(second)) == (1, [])
    assert codes(first) == ["page-orphan"]


def test_missing_pictures_and_names_that_are_claimed_twice_are_told() -> None:
    text = "![x](/her.png) ![y](/væk.png) ![z](https://x.example/z.png)\n"
    beside = Beside(has_file=lambda _, name: name == "/her.png")
    first, second = surveyed(page("a", "Hoftebro", text), page("b", "Hoftebroen", "Løft.\n"), beside=beside)
    assert codes(first) == ["page-orphan", "picture-missing"]
    assert codes(second) == ["name-shared", "page-orphan"]


def test_related_counts_and_a_page_may_want_no_links() -> None:
    first, second = surveyed(page("a", "Andet", "Hoftebro.\n", "auto_links: false\nrelated: [bro]\n"), BRIDGE)
    assert (first.automatic, second.linked_from) == ((), 1)
