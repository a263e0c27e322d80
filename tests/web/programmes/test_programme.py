"""My programme: added from a page, put in order, started from, and honest about what is gone."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from hofte.web.library.models import Document
from hofte.web.library.selectors import exercises_of, reading_of
from hofte.web.people.models import Person
from hofte.web.programmes import services
from hofte.web.programmes.models import Item
from hofte.web.programmes.selectors import programme
from hofte.web.training.log import append, line

pytestmark = pytest.mark.django_db


def names(person: Person) -> list[str]:
    return [view.item.exercise for view in programme(person)]


def page(slug: str) -> Document:
    return Document.objects.get(person=None, slug=slug, lang="en")


def add(cast: Any, document: Document, number: int = 0) -> Any:
    return cast.client.post(reverse("add_to_programme", args=[document.id, number]), follow=True)


@pytest.mark.usefixtures("library")
def test_added_once_shown_started_moved_and_taken_off(cast: Any) -> None:
    documents = list(Document.objects.filter(person=None, lang="en", kind="exercise").order_by("slug")[:3])
    answers = [add(cast, document) for document in documents]
    add(cast, documents[0])  # again: it stays where it is
    first, second, third = names(cast.astrid)
    html = answers[-1].content.decode()
    assert reverse("prepare", args=[documents[0].id, 0]) in html
    assert html.index(f">{first}</span></h2>") < html.index(f">{third}</span></h2>")

    items = {view.item.exercise: view.item for view in programme(cast.astrid)}
    cast.client.post(reverse("move_in_programme", args=[items[third].id]), {"to": "up"})
    assert names(cast.astrid) == [first, third, second]
    cast.client.post(reverse("move_in_programme", args=[items[first].id]), {"to": "up"})  # at the top already
    cast.client.post(reverse("move_in_programme", args=[items[second].id]), {"to": "sideways"})
    assert names(cast.astrid) == [first, third, second]

    for _ in range(2):  # the second press comes too late and is no error
        assert cast.client.post(reverse("remove_from_programme", args=[items[third].id])).status_code == 302
    assert names(cast.astrid) == [first, second]


@pytest.mark.usefixtures("library")
def test_nobody_sees_or_changes_the_list_of_another(cast: Any) -> None:
    document = page("hip-thrust")
    item = services.add_item(cast.stranger, document, 0, exercise_of(document))
    assert names(cast.astrid) == []
    assert cast.client.post(reverse("move_in_programme", args=[item.id]), {"to": "up"}).status_code == 404
    cast.client.post(reverse("remove_from_programme", args=[item.id]))
    assert names(cast.stranger) == [item.exercise]
    assert cast.client.post(reverse("add_to_programme", args=[uuid4(), 0])).status_code == 404
    assert cast.client.post(reverse("add_to_programme", args=[document.id, 99])).status_code == 404


@pytest.mark.usefixtures("library")
def test_says_when_it_was_trained_last_and_what_is_gone(cast: Any) -> None:
    document = page("hip-thrust")
    exercise = exercise_of(document)
    services.add_item(cast.astrid, document, 7, exercise)  # the page was written anew: its place is another now
    (view,) = programme(cast.astrid)
    assert (view.number, view.trained_at) == (0, None)
    append(uuid4(), cast.astrid.id, [line("session_started", {"page": str(document.id), "exercise": exercise.name})])
    assert programme(cast.astrid)[0].trained_at is not None

    Item.objects.update(exercise="Taken from the page")
    assert "no longer on the page" in cast.client.get(reverse("programme")).content.decode()
    Document.objects.filter(pk=document.pk).delete()
    assert document.title in cast.client.get(reverse("programme")).content.decode()


@pytest.mark.usefixtures("library")
def test_a_full_list_says_so_and_loses_nothing(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST", 1)
    documents = Document.objects.filter(person=None, lang="en", kind="exercise").order_by("slug")[:2]
    answers = [add(cast, document).content.decode() for document in documents]
    assert "full" in answers[1]
    assert len(names(cast.astrid)) == 1


def exercise_of(document: Document) -> Any:
    return exercises_of(reading_of(document))[0]
