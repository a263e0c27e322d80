"""Which pages lie near a page: those that it names itself, those that it links to, those about the same muscles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import Q, QuerySet

from hofte.page.model import Page
from hofte.web.library.addresses import pages_linked
from hofte.web.library.fold import folded
from hofte.web.library.highlight import links_in
from hofte.web.library.models import Document

MOST = 4
#: So many pages about a muscle are looked at; in a large library not all of them are.
LOOKED_AT = 60
_LIGHT = ("slug", "lang", "kind", "title", "muscles", "excerpt")


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
    known = {one.slug: one for one in _light(document).filter(slug__in=slugs)}
    yield from (known[slug] for slug in slugs if slug in known)


def _slug(one: object) -> str:
    value = one.get("slug") if isinstance(one, Mapping) else one
    return value.strip() if isinstance(value, str) else ""


def _about_the_same(document: Document) -> list[Document]:
    """Pages with a muscle in common, those with more of them first; exercises beside an exercise."""
    if not document.muscles:
        return []
    holds = Q()
    for muscle in document.muscles:
        holds |= Q(searched__contains=folded(muscle))
    own = set(document.muscles)
    shared = [(len(own & set(one.muscles)), one) for one in _light(document).filter(holds).order_by("slug")[:LOOKED_AT]]
    ranked = sorted((pair for pair in shared if pair[0]), key=lambda pair: (pair[1].kind != document.kind, -pair[0]))
    return [one for _, one in ranked]


def _light(document: Document) -> QuerySet[Document]:
    return Document.objects.filter(person=None, lang=document.lang).only(*_LIGHT)
