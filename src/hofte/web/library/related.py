"""Which pages lie near a page: those that it names itself, those that it links to, those about the same muscles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import QuerySet

from hofte.page.model import Page
from hofte.web.library.addresses import pages_linked
from hofte.web.library.highlight import links_in
from hofte.web.library.models import Document
from hofte.web.search.selectors import find_alike

MOST = 4
_LIGHT = ("slug", "lang", "title")


def related_to(document: Document, page: Page) -> list[Document]:
    """At most four pages in the page's language, the nearest first."""
    found: dict[str, Document] = {}
    for one in (*_named(document, page), *pages_linked(links_in(page)), *_about_the_same(document)):
        if one.lang == document.lang and one.slug != document.slug:
            found.setdefault(one.slug, one)
    return list(found.values())[:MOST]


def _named(document: Document, page: Page) -> Iterator[Document]:
    """The pages of ``related:``, by slug, or as ``{slug: …}``; in the order in which they are named."""
    said = page.meta.get("related")
    slugs = [slug for one in (said if isinstance(said, list) else [said]) if (slug := _slug(one))]
    known = {one.slug: one for one in _light().filter(lang=document.lang, slug__in=slugs)} if slugs else {}
    yield from (known[slug] for slug in slugs if slug in known)


def _slug(one: object) -> str:
    value = one.get("slug") if isinstance(one, Mapping) else one
    return value.strip() if isinstance(value, str) else ""


def _about_the_same(document: Document) -> Iterator[Document]:
    keys = find_alike(document.pk, MOST)
    known = _light().in_bulk(keys)
    yield from (known[key] for key in keys if key in known)


def _light() -> QuerySet[Document]:
    return Document.objects.filter(person=None).only(*_LIGHT)
