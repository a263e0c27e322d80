"""Where links go: real sentences in four languages, and what holds for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.core.values import Span
from hofte.links.find import Place, Run, find_links
from hofte.links.index import LinkIndex, Target
from hofte.links.pages import names_of, runs_of
from hofte.page.read import parse_page
from hofte.web.library.highlight import Ink, inline_html

SAMPLES = tomllib.loads(Path(__file__).with_name("samples.toml").read_text(encoding="utf-8"))["sample"]
NAMES = ["Hip thrust", "Squat", "Hip", "Pelvic floor"]
#: Words that are names, and what Markdown and HTML do with them.
PIECES = st.sampled_from(
    [
        *["hip", "hips", "thrust", "thrusts", "squat", "pelvic", "floor"],
        "**",
        "*",
        "_",
        "`",
        "[",
        "](/x/)",
        "![",
        "<b>",
        "-",
        ".",
        "\n",
        "&",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join)


def index(lang: str, names: list[str]) -> LinkIndex:
    return LinkIndex(lang, [Target(f"/{name}/", (name,), lang) for name in names])


def links(text: str, lang: str = "en", names: list[str] = NAMES, **options: Any) -> tuple[Place, ...]:
    return find_links([Run(text, 0)], index(lang, names), **options)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample['lang']} {sample['names'][0]}")
def test_words_lead_where_a_reader_would_say(sample: dict[str, Any]) -> None:
    found = links(sample["text"], sample["lang"], sample["names"])
    assert [place.span.of(sample["text"]) for place in found] == sample["links"]


def test_a_page_does_not_lead_to_itself_nor_to_what_is_linked_nor_over_the_words_of_a_dose() -> None:
    text = "Hip thrust, squat, squat."
    assert [place.address for place in links(text, own="/Hip thrust/")] == ["/Squat/"]
    assert [place.address for place in links(text, linked=["/Squat/"])] == ["/Hip thrust/"]
    assert [place.span for place in links(text, taken=[Span(0, 3), Span(12, 14)])] == [Span(19, 24)]


def test_there_are_so_many_at_most_and_pages_go_before_terms() -> None:
    targets = [Target("/t/", ("Squat",), "en", "term"), Target("/a/", ("Hip",), "en"), Target("/b/", ("Floor",), "en")]
    some = find_links([Run("Squat, hip, floor", 0)], LinkIndex("en", targets), most=2)
    assert [place.address for place in some] == ["/a/", "/b/"]


def test_headings_code_heads_of_tables_and_references_have_none() -> None:
    text = (
        "# Squat\n\nA squat.\n\n```\nhip\n```\n\n| Hip |\n|---|\n| a hip thrust |\n\n"
        "> the pelvic floor\n\n## References\n\n1. Hip (2019)\n"
    )
    page = parse_page(text, lang="en")
    found = find_links(runs_of(page), index("en", NAMES))
    assert [place.span.of(text) for place in found] == ["squat", "hip thrust", "pelvic floor"]


def test_a_page_says_by_which_words_it_is_linked_to() -> None:
    assert names_of("A", {"alternative_titles": ["B", "A"]}) == ("A", "B")
    assert names_of("A", {"linked_as": "C"}) == ("C",)
    assert names_of("A", {"linked_as": False}) == ()


def test_names_that_two_pages_have_are_told() -> None:
    two = [Target("/b/", ("Knee raise",), "en"), Target("/a/", ("Other", "knee raises"), "en")]
    (shared,) = {addresses for _, addresses in LinkIndex("en", two).shared}
    assert shared == ("/b/", "/a/")


@given(text=TEXTS)
def test_nothing_but_links_is_added_and_none_is_within_another(text: str) -> None:
    places = links(text)
    with_links = inline_html(text, 0, Ink(places=places))
    bare = with_links
    for place in places:
        bare = bare.replace(f'<a href="{place.address}">', "", 1)
    assert bare.replace("</a>", "") == inline_html(text, 0, Ink())
    assert with_links.count("<a ") == len(places)
    opened: list[str] = []
    for piece in with_links.split("<")[1:]:
        name = piece.partition(">")[0].split(" ")[0]
        if name.startswith("/"):
            assert opened.pop() == name[1:]
        else:
            assert name not in opened
            opened.append(name)
    assert opened == []


@given(text=TEXTS)
def test_a_text_whose_links_are_written_out_gets_no_more(text: str) -> None:
    places = links(text)
    written = text
    for place in reversed(places):
        span = place.span
        written = f"{written[: span.start]}[{span.of(text)}](/x/){written[span.end :]}"
    assert links(written, linked=[place.address for place in places]) == ()


@given(name=st.text(max_size=30), text=st.text(max_size=60))
def test_any_name_and_any_text_are_answered(name: str, text: str) -> None:
    for place in links(f"{text} {name}", names=[name, "hip"]):
        assert place.span.of(f"{text} {name}").strip()
