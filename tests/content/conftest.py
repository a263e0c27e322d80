"""The starter library, read once."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from hofte.page.model import Page
from hofte.page.read import read_page

ROOT = Path(str(files("hofte") / "content"))


@pytest.fixture(scope="session")
def library() -> dict[tuple[str, str], Page]:
    """Every page by language and slug."""
    return {(file.parent.name, file.stem): read_page(file) for file in sorted(ROOT.glob("*/*.md"))}
