"""Doses that contradict each other, doses that are not sure, and slips of the keyboard beside a dose."""
# ruff: noqa: E501 -- one case a line

from __future__ import annotations

import pytest

from hofte.check.run import check_page
from hofte.core.values import Range, Span
from hofte.dose.model import Dose
from hofte.exercise.model import Exercise, Reading
from hofte.page.read import parse_page

PAGE = """\
---
title: Side plank
kind: exercise
language: da
---

Løft hoften.

**Antal gentagelser:** {line}

## Ofte stillede spørgsmål

### {question}

{answer}
"""


def page(line: str, question: str, answer: str) -> str:
    return PAGE.format(line=line, question=question, answer=answer)


@pytest.mark.parametrize(
    ("line", "question", "answer", "here", "there"),
    [
        ("3 sæt af 10 gentagelser, 3 gange om ugen.", "Hvor ofte skal jeg træne?", "5-6 gange om ugen.", "5-6 gange om ugen", "3 gange om ugen"),
        ("3 sæt af 8-12 gentagelser.", "Hvor mange gentagelser skal jeg lave?", "Lav 20 gentagelser.", "20 gentagelser", "8-12 gentagelser"),
        ("Hold positionen i 20-45 sekunder, og lav 2-3 sæt.", "Hvor længe skal jeg holde?", "Hold positionen i 60 sekunder.", "60 sekunder", "20-45 sekunder"),
        ("3 sæt af 10 gentagelser, to gange dagligt.", "Hvor ofte skal jeg træne?", "2-3 gange om ugen.", "2-3 gange om ugen", "to gange dagligt"),
    ],
)  # fmt: skip
def test_an_answer_against_the_dose_line(lint, line: str, question: str, answer: str, here: str, there: str) -> None:
    text = page(line, question, answer)
    (found,) = lint(text, only="dose-contradiction")
    assert found.span.of(text) == here
    assert found.message.startswith(f"“{here}” siger noget andet end “{there}” i linje 9.")


@pytest.mark.parametrize(
    ("line", "question", "answer"),
    [
        ("3 sæt af 10 gentagelser.", "Hvor ofte skal jeg træne?", "2-3 gange om ugen."),
        ("3 sæt af 8-12 gentagelser.", "Hvor mange gentagelser skal jeg lave?", "Lav 10-15 gentagelser."),
        ("3 sæt af 8-12 gentagelser.", "Hvor mange skal jeg lave som begynder?", "Lav 5 gentagelser."),
        ("3 sæt af 8-12 gentagelser.", "Hvor mange skal jeg lave?", "Som nybegynder 5 gentagelser."),
        ("3 gange om ugen, 3 sæt af 10 gentagelser.", "Må jeg træne hver dag?", "Ja, du kan godt lave den dagligt, hvis det er let."),
        ("3 sæt af mindst 8 gentagelser.", "Hvor mange skal jeg lave?", "Lav 12 gentagelser."),
    ],
)  # fmt: skip
def test_answers_that_add_overlap_allow_or_are_for_some_contradict_nothing(
    lint, line: str, question: str, answer: str
) -> None:
    assert lint(page(line, question, answer), only="dose-contradiction") == ()


def test_front_matter_against_the_dose_line(lint) -> None:
    text = page("3 sæt af 10 gentagelser.", "Gør det ondt?", "Nej.").replace(
        "kind:", 'instructions: "4 sæt á 8 gentagelser."\nkind:'
    )
    (found,) = lint(text, only="dose-contradiction")
    assert found.line == 3


def test_the_same_exercise_told_twice(lint) -> None:
    text = "# Program\n\n- Planke: 3 sæt af 30 sekunder.\n- Planke: 5 sæt af 30 sekunder.\n- Bro: 2 sæt af 10 gentagelser.\n"
    (found,) = lint(text, only="dose-contradiction")
    assert (found.line, found.span.of(text)) == (4, "5 sæt")


def test_st02_an_exercise_without_a_dose(lint) -> None:
    (found,) = lint("---\ntitle: Hip thrust\nkind: exercise\n---\n\nLøft hoften.\n", only="ST02")
    assert (found.severity, found.line) == ("info", 6)
    assert lint(page("3 sæt af 10 gentagelser.", "Gør det ondt?", "Nej."), only="ST02") == ()


def test_a_doubtful_dose_is_told_with_the_words_of_its_line() -> None:
    text = "Knib 10 gange\ni 30 sekunder.\n\nHvor ofte? Dagligt.\n"
    spans = {"reps": Span(5, 13), "hold_s": Span(16, 27), "per_day": Span(41, 48)}
    dose = Dose(reps=Range.exactly(10), hold_s=Range.exactly(30), per_day=Range.exactly(1), spans=spans, sure=False)
    found = check_page(parse_page(text, lang="da"), Reading((Exercise("Knib", doses=(dose,)),))).findings
    (unsure,) = [one for one in found if one.code == "dose-unsure"]
    assert (unsure.line, unsure.span) == (1, Span(5, 13))


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Træk i skulderen.Hold strækket i 20 sekunder, 3 gange.", True),
        ("Hold i 20 sekunder.Gentag 3 gange.", True),
        ("Træk i skulderen.Det strækker fint.", False),
        ("Hold i 20 sekunder. Se www.Eksempel.dk og a@B.Dk.", False),
        ("Hold i 2.5 sekunder, 3 gange.", False),
    ],
)
def test_a_space_is_missing_next_to_a_dose(lint, text: str, is_found: bool) -> None:
    found = lint(text, only="space-missing")
    assert [one.span.of(text) for one in found] == ["."] * is_found


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060", "\u00ad"])
def test_an_invisible_character_in_a_dose(lint, unseen: str) -> None:
    text = f"Lav 3 sæt af 10 gentag{unseen}elser dagligt{unseen}.\n\nEn god vane{unseen}.\n"
    found = lint(text, only="zero-width")
    assert [one.span.of(text) for one in found] == [unseen, unseen]
    assert f"U+{ord(unseen):04X}" in found[0].message
