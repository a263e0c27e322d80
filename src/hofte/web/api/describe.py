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
    schemas = told["components"]["schemas"]
    schemas.pop("Asked")  # it is told as parameters
    for methods in told["paths"].values():
        for operation in methods.values():
            operation["parameters"] = _named(operation["parameters"], "Lang", schemas["Lang"]["enum"])
            for status, response in operation["responses"].items():
                if not status.startswith("2"):
                    # The framework knows one media type only.
                    response["content"] = {MEDIA_TYPE: response["content"].pop("application/json")}
    for part in ("paths", "components"):
        told[part] = _without_titles(told[part])
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _named(told: Any, name: str, words: list[str]) -> Any:
    """Parameters in which a set of words that has a name is called by it."""
    if isinstance(told, list):
        return [_named(part, name, words) for part in told]
    if not isinstance(told, dict):
        return told
    if told.get("enum") == words:
        return {"$ref": f"#/components/schemas/{name}"}
    return {key: _named(part, name, words) for key, part in told.items()}


def _without_titles(told: Any) -> Any:
    """A description without the names that are said again in other letters; a property may be called ``title``."""
    if isinstance(told, list):
        return [_without_titles(part) for part in told]
    if not isinstance(told, dict):
        return told
    return {name: _without_titles(part) for name, part in told.items() if name != "title" or isinstance(part, dict)}
