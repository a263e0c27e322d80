"""One live session in this process: the coach, the simulated muscle if there is one, and the time between two clocks.

Knows no socket and no database: messages in, what is to be kept and what is to be sent out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from uuid import UUID, uuid4, uuid5

from hofte.coach.model import Entered, Event, Finished, Judged, RepResult, Said
from hofte.coach.session import Session, SessionOutput
from hofte.core.errors import HofteError, ValueInvalid
from hofte.core.stored import Json, from_json
from hofte.device.simulated import Simulated
from hofte.diary.model import SessionRecord
from hofte.emg.features import FeatureStream
from hofte.emg.level import Scale
from hofte.emg.model import Features
from hofte.web.training.log import Line, event_line, line, rep_line
from hofte.web.training.pace import Pace

#: What a simulated person gives in each kind of phase, from 0 to 1 of their maximum.
WISHES = {"work": 0.75, "hold": 0.7}
#: The other muscles that the simulated sensor measures.
REFERENCES: Final = ("buttock",)
_SIGNAL: Final = ("signal_lost", "signal_back")


@dataclass(slots=True)
class Answer:
    """What follows from a message: lines to keep (before anything is acknowledged), events and levels to send."""

    lines: list[Line] = field(default_factory=list)
    events: list[tuple[UUID, Event]] = field(default_factory=list)
    reps: list[RepResult] = field(default_factory=list)
    levels: list[Features] = field(default_factory=list)


class Room:
    """A session that is being played.

    Parameters
    ----------
    record : SessionRecord
        The session as its log has it; events in it are heard first, so that a restart goes on where it stood.
    pace : Pace
        What time it is in the session.
    heard : iterable of UUID
        The ids of the events in the log: one that comes again (its acknowledgement got lost) is not heard twice.
    """

    def __init__(self, record: SessionRecord, pace: Pace, heard: Iterable[UUID] = ()) -> None:
        if record.started is None or record.started.timeline is None:
            raise ValueInvalid("this session has no timeline")
        self.id = record.session
        self._pace = pace
        self._session = Session(record.started.timeline)
        self._device, _, self._character = record.started.device.partition(":")
        self._scales = _scales(self._character or "strong") if self.is_measured else {}
        self._sensor: Simulated | None = None
        self._stream: FeatureStream | None = None
        self._wished = 0.0
        self._troubles: tuple[str, ...] = ()  # why the newest frame has no level
        self._kept = {(rep.side, rep.set, rep.rep) for rep in record.reps}
        self._heard = set(heard)
        self._done = True  # what follows from the log is in the log
        self._told_signal = ""  # which of _SIGNAL the browser has heard, or said itself
        for event in record.events:
            self._play(event, Answer())
        self._done, self._told_signal = record.finished is not None, ""

    @property
    def is_finished(self) -> bool:
        return self._session.is_finished

    @property
    def is_measured(self) -> bool:
        """Whether a sensor runs here on the server."""
        return self._device == "simulated"

    def hear(self, events: Sequence[tuple[UUID, Event]]) -> Answer:
        """Events of the person or the browser's clock."""
        answer = Answer()
        for entry, event in events:
            if entry not in self._heard:
                self._heard.add(entry)
                answer.lines.append(event_line(entry, event))
                if event.kind in _SIGNAL:
                    self._told_signal = event.kind
                self._play(event, answer)
        return answer

    def feed(self, frames: Iterable[Features]) -> Answer:
        """Features that a sensor in the browser has measured."""
        answer = Answer()
        for frame in frames:
            self._troubles = frame.problems
            self._follow(self._session.feed(frame), answer)
            answer.levels.append(frame)
        return answer

    def pump(self) -> Answer:
        """Read the sensor that runs here; lets the clock go on in any case."""
        if not math.isfinite(self._pace.now_s) or self._session.is_finished:
            return Answer()
        try:
            frames = self._frames()
        except HofteError:
            # The sensor is gone: the judge notices by itself that nothing comes, and the clock goes on alone.
            self.close()
            self._device = "timer"
            frames = []
        answer = self.feed(frames)
        self._follow(self._session.handle(Event("tick", self._pace.now_s)), answer)
        return answer

    def close(self) -> None:
        """Let the sensor go."""
        if self._sensor is not None:
            self._sensor.close()
            self._sensor = self._stream = None

    def _frames(self) -> list[Features]:
        if self._device != "simulated":
            return []
        if self._sensor is None or self._stream is None:
            clock, start_s = self._pace.clock, self._pace.now_s
            self._sensor = Simulated(character=self._character or "strong", references=REFERENCES, clock=clock)
            self._sensor.open()
            self._stream = FeatureStream(self._sensor.description, self._scales, start_s=start_s)
            self._wished = 0.0
            self._wish()
        stream = self._stream
        return [frame for block in self._sensor.read() for frame in stream.feed(block)]

    def _wish(self) -> None:
        """The simulated person does what the phase at hand asks for."""
        if self._sensor is None:
            return
        phase = self._session.phase
        runs = phase is not None and self._session.player.state == "running"
        wished = WISHES.get(phase.kind, 0.0) if phase and runs else 0.0
        if wished != self._wished:
            self._wished = wished
            self._sensor.intend(wished)

    def _play(self, event: Event, answer: Answer) -> None:
        """Have the coach hear an event; a logged tick is the last of a browser, whose clock has ended the session."""
        self._follow(self._session.handle(event), answer)
        if event.kind == "tick":
            while not self._session.is_finished and (deadline_s := self._session.deadline_s) is not None:
                self._follow(self._session.handle(Event("tick", deadline_s)), answer)
            self._follow(self._session.handle(Event("stop", event.at_s)), answer)

    def _follow(self, outputs: Sequence[SessionOutput], answer: Answer) -> None:
        """Add to an answer what follows from the coach's."""
        for decided in self._session.decided:
            if decided.kind in _SIGNAL and decided.kind != self._told_signal:
                self._told_signal = decided.kind
                why = self._troubles[0] if decided.kind == "signal_lost" and self._troubles else ""
                self._tell(answer, Event(decided.kind, decided.at_s, why))
        for output in outputs:
            if isinstance(output, (Entered, Finished)) and output.by == "released":
                self._tell(answer, Event("released", output.at_s))
            elif isinstance(output, Said) and output.cue == "wrong_muscle":
                self._tell(answer, Event("wrong_muscle", output.at_s, output.detail))
            elif isinstance(output, Judged):
                self._keep(answer, output.result)
            if isinstance(output, Finished) and not self._done:
                self._done = True
                answer.lines.append(line("session_finished", {"reason": output.reason}, entry=_finish_id(self.id)))
        if outputs:
            self._wish()

    @staticmethod
    def _tell(answer: Answer, event: Event) -> None:
        entry = uuid4()
        answer.lines.append(event_line(entry, event))
        answer.events.append((entry, event))

    def _keep(self, answer: Answer, result: RepResult) -> None:
        if (result.side, result.set, result.rep) not in self._kept:
            self._kept.add((result.side, result.set, result.rep))
            answer.lines.append(rep_line(self.id, result))
            answer.reps.append(result)


