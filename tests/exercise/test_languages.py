"""The same small page in five languages gives the same exercise: words are data, the reading is one."""

from __future__ import annotations

import pytest

from hofte.core.values import Range
from hofte.exercise.read import read_exercises
from hofte.page.read import parse_page

PAGES = {
    "da": ("Sådan gør du", "Hold toppen i 2 sekunder.", "knæet er bøjet 90 grader i toppen", "Antal gentagelser",
           "3 sæt af 10 gentagelser", "Variationer", "Løft op, sænk halvvejs, løft op, og sænk ned.",
           "Hvor ofte skal jeg gøre det?", "2-3 gange om ugen.", "Stop, hvis du får smerter."),
    "nb": ("Slik gjør du", "Hold toppen i 2 sekunder.", "kneet er bøyd 90 grader i toppen", "Antall repetisjoner",
           "3 sett med 10 repetisjoner", "Varianter", "Løft opp, senk halvveis, løft opp, og senk ned.",
           "Hvor ofte skal jeg gjøre det?", "2-3 ganger i uken.", "Stopp hvis du får smerter."),
    "nn": ("Slik gjer du", "Hald toppen i 2 sekund.", "kneet er bøygd 90 grader i toppen", "Tal repetisjonar",
           "3 sett med 10 repetisjonar", "Variantar", "Løft opp, senk halvvegs, løft opp, og senk ned.",
           "Kor ofte skal eg gjere det?", "2-3 gonger i veka.", "Stopp viss du får smerter."),
    "sv": ("Så gör du", "Håll kvar i 2 sekunder.", "knät är böjt 90 grader i toppen", "Antal repetitioner",
           "3 set med 10 repetitioner", "Varianter", "Lyft upp, sänk halvvägs, lyft upp, och sänk ner.",
           "Hur ofta ska jag göra det?", "2-3 gånger i veckan.", "Sluta om du får smärta."),
    "en": ("How to do it", "Hold the top for 2 seconds.", "the knee is bent 90 degrees at the top", "Repetitions",
           "3 sets of 10 repetitions", "Variations", "Lift up, lower halfway, lift up, and lower down.",
           "How often should I do it?", "2-3 times a week.", "Stop if you feel pain."),
}  # fmt: skip
TEXT = """---
title: X
kind: exercise
language: {0}
---

## {1}

1. A; {3}.
2. {2}

**{4}:** {5}.

{10}

## {6}

- **Y:** {7}

### {8}

{9}
"""


@pytest.mark.parametrize("lang", PAGES)
def test_one_page_in_five_languages(lang: str) -> None:
    reading = read_exercises(parse_page(TEXT.format(lang, *PAGES[lang])))
    (exercise,) = reading.exercises
    assert {name: getattr(exercise.doses[0], name) for name in exercise.doses[0].filled} == {
        "sets": Range(3, 3),
        "reps": Range(10, 10),
        "hold_s": Range(2, 2),
        "per_week": Range(2, 3),
    }
    (check,) = exercise.checks
    assert (check.joint, check.low, check.at) == ("knee", 90, "top")
    (variant,) = exercise.variants
    assert (variant.name, variant.pattern) == ("Y", ("up", "half_down", "up", "down"))
    assert [line.text for line in exercise.cautions] == [PAGES[lang][9]]
    assert len(exercise.steps) == 2


@pytest.mark.parametrize(
    ("lang", "name", "scope", "style"),
    [
        ("da", "Bækkenbund: hurtige knib", "PF", "quick"),
        ("nb", "Bekkenbunn, lange knip", "PF", "long"),
        ("nn", "Bekkenbotn, raske knip", "PF", "quick"),
        ("sv", "Bäckenbotten, snabba knip", "PF", "quick"),
        ("en", "Long pelvic floor squeezes", "PF", "long"),
        ("da", "Stræk af hoftebøjeren", "HF", "stretch"),
        ("nb", "Tøying av hoftebøyeren", "HF", "stretch"),
        ("nn", "Tøying av hoftebøyaren", "HF", "stretch"),
        ("sv", "Stretch av höftböjaren", "HF", "stretch"),
        ("en", "Hip flexor stretch", "HF", "stretch"),
    ],
)
def test_scope_and_style_are_told_by_the_title(lang: str, name: str, scope: str, style: str) -> None:
    page = parse_page(f'---\ntitle: "{name}"\nkind: exercise\nlanguage: {lang}\n---\n\nX.\n')
    (exercise,) = read_exercises(page).exercises
    assert (exercise.scope, exercise.style) == (scope, style)
    assert exercise.doses == ()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("da", "Knib om bækkenbunden og hold i 10 sekunder. Gentag 10 gange."),
        ("nb", "Knip i bekkenbunnen, og hold i 10 sekunder. Gjenta 10 ganger."),
        ("nn", "Knip i bekkenbotnen og hald i 10 sekund. Gjenta 10 gonger."),
        ("sv", "Knip med **bäckenbotten** och håll i 10 sekunder. Upprepa 10 gånger."),
        ("en", "Squeeze your pelvic floor muscles and hold for 10 seconds. Repeat 10 times."),
    ],
)
def test_a_squeeze_that_is_held_is_pelvic_floor_work_whatever_the_title(lang: str, text: str) -> None:
    page = parse_page(f"---\ntitle: X\nlanguage: {lang}\n---\n\n## 1. Y\n\n{text}\n")
    (exercise,) = read_exercises(page).exercises
    assert (exercise.scope, exercise.style) == ("PF", "long")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("da", "Knib om bækkenbunden, og hold planken i 60 sekunder. Gentag 3 gange."),
        ("da", "Knib balderne sammen og hold i 20 sekunder. Gentag 3 gange."),
        ("en", "Squeeze your glutes and pelvic floor, lift your hips and hold for 20 seconds. Repeat 3 times."),
        ("en", "Brace your pelvic floor and hold for 20 seconds. Repeat 3 times."),
    ],
)
def test_another_exercise_that_speaks_of_the_pelvic_floor_is_not_bound(lang: str, text: str) -> None:
    page = parse_page(f"---\ntitle: X\nlanguage: {lang}\n---\n\n## 1. Y\n\n{text}\n")
    (exercise,) = read_exercises(page).exercises
    assert exercise.scope != "PF"


def test_a_back_exercise_is_not_bound_by_pelvic_floor_rules() -> None:
    text = "---\ntitle: Planke\nkind: exercise\nlanguage: da\n---\n\nSpænd bækkenbunden let. Hold i 30 sekunder.\n"
    (exercise,) = read_exercises(parse_page(text)).exercises
    assert exercise.scope is None
    assert exercise.style == "hold"
