"""Whatever is read, nothing crashes, nothing hangs, and every span is true."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.core.stored import from_json, to_json
from hofte.page.model import Page
from hofte.page.read import parse_page

PAGES = Path(__file__).parent / "pages"
EXERCISE = (PAGES / "exercise.md").read_text(encoding="utf-8")
PLAIN = (PAGES / "plain.md").read_text(encoding="utf-8")

PIECES = st.sampled_from(
    ["---\n", "title: x\n", "- ", "1. ", "> ", "# ", "|", "|-|\n", "\n", "\r\n", "\r",
     "  ", "\t", "**", "_", "[a](b)", "![", "<",
     "<!--",
     "-->", "<details>", "<summary>", "{%", "%}", "```", "Hvor?\n",
     "Hold i 5 sekunder.", "\ufeff", "\u200b", "\x00", "\u2028", "\x0c", "&#9;", "\\"]
)  # fmt: skip


def check(text: str) -> None:
    page = parse_page(text)
    assert page.text == text
    for section in page.sections:
        if section.heading:
            assert 0 <= section.heading.span.start <= section.heading.span.end <= len(text)
        for block in section.blocks:
            cells = [cell for row in (block.header, *block.rows) for cell in row]
            for part in (block, *block.items, *cells):
                assert part.source == part.span.of(text)
                assert part.line >= 1
    assert all(0 <= span.start < span.end <= len(text) for span in page.meta_spans.values())
    for question in page.questions:
        assert question.span.of(text)
    assert from_json(Page, to_json(page)) == page


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    check(text)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_pile_of_markdown_is_read(text: str) -> None:
    check(text)


@given(st.sampled_from([EXERCISE, PLAIN]), st.data())
def test_mutated_pages_are_read(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + data.draw(PIECES | st.text(max_size=5)) + text[end:]
    check(text)


@given(st.data())
def test_mutated_example_pages_are_read(shared: Path, data: st.DataObject) -> None:
    seed = data.draw(st.sampled_from(sorted((shared / "seeds").iterdir())))
    text = seed.read_bytes().decode()
    start = data.draw(st.integers(0, len(text)))
    check(text[:start] + data.draw(PIECES) + text[start + data.draw(st.integers(0, 60)) :])


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000, "|" * 200_000, ">" * 200_000, "- " * 100_000, "*" * 200_000, "a" + "_" * 200_000 + "b",
        "<" * 200_000,
        "<a" * 100_000, "<!--" * 50_000, "{%" * 100_000, "{{" * 100_000, "[a](b" * 40_000, "&#" + "9" * 200_000,
        "\\" * 200_000,
        "`" * 200_000, "\r" * 200_000, " " * 200_000 + "x", "a" + " " * 200_000 + "x",
        "".join(" " * (2 * n) + "- a\n" for n in range(300)),
        (">" * 60 + " a\n") * 2000, "---\n" * 20_000, "|a" * 20_000 + "\n" + "|-" * 20_000 + "\n",
        "Hvad er?\n" * 20_000,
        "> a\n" + "b\n" * 20_000, "10.1234/" * 20_000, "1" * 200_000 + ". x", "\n" * 100_000 + "---\n",
    ],
    ids=lambda text: repr(text[:6]),
)  # fmt: skip
def test_nothing_hangs(text: str) -> None:
    started = time.process_time()
    parse_page(text)
    # A tenth of a megabyte or two: linear reading takes about a second on a slow machine, quadratic takes minutes.
    assert time.process_time() - started < 20
