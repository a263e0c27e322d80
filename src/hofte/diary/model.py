"""What a diary holds: entries, and what each kind of entry says.

An entry is never changed. What a session is, is read from its entries by :mod:`hofte.diary.fold`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from hofte.coach.model import Event, Plan, RepResult, Timeline
from hofte.core.stored import Json
from hofte.dose.model import Dose


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log.

    Parameters
    ----------
    id : UUID
        Made by whoever writes; the same entry sent twice counts once.
    session : UUID
    seq : int
        Its place among the entries of the session, from 0.
    kind : str
        A key of ``BODIES``; other kinds are kept for a newer Hofte.
    at : datetime
        When it happened, with a time zone; it is kept in UTC.
    body : mapping
        JSON values; the stored form of the kind's class.
    person : UUID or None
        Whose it is; ``None`` is the one person of this machine who never needed an account.
    """

    id: UUID
    session: UUID
    seq: int
    kind: str
    at: datetime
    body: Mapping[str, Json] = field(default_factory=dict)
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """A session began: what was to be done, and by what it is measured. The plan stays as it was that day."""

    exercise: str
    page: str = ""
    page_title: str = ""
    lang: str = ""
    dose: Dose | None = None
    plan: Plan | None = None
    timeline: Timeline | None = None
    device: str = "timer"


@dataclass(frozen=True, slots=True)
class Finished:
    """A session came to its end: ``done``, ``stopped`` by the person, or another reason in one word."""

    reason: str = "done"


@dataclass(frozen=True, slots=True)
class Note:
    """What the person wrote."""

    text: str


@dataclass(frozen=True, slots=True)
class Amended:
    """A repetition was different from what the log says; the entry with the id ``entry`` stays as it was."""

    entry: str
    rep: RepResult


#: The class of each kind's body.
BODIES: Final[Mapping[str, type]] = {
    "session_started": Started,
    "rep": RepResult,
    "event": Event,
    "note": Note,
    "amended": Amended,
    "session_finished": Finished,
}
#: Kinds whose loss would be noticed: they must be on the disk before they are acknowledged.
KEPT_AT_POWER_LOSS: Final = frozenset({"session_started", "session_finished"})


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as it stands now, read from its entries.

    Parameters
    ----------
    session : UUID
    person : UUID or None
    started, started_at : Started and datetime, or None
        ``None`` while the first entry has not arrived.
    finished, finished_at : Finished and datetime, or None
        ``None``: the session was broken off, or is still running.
    reps : tuple of RepResult
        Target and actual side by side, as amended.
    events : tuple of Event
    notes : tuple of str
    amended : int
        How many repetitions are not as the log first said.
    unknown : tuple of str
        Kinds that this Hofte does not know.
    """

    session: UUID
    person: UUID | None = None
    started: Started | None = None
    started_at: datetime | None = None
    finished: Finished | None = None
    finished_at: datetime | None = None
    reps: tuple[RepResult, ...] = ()
    events: tuple[Event, ...] = ()
    notes: tuple[str, ...] = ()
    amended: int = 0
    unknown: tuple[str, ...] = ()
