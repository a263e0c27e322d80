"""What the tests of the API share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_was_asked_before() -> Iterator[None]:
    """How often this address has asked is forgotten after each test."""
    yield
    cache.clear()
