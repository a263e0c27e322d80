"""What a diary holds: entries, and what each kind of entry says.

An entry is never changed. What a session is, is read from its entries by :mod:`hofte.diary.fold`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from hofte.coach.measured import Measured
from hofte.coach.model import Event, Plan, RepResult, Timeline
from hofte.core.stored import Json
from hofte.dose.model import Dose
from hofte.emg.level import Scale


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


Purpose = Literal["training", "calibration", "assessment"]


@dataclass(frozen=True, slots=True)
class Started:
    """A session began: what was to be done, and by what it is measured. The plan stays as it was that day.

    ``scope`` is whose rules bind it, and so which muscle the sensor is on. Of a calibration ``then`` is the session
    that waits for it, as the text of a UUID, and ``attempt`` counts from 0. ``keeps_signal``: the person chose to keep
    the recording.
    """

    exercise: str
    page: str = ""
    page_title: str = ""
    lang: str = ""
    dose: Dose | None = None
    plan: Plan | None = None
    timeline: Timeline | None = None
    device: str = "timer"
    purpose: Purpose = "training"
    scope: str = ""
    then: str = ""
    attempt: int = 0
    keeps_signal: bool = False


@dataclass(frozen=True, slots=True)
class Guided:
    """By what a session is really guided: the sensor with the scales of that day (PF20), or ``timer`` without any.

    The scales stay with the session, so that it means the same whenever it is read again.
    """

    device: str = "timer"
    scales: Mapping[str, Scale] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The scale of one channel of a sensor on one muscle; good on the day of the entry and on no other (PF20)."""

    device: str
    scope: str
    channel: str
    scale: Scale


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
    "guided": Guided,
    "measured": Measured,
    "calibrated": Calibrated,
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
    guided : Guided or None
        ``None``: nobody has chosen yet, or it needs no choice.
    measured : tuple of Measured
        Of a calibration or an assessment.
    calibrated : tuple of Calibrated
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
    guided: Guided | None = None
    measured: tuple[Measured, ...] = ()
    calibrated: tuple[Calibrated, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def device(self) -> str:
        """What really measures: a calibration needs no scale to begin with, everything else has to have one."""
        if self.guided:
            return self.guided.device
        return self.started.device if self.started and self.started.purpose == "calibration" else "timer"

    @property
    def needs_scale(self) -> bool:
        """Whether it was to be measured, and nobody has said yet with which scale, or that it goes by the clock."""
        started = self.started
        if self.guided or started is None or started.purpose == "calibration":
            return False
        return started.device != "timer"
