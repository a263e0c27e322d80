"""Pages of this house beside the starter pages: shown when they may be, gone when they may not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hofte.web.library.models import Document
from hofte.web.library.services import index_library, is_withheld
from hofte.web.search.selectors import Choice, find

pytestmark = pytest.mark.django_db

PAGE = """\
---
title: Tåhævninger på trappe
language: da
kind: exercise
{more}---

1. Stå på kanten af et trin.

**Antal gentagelser:** 3 sæt af 12 gentagelser.
"""


@pytest.fixture
def content(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder, without the starter pages around it."""
    settings.CONTENT = tmp_path / "content"
    (tmp_path / "content" / "da").mkdir(parents=True)
    monkeypatch.setattr("hofte.web.library.services.STARTERS", tmp_path)
    return tmp_path / "content" / "da"


def write(folder: Path, more: str = "") -> None:
    (folder / "taahaevninger.md").write_text(PAGE.format(more=more), encoding="utf-8")


def slugs() -> set[str]:
    keys = find(Choice(lang="da")).documents("exercise", 0, 100)
    return set(Document.objects.filter(pk__in=keys).values_list("slug", flat=True))


def test_a_page_of_the_content_folder_is_in_the_library(content: Path) -> None:
    write(content)
    assert index_library() == 1
    assert slugs() == {"taahaevninger"}
    assert index_library() == 0


def test_a_page_that_is_not_published_is_not_in_the_library(content: Path) -> None:
    write(content, "published: false\n")
    assert index_library() == 0
    assert slugs() == set()


def test_a_page_that_is_withdrawn_leaves_the_library(content: Path) -> None:
    write(content)
    index_library()
    write(content, "published: false\nwithheld:\n  - license-unknown\n")
    index_library()
    assert slugs() == set()


def test_a_file_that_is_no_page_is_passed_over(content: Path) -> None:
    write(content)
    (content / "picture.md").write_bytes(b"\xff\xd8\xff")
    assert index_library() == 1


@pytest.mark.parametrize(
    ("text", "withheld"),
    [
        ("---\npublished: false\n---\n\nHej\n", True),
        ("---\npublished: False\n---\n", True),
        ("---\ntitle: x\n---\n\npublished: false\n", False),
        ("---\npublished: 2024-01-01\n---\n", False),
        ("---\nbroken: [\npublished: false\n---\n", True),
    ],
)
def test_only_the_front_matter_withholds_a_page(text: str, withheld: bool) -> None:
    assert is_withheld(text) is withheld
