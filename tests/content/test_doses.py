"""What each page asks for is what the rule book says, the same in three languages, and stands in the page's words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hofte.core.values import Range
from hofte.dose.model import Dose, Load
from hofte.exercise.model import Exercise
from hofte.exercise.read import read_exercises
from hofte.page.model import Page

LANGUAGES = ("da", "nb", "en")
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "doses.json").read_text(encoding="utf-8")
)
Library = dict[tuple[str, str], Page]


def _as_data(exercise: Exercise) -> dict[str, Any]:
    dose = exercise.doses[0]
    return {"scope": exercise.scope, "style": exercise.style} | {
        name: _plain(getattr(dose, name)) for name in dose.filled
    }


def _plain(value: object) -> object:
    if isinstance(value, Range):
        return [value.low, value.high]
    return value.kind if isinstance(value, Load) else value


def _main(library: Library, lang: str, slug: str, n: int = 0) -> Dose:
    return read_exercises(library[lang, slug]).exercises[n].doses[0]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", sorted(EXPECTED))
def test_a_page_reads_into_its_dose_and_no_other(library: Library, lang: str, slug: str) -> None:
    exercises = read_exercises(library[lang, slug]).exercises
    assert [_as_data(exercise) for exercise in exercises] == EXPECTED[slug]
    assert all(len(exercise.doses) == 1 for exercise in exercises)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_value_stands_in_the_words_of_the_page(library: Library, lang: str) -> None:
    for slug in EXPECTED:
        page = library[lang, slug]
        for exercise in read_exercises(page).exercises:
            for name, span in exercise.doses[0].spans.items():
                value, words = getattr(exercise.doses[0], name), span.of(page.text)
                bounds = (value.low, value.high) if isinstance(value, Range) else ()
                stated = {f"{bound:g}" for bound in bounds if bound is not None and bound > 1}
                stated |= {f"{bound / 60:g}" for bound in bounds if bound and bound >= 120}
                assert words.strip()
                assert not stated or any(number in words for number in stated), (slug, name, words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hf01_stretch_is_held_20_to_40_s_two_or_three_times_a_side(library: Library, lang: str) -> None:
    dose = _main(library, lang, "hip-flexor-stretch")
    assert (dose.hold_s, dose.reps, dose.per_side) == (Range(20, 40), Range(2, 3), True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hf02_the_long_end_of_the_stretch_passes_five_minutes_a_week(library: Library, lang: str) -> None:
    """HF02: hold × reps × days / 60; the page says to choose the long end, and never asks for much over ten."""
    dose = _main(library, lang, "hip-flexor-stretch")
    assert dose.hold_s is not None
    assert dose.reps is not None
    assert dose.per_week is not None
    assert 5 <= dose.hold_s.most * dose.reps.most * dose.per_week.most / 60 <= 10


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pf06_pf08_long_squeezes_rest_as_long_as_they_hold_and_hold_10_s_at_most(library: Library, lang: str) -> None:
    dose = _main(library, lang, "pelvic-floor-quick-long", 1)
    assert dose.rest_rule == "at_least_hold"
    assert dose.hold_s == Range(None, 10)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pf13_quick_and_long_work_stand_on_one_page(library: Library, lang: str) -> None:
    exercises = read_exercises(library[lang, "pelvic-floor-quick-long"]).exercises
    assert [exercise.style for exercise in exercises] == ["quick", "long"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pf14_the_stream_test_is_named_once_a_page_and_asks_for_nothing(library: Library, lang: str) -> None:
    for slug, asked in (("pelvic-floor", 0), ("pelvic-floor-release", 1)):
        reading = read_exercises(library[lang, slug])
        assert [finding.code for finding in reading.findings] == ["PF14"]
        assert len(reading.exercises) == asked
        line = reading.findings[0].line
        assert all(step.line != line for exercise in reading.exercises for step in exercise.steps)
    for slug in set(EXPECTED) - {"pelvic-floor", "pelvic-floor-release"}:
        assert not read_exercises(library[lang, slug]).findings
