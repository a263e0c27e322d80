"""free-exercise-db: one JSON object an exercise, or all of them in one list.

Its texts are given away under the Unlicense. Its photos came from elsewhere and nobody knows their licence, so they are
named and not published.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hofte.core.errors import PageUnreadable
from hofte.intake.front import is_empty
from hofte.intake.model import CleanPage, Found, Imported, Kind, NoFacts, Pictures, Rights, Source, no_survey
from hofte.intake.notes import Notes
from hofte.intake.records import MAX_BYTES, maps, read_json, steps, text, texts
from hofte.intake.walk import files_below
from hofte.intake.words import slug
from hofte.intake.written import fitting

LICENSE = "Unlicense"
_KNOWN = frozenset(
    {"name", "force", "level", "mechanic", "equipment", "primaryMuscles", "secondaryMuscles", "instructions",
     "category", "images", "id", "alternateNames", "aliases", "description"}
)  # fmt: skip


def find(root: Path) -> Found:
    """Every JSON file; what is no exercise in them is noted when they are read."""
    return Found(tuple(files_below(root, frozenset({".json"}))))


def convert(source: Source, _: NoFacts, rights: Rights) -> Imported:
    """The exercises of one file as Hofte pages.

    Raises
    ------
    PageUnreadable
        If it is no JSON.
    """
    held, notes = read_json(source), Notes()
    records = list(maps(held if isinstance(held, list) else [held]))
    exercises = [one for one in records if text(one, "name") and isinstance(one.get("instructions"), list)]
    if not exercises:
        raise PageUnreadable(f"{source.path} holds no exercise", hint="an exercise has a name and instructions")
    total = len(held) if isinstance(held, list) else 1
    if total > len(exercises):
        notes.on_line(
            0, "no-exercise", f"{total - len(exercises)} of {total} entries are no exercises and were left out"
        )
    return Imported(tuple(_page(one, source, rights, notes) for one in exercises), notes.findings)


def _page(record: Mapping[str, Any], source: Source, rights: Rights, notes: Notes) -> CleanPage:
    name, pictures = text(record, "name"), Pictures(rights.pictures)
    for image in texts(record.get("images")):
        pictures.add(image, alt=name)
    lines = texts(record.get("instructions"))
    if not lines:
        notes.on_line(0, "no-instructions", f"{name!r} says nothing of how it is done")
    meta = {
        "title": name,
        "excerpt": text(record, "description"),
        "level": text(record, "level"),
        "force": text(record, "force"),
        "mechanic": text(record, "mechanic"),
        "categories": texts(record.get("category")),
        "equipment": texts(record.get("equipment")),
        "muscle_group": texts(record.get("primaryMuscles")),
        "secondary_muscles": texts(record.get("secondaryMuscles")),
        "alternative_titles": texts(record.get("alternateNames")) or texts(record.get("aliases")),
        "kind": "exercise",
        "language": "en",
        "id": text(record, "id"),
        "pictures": pictures.as_meta(),
        "license": LICENSE,
        "author": rights.author or "free-exercise-db",
        "source": {"kind": "free-exercise-db", "path": source.path},
        "site": {key: value for key, value in record.items() if key not in _KNOWN and not is_empty(value)},
    }
    kept = {key: value for key, value in meta.items() if not is_empty(value)}
    name = slug(text(record, "id", "name")) or slug(source.path)
    return fitting(CleanPage("en", name, kept, steps(lines)), notes)


FREE_EXERCISE_DB = Kind("free-exercise-db", find, no_survey, convert, MAX_BYTES)
