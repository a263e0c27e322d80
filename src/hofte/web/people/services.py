"""Profiles made, chosen, renamed and deleted: writes only."""

from __future__ import annotations

import uuid

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone

from hofte.web.people.models import Person
from hofte.web.people.selectors import DEVICE, PERSON, current_person, people_of
from hofte.web.training.log import erase_person

#: The week in which a browser came last, in its session.
WEEK = "week"


def add_person(session: SessionBase, name: str = "") -> Person:
    """Make a profile on this browser and choose it."""
    device = session.get(DEVICE) or str(uuid.uuid4())
    session[DEVICE] = device
    person = Person.objects.create(device=uuid.UUID(device), name=name.replace("\0", "").strip()[:60])
    session[PERSON] = str(person.id)
    return person


def person_or_new(session: SessionBase) -> Person:
    """Who trains now; on first use a nameless profile is made."""
    return current_person(session) or people_of(session).first() or add_person(session)


def remember_browser(session: SessionBase) -> None:
    """Once a week, let the cookie of a browser that has people live as long again: without it nobody finds them."""
    week = "{}-{}".format(*timezone.now().isocalendar())
    if session.get(DEVICE) and session.get(WEEK) != week:
        session[WEEK] = week


def choose_person(session: SessionBase, person: Person) -> None:
    """Let another person of this browser train."""
    session[PERSON] = str(person.id)


def rename_person(person: Person, name: str) -> None:
    """Give a profile another name; empty is allowed."""
    person.name = name.replace("\0", "").strip()[:60]
    person.save(update_fields=["name"])


@transaction.atomic
def delete_person(session: SessionBase, person: Person) -> None:
    """Delete a profile and everything that is theirs: diary, own pages, answers. Nothing is kept."""
    erase_person(person.id)
    person.delete()
    if session.get(PERSON) == str(person.id):
        session.pop(PERSON, None)
    if not people_of(session).exists():
        session.flush()
