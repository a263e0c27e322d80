"""What the starter library says, and what it must never say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from hofte.page.model import Page

WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
LANGUAGES = ("da", "nb", "en")
EXERCISES = 8
Library = dict[tuple[str, str], Page]


def _own_words(page: Page) -> str:
    """Everything but the titles of other people's work."""
    return page.text.split("<details", maxsplit=1)[0]


def _hits(library: Library, kind: str) -> list[str]:
    return [
        f"{lang}/{slug}: {found.group()}"
        for (lang, slug), page in library.items()
        for found in re.finditer(WORDS[kind][lang], _own_words(page), re.IGNORECASE)
    ]


@pytest.mark.parametrize(
    ("lang", "kind", "text"),
    [
        ("da", "claims", "Øvelsen forebygger skader"), ("da", "claims", "lindrer smerter"),
        ("nb", "claims", "Appen overvåker deg"), ("nb", "claims", "behandling"),
        ("en", "claims", "It treats pain"), ("en", "claims", "measures your strength"),
        ("da", "conditions", "mod inkontinens"), ("en", "conditions", "stops leaks"),
        ("nb", "promises", "én av fire kvinner"), ("en", "promises", "the most effective exercise"),
    ],
)  # fmt: skip
def test_rg02_the_lint_finds_what_it_looks_for(lang: str, kind: str, text: str) -> None:
    assert re.search(WORDS[kind][lang], text, re.IGNORECASE)


def test_rg02_no_page_claims_an_effect_on_a_disease(library: Library) -> None:
    assert _hits(library, "claims") == []


def test_rg06_no_page_names_a_condition(library: Library) -> None:
    assert _hits(library, "conditions") == []


def test_pf16_st10_pf23_no_page_promises(library: Library) -> None:
    assert _hits(library, "promises") == []


def test_rf12_every_page_says_that_its_list_cannot_rule_out_illness(library: Library) -> None:
    for (lang, slug), page in library.items():
        assert WORDS["caveat"][lang] in _own_words(page), (lang, slug)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_st09_st11_hip_thrust_says_no_more_than_the_trials(library: Library, lang: str) -> None:
    text = _own_words(library[lang, "hip-thrust"])
    assert "34" in text
    assert re.search(r"Måske\.|Kanskje\.|It may\.", text)


def test_st12_the_peer_reviewed_version_is_cited(library: Library) -> None:
    assert all("bioRxiv" not in page.text for page in library.values())
    for lang in LANGUAGES:
        dois = {reference.doi for reference in library[lang, "hip-thrust"].references}
        assert "10.3389/fphys.2023.1279170" in dois


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hf11_the_psoas_page_says_less_curve_went_with_back_trouble(library: Library, lang: str) -> None:
    page = library[lang, "psoas"]
    answers = [q.answer for q in page.questions if re.search(r"stram psoas|tight psoas", q.question)]
    assert len(answers) == 1
    assert re.search(r"mindre svaj|mindre svai|less curve", answers[0])
    assert "10.1186/s12891-017-1534-0" in {reference.doi for reference in page.references}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pf17_pf18_pain_on_squeezing_leads_to_release_and_a_physiotherapist(library: Library, lang: str) -> None:
    text = _own_words(library[lang, "pelvic-floor-quick-long"])
    gate = next(line for line in text.splitlines() if re.match(r"- (Gør det ondt|Gjør det vondt|If it hurts)", line))
    assert library[lang, "pelvic-floor-release"].meta["permalink"] in gate
    assert "fysioterapeut" in gate or "physiotherapist" in gate
    assert re.search(r"to gange|to ganger|twice", text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pn01_pn02_pain_goes_from_zero_to_ten_and_pelvic_pain_stops(library: Library, lang: str) -> None:
    """PN05: the scale is not for the pelvic floor, where any new pain means stop."""
    scale = re.compile(r"\b(0 til 2|0 to 2)\b")
    for slug in ("hip-thrust", "glute-bridge", "supine-march", "banded-knee-raise", "side-plank"):
        assert scale.search(_own_words(library[lang, slug])), slug
    for slug in ("pelvic-floor-quick-long", "pelvic-floor-release"):
        text = _own_words(library[lang, slug])
        assert not scale.search(text)
        assert re.search(r"(Enhver ny smerte|Any new pain)[^.]*(stop)", text)


# --- beside the example pages --------------------------------------------------------------------------------------


def _runs(text: str, length: int = 10) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[n : n + length]) for n in range(len(words) - length + 1)}


def _examples(shared: Path) -> Iterator[Path]:
    yield from (shared / "seeds").glob("*")
    yield from (path for path in (shared / "corpus" / "pages").rglob("*") if path.suffix in (".md", ".json"))


def test_no_sentence_is_taken_from_the_example_pages(library: Library, shared: Path) -> None:
    taken = set().union(*(_runs(path.read_text(encoding="utf-8")) for path in _examples(shared)))
    assert taken
    for key, page in library.items():
        assert _runs(_own_words(page).split("\n---\n", 1)[1]) & taken == set(), key


#: Articles that the rule book names by journal and page, looked up: S37, S40, S47.
LOOKED_UP = {"10.1249/mss.0b013e3181915670", "10.1177/0363546506298279", "10.2519/jospt.2020.9971"}


def test_every_doi_is_one_of_the_rule_books_sources(library: Library, shared: Path) -> None:
    """The rule book names some by journal and article number ("4:e2325"): the last number of the DOI is what counts."""
    book = (shared / "CLINICAL.md").read_text(encoding="utf-8").casefold()
    dois = {reference.doi.casefold() for page in library.values() for reference in page.references if reference.doi}
    assert len(dois) >= 8
    assert [doi for doi in sorted(dois - LOOKED_UP) if re.split(r"[./]", doi)[-1] not in book] == []
