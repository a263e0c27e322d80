"""A page laid out in parts: every section once, in the page's order, and nothing claimed that it does not say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hofte
from hofte.exercise.read import read_exercises
from hofte.exercise.sheet import cautions_elsewhere, lay_out, questions_of, steps_of, tells_onward, tells_to_see_someone
from hofte.lang.data import languages, words
from hofte.page.model import Item, Page
from hofte.page.read import parse_page, read_page

STARTERS = sorted((Path(hofte.__file__).parent / "content").glob("*/*.md"))


def roles(page: Page) -> list[str]:
    return [part.role for part in lay_out(page)]


def page(text: str, lang: str = "en", kind: str = "exercise") -> Page:
    return parse_page(f"---\ntitle: Bridge\nlanguage: {lang}\nkind: {kind}\n---\n\n{text}\n")


@pytest.mark.parametrize("file", STARTERS, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_starter_page_has_its_parts_and_loses_nothing(file: Path) -> None:
    found = read_page(file)
    parts = lay_out(found)
    assert [section for part in parts for section in part.sections] == list(found.sections)
    expected = {"steps", "variants", "cautions", "faq", "references"}
    if found.kind == "exercise":
        assert expected <= set(roles(found))
        (ladder,) = [part for part in parts if part.role == "variants"]
        assert ladder.in_order
        assert len(ladder.sections) > 3
    else:
        assert {"help", "faq", "references"} <= set(roles(found))


@pytest.mark.parametrize(
    ("lang", "ordered", "flat"),
    [
        ("da", "Varianter fra let til svær", "Varianter af bro"),
        ("nb", "Varianter fra lett til tung", "Varianter"),
        ("nn", "Variantar frå lett til tung", "Variantar"),
        ("sv", "Varianter från lätt till svår", "Varianter"),
        ("en", "Variations from easy to hard", "Variations of the bridge"),
    ],
)
def test_variants_are_a_ladder_only_when_the_page_says_so(lang: str, ordered: str, flat: str) -> None:
    for heading, is_ladder in ((ordered, True), (flat, False)):
        (part,) = lay_out(page(f"## {heading}\n\n### A\n\nOne.\n\n### B\n\nTwo.", lang))
        assert (part.role, part.in_order, len(part.sections)) == ("variants", is_ladder, 3)


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("da", "Videre, når bækkenet ikke vipper."),
        ("nb", "Videre når bekkenet ikke vipper."),
        ("nn", "Vidare når bekkenet ikkje vippar."),
        ("sv", "Vidare när bäckenet är stilla."),
        ("en", "Move on when the pelvis does not tip."),
    ],
)
def test_what_moves_one_up_is_known_in_every_language(lang: str, line: str) -> None:
    (block,) = page(f"- {line}\n- {line[::-1]}", lang).sections[0].blocks
    assert [tells_onward(item, lang) for item in block.items] == [True, False]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("When to get help", "help"),
        ("Safety and when to get help", "cautions"),
        ("Safety", "cautions"),
        ("When to see a doctor", "help"),
        ("Technique", "text"),
    ],
)
def test_when_to_see_someone_is_a_part_of_its_own(heading: str, role: str) -> None:
    assert roles(page(f"## {heading}\n\n- If it hurts, see a doctor.")) == [role]


SLUGS = sorted({file.stem for file in STARTERS})


@pytest.mark.parametrize("slug", SLUGS)
def test_the_lines_that_tell_to_see_someone_are_the_same_in_every_language(slug: str) -> None:
    told: dict[str, list[bool]] = {}
    for file in (file for file in STARTERS if file.stem == slug):
        found = read_page(file)
        items = (
            item
            for part in lay_out(found)
            if part.role in ("cautions", "help")
            for section in part.sections
            for block in section.blocks
            for item in block.items
        )
        told[found.lang] = [tells_to_see_someone(item, found.lang) for item in items]
    assert told["da"] == told["nb"] == told["en"]
    assert any(told["da"])


def test_the_steps_of_every_exercise_are_steps() -> None:
    found = page(
        "## Bridge\n\n**How to do it**\n\n1. Lie.\n2. Lift.\n\n## Plank\n\n**How to do it**\n\n1. Stand.\n\n"
        "## Five muscles\n\n1. Glutes.\n2. Hamstrings.",
        kind="knowledge",
    )
    assert [(heading, [step.text for step in steps]) for heading, steps in steps_of(found)] == [
        ("Bridge", ["Lie.", "Lift."]),
        ("Plank", ["Stand."]),
    ]


def test_the_first_list_of_an_exercise_is_its_steps() -> None:
    found = page("## The bridge\n\n1. Lie.\n   1. Breathe.\n2. Lift.\n\n## Five muscles\n\n1. Glutes.")
    assert [[step.text for step in steps] for _, steps in steps_of(found)] == [["Lie.", "Lift."]]


def test_questions_are_those_asked_as_such() -> None:
    found = parse_page(
        "---\ntitle: Bridge\nlanguage: en\nfaq:\n  - question: Daily?\n    answer: No.\n---\n\n"
        "## What is it?\n\nA lift.\n\n## FAQ\n\n### How often?\n\nTwice a week.\n"
    )
    assert [one.question for one in questions_of(found)] == ["Daily?", "How often?"]


def test_a_caution_that_stands_elsewhere_is_told() -> None:
    text = "Stop if you feel pain in the back.\n\n3 sets of 10 reps.\n\n## Safety\n\n- Stop if you get dizzy."
    found = page(text)
    cautions = read_exercises(found).exercises[0].cautions
    assert len(cautions) == 2
    assert [one.text for one in cautions_elsewhere(found, cautions)] == ["Stop if you feel pain in the back."]


def test_a_page_of_no_known_language_is_text() -> None:
    found = parse_page("# Zzz\n\nQqq.\n")
    assert found.lang == ""
    assert roles(found) == ["text"]
    assert not tells_onward(Item("Move on", "Move on", 1, found.sections[0].blocks[0].span), "")
    assert lay_out(parse_page("")) == ()


@given(st.text(max_size=400), st.sampled_from(languages()))
def test_whatever_a_page_holds_nothing_is_lost(text: str, lang: str) -> None:
    found = parse_page(text, lang=lang)
    assert [section for part in lay_out(found) for section in part.sections] == list(found.sections)


def test_every_language_has_the_same_groups_of_words() -> None:
    groups = {code: set(words(code, "parts")) for code in languages()}
    assert len({frozenset(names) for names in groups.values()}) == 1
    assert all(all(words(code, "parts")[name]) for code, names in groups.items() for name in names)
