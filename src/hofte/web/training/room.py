"""One live session in this process: the coach, the sensor if one runs here, and the time between two clocks.

Knows no socket and no database: messages in, what is to be kept and what is to be sent out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID, uuid4, uuid5

from hofte.coach.assessment import with_targets
from hofte.coach.calibration import gate
from hofte.coach.measured import Measured, Recorder
from hofte.coach.model import Entered, Event, Finished, Judged, RepResult, Said
from hofte.coach.session import Session, SessionOutput
from hofte.core.errors import HofteError, ValueInvalid
from hofte.core.stored import Json, from_json
from hofte.diary.model import Calibrated, SessionRecord
from hofte.emg.model import Features
from hofte.web.training.log import Line, event_line, line, rep_line
from hofte.web.training.pace import Pace
from hofte.web.training.raw import Piece
from hofte.web.training.sensing import Reading, Sensing, channels_of

_SIGNAL: Final = ("signal_lost", "signal_back")


@dataclass(slots=True)
class Answer:
    """What follows from a message: lines and signal to keep (before anything is acknowledged), the rest to send."""

    lines: list[Line] = field(default_factory=list)
    events: list[tuple[UUID, Event]] = field(default_factory=list)
    reps: list[RepResult] = field(default_factory=list)
    levels: list[Features] = field(default_factory=list)
    signal: list[Piece] = field(default_factory=list)


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
        self._record = record
        self._pace = pace
        self._session = Session(record.started.timeline)
        self._purpose = record.started.purpose
        self._recorder = (
            None
            if self._purpose == "training"
            else Recorder(record.started.timeline, "V" if self._purpose == "calibration" else "percent")
        )
        self._measured = list(record.measured)
        self._has_sensor = bool(channels_of(record.device))
        self._sensing: Sensing | None = None
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
        return self._has_sensor

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
            self._take(frame, answer)
            answer.levels.append(frame)
        return answer

    def pump(self) -> Answer:
        """Read the sensor that runs here; lets the clock go on in any case."""
        answer = Answer()
        if not math.isfinite(self._pace.now_s) or self._session.is_finished:
            return answer
        for reading in self._readings():
            if self._recorder:
                self._keep_measured(
                    self._recorder.add(reading.features.at_s, reading.values, reading.problems, reading.contractions),
                    answer,
                )
            self._take(reading.features, answer)
            answer.levels.append(self._shown(reading.features))
        self._follow(self._session.handle(Event("tick", self._pace.now_s)), answer)
        if self._sensing:
            answer.signal += self._sensing.take_pieces()
        return answer

    def close(self) -> None:
        """Let the sensor go."""
        if self._sensing is not None:
            self._sensing.close()
            self._sensing = None

    def _take(self, frame: Features, answer: Answer) -> None:
        self._troubles = frame.problems
        self._follow(self._session.feed(frame), answer)

    def _shown(self, frame: Features) -> Features:
        """What a person sees: before there is a scale there is no level, only that the sensor is there."""
        return replace(frame, level=None) if self._purpose == "calibration" else frame

    def _readings(self) -> list[Reading]:
        if not self._has_sensor:
            return []
        try:
            if self._sensing is None:
                self._sensing = Sensing(self._record, self._pace.clock, self._pace.now_s)
                self._wish()
            return self._sensing.read()
        except HofteError:
            # The sensor is gone: the judge notices by itself that nothing comes, and the clock goes on alone.
            self.close()
            self._has_sensor = False
            return []

    def _wish(self) -> None:
        """The simulated person does what the phase at hand asks for."""
        if self._sensing is not None:
            runs = self._session.player.state == "running"
            self._sensing.follow(self._session.phase if runs else None)

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
            self._answer_to(output, answer)
        if outputs:
            self._wish()

    def _answer_to(self, output: SessionOutput, answer: Answer) -> None:
        if isinstance(output, (Entered, Finished)) and output.by == "released":
            self._tell(answer, Event("released", output.at_s))
        elif isinstance(output, Said) and output.cue == "wrong_muscle":
            self._tell(answer, Event("wrong_muscle", output.at_s, output.detail))
        if isinstance(output, Judged):
            self._keep(answer, output.result)
        elif self._recorder:
            self._recorder.follow(output)
        if isinstance(output, Finished) and not self._done:
            self._done = True
            self._finish(answer)
            answer.lines.append(line("session_finished", {"reason": output.reason}, entry=_finish_id(self.id)))

    def _finish(self, answer: Answer) -> None:
        """What is left of the recording, and what a calibration comes to."""
        if self._recorder is None:
            return
        self._keep_measured(self._recorder.finish(self._sensing.finish() if self._sensing else ()), answer)
        if self._sensing:
            answer.signal += self._sensing.take_pieces()
        if self._purpose != "calibration" or self._record.started is None:
            return
        device, scope = self._record.device, self._record.started.scope
        for channel, scale in gate(channels_of(device), self._measured).scales.items():
            body = Calibrated(device, scope, channel, scale)
            answer.lines.append(line("calibrated", body, entry=uuid5(self.id, f"calibrated-{channel}")))

    def _keep_measured(self, measured: Iterable[Measured], answer: Answer) -> None:
        for one in measured:
            self._measured.append(one)
            answer.lines.append(line("measured", one))

    @staticmethod
    def _tell(answer: Answer, event: Event) -> None:
        entry = uuid4()
        answer.lines.append(event_line(entry, event))
        answer.events.append((entry, event))

    def _keep(self, answer: Answer, result: RepResult) -> None:
        key = (result.side, result.set, result.rep)
        if key in self._kept or self._purpose == "calibration":
            return
        self._kept.add(key)
        if self._purpose == "assessment":  # it is told of at the end, as a whole
            answer.lines.append(rep_line(self.id, with_targets(result)))
        else:
            answer.lines.append(rep_line(self.id, result))
            answer.reps.append(result)


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
