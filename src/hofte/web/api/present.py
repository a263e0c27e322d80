"""Pages as the API gives them. All of it is public: every question here is asked of the library's own documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import iri_to_uri

from hofte.export.reading_json import exercise_to_json, finding_to_json
from hofte.export.schema_org import first_text
from hofte.page.model import Page
from hofte.web.library.addresses import canonical_paths, translations
from hofte.web.library.media import media_of
from hofte.web.library.models import Document
from hofte.web.library.selectors import page_of, reading_of
from hofte.web.search.facets import FACETS, ON, SWITCHES
from hofte.web.search.models import Entry
from hofte.web.search.selectors import Found

Json = dict[str, Any]

_SUMMARY = ("slug", "lang", "title", "kind", "excerpt", "published", "updated", "person")
#: Said of a page elsewhere: its language, and whether it has a dose.
_SAID_ELSEWHERE = {"language", *SWITCHES}
MOST_FACET_VALUES = 100


def find_document(lang: str, name: str) -> Document | None:
    """The page of the library with this slug or id in a language."""
    if "\0" in name + lang:  # a database of text cannot even be asked
        return None
    pages = Document.objects.filter(person=None, lang=lang)
    return pages.filter(slug=name).first() or (pages.filter(pk=key).first() if (key := _uuid(name)) else None)


def _uuid(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None


def documents_of(keys: Sequence[UUID], *, whole: bool = False) -> list[Document]:
    """The documents with these keys in their order; ``whole`` ones with their text."""
    columns = (*_SUMMARY, "digest", "text") if whole else _SUMMARY
    rows = Document.objects.filter(person=None).only(*columns).in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def summaries(request: HttpRequest, documents: Sequence[Document]) -> list[Json]:
    """Pages in short."""
    paths = canonical_paths(documents)
    rows = Entry.objects.filter(document__in=[one.pk for one in documents]).values_list("document_id", "facets")
    facets = dict(rows)
    return [_summary(request, one, paths[one.pk], facets.get(one.pk, {})) for one in documents]


def _summary(request: HttpRequest, document: Document, path: str, facets: dict[str, list[str]]) -> Json:
    return {
        "id": str(document.pk),
        "slug": document.slug,
        "lang": document.lang,
        "title": document.title,
        "kind": document.kind,
        "excerpt": document.excerpt,
        "facets": {name: facets[name] for name in FACETS if name in facets and name not in _SAID_ELSEWHERE},
        "playable": "playable" in facets,
        "published": document.published and document.published.isoformat(),
        "updated": document.updated and document.updated.isoformat(),
        **_addresses(request, document, path),
    }


def _addresses(request: HttpRequest, document: Document, path: str) -> Json:
    at = request.build_absolute_uri
    return {"url": at(iri_to_uri(path)), "api_url": at(reverse("api_page", args=[document.lang, document.slug]))}


def exercises_json(request: HttpRequest, documents: Sequence[Document]) -> list[Json]:
    """What pages ask for."""
    return [
        {"page": summary, "exercises": _exercises(document)}
        for summary, document in zip(summaries(request, documents), documents, strict=True)
    ]


def _exercises(document: Document) -> list[Json]:
    return [exercise_to_json(exercise, document.text) for exercise in reading_of(document).exercises]


def page_json(request: HttpRequest, document: Document) -> Json:
    """All of a page."""
    page, reading = page_of(document), reading_of(document)
    (summary,) = summaries(request, [document])
    return summary | {
        "author": first_text(page.meta, "author"),
        "license": first_text(page.meta, "license"),
        "text": page.text,
        "exercises": _exercises(document),
        "findings": [finding_to_json(finding) for finding in (*page.findings, *reading.findings)],
        "questions": [{"question": one.question, "answer": one.answer} for one in page.questions],
        "references": [{"text": one.text, "doi": one.doi, "year": one.year} for one in page.references],
        **_media(request, page),
        "translations": _translations(request, document),
    }


def _media(request: HttpRequest, page: Page) -> Json:
    media = media_of(page.meta, is_ours=True)
    return {
        "pictures": [
            {
                "url": request.build_absolute_uri(iri_to_uri(one.path)),
                "alt": one.about.alt,
                "caption": one.about.caption,
                "author": one.about.author,
                "license": one.about.license,
            }
            for one in media.here
        ],
        "videos": [{"url": one.url, "title": one.title, "author": one.author} for one in media.videos],
    }


def _translations(request: HttpRequest, document: Document) -> list[Json]:
    others = [one for lang, one in translations(document).items() if lang != document.lang]
    paths = canonical_paths(others)
    return [
        {"lang": one.lang, "slug": one.slug, "title": one.title, **_addresses(request, one, paths[one.pk])}
        for one in others
    ]


def facets_json(found: Found) -> Json:
    """What can be chosen and how many pages there would be, the most frequent first."""
    said = {facet: _values(found.counts[facet].items()) for facet in FACETS}
    return said | {switch: _values([("true", found.counts[switch].get(ON, 0))]) for switch in SWITCHES}


def _values(counts: Iterable[tuple[str, int]]) -> list[Json]:
    frequent = sorted(((-count, value) for value, count in counts if count), key=lambda pair: pair)
    return [{"value": value, "count": -count} for count, value in frequent[:MOST_FACET_VALUES]]
