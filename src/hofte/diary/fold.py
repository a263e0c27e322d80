"""From entries to sessions: pure functions, no file.

Entries may come in any order and more than once (a phone that was offline sends what it has); the record is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from hofte.coach.measured import Measured
from hofte.coach.model import Event, RepResult
from hofte.core.errors import DiaryError, NotStored
from hofte.core.stored import from_json
from hofte.diary.model import BODIES, Amended, Calibrated, Entry, Finished, Guided, Note, SessionRecord, Started

T = TypeVar("T")


def fold(entries: Iterable[Entry]) -> SessionRecord:
    """Read one session from its entries.

    Parameters
    ----------
    entries : iterable of Entry
        Of one session, in any order; an entry that is there twice counts once.

    Returns
    -------
    SessionRecord
        The first start and the last end count; an amended repetition stands as its last amendment says.

    Raises
    ------
    DiaryError
        If there is no entry, they are of several sessions, or a body does not fit its kind.
    """
    log = sorted({entry.id: entry for entry in entries}.values(), key=lambda entry: entry.seq)
    if len({entry.session for entry in log}) != 1:
        raise DiaryError("a session is read from the entries of that session alone, at least one")
    starts, ends = _of(log, "session_started", Started), _of(log, "session_finished", Finished)
    reps = {entry.id.hex: rep for entry, rep in _of(log, "rep", RepResult)}
    changes = {change.entry: change.rep for _, change in _of(log, "amended", Amended) if change.entry in reps}
    started, started_at = (starts[0][1], starts[0][0].at) if starts else (None, None)
    finished, finished_at = (ends[-1][1], ends[-1][0].at) if ends else (None, None)
    return SessionRecord(
        session=log[0].session,
        person=log[0].person,
        started=started,
        started_at=started_at,
        finished=finished,
        finished_at=finished_at,
        reps=tuple((reps | changes).values()),
        events=tuple(event for _, event in _of(log, "event", Event)),
        notes=tuple(note.text for _, note in _of(log, "note", Note)),
        amended=len(changes),
        guided=next((guided for _, guided in reversed(_of(log, "guided", Guided))), None),
        measured=tuple(measured for _, measured in _of(log, "measured", Measured)),
        calibrated=tuple(calibrated for _, calibrated in _of(log, "calibrated", Calibrated)),
        unknown=tuple(sorted({entry.kind for entry in log} - set(BODIES))),
    )


def fold_all(entries: Iterable[Entry]) -> tuple[SessionRecord, ...]:
    """Read all sessions, the earliest first; errors as :func:`fold`."""
    sessions: dict[UUID, list[Entry]] = {}
    for entry in entries:
        sessions.setdefault(entry.session, []).append(entry)
    ordered = sorted(sessions.values(), key=lambda log: (min(entry.at for entry in log), log[0].session))
    return tuple(fold(log) for log in ordered)


def _of(log: Sequence[Entry], kind: str, body: type[T]) -> list[tuple[Entry, T]]:
    return [(entry, _read(entry, body)) for entry in log if entry.kind == kind]


def _read(entry: Entry, body: type[T]) -> T:
    try:
        return from_json(body, entry.body)
    except NotStored as error:
        raise DiaryError(
            f"entry {entry.seq} of session {entry.session} cannot be read: {error.message}",
            hint="it may come from a newer Hofte",
        ) from error
