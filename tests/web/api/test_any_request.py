"""Whatever is sent within the described API or beside it: an answer in the described form, and no mistake of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig

from hofte.web.api import routes
from hofte.web.api.describe import description

# What is not described is refused, which a description cannot say.
GENERATION = GenerationConfig(max_examples=6, deterministic=True, allow_extra_parameters=False)
CONFIG = SchemathesisConfig(seed=1, projects=ProjectsConfig(default=ProjectConfig(generation=GENERATION)))
schema = schemathesis.openapi.from_dict(json.loads(description()), config=CONFIG)
schema.app = get_wsgi_application()


@pytest.fixture
def at_leisure(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody has to wait, and the test's own connection stays open after a request."""
    monkeypatch.setattr(routes.READS, "most", 10**9)
    monkeypatch.setattr(routes.DOSES, "most", 10**9)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.store("sqlite")
@schema.parametrize()
@hypothesis.settings(deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
def test_whatever_is_sent_gets_the_answer_that_is_described(library: int, at_leisure: None, case: Any) -> None:
    case.call_and_validate()