@cache
def _scales(character: str) -> Mapping[str, Scale]:
    """Today's rest and maximum of a simulated person: measured once, since it takes a fifth of a second."""
    return Simulated(character=character, references=REFERENCES).scales()


def _finish_id(session: UUID) -> UUID:
    return uuid5(session, "finished")


def read_events(values: Json, *, most: int = 5000) -> list[tuple[UUID, Event]]:
    """Events as a browser sends them, each with its id.

    Raises
    ------
    HofteError
        If one of them is none.
    """
    if not isinstance(values, list) or len(values) > most:
        raise ValueInvalid("events are a list, and not endless")
    return [_event(value) for value in values]


def _event(value: Json) -> tuple[UUID, Event]:
    try:
        parts = dict(value)
        entry = UUID(str(parts.pop("id")))
    except (TypeError, ValueError, KeyError) as error:
        raise ValueInvalid(f"an event needs an id ({error})") from error
    event = from_json(Event, parts, path="event")
    if not (math.isfinite(event.at_s) and 0 <= event.at_s < 10**7) or len(event.detail) > 200:
        raise ValueInvalid("the event's time or detail cannot be")
    return entry, event


def read_frames(values: Json, *, most: int = 500) -> list[Features]:
    """Features as a browser sends them: ``[at_s, level or null, {reference: level}]``.

    Raises
    ------
    ValueInvalid
        If one of them is none.
    """
    if not isinstance(values, list) or len(values) > most:
        raise ValueInvalid("frames are a list, and not endless")
    try:
        return [_frame(*value) for value in values]
    except (TypeError, ValueError, AttributeError) as error:
        raise ValueInvalid(f"a frame is [seconds, level, references] ({error})") from error


def _frame(at_s: float, level: float | None, references: dict[str, float] | None = None) -> Features:
    others = {str(name)[:20]: float(other) for name, other in (references or {}).items()}
    shown = None if level is None else float(level)
    if not math.isfinite(at_s + (shown or 0.0) + sum(others.values())):
        raise ValueInvalid("a frame holds finite numbers")
    return Features(float(at_s), shown, others)
