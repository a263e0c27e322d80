from __future__ import annotations

import pytest

from hofte.page.front_matter import MAX_CHARACTERS, read_front_matter
from hofte.page.read import parse_page


def test_nested_values_are_json_with_places() -> None:
    text = "---\nid: 626\nweight: 2.5\ndone: true\nnothing:\nheader:\n  teaser: /a.jpg\ntags: [a, 'b']\n---\nbody"
    front = read_front_matter(text)
    assert front.meta == {
        "id": 626, "weight": 2.5, "done": True, "nothing": None, "header": {"teaser": "/a.jpg"}, "tags": ["a", "b"],
    }  # fmt: skip
    assert text[front.end :] == "body"
    assert front.spans["tags", 1].of(text) == "'b'"
    assert front.spans["header", "teaser"].of(text) == "/a.jpg"


@pytest.mark.parametrize(
    ("yaml", "line", "reason"),
    [
        ("a: b\ntitle: Hofte: stræk\n", 3, "mapping values"),
        ("a: b\nc: [1,\n", 4, "expected"),
        ("a: b\n\tc: d\n", 3, "cannot start any token"),
        ("- a\n- b\n", 2, "keys and values"),
        ("a: *b\n", 2, "undefined alias"),
        ("? [a]\n: b\n", 2, "not plain text"),
        ("a: \x01\n", 2, "special characters"),
    ],
)
def test_broken_yaml_is_a_finding_and_the_body_is_read(yaml: str, line: int, reason: str) -> None:
    page = parse_page(f"---\n{yaml}---\nHold i 5 sekunder og slip så igen.\n")
    found = next(one for one in page.findings if one.code == "front-matter")
    assert (found.severity, found.line) == ("error", line)
    assert reason in found.message
    assert [block.text for one in page.sections for block in one.blocks] == ["Hold i 5 sekunder og slip så igen."]


def test_anchors_may_be_given_again() -> None:
    assert read_front_matter("---\na: &t x\nb: &t y\nc: *t\n---\n").meta == {"a": "x", "b": "y", "c": "y"}


def test_a_key_given_twice_is_a_finding() -> None:
    front = read_front_matter("---\na: 1\na: 2\n---\n")
    assert front.meta == {"a": 2}
    assert [(one.code, one.line) for one in front.findings] == [("front-matter", 3)]


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    rows = [
        f"{name}: &{name} [{', '.join([f'*{last}'] * 9)}]" for last, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    front = read_front_matter("---\na: &a [x, x, x]\n" + "\n".join(rows) + "\n---\n")
    assert front.meta == {}
    assert "too many values" in front.findings[0].message


@pytest.mark.parametrize("yaml", ["a: " + "[" * 5000, "a: " + "[" * 40 + "]" * 40, "b: " + "x" * MAX_CHARACTERS])
def test_deep_and_long_yaml_is_refused(yaml: str) -> None:
    front = read_front_matter(f"---\n{yaml}\n---\n")
    assert front.meta == {}
    assert [one.code for one in front.findings] == ["front-matter"]


def test_front_matter_that_never_closes_is_a_finding() -> None:
    assert [one.message for one in read_front_matter("---\ntitle: x\n\nbody").findings] == [
        "the front matter is never closed; end it with a line of three hyphens"
    ]


@pytest.mark.parametrize("text", ["", "---", "---\n\nbody", "text\n---\na: b\n---\n", "----\na: b\n----\n"])
def test_what_is_no_front_matter_gives_none(text: str) -> None:
    front = read_front_matter(text)
    assert (front.meta, front.findings) == ({}, ())


def test_large_and_odd_numbers_stay_words() -> None:
    text = "---\nid: " + "9" * 60 + "\nn: .nan\ni: .inf\nd: 2024-13-45\n---\n"
    assert read_front_matter(text).meta == {"id": "9" * 60, "n": ".nan", "i": ".inf", "d": "2024-13-45"}
