"""Whatever is sent within the described API or beside it: an answer in the described form, and no mistake of ours."""

from __future__ import annotations

import json
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from schemathesis.config import SchemathesisConfig

from hofte.web.api import routes
from hofte.web.api.describe import description

CONFIG = {
    "seed": 1,
    # A parameter that is not described is refused, which a description cannot say.
    "generation": {"max-examples": 6, "deterministic": True, "allow-extra-parameters": False},
    "checks": {
        # A text may be too long in code points (422) or in bytes (413).
        "negative_data_rejection": {"expected-statuses": [400, 404, 405, 413, 415, 422]},
        "positive_data_acceptance": {"expected-statuses": [200, 404, 413]},
    },
}
schema = schemathesis.openapi.from_dict(json.loads(description()), config=SchemathesisConfig.from_dict(CONFIG))
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
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
