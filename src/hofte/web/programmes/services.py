"""The list changed: writes only."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from hofte.core.errors import ValueInvalid
from hofte.exercise.model import Exercise
from hofte.web.library.models import Document
from hofte.web.people.models import Person
from hofte.web.programmes.models import Item

#: A longer list is no list that a person trains by; it keeps a broken client from filling the store.
MOST = 100


@transaction.atomic
def add_item(person: Person, document: Document, number: int, exercise: Exercise) -> Item:
    """Put an exercise at the end of the list; one that is there already stays where it is.

    Raises
    ------
    ValueInvalid
        If the list is full.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    mine = Item.objects.filter(person=person)
    if found := mine.filter(document=document, exercise=exercise.name[:300]).first():
        return found
    if mine.count() >= MOST:
        raise ValueInvalid(f"a programme holds {MOST} exercises at most", hint="take one off before you add another")
    last = mine.aggregate(last=Max("position"))["last"]
    return Item.objects.create(
        person=person,
        document=document,
        number=number,
        exercise=exercise.name[:300],
        page_title=document.title,
        lang=exercise.lang or document.lang,
        position=0 if last is None else last + 1,
    )


def remove_item(person: Person, item: UUID) -> bool:
    """Take an exercise off the list; whether it was there. The diary keeps what was done."""
    return bool(Item.objects.filter(person=person, pk=item).delete()[0])


@transaction.atomic
def move_item(person: Person, item: UUID, by: int) -> bool:
    """Move an exercise up (``by`` < 0) or down the list; whether it was there. At either end it stays."""
    Person.objects.select_for_update().get(pk=person.pk)
    items = [*Item.objects.filter(person=person)]
    at = next((n for n, one in enumerate(items) if one.pk == item), None)
    if at is None:
        return False
    moved = items.pop(at)
    items.insert(max(0, at + by), moved)
    for position, one in enumerate(items):
        one.position = position
    Item.objects.bulk_update(items, ["position"])
    return True
