"""Whatever is sent within the described API or beside it: an answer in the described form, and no mistake of ours."""

from __future__ import annotations

import json
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig

from hofte.web.api import routes
from hofte.web.api.describe import description

# A parameter that is not described is refused, which a description cannot say.
GENERATION = GenerationConfig(max_examples=6, deterministic=True, allow_extra_parameters=False)
CONFIG = SchemathesisConfig(seed=1, projects=ProjectsConfig(default=ProjectConfig(generation=GENERATION)))
schema = schemathesis.openapi.from_dict(json.loads(description()), config=CONFIG)
schema.app = get_wsgi_application()


@pytest.fixture
def at_leisure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to wait."""
    monkeypatch.setattr(routes.READS, "most", 10**9)
    monkeypatch.setattr(routes.DOSES, "most", 10**9)


@pytest.mark.store("sqlite")
@schema.parametrize()
@hypothesis.settings(deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
def test_whatever_is_sent_gets_the_answer_that_is_described(application: Any, at_leisure: None, case: Any) -> None:
    case.call_and_validate()
