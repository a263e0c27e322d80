"""Appending to the log: idempotent, in order, safe when several workers write to one session."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from hofte.coach.model import Event, RepResult
from hofte.core.errors import DiaryError
from hofte.core.stored import Json, to_json
from hofte.diary.rows import NUL
from hofte.web.training.models import Entry, Signal

#: No session has this many entries; more is a flood.
MOST_ENTRIES: Final = 20_000
_ATTEMPTS: Final = 8


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be appended; ``id`` makes it count once however often it is sent."""

    id: UUID
    kind: str
    body: Json
    at: datetime | None = None


def line(kind: str, body: object, *, entry: UUID | None = None) -> Line:
    """A line of what has just happened."""
    return Line(entry or uuid4(), kind, to_json(body))


def event_line(entry: UUID, event: Event) -> Line:
    """A line for an event that a browser or the judge has named."""
    return Line(entry, "event", to_json(event))


def rep_line(session: UUID, result: RepResult) -> Line:
    """A line for a repetition: the same repetition of a session is always the same entry."""
    return Line(rep_id(session, result), "rep", to_json(result))


def rep_id(session: UUID, result: RepResult) -> UUID:
    """The id of a repetition's entry."""
    return uuid5(session, f"rep-{result.side}-{result.set}-{result.rep}")


def append(session: UUID, person: UUID | None, lines: Sequence[Line]) -> list[UUID]:
    """Append lines to a session's log; what is there already stays as it is.

    Returns
    -------
    list of UUID
        The ids of all lines, in the order given: each is safe in the database now.

    Raises
    ------
    DiaryError
        If the session would hold more than ``MOST_ENTRIES``, or a text cannot be kept.
    """
    for part in lines:
        _check(part)
    for attempt in range(_ATTEMPTS):
        try:
            with transaction.atomic():
                _append(session, person, lines)
        except IntegrityError:
            # Another worker took the same place in the order; the next attempt sees what it wrote.
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            break
    return [part.id for part in lines]


def _check(part: Line) -> None:
    """Refuse what one of the databases would refuse, or keep and not give back."""
    try:
        text = json.dumps(part.body, allow_nan=False, ensure_ascii=False)
        text.encode()
    except (TypeError, ValueError) as error:
        raise DiaryError(f"an entry of the kind {part.kind} cannot be kept: {error}") from error
    if NUL.search(text):
        raise DiaryError("a text holds a character that no text has (number 0)")


def _append(session: UUID, person: UUID | None, lines: Sequence[Line]) -> None:
    _take_turn(session)
    unique = {part.id: part for part in lines}
    known = set(Entry.objects.filter(id__in=unique).values_list("id", flat=True))
    last = Entry.objects.filter(session=session).aggregate(last=Max("seq"))["last"]
    first = 0 if last is None else last + 1
    new = [part for part in unique.values() if part.id not in known]
    if first + len(new) > MOST_ENTRIES:
        raise DiaryError("this session has more entries than a session can have", hint="begin a new one")
    now = timezone.now()
    Entry.objects.bulk_create(
        Entry(
            id=part.id, session=session, person=person, seq=first + n, kind=part.kind, at=part.at or now, body=part.body
        )
        for n, part in enumerate(new)
    )


def _take_turn(session: UUID) -> None:
    """Let several workers write to a session one after the other: who only tried again could lose every time."""
    if connection.features.has_select_for_update:
        list(Entry.objects.select_for_update().filter(session=session, seq=0).values_list("pk"))


def erase_session(session: UUID) -> None:
    """Delete a session; nothing of it is kept."""
    Entry.objects.filter(session=session).delete()
    Signal.objects.filter(session=session).delete()
    _scrub()


def erase_person(person: UUID) -> None:
    """Delete all entries of a person; nothing of them is kept."""
    Entry.objects.filter(person=person).delete()
    Signal.objects.filter(person=person).delete()
    _scrub()


def _scrub() -> None:
    """Let SQLite overwrite what was deleted in its journal too, which happens once that is folded in."""
    if connection.vendor == "sqlite":
        transaction.on_commit(_fold_journal)


def _fold_journal() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
