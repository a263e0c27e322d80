"""The description of the API for programs: OpenAPI 3.1, as it is served and as it stands in docs/openapi.json."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from hofte.web.api.problems import MEDIA_TYPE
from hofte.web.api.routes import PREFIX, api


@cache
def description() -> str:
    """The description as JSON."""
    told: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{PREFIX}/")))
    told.pop("servers")  # wherever it is read from
    for methods in told["paths"].values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if not status.startswith("2"):
                    # The framework knows one media type only.
                    response["content"] = {MEDIA_TYPE: response["content"].pop("application/json")}
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"
