"""What words lead to, as the files had it when the library was last indexed."""

from __future__ import annotations

from django.db import models


class Glossary(models.Model):
    """One language's terms, in the order of its alphabet, each a :class:`hofte.links.glossary.Term` as JSON."""

    lang = models.CharField(max_length=8, primary_key=True)
    terms = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.lang)


class Called(models.Model):
    """The names of a page of the library, its title first; none for a page that no words lead to.

    ``digest`` is that of the document which the names were taken from, and of what took them.
    """

    document = models.OneToOneField("library.Document", models.CASCADE, primary_key=True, related_name="+")
    lang = models.CharField(max_length=8, blank=True)
    names = models.JSONField(default=list)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return ", ".join(self.names)
