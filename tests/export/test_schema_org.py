"""Pages as schema.org data: in its vocabulary, and nothing that the page does not say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hofte
from hofte.core.values import Range
from hofte.dose.model import Dose
from hofte.exercise.model import Exercise, Reading
from hofte.exercise.read import read_exercises
from hofte.export.plans import duration, exercise_plans, quantity
from hofte.export.schema_org import Place, json_ld
from hofte.page.read import parse_page, read_page

from .conftest import faults

STARTERS = sorted((Path(hofte.__file__).parent / "content").glob("*/*.md"))
PLACE = Place(
    "https://hofte.example/da/x/",
    crumbs=(("Hofte", "https://hofte.example/"),),
    translations={"nb": "https://hofte.example/nb/x/"},
    starts={0: "https://hofte.example/prepare/1/0/"},
    images=("https://hofte.example/x.jpg",),
)

PAGE = """\
---
title: Hoftebro
language: da
kind: exercise
date: 13/06/2026
lastUpdated: 14/06/2026
alternative_titles: Bækkenløft
equipment: [måtte]
license: CC-BY-SA-4.0
author: Klinik Nord
video: {provider: youtube, id: wbNRCut5lIY}
---

Hoften løftes.

## Sådan gør du

1. Læg dig på ryggen.
2. Løft hoften.

**Antal gentagelser:** 3 sæt af 8–12 gentagelser, hold toppen i 2 sekunder.

## Ofte stillede spørgsmål

### Hvor ofte?

2–3 gange om ugen.

## Referencer

1. Nogen, A. (2020). Noget. doi:10.1000/xyz123
"""


def graph(text: str) -> dict[str, Any]:
    page = parse_page(text)
    return json_ld(page, read_exercises(page), PLACE)


def of_type(data: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [node for node in data["@graph"] if node["@type"] == kind]


@pytest.mark.parametrize("file", STARTERS, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_starter_page_is_in_the_vocabulary_of_schema_org(file: Path) -> None:
    page = read_page(file)
    assert faults(json_ld(page, read_exercises(page), PLACE)) == []


def test_pages_of_others_are_in_the_vocabulary_of_schema_org(shared: Path) -> None:
    files = [*sorted((shared / "corpus/pages").rglob("*.md")), *sorted((shared / "seeds").glob("*.txt"))]
    for file in files:
        page = read_page(file)
        assert faults(json_ld(page, read_exercises(page), PLACE)) == [], file.name


def test_a_page_says_all_that_it_says() -> None:
    data = graph(PAGE)
    assert faults(data) == []
    (whole,) = of_type(data, "FAQPage")
    assert (whole["datePublished"], whole["dateModified"]) == ("2026-06-13", "2026-06-14")
    assert whole["creditText"] == "Klinik Nord"
    assert whole["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert whole["citation"]["url"] == "https://doi.org/10.1000/xyz123"
    assert whole["mainEntity"]["acceptedAnswer"]["text"] == "2–3 gange om ugen."
    (how,) = of_type(data, "HowTo")
    assert [step["text"] for step in how["step"]] == ["Læg dig på ryggen.", "Løft hoften."]
    assert how["tool"]["name"] == "måtte"
    (plan,) = of_type(data, "ExercisePlan")
    assert plan["repetitions"] == {"@type": "QuantitativeValue", "minValue": 8, "maxValue": 12}
    assert plan["activityFrequency"]["unitText"] == "days per week"
    assert plan["additionalVariable"] == ["sets: 3 sæt", "hold: 2 sekunder"]
    assert plan["potentialAction"]["target"]["urlTemplate"] == PLACE.starts[0]
    (video,) = of_type(data, "VideoObject")
    assert video["embedUrl"] == "https://www.youtube-nocookie.com/embed/wbNRCut5lIY"


def test_what_a_page_does_not_say_is_not_there() -> None:
    data = graph("---\ntitle: Gåtur\nlanguage: da\nkind: knowledge\n---\n\nGå en tur.\n")
    assert faults(data) == []
    assert {node["@type"] for node in data["@graph"]} == {"WebPage", "BreadcrumbList", "DefinedTerm"}
    (whole,) = of_type(data, "WebPage")
    assert not {"datePublished", "dateModified", "creditText", "license", "citation", "description"} & set(whole)
    (term,) = of_type(data, "DefinedTerm")
    assert set(term) == {"@type", "@id", "name", "url"}


@pytest.mark.parametrize("dose", [Dose(reps=Range(8, 12), origin="proposed"), Dose(reps=Range(8, 12), sure=False)])
def test_a_proposed_or_doubtful_dose_is_no_plan(dose: Dose) -> None:
    assert exercise_plans(Exercise("Bro", doses=(dose,)), "") == []


def test_a_page_without_a_known_language_still_has_an_address() -> None:
    page = parse_page("Zzz zzz.\n\nQqq.\n")
    assert page.lang == ""
    assert faults(json_ld(page, Reading(), PLACE)) == []


ENDS = st.floats(0, 1e6, allow_nan=False)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low, high = sorted((draw(ENDS), draw(ENDS)))
    return draw(st.sampled_from([Range(low, high), Range(low, None), Range(None, high), Range.exactly(low)]))


@given(ranges())
def test_a_quantity_has_the_ends_of_its_range(value: Range) -> None:
    told = quantity(value)
    assert told is not None
    exact = told.get("value")
    assert (told.get("minValue", exact), told.get("maxValue", exact)) == (value.low, value.high)


@given(ranges())
def test_a_duration_is_iso_or_a_quantity_of_seconds(value: Range) -> None:
    told = duration(value)
    node = {"@type": "ExercisePlan", "@id": "#", "activityDuration": told}
    assert faults({"@context": "https://schema.org", "@graph": [node]}) == []


def values(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from values(value)
    elif isinstance(data, list):
        for value in data:
            yield from values(value)
    elif isinstance(data, str):
        yield data


def test_what_a_page_says_stays_text() -> None:
    hostile = PAGE.replace("Hoftebro", "</script><script>alert(1)</script>")
    data = graph(hostile)
    assert faults(data) == []
    assert json.loads(json.dumps(data)) == data
    assert any("alert(1)" in value for value in values(data))
