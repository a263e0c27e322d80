"""Liquid: each tag is carried over or noted with its line, and every line stays where it was."""

from __future__ import annotations

import pytest

from hofte.intake.liquid import value_of, without_liquid
from hofte.intake.notes import Notes

DATA = {"page": {"title": "Bro", "tags": ["a", "b"], "n": 3, "gallery": [{"url": "x.jpg"}]}, "site": {"name": "S"}}


def clean(text: str) -> tuple[str, list[tuple[int, str]]]:
    notes = Notes(text)
    return without_liquid(text, notes, DATA, {"shout": lambda words, _: words.upper()}), [
        (one.line, one.code) for one in notes.findings
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ page.title }} her", "Bro her"),
        ("{{page.title|downcase}}", "bro"),
        ('{{ page.tags | join: ", " | upcase }}', "A, B"),
        ("{{- page.n -}}", "3"),
        ('{{ "ord" | capitalize }}', "Ord"),
        ('{{ page.none | default: "intet" }}', "intet"),
        ("{{ page.gallery[0].url | relative_url }}", "x.jpg"),
        ("{{ page.tags.size }}", "2"),
        ("{% shout hej %}", "HEJ"),
        ("a{% raw %}{{ page.title }}{% endraw %}b", "a{{ page.title }}b"),
        ("ingen tags {her} eller { % der % }", "ingen tags {her} eller { % der % }"),
    ],
)
def test_what_is_known_is_carried_over(text: str, words: str) -> None:
    assert clean(text) == (words, [])


def test_a_comment_goes_with_what_it_holds() -> None:
    text = "før\n{% comment %}\n3 sæt af 10\n{% unknown %}\n{% endcomment %}\nefter\n"
    assert clean(text) == ("før\n\n\n\n\nefter\n", [(2, "comment")])


def test_a_sentence_that_the_program_writes_goes_whole() -> None:
    text = "Før.\n\n{{ page.title }} med {% for f in page.tags %}{{ f }}{% endfor %}. Slut.\n\nEfter.\n"
    assert clean(text) == ("Før.\n\n\n\nEfter.\n", [(3, "liquid-generated")])


def test_a_loop_on_lines_of_its_own_leaves_its_neighbours() -> None:
    text = "Før.\n{% for f in page.tags %}\n- {{ f }}\n{% endfor %}\nEfter.\n"
    assert clean(text) == ("Før.\n\n\n\nEfter.\n", [(2, "liquid-generated")])


def test_a_condition_around_paragraphs_leaves_them() -> None:
    text = "{% if page.x %}\n\nTo sæt.\n\n{% else %}\n\nTre sæt.\n\n{% endif %}\n"
    words, notes = clean(text)
    assert words.split() == ["To", "sæt.", "Tre", "sæt."]
    assert words.count("\n") == text.count("\n")
    assert notes == [(1, "liquid-condition")]


@pytest.mark.parametrize(
    ("condition", "is_shown"),
    [("if page.title", True), ("if page.none", False), ("unless page.none", True), ("unless page.tags", False)],
)
def test_a_condition_on_a_value_of_the_page_is_decided(condition: str, is_shown: bool) -> None:
    text = f"Før.\n{{% {condition} %}}\nTo {{{{ page.n }}}} sæt.\n{{% end{condition.split()[0]} %}}\nEfter.\n"
    words, notes = clean(text)
    assert words.split("\n") == ["Før.", "", "To 3 sæt." if is_shown else "", "", "Efter.", ""]
    assert notes == []


@pytest.mark.parametrize(
    "condition", ["page.none == 1", "site.name", "page", "page.none or page.title", "forloop.last"]
)
def test_any_other_condition_is_noted(condition: str) -> None:
    words, notes = clean(f"{{% if {condition} %}}\nTo sæt.\n{{% endif %}}\n")
    assert words == "\nTo sæt.\n\n"
    assert notes == [(1, "liquid-condition")]


def test_branches_belong_to_the_condition_around_them() -> None:
    text = "{% if page.none %}\n{% if a %}\nA\n{% else %}\nB\n{% endif %}\n{% endif %}\nC\n"
    assert clean(text)[0].split() == ["C"]
    text = "{% if page.none %}\n{% if a %}\nA\n{% endif %}\n{% else %}\nB\n{% endif %}\nC\n"
    assert clean(text)[0].split() == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% include_something x %}", "liquid-unknown"),
        ("{% 3 %}", "liquid-unknown"),
        ("{{ page.none }}", "liquid-output"),
        ("{{ page.title | money }}", "liquid-output"),
        ("{{ }}", "liquid-output"),
        ("{% assign x = 1 %}", "liquid-generated"),
        ("{% if a %}", "liquid-open"),
        ("{% comment %} resten", "liquid-open"),
        ("{% uden ende", "liquid-open"),
        ("{{ uden ende", "liquid-open"),
    ],
)
def test_what_is_not_known_is_noted(text: str, code: str) -> None:
    assert clean(f"\n\n{text}")[1] == [(3, code)]


def test_what_is_never_closed_is_left_in_the_text() -> None:
    assert clean("{{ a {% b")[0] == "{{ a {% b"


@pytest.mark.parametrize("path", ["page.gallery[9].url", "page.title.url", "page[", "nowhere", "", "page.gallery.url"])
def test_a_path_that_leads_nowhere_gives_nothing(path: str) -> None:
    assert value_of(path, DATA) is None


def test_too_many_notes_of_one_kind_are_counted() -> None:
    findings = clean("{% x %}\n" * 50)[1]
    assert len(findings) == 21
    notes = Notes()
    for _ in range(50):
        notes.on_line(1, "x", "words")
    assert notes.findings[-1].message == "and 30 more of the same kind in this file"
