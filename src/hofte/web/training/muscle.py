"""What a muscle sensor needs before a session: today's scale; and the assessment. Writes only, into the diary's log.

A scale is that of a person, a day, a sensor and a muscle (PF20). A session keeps the scales that it began with.
"""

from __future__ import annotations

from typing import Literal
from uuid import UUID, uuid4

from hofte.coach.assessment import assessment_timeline
from hofte.coach.calibration import calibration_timeline, gate, still_good
from hofte.diary.model import Guided, SessionRecord, Started
from hofte.web.people.models import Person
from hofte.web.training.log import append, line
from hofte.web.training.selectors import scales_today
from hofte.web.training.sensing import TARGET, channels_of

#: The muscle of the assessment.
PELVIC_FLOOR = "PF"
By = Literal["sensor", "clock"]


def guide(person: Person, record: SessionRecord, by: By) -> bool:
    """Settle by what a session is guided; ``False``: the sensor has no scale of today yet, and nothing was settled."""
    if record.started is None or not record.needs_scale:
        return True
    if by == "clock":
        guided = Guided()
    else:
        scales = scales_today(person, record.started.device, record.started.scope)
        if TARGET not in scales:
            return False
        guided = Guided(record.started.device, scales)
    append(record.session, person.id, [line("guided", guided)])
    return True


def start_calibration(person: Person, device: str, scope: str, lang: str, then: UUID | None = None) -> UUID:
    """Begin a calibration; ``then`` is the session that waits for it."""
    timeline = calibration_timeline(channels_of(device), lang)
    started = Started(timeline.exercise, lang=lang, plan=timeline.plan, timeline=timeline, device=device,
                      purpose="calibration", scope=scope, then=str(then or ""))  # fmt: skip
    return _begin(person, started)


def calibrate_again(person: Person, record: SessionRecord) -> UUID:
    """Begin a further attempt that measures only what the gate did not let through; the rest is taken over.

    Raises
    ------
    ValueError
        If the session is no calibration.
    """
    before = record.started
    if before is None or before.purpose != "calibration":
        raise ValueError("only a calibration can be measured again")
    channels = channels_of(before.device)
    again = gate(channels, record.measured).again
    timeline = calibration_timeline(channels, before.lang, again)
    started = Started(timeline.exercise, lang=before.lang, plan=timeline.plan, timeline=timeline, device=before.device,
                      purpose="calibration", scope=before.scope, then=before.then,
                      attempt=before.attempt + 1)  # fmt: skip
    return _begin(person, started, still_good(channels, record.measured, again))


def start_assessment(person: Person, device: str, lang: str, *, keeps_signal: bool = False) -> UUID:
    """Begin an assessment; it waits for today's scale if there is none yet."""
    timeline = assessment_timeline(lang)
    started = Started(timeline.exercise, lang=lang, plan=timeline.plan, timeline=timeline, device=device,
                      purpose="assessment", scope=PELVIC_FLOOR, keeps_signal=keeps_signal)  # fmt: skip
    return _begin(person, started)


def _begin(person: Person, started: Started, measured: tuple[object, ...] = ()) -> UUID:
    session = uuid4()
    lines = [line("session_started", started), *(line("measured", one) for one in measured)]
    append(session, person.id, lines)
    return session
