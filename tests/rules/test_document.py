"""docs/clinical-rules.md is what the data says."""

from __future__ import annotations

from pathlib import Path

from hofte.rules.catalogue import rules, sources
from hofte.rules.document import markdown

PAGE = Path(__file__).parents[2] / "docs" / "clinical-rules.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown(), "write hofte.rules.document.markdown() to the page"


def test_the_page_has_every_rule_source_and_mark() -> None:
    page = markdown()
    assert all(f"\n| {one.id} | " in page for one in rules())
    assert all(f"\n- {key}: " in page for key in sources())
    assert "`strength_low_hz` 35 *to be verified*" in page
    assert "Region Sjælland | doctor | 1818 | N1 | to be verified" in page
