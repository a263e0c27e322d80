"""Deleting a profile deletes everything: a walk over all models, which fails when a new one is not covered here."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from hofte.web.library.models import Document
from hofte.web.people.models import Person
from hofte.web.programmes.models import Item
from hofte.web.training.models import Entry, Signal

#: A word that stands nowhere else.
MARK = "zwiebelfisch"


def a_document(person: Person) -> Document:
    texts = dict.fromkeys(("title", "excerpt", "text"), MARK)
    return Document.objects.create(
        person=person, kind="exercise", reading={"exercises": []}, digest=uuid4().hex, **texts
    )


def an_entry(person: Person) -> Entry:
    body, now = {"text": MARK * 200}, timezone.now()
    return Entry.objects.create(id=uuid4(), session=uuid4(), person=person.id, seq=0, kind="note", at=now, body=body)


def an_item(person: Person) -> Item:
    return Item.objects.create(person=person, number=0, exercise=MARK, page_title=MARK, position=0)


def a_signal(person: Person) -> Signal:
    return Signal.objects.create(
        session=uuid4(), person=person.id, at_s=0.0, description={"name": MARK}, samples=MARK.encode() * 200
    )


#: How to make a row of each model that belongs to a person.
MADE_BY = {Document: a_document, Entry: an_entry, Item: an_item, Signal: a_signal}


def owned_models() -> set[Any]:
    """Every model that points to a person, by a relation or by a name."""

    def is_owned(model: Any) -> bool:
        fields = model._meta.get_fields()
        return any(f.name in ("person", "person_id") or f.related_model is Person for f in fields if not f.auto_created)

    return {model for model in apps.get_models(include_auto_created=True) if is_owned(model)}


def test_every_model_that_belongs_to_a_person_is_covered() -> None:
    assert owned_models() == set(MADE_BY), "say in MADE_BY how a row is made, and see that delete_person deletes it"


@pytest.mark.django_db
def test_deleting_a_profile_deletes_everything_and_nothing_else(cast: Any) -> None:
    for make in MADE_BY.values():
        for person in (cast.astrid, cast.neighbour, cast.stranger):
            make(person)
    answer = cast.client.post(reverse("delete_person", args=[cast.astrid.id]))
    assert answer.status_code == 302
    assert answer["Clear-Site-Data"] == '"storage"'
    assert not Person.objects.filter(id=cast.astrid.id).exists()
    for model in MADE_BY:
        owners = set(model.objects.values_list("person", flat=True))
        assert owners == {cast.neighbour.id, cast.stranger.id}


@pytest.mark.django_db
def test_the_last_profile_takes_the_browser_s_session_with_it(cast: Any) -> None:
    for person in (cast.astrid, cast.neighbour):
        cast.client.post(reverse("delete_person", args=[person.id]))
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert [values.get("device") for values in kept if values.get("device")] == [str(cast.stranger.device)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.store("sqlite")
def test_its_words_are_in_no_file_of_sqlite_any_more(cast: Any) -> None:
    for make in MADE_BY.values():
        make(cast.astrid)
    database = Path(connection.settings_dict["NAME"])
    assert database.is_relative_to(settings.DATA)

    def traces() -> int:
        files = [file for file in database.parent.iterdir() if file.name.startswith(database.name)]
        return sum(file.read_bytes().count(MARK.encode()) for file in files)

    assert traces() > 0
    cast.client.post(reverse("delete_person", args=[cast.astrid.id]))
    assert traces() == 0
