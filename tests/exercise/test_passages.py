"""The pieces of a page that a dose can stand in."""

from __future__ import annotations

import pytest

from hofte.exercise.passages import LONGEST_HEAD, passages
from hofte.page.read import parse_page


@pytest.mark.parametrize(("head", "is_read"), [("Sæt", True), ("Sæt" + " og" * LONGEST_HEAD, False)])
def test_a_head_is_read_with_each_row_unless_it_is_no_head(head: str, is_read: bool) -> None:
    page = parse_page(f"| Øvelse | {head} |\n|---|---|\n| Knæbøj | 3 |\n| Planke | 2 |\n", lang="da")
    rows = [passage for section in page.sections for block in section.blocks for passage in passages(block)]
    assert [row.label for row in rows] == ["Knæbøj", "Planke"]
    assert [bool(row.head) for row in rows] == [is_read, is_read]
