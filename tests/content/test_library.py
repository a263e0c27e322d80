"""The starter library: whole, linked, and the same in three languages."""

from __future__ import annotations

import pytest

from hofte.exercise.read import read_exercises
from hofte.page.model import Page

LANGUAGES = ("da", "nb", "en")
EXERCISES = (
    "hip-thrust", "glute-bridge", "hip-flexor-stretch", "supine-march", "banded-knee-raise", "side-plank",
    "pelvic-floor-quick-long", "pelvic-floor-release",
)  # fmt: skip
KNOWLEDGE = ("psoas", "pelvic-floor")
SLUGS = (*EXERCISES, *KNOWLEDGE)
Library = dict[tuple[str, str], Page]


def test_ten_pages_in_each_of_three_languages(library: Library) -> None:
    assert sorted(library) == sorted((lang, slug) for lang in LANGUAGES for slug in SLUGS)


def test_a_page_knows_its_language_kind_slug_and_terms(library: Library) -> None:
    for (lang, slug), page in library.items():
        assert (page.lang, page.lang_declared) == (lang, True)
        assert page.kind == ("exercise" if slug in EXERCISES else "knowledge")
        assert page.meta["slug"] == slug
        assert (page.meta["license"], page.meta["author"]) == ("CC-BY-4.0", "Hofte")
        assert page.updated is not None


def test_nothing_is_wrong_with_any_page(library: Library) -> None:
    """No finding at all, but for the note that the technique test is no exercise (PF14)."""
    for key, page in library.items():
        findings = (*page.findings, *read_exercises(page).findings)
        assert [finding for finding in findings if finding.code != "PF14"] == [], key
        assert all(finding.severity == "info" for finding in findings), key


@pytest.mark.parametrize("slug", SLUGS)
def test_translations_have_the_same_keys_and_say_the_same_of_machines(library: Library, slug: str) -> None:
    da, nb, en = (library[lang, slug].meta for lang in LANGUAGES)
    assert list(da) == list(nb) == list(en)
    for key in ("slug", "kind", "scope", "style", "figure", "poses", "translations", "license", "last_modified_at"):
        assert da.get(key) == nb.get(key) == en.get(key), key
    for key in ("tags", "categories", "training_type", "training_focus", "equipment", "muscle_group"):
        assert len(da[key]) == len(nb[key]) == len(en[key]) > 0, key


def test_every_link_between_pages_leads_to_a_page(library: Library) -> None:
    places = {page.meta["permalink"]: key for key, page in library.items()}
    assert len(places) == len(library) == len({page.meta["id"] for page in library.values()})
    for (lang, slug), page in library.items():
        assert {code: places[link] for code, link in page.meta["translations"].items()} == {
            code: (code, slug) for code in LANGUAGES
        }
        for link in _links(page.text):
            assert places[link][0] == lang, (lang, slug, link)


def _links(text: str) -> list[str]:
    return [part.split(")")[0] for part in text.split("](")[1:] if part.startswith("/")]


@pytest.mark.parametrize("slug", SLUGS)
def test_translations_have_the_same_shape(library: Library, slug: str) -> None:
    shapes = []
    for lang in LANGUAGES:
        page = library[lang, slug]
        levels = [section.heading.level for section in page.sections if section.heading]
        blocks = [
            (block.kind, len(block.items), len(block.rows)) for section in page.sections for block in section.blocks
        ]
        shapes.append((levels, blocks, len(page.references)))
    assert shapes[0] == shapes[1] == shapes[2]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", EXERCISES)
def test_an_exercise_page_is_whole(library: Library, lang: str, slug: str) -> None:
    page = library[lang, slug]
    for exercise in read_exercises(page).exercises:
        assert exercise.steps
        assert len(exercise.cautions) >= 4
        assert exercise.doses[0].sure
    assert page.questions
    assert len(page.references) >= 2
    assert all(reference.doi or "http" in reference.text or reference.year for reference in page.references)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hip_thrust_has_a_ladder_from_easy_to_hard(library: Library, lang: str) -> None:
    """ST01: the hold variant is 3–10 s; one and a half is up, half down, up, down; the knee is checked."""
    (exercise,) = read_exercises(library[lang, "hip-thrust"]).exercises
    assert len(exercise.variants) == 6
    hold, half = exercise.variants[1], exercise.variants[2]
    assert hold.doses[0].hold_s is not None
    assert (hold.doses[0].hold_s.low, hold.doses[0].hold_s.high) == (3, 10)
    assert half.pattern == ("up", "half_down", "up", "down")
    assert not half.doses
    assert [(c.joint, c.low, c.high, c.at) for c in exercise.checks] == [("knee", 80, 90, "top")]
