"""What a person has picked to train, in the order that they gave it."""

from __future__ import annotations

import uuid

from django.db import models

from hofte.web.library.models import Document
from hofte.web.people.models import Person


class Item(models.Model):
    """One exercise of somebody's list.

    ``number`` is its place on the page and ``exercise`` its name there: a page that is written anew keeps the name
    longer than the place. A page that is taken from the library leaves the item with the two names and no document,
    so that the person sees what is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="programme")
    document = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")
    number = models.PositiveIntegerField()
    exercise = models.CharField(max_length=300)
    page_title = models.CharField(max_length=300)
    lang = models.CharField(max_length=8, blank=True)
    position = models.PositiveIntegerField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("position", "added_at")
        constraints = (
            models.UniqueConstraint(fields=("person", "document", "exercise"), name="one_item_per_exercise"),
        )

    def __str__(self) -> str:
        return str(self.exercise)
