"""What a page can be chosen by: read from its front matter in any language, under one name for all of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hofte.exercise.model import Reading
from hofte.page.model import Page
from hofte.search.lexicon import concept

#: The facets in the order in which they are shown. Those of :data:`SWITCHES` are said of a page or not.
FACETS = ("muscle", "body", "equipment", "type", "level", "language")
SWITCHES = ("playable", "free")
ON = "1"
#: A value that is none of ours is shown as the page writes it, up to this length.
LONGEST_VALUE = 60
_MOST_VALUES = 30
_NO_EQUIPMENT = {"none", "mat"}


def facets_of(page: Page, reading: Reading) -> dict[str, list[str]]:
    """The values of a page by facet.

    ``free`` (needs no equipment) is said only of a page that names its equipment, and names nothing more than a mat.
    """
    meta, lang = page.meta, page.lang
    muscles = _named(lang, "muscles", _texts(meta, "muscle_group"))
    equipment = _named(lang, "equipment", _texts(meta, "equipment"))
    tags = {concept(lang, "equipment", tag) for tag in _texts(meta, "tags")}
    found = {
        "muscle": muscles,
        "body": _body(lang, meta, muscles),
        "equipment": [name for name in equipment if name != "none"],
        "type": _types(page),
        "level": _named(lang, "levels", _texts(meta, "level", "difficulty")),
        "language": [lang] if lang else [],
        "playable": [ON] if any(exercise.doses for exercise in reading.exercises) else [],
        "free": [ON] if _NO_EQUIPMENT.issuperset(equipment) and (equipment or "none" in tags) else [],
    }
    return {name: values[:_MOST_VALUES] for name, values in found.items() if values}


def _types(page: Page) -> list[str]:
    types = _named(page.lang, "types", _texts(page.meta, "training_type"))
    return types if page.kind == "exercise" or page.kind in types else [*types, page.kind]


def _body(lang: str, meta: Mapping[str, Any], muscles: Sequence[str]) -> list[str]:
    said = (concept(lang, "body", text) for text in _texts(meta, "bodyParts", "categories"))
    trained = (part_of_body(muscle) for muscle in muscles)
    return [*dict.fromkeys(part for part in (*said, *trained) if part)]


def _named(lang: str, subject: str, texts: Iterable[str]) -> list[str]:
    """Each text by the name that all languages share, or as it is."""
    names = (concept(lang, subject, text) or " ".join(text.casefold().split())[:LONGEST_VALUE] for text in texts)
    return [*dict.fromkeys(name for name in names if name)]


def _texts(meta: Mapping[str, Any], *keys: str) -> Iterator[str]:
    for key in keys:
        value = meta.get(key)
        for text in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(text, str):
                yield text.replace("\0", " ")


@cache
def body_map() -> Mapping[str, Any]:
    """The muscle map's shapes, and where on the body each muscle is (``bodymap.toml``)."""
    return tomllib.loads(Path(__file__).with_name("bodymap.toml").read_text(encoding="utf-8"))


def part_of_body(muscle: str) -> str:
    """The part of the body that a muscle is of; empty when it is none of ours."""
    return str(body_map()["body"].get(muscle, ""))
