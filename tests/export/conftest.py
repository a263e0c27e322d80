"""What the tests of data out share: schema.org's vocabulary, and what breaks it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

VOCABULARY: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("vocabulary.json").read_text(encoding="utf-8")
)["types"]

DAY = re.compile(r"\d{4}-\d\d-\d\d")
SPAN = re.compile(r"PT\d+(?:\.\d+)?S")
ADDRESS = re.compile(r"https?://[^\s<>\"{}]+")
#: How a plain value must look where schema.org expects one of its data types.
FITS = {
    "Text": lambda value: isinstance(value, str) and value == value.strip() != "",
    "URL": lambda value: isinstance(value, str) and ADDRESS.fullmatch(value) is not None,
    "Number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Date": lambda value: isinstance(value, str) and DAY.fullmatch(value) is not None,
    "Duration": lambda value: isinstance(value, str) and SPAN.fullmatch(value) is not None,
}


def kinds(name: str) -> Iterator[str]:
    """A type and every type that it is one of."""
    yield name
    for parent in VOCABULARY[name]["is_a"]:
        yield from kinds(parent)


def expected(name: str, key: str) -> list[str] | None:
    """What a property of a type may hold; ``None`` when the type has no such property."""
    return next((VOCABULARY[kind]["has"][key] for kind in kinds(name) if key in VOCABULARY[kind]["has"]), None)


def faults(graph: dict[str, Any]) -> list[str]:
    """What of a JSON-LD graph is not schema.org's; links within it lead somewhere."""
    nodes = {node["@id"]: node for node in graph["@graph"]}
    found = [fault for node in graph["@graph"] for fault in _node(node, nodes)]
    return found if graph["@context"] == "https://schema.org" else ["context", *found]


def _node(node: dict[str, Any], nodes: dict[str, Any]) -> Iterator[str]:
    kind = node.get("@type", "")
    if kind not in VOCABULARY:
        yield f"no type: {node}"
        return
    for key, value in node.items():
        if key.startswith("@"):
            continue
        ranges = expected(kind, key)
        if ranges is None:
            yield f"{kind} has no {key}"
            continue
        for one in value if isinstance(value, list) else [value]:
            yield from _value(f"{kind}.{key}", one, ranges, nodes)


def _value(place: str, value: Any, ranges: list[str], nodes: dict[str, Any]) -> Iterator[str]:
    if not isinstance(value, dict):
        if not any(FITS[name](value) for name in ranges if name in FITS):
            yield f"{place}: {value!r} is none of {ranges}"
        return
    target = nodes.get(value["@id"]) if list(value) == ["@id"] else value
    if target is None:
        yield f"{place}: nothing is {value['@id']}"
    elif not set(kinds(target["@type"])) & set(ranges):
        yield f"{place}: {target['@type']} is none of {ranges}"
    elif target is value:
        yield from _node(value, nodes)
