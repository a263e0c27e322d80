"""Sessions as they stand: reads only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Min, Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from hofte.core.stored import from_json
from hofte.diary import model
from hofte.diary.fold import fold
from hofte.diary.model import SessionRecord
from hofte.emg.level import Scale
from hofte.exercise.model import Exercise
from hofte.web.library.models import Document
from hofte.web.library.selectors import exercises_of, reading_of, visible_document
from hofte.web.people.models import Person
from hofte.web.training.models import Entry


def session_record(session: UUID, person: Person | None) -> SessionRecord | None:
    """One session of this person; ``None`` when there is none or it is somebody else's."""
    entries = Entry.objects.filter(session=session, person=person.id if person else None).order_by("seq")
    log = [entry.as_entry() for entry in entries]
    return fold(log) if person and log and any(entry.kind == "session_started" for entry in log) else None


def event_ids(session: UUID) -> set[UUID]:
    """The ids of the events in a session's log."""
    return set(Entry.objects.filter(session=session, kind="event").values_list("id", flat=True))


def diary(person: Person | None, *, limit: int = 200) -> list[SessionRecord]:
    """The sessions of a person, the newest first; without calibrations, which are done for another session.

    What a sensor measured ten times a second is left out: it is long, and only a report needs it.
    """
    if person is None:
        return []
    # A key that is missing is neither equal nor unequal to anything.
    shown = Q(body__purpose__isnull=True) | ~Q(body__purpose="calibration")
    started = Entry.objects.filter(shown, person=person.id, kind="session_started")
    newest = (
        started.values("session").annotate(begun=Min("at")).order_by("-begun").values_list("session", flat=True)[:limit]
    )
    order = {session: n for n, session in enumerate(newest)}
    entries = Entry.objects.filter(session__in=list(order)).exclude(kind="measured").order_by("session", "seq")
    records = [fold(e.as_entry() for e in log) for _, log in groupby(entries, key=lambda entry: entry.session)]
    return sorted(records, key=lambda record: order[record.session])


def last_body(person: Person | None, kind: str) -> tuple[dict[str, object], Entry] | None:
    """The newest entry of a kind (``screen``, ``selftest``), or ``None``."""
    if person is None:
        return None
    entry = Entry.objects.filter(person=person.id, kind=kind).order_by("-at", "-seq").first()
    return (entry.body, entry) if entry else None


def scales_today(person: Person | None, device: str, scope: str) -> dict[str, Scale]:
    """The newest scale of each channel of a sensor on a muscle that was measured today: one of yesterday is none."""
    if person is None:
        return {}
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = Entry.objects.filter(person=person.id, kind="calibrated", at__gte=midnight).order_by("at", "seq")
    found = (from_json(model.Calibrated, entry.body) for entry in today)
    return {one.channel: one.scale for one in found if (one.device, one.scope) == (device, scope)}


def assessments(person: Person | None) -> list[SessionRecord]:
    """The assessments of a person that came to an end, the newest first."""
    return [record for record in diary(person) if record.finished and _purpose(record) == "assessment"]


def _purpose(record: SessionRecord) -> str:
    return record.started.purpose if record.started else "training"


def entries_of(person: Person | None) -> Iterator[model.Entry]:
    """Every entry of a person, session by session."""
    if person is not None:
        for entry in Entry.objects.filter(person=person.id).order_by("session", "seq").iterator():
            yield entry.as_entry()


def last_trained(person: Person) -> dict[tuple[str, str], datetime]:
    """When each exercise was begun last, by the id of its page and its name; of the newest 500 sessions."""
    started = Entry.objects.filter(person=person.id, kind="session_started").order_by("-at")
    rows = started.values_list("at", "body__page", "body__exercise")[:500]
    return {(page, exercise): at for at, page, exercise in reversed(rows)}


def after_of(session: UUID) -> dict[str, object]:
    """What the person said last of a session: effort, pain, kilos."""
    entry = Entry.objects.filter(session=session, kind="after").order_by("-seq").first()
    return dict(entry.body) if entry else {}


def session_or_404(request: HttpRequest, session: UUID) -> SessionRecord:
    """A session of the person who asks."""
    record = session_record(session, request.person or None)  # type: ignore[attr-defined]
    if record is None:
        raise Http404(_("There is no such session, or it belongs to somebody else."))
    return record


def exercise_or_404(request: HttpRequest, document: UUID, number: int) -> tuple[Document, Exercise]:
    """An exercise on a page that the person who asks may see, by its number there."""
    found = visible_document(document, request.person or None)  # type: ignore[attr-defined]
    exercises = exercises_of(reading_of(found)) if found else []
    if found is None or number >= len(exercises):
        raise Http404(_("There is no such exercise."))
    return found, exercises[number]
