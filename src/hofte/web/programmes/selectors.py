"""Somebody's list, with what the pages say now: reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from hofte.exercise.model import Exercise
from hofte.web.library.addresses import canonical_paths
from hofte.web.library.models import Document
from hofte.web.library.selectors import exercises_of, reading_of
from hofte.web.people.models import Person
from hofte.web.programmes.models import Item
from hofte.web.training.selectors import last_trained


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with the exercise as its page has it today.

    ``exercise`` and ``number`` are ``None`` when the page, or the exercise on it, is no longer there; ``path`` is the
    address of the page, empty when that is gone.
    """

    item: Item
    document: Document | None
    path: str
    exercise: Exercise | None
    number: int | None
    trained_at: datetime | None


def programme(person: Person | None) -> list[ItemView]:
    """Everything on the list, in its order."""
    if person is None:
        return []
    trained = last_trained(person)
    items = [*Item.objects.filter(person=person).select_related("document__person")]
    paths = _paths(item.document for item in items if item.document)
    return [_view(item, paths, trained) for item in items]


def _paths(documents: Iterable[Document]) -> dict[UUID, str]:
    """Where each page is shown: an own page under its random address, the library's under their readable one."""
    pages = list(documents)
    own = {page.pk: reverse("own", args=[page.pk]) for page in pages if page.person}
    return own | canonical_paths(page for page in pages if page.pk not in own)


def _view(item: Item, paths: dict[UUID, str], trained: dict[tuple[str, str], datetime]) -> ItemView:
    if item.document is None:
        return ItemView(item, None, "", None, None, None)
    page = item.document.pk
    number, exercise = next(_places(item), (None, None))
    return ItemView(item, item.document, paths[page], exercise, number, trained.get((str(page), item.exercise)))


def _places(item: Item) -> Iterator[tuple[int, Exercise]]:
    """Where the exercise stands: the one with its name, where it was before if there are several."""
    if item.document is None:
        return
    every = [*enumerate(exercises_of(reading_of(item.document)))]
    yield from sorted(
        ((n, exercise) for n, exercise in every if exercise.name == item.exercise),
        key=lambda place: place[0] != item.number,
    )
