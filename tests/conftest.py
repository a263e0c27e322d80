"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

settings.register_profile("hofte", derandomize=True, deadline=None, max_examples=60, print_blob=True)
settings.load_profile("hofte")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of example pages, gold doses and recordings that lies beside the project (in CI always)."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the shared example data is missing; in CI nothing is skipped")
        pytest.skip("the shared example data does not lie beside this clone")
    return folder
