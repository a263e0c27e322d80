"""The index of pages. Starter pages live in files and can be indexed again at any time; own pages live here only."""

from __future__ import annotations

import uuid

from django.db import models

from hofte.web.people.models import Person


class Document(models.Model):
    """One page with what was read from it, whether it came from a file or from a person.

    ``still`` and ``moving`` are the figure, drawn once (SVG of our own, from the page's joint angles).
    ``dose`` is the first one of its first exercise, without spans: what a card of the library shows.
    ``reading`` holds :class:`hofte.exercise.model.Reading` as JSON, and ``digest`` the text and the reader it was made
    by, so that a page is read again only when either changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="documents")
    slug = models.CharField(max_length=200, blank=True)
    lang = models.CharField(max_length=8, blank=True)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    excerpt = models.TextField(blank=True)
    muscles = models.JSONField(default=list)
    equipment = models.JSONField(default=list)
    dose = models.JSONField(default=dict)
    still = models.TextField(blank=True)
    moving = models.TextField(blank=True)
    published = models.DateField(null=True, blank=True)
    updated = models.DateField(null=True, blank=True)
    text = models.TextField()
    reading = models.JSONField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(
                fields=("slug", "lang"),
                condition=models.Q(person__isnull=True),
                name="one_document_per_slug_and_language",
            ),
        )
        indexes = (models.Index(fields=("lang", "kind")),)

    def __str__(self) -> str:
        return str(self.title)


class Address(models.Model):
    """A path that a page of the library asks for: its own (``permalink``), or one it had before (``redirect_from``).

    Two pages may ask for the same one; :mod:`hofte.web.library.addresses` says who has it.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="addresses")
    path = models.CharField(max_length=300, db_index=True)
    is_former = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.path)
