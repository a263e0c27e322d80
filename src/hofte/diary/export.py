"""A diary to take along: everything as JSON, and the repetitions as a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from hofte.coach.model import RepResult
from hofte.core.errors import NotStored
from hofte.core.stored import Json
from hofte.diary.model import Entry, SessionRecord

FORMAT: Final = "hofte-diary"
VERSION: Final = 1
#: The columns of the table; after ``lang`` they are the fields of a repetition.
REP_FIELDS: Final = tuple(RepResult.__dataclass_fields__)
COLUMNS: Final = ("session", "started_at", "exercise", "page", "lang", *REP_FIELDS)
#: A spreadsheet would take text that begins so for a formula.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def export_json(entries: Iterable[Entry]) -> Iterator[str]:
    """The entries as one JSON document, in pieces of text, so that a long diary needs no memory."""
    yield f'{{"format": "{FORMAT}", "version": {VERSION}, "entries": ['
    for n, entry in enumerate(entries):
        yield (",\n" if n else "\n") + json.dumps(entry_to_json(entry), ensure_ascii=False, allow_nan=False)
    yield "\n]}\n"


def entry_to_json(entry: Entry) -> dict[str, Json]:
    """An entry as plain JSON values."""
    return {
        "id": str(entry.id),
        "session": str(entry.session),
        "person": str(entry.person) if entry.person else None,
        "seq": entry.seq,
        "kind": entry.kind,
        "at": entry.at.astimezone(UTC).isoformat(),
        "body": dict(entry.body),
    }


def entry_from_json(value: Mapping[str, Json]) -> Entry:
    """Read an entry back that :func:`entry_to_json` wrote.

    Raises
    ------
    NotStored
        If a part is missing or is not what it should be.
    """
    try:
        return Entry(
            id=UUID(value["id"]),
            session=UUID(value["session"]),
            seq=int(value["seq"]),
            kind=str(value["kind"]),
            at=datetime.fromisoformat(value["at"]),
            body=dict(value["body"]),
            person=UUID(value["person"]) if value["person"] else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotStored(f"this is no entry of a diary ({error!r})", path="entry") from error


def export_csv(records: Iterable[SessionRecord]) -> Iterator[list[str]]:
    """The repetitions as rows of text, the names of the columns first; what was not measured is empty."""
    yield list(COLUMNS)
    for record in records:
        started = record.started
        about = [
            str(record.session),
            record.started_at.isoformat() if record.started_at else "",
            *(as_text(part) for part in ((started.exercise, started.page, started.lang) if started else ("",) * 3)),
        ]
        for rep in record.reps:
            yield about + [as_text(getattr(rep, name)) for name in REP_FIELDS]


def as_text(value: object) -> str:
    """A value as the cell of a table that no spreadsheet takes for a formula; nothing for ``None``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return as_text(" ".join(map(str, value)))
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
