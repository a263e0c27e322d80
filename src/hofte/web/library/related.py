"""Which pages lie near a page: those that it names itself, those that it links to, those about the same muscles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hofte.page.model import Page
from hofte.web.library.addresses import pages_called, pages_linked, pages_with
from hofte.web.library.models import Document
from hofte.web.search.selectors import find_alike

MOST = 4


def related_to(document: Document, page: Page, written: Iterable[str]) -> list[Document]:
    """At most four pages in the page's language, the nearest first; ``written`` are the links in its text."""
    found: dict[str, Document] = {}
    alike = pages_with(find_alike(document.pk, MOST))
    for one in (*_named(document, page), *pages_linked(written), *alike):
        if one.lang == document.lang and one.slug != document.slug:
            found.setdefault(one.slug, one)
    return list(found.values())[:MOST]


def _named(document: Document, page: Page) -> list[Document]:
    """The pages of ``related:``, by slug, or as ``{slug: …}``; in the order in which they are named."""
    said = page.meta.get("related")
    slugs = [slug for one in (said if isinstance(said, list) else [said]) if (slug := _slug(one))]
    return pages_called(slugs, document.lang)


def _slug(one: object) -> str:
    value = one.get("slug") if isinstance(one, Mapping) else one
    return value.strip() if isinstance(value, str) else ""
