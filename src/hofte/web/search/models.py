"""The index of the library, made from its documents and made again whenever they change. No page of a person's own is
in it.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone


class Entry(models.Model):
    """One page as the search sees it.

    ``tokens`` is what it is found under (:class:`Posting` is the same the other way round).
    ``sorting`` is where the page stands among those that answer a question equally well.
    """

    document = models.OneToOneField("library.Document", models.CASCADE, related_name="+")
    lang = models.CharField(max_length=8, blank=True)
    kind = models.CharField(max_length=20)
    sorting = models.CharField(max_length=300)
    facets = models.JSONField(default=dict)
    tokens = models.TextField()
    words = models.TextField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.sorting)


class Posting(models.Model):
    """A token, and the entries that have it: the set of their keys, counted from the smallest one, as
    :func:`hofte.search.sets.pack` packs it.

    One row answers for one token. The databases' own indexes (FTS5, GIN) say the same row by row, which takes
    ten times as long where thousands of pages have a word. A key is never given twice: one of an entry that is gone
    means nothing, and stays until everything is made anew.
    """

    token = models.TextField(primary_key=True)
    first = models.BigIntegerField()
    bits = models.BinaryField()

    def __str__(self) -> str:
        return str(self.token)


class Word(models.Model):
    """A word of the pages of a language, and how many pages have it."""

    lang = models.CharField(max_length=8, blank=True)
    word = models.CharField(max_length=60)
    entries = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("lang", "word"), name="one_word_per_language"),)

    def __str__(self) -> str:
        return str(self.word)


class Edition(models.Model):
    """The one row that says which state the index is in: what a process keeps in memory is of one edition.

    ``entries`` is how many there were: entries go with their documents, and nobody else would notice.
    """

    version = models.UUIDField(default=uuid.uuid4)
    made_at = models.DateTimeField(default=timezone.now)
    entries = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.version)
