"""The table of entries, as the web application's framework would make it, and entries as its rows.

Django 5.2 makes exactly this on SQLite from the model ``training.Entry`` (table ``training_entry``)::

    id      = UUIDField(primary_key=True)      char(32), hexadecimal without dashes
    session = UUIDField()                      char(32)
    person  = UUIDField(null=True)             char(32) or NULL
    seq     = PositiveIntegerField()
    kind    = CharField(max_length=32)
    at      = DateTimeField()                  text in UTC, "2026-01-31 12:00:00.5" (no fraction when it is zero)
    body    = JSONField()                      text that is JSON
    UniqueConstraint(fields=["session", "seq"], name="training_entry_session_seq")
    Index(fields=["person", "at"], name="training_entry_person_at")

so that one file serves the terminal and the web application, and the same model makes ``uuid``,
``timestamp with time zone`` and ``jsonb`` on PostgreSQL. What PostgreSQL cannot keep is refused here already.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from hofte.core.errors import DiaryError
from hofte.diary.model import Entry

TABLE: Final = "training_entry"
COLUMNS: Final = ("id", "session", "person", "seq", "kind", "at", "body")
#: ``PRAGMA user_version`` of a file with this schema; 0 when the web application made the table.
VERSION: Final = 1
LONGEST_KIND: Final = 32
#: The character number 0 in JSON text, not two backslashes and a word; PostgreSQL refuses it.
NUL: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")

SCHEMA: Final = (
    'CREATE TABLE IF NOT EXISTS "training_entry" ("id" char(32) NOT NULL PRIMARY KEY, '
    '"session" char(32) NOT NULL, "person" char(32) NULL, "seq" integer unsigned NOT NULL CHECK ("seq" >= 0), '
    '"kind" varchar(32) NOT NULL, "at" datetime NOT NULL, '
    '"body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), '
    'CONSTRAINT "training_entry_session_seq" UNIQUE ("session", "seq"))',
    'CREATE INDEX IF NOT EXISTS "training_entry_person_at" ON "training_entry" ("person", "at")',
)

Row = tuple[str, str, str | None, int, str, str, str]


def to_row(entry: Entry) -> Row:
    """The columns of an entry, in the order of ``COLUMNS``.

    Raises
    ------
    DiaryError
        If a value has no place in the table: a time without zone, a number that JSON does not have, text that no
        database keeps.
    """
    if entry.at.tzinfo is None:
        raise DiaryError(f"the entry {entry.id} has a time without a time zone")
    if not 0 < len(entry.kind) <= LONGEST_KIND or not 0 <= entry.seq < 2**31:
        raise DiaryError(f"the entry {entry.id} cannot be of kind {entry.kind!r} with number {entry.seq}")
    person = entry.person.hex if entry.person else None
    at = str(entry.at.astimezone(UTC).replace(tzinfo=None))
    return (entry.id.hex, entry.session.hex, person, entry.seq, entry.kind, at, _to_text(entry))


def from_row(row: tuple[Any, ...]) -> Entry:
    """The entry of a row in the order of ``COLUMNS``.

    Raises
    ------
    DiaryError
        If a column does not hold what it should.
    """
    try:
        entry, session, person, seq, kind, at, text = row
        body = json.loads(text)
        return Entry(
            id=UUID(entry),
            session=UUID(session),
            seq=int(seq),
            kind=str(kind),
            at=datetime.fromisoformat(at).replace(tzinfo=UTC),
            body=dict(body.items()),
            person=UUID(person) if person else None,
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise DiaryError(
            f"an entry of the diary cannot be read ({error})", hint="the file is damaged; fetch your last copy of it"
        ) from error


def _to_text(entry: Entry) -> str:
    try:
        text = json.dumps(dict(entry.body), allow_nan=False, ensure_ascii=False)
        text.encode()
    except (TypeError, ValueError) as error:
        raise DiaryError(f"the entry {entry.id} cannot be kept: {error}") from error
    if NUL.search(text):
        raise DiaryError(f"the entry {entry.id} holds a character that no text has (number 0)")
    return text
