"""What the tests of the API share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections


@pytest.fixture(autouse=True)
def nothing_was_asked_before() -> Iterator[None]:
    """How often this address has asked is forgotten after each test."""
    yield
    cache.clear()


@pytest.fixture
def application(library: int) -> Iterator[Any]:
    """The web application as a server sees it, on the starter library and this test's own connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
