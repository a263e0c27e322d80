"""The quick reader of plain front matter gives what the library gives, or leaves it to the library."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.page import front_matter
from hofte.page.front_matter import FrontMatter, read_front_matter
from hofte.page.plain_yaml import compose_plain

PLAIN = """\
title: "Hip thrust: let"
# a comment
language: da
id: 101
toc: true
permalink: /oevelse/hip-thrust/
empty:
none: []
tags:
  - Baller
  - 'it is "so"'
same:
- a
faq:
  - question: Hvor tit?
    answer: To gange om ugen, 2–3 sæt (let)

  - question: "B"
    answer: http://x.dk/a#b
source:
  kind: jekyll
  deeper:
    path: _a/b.md
last_modified_at: 2024-10-18T07:15:52Z
date: 13/09/2025
title: Igen
"""
WORDS = st.text(st.sampled_from("aZå0 1-.:#/'\"&*![]{},|>%@`?~\\_\té\u2028"), max_size=8)
VALUES = WORDS | st.sampled_from(
    ['"a"', "'b'", "12", "true", "no", "null", "~", "1.5", "0x1", "[]", "{}", "[a, b]", "2024-01-02", "a: b", "a #b",
     "|", ""]
)  # fmt: skip
KEYS = st.sampled_from(["a", "b", "key-x", "Ø", "1", "true", "a b", '"q"', ""])
LINES = st.builds(
    lambda indent, item, key, value: " " * indent + item + (f"{key}:{value}" if key else value),
    st.sampled_from([0, 0, 0, 1, 2, 4]), st.sampled_from(["", "", "- ", "-  ", "-"]), KEYS,
    VALUES.map(lambda value: f" {value}" if value else ""),
)  # fmt: skip


def by_library(text: str, monkeypatch: pytest.MonkeyPatch) -> FrontMatter:
    with monkeypatch.context() as patch:
        patch.setattr(front_matter, "compose_plain", lambda _: None)
        return read_front_matter(text)


def same(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        expected = by_library(text, patch)
    assert read_front_matter(text) == expected


def test_plain_front_matter_is_read_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def library(_: str) -> Any:
        raise AssertionError("the library was asked")

    expected = by_library(f"---\n{PLAIN}---\n", monkeypatch)
    monkeypatch.setattr(front_matter, "_compose", library)
    assert read_front_matter(f"---\n{PLAIN}---\n") == expected
    assert expected.meta["faq"][1] == {"question": "B", "answer": "http://x.dk/a#b"}


@pytest.mark.parametrize(
    "yaml",
    ["a: &x b", "a: *x", "a: |\n  b", "a: b\n  c", "a: 'it''s'", 'a: "\\n"', "a: 1.5", "a: ~", "a: b: c", "a: b # c",
     "- a", "a:\tb", "a: [b]", "a: {b: c}", "a: yes", "a: 0x1", "a: b\r\n", "a: \u2028", "  a: b\nc: d",
     "a:\n  - b\n c: d",
     "a:\n - b\n  - c", "? a\n: b", "a", "a: b\nb", "a: ---", "a: -", "a: 'b' c", "", "# a", "a:\n  b: c\n d: e",
     "a:b"],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_library(yaml: str) -> None:
    assert compose_plain(yaml) is None
    same(f"---\n{yaml}\n---\n")


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_any_lines_are_read_as_the_library_reads_them(yaml: str) -> None:
    same(f"---\n{yaml}\n---\n")


@given(st.data())
def test_plain_front_matter_with_a_change_is_read_as_the_library_reads_it(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(PLAIN)))
    end = data.draw(st.integers(start, min(len(PLAIN), start + 6)))
    same(f"---\n{PLAIN[:start]}{data.draw(WORDS)}{PLAIN[end:]}---\n")


@pytest.mark.parametrize("unit", [" ", "a ", ":", "a:", "#", '"', "- ", "a: b ", "\n", "- a\n", "a: b\n", " - \n"])
def test_long_lines_and_many_lines_take_time_by_their_length(unit: str) -> None:
    begun = time.process_time()
    compose_plain("a: b" + unit * (100_000 // len(unit)) + "c")
    assert time.process_time() - begun < 10


def test_real_front_matter_is_read_as_the_library_reads_it(shared: Path) -> None:
    for file in (*shared.rglob("*.md"), *shared.glob("seeds/*.txt")):
        same(file.read_text(encoding="utf-8"))
