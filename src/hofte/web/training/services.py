"""What is done with sessions outside a socket: events that come late, results, what the person adds, erasing."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.urls import reverse

from hofte.coach.cues import cues
from hofte.core.stored import Json, to_json
from hofte.diary.model import Amended, SessionRecord
from hofte.web.training.log import append, line, rep_id
from hofte.web.training.pace import Pace
from hofte.web.training.room import Room, read_events
from hofte.web.training.selectors import event_ids
from hofte.web.training.sensing import REFERENCES


def session_data(record: SessionRecord) -> dict[str, Json]:
    """What the player in the browser needs to know of a session."""
    started = record.started
    if started is None or started.timeline is None:
        raise ValueError("a session without a timeline has no player")
    timeline = started.timeline
    device, _, character = record.device.partition(":")
    references = list(REFERENCES) if device == "simulated" else []
    return {
        "session": str(record.session),
        "timeline": to_json(timeline),
        "cues": {key: {"show": cue.screen, "say": cue.speech} for key, cue in cues(timeline.lang or "en").items()},
        "lang": timeline.lang or "en",
        "device": {"name": device, "character": character, "references": references},
        "purpose": started.purpose,
        "events": [to_json(event) for event in record.events],
        "addresses": {
            "socket": f"/ws/session/{record.session}/",
            "log": reverse("session_log", args=[record.session]),
            "summary": reverse("summary", args=[record.session]),
        },
    }


def keep_events(record: SessionRecord, values: Json) -> list[UUID]:
    """Keep events of a session that was played without a socket, and what the coach makes of them.

    Returns
    -------
    list of UUID
        The ids of all the events, also of those that were known: all are safe now.
    """
    events = read_events(values)
    lines = Room(record, Pace(), event_ids(record.session)).hear(events).lines
    if lines:
        append(record.session, record.person, lines)
    return [entry for entry, _ in events]


def amend_rep(record: SessionRecord, number: int, *, done: bool, seconds: float | None) -> None:
    """Keep that a repetition was different from what the log says; the log itself stays as it is.

    What a person tells is never a measurement: a time they give is one by the clock.
    """
    said = record.reps[number]
    problems = [problem for problem in said.problems if problem not in ("skipped", "stopped", "amended")]
    problems += ["amended"] if done else ["amended", "skipped"]
    changed = replace(said, problems=tuple(problems))
    if seconds is not None:
        changed = replace(changed, measured=False, held_s=None, reached=None, steadiness=None, effort_s=seconds)
    append(record.session, record.person, [line("amended", Amended(rep_id(record.session, said).hex, changed))])


def add_after(record: SessionRecord, after: dict[str, Json]) -> None:
    """Keep what the person says of a session: effort, pain, kilos, a note. Later words replace earlier ones."""
    note = str(after.pop("note", "") or "").strip()
    lines = [line("after", {key: value for key, value in after.items() if value is not None})]
    if note:
        lines.append(line("note", {"text": note}))
    append(record.session, record.person, lines)
