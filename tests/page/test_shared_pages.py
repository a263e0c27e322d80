"""The example pages, and the real pages of the corpus, read whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hofte.page.model import Block, Page
from hofte.page.read import read_page


def seed(shared: Path, number: int) -> Page:
    return read_page(next((shared / "seeds").glob(f"{number:03d}_*")))


def blocks(page: Page) -> list[Block]:
    return [block for section in page.sections for block in section.blocks]


def test_the_hip_thrust_page(shared: Path) -> None:
    page = seed(shared, 0)
    assert (page.title, page.lang, page.kind) == ("Hip thrusters: Avanceret glute-øvelse", "da", "exercise")
    assert (page.lang_declared, page.published, page.updated) == (True, None, date(2024, 10, 18))
    assert page.meta["gallery"][2]["title"] == "Hip thrusts"
    steps = [block for block in blocks(page) if block.ordered]
    assert [len(block.items) for block in steps] == [6, 6, 3]
    variants = [
        one.heading.text for one in page.sections if one.heading and one.path == ("Varianter af hip thrusters",)
    ]
    assert variants == ["Et-bens hip thrust", "1½ hip thrust", "Hip thrust med hold", "Hip thrust i Smith-stativ"]
    assert [reference.year for reference in page.references] == [2018, 2015, 2023]
    assert [reference.line for reference in page.references] == [136, 137, 138]
    assert page.findings == ()


def test_the_psoas_page(shared: Path) -> None:
    page = seed(shared, 1)
    assert (page.lang, page.lang_declared, page.kind) == ("da", False, "knowledge")
    assert (page.published, page.updated) == (date(2025, 9, 13), date(2025, 9, 13))
    tables = [block for block in blocks(page) if block.kind == "table"]
    assert [(len(table.header), len(table.rows)) for table in tables] == [(3, 3), (3, 3)]
    asked = [question.question for question in page.questions]
    assert "Hvordan aktiverer jeg psoas med supine march?" in asked
    assert len(asked) == 17
    assert all(question.span.of(page.text) for question in page.questions)
    assert page.findings == ()


def test_the_pelvic_floor_page(shared: Path) -> None:
    page = seed(shared, 2)
    assert (page.title, page.lang) == ("Bekkenbunnstrening - ikke bare knip", "nb")
    assert page.published == date(2025, 12, 14)
    headings = [one.heading.text for one in page.sections if one.heading]
    assert headings == [
        "Bekkenbunnstrening - ikke bare knip",
        "Du gjør det sannsynligvis feil (og du er ikke alene)",
        "Å slappe av er like viktig som å stramme",
        "Den virkelige grunnen til at mange gir opp",
        "Det finnes teknologisk hjelp",
        "Bekkenbunnen din trenger både sprint- og maratontrening",
        "Konklusjon",
        "Vil du ha mer som dette?",
    ]
    programme = [block for block in blocks(page) if block.kind == "list"][-1]
    assert [item.line for item in programme.items] == [30, 31]
    assert page.findings == ()


def real_pages(shared: Path) -> list[Path]:
    return sorted((shared / "corpus" / "pages").rglob("*.md"))


def test_real_pages_are_read_whole(shared: Path) -> None:
    for file in real_pages(shared):
        page = read_page(file)
        assert page.title
        assert page.lang == ("en" if file.name == "README.md" else "da")
        for block in blocks(page):
            assert block.source == block.span.of(page.text)
        assert {one.code for one in page.findings} <= {"date-order"}, file.name


@pytest.mark.parametrize("name", ["toe-yoga", "side-plank", "hip-thrust", "mcgill-curl-up"])
def test_real_exercise_pages_have_steps_tables_and_questions(shared: Path, name: str) -> None:
    page = read_page(shared / "corpus/pages/fysfinder/styrkeoevelser/ovelser" / f"{name}.md")
    assert page.kind == "exercise"
    assert sum(block.ordered for block in blocks(page)) == 1
    assert sum(block.kind == "table" for block in blocks(page)) == 2
    assert len(page.questions) >= 5


def test_a_real_page_with_its_dates_swapped(shared: Path) -> None:
    page = read_page(shared / "corpus/pages/fysfinder/ordbog/gulvoevelser.md")
    assert [one.code for one in page.findings] == ["date-order"]
