"""Who is there: reads only."""

from __future__ import annotations

import uuid

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet

from hofte.web.people.models import Person

DEVICE = "device"
PERSON = "person"


def _key(session: SessionBase, name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(session.get(name, ""))
    except (ValueError, AttributeError, TypeError):
        return None


def people_of(session: SessionBase) -> QuerySet[Person]:
    """The profiles of this browser, oldest first."""
    device = _key(session, DEVICE)
    return Person.objects.filter(device=device) if device else Person.objects.none()


def current_person(session: SessionBase) -> Person | None:
    """Who trains now, or ``None`` before the first use."""
    person = _key(session, PERSON)
    return people_of(session).filter(id=person).first() if person else None
