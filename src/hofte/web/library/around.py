"""What stands around a page: its one address, its other languages, its neighbours, and what machines read of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.encoding import iri_to_uri
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hofte.export.schema_org import Place, first_text, json_ld
from hofte.page.model import Page
from hofte.web.library.addresses import canonical_paths, translations
from hofte.web.library.media import Media, media_of
from hofte.web.library.models import Document
from hofte.web.library.present import DocumentView
from hofte.web.library.related import related_to
from hofte.web.library.selectors import exercises_of, page_of, reading_of

#: How a language names itself.
NAMES = {"da": "Dansk", "nb": "Norsk bokmål", "nn": "Norsk nynorsk", "sv": "Svenska", "en": "English"}
_LOCALES = {"da": "da_DK", "nb": "nb_NO", "nn": "nn_NO", "sv": "sv_SE", "en": "en_GB"}
_IN_A_SCRIPT = re.compile("[<>&\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Link:
    """A page elsewhere in the library."""

    title: str
    lang: str
    path: str


@dataclass(frozen=True, slots=True)
class Head:
    """What machines read of a page; addresses are absolute. ``alternates`` are its languages, its own included."""

    title: str
    description: str
    canonical: str
    alternates: Mapping[str, str]
    any_language: str
    locale: str
    image: str
    data: SafeString


def surroundings(root: str, shown: DocumentView) -> dict[str, Any]:
    """What the template of a page needs beside the page; a person's own page has no head, and nobody indexes it.

    Parameters
    ----------
    root : str
        What absolute addresses begin with: ``https://hofte.example.org``.
    shown : DocumentView
    """
    document = shown.document
    if document is None:
        return {"media": Media()}
    page = page_of(document)
    media = media_of(page.meta, is_ours=document.person is None)
    media_at = next((n for n, part in enumerate(shown.parts) if part.role == "steps"), None)
    if document.person is not None:
        return {"media": media, "media_at": media_at}
    others, near = translations(document), related_to(document, page, shown.written)
    paths = canonical_paths([document, *others.values(), *near])
    return {
        "media": media,
        "media_at": media_at,
        "said": _said(document, page),
        "lead": first_text(page.meta, "excerpt"),
        "head": _head(root, document, page, {lang: paths[one.pk] for lang, one in others.items()}, media),
        "translations": [
            Link(NAMES.get(lang, lang), lang, paths[one.pk]) for lang, one in others.items() if lang != document.lang
        ],
        "related": [Link(one.title, one.lang, paths[one.pk]) for one in near],
    }


def _said(document: Document, page: Page) -> list[str]:
    """Who wrote it, when it was changed, and its licence, as far as the page says."""
    changed = document.updated or document.published
    day = _("changed %s") % date_format(changed, "DATE_FORMAT") if changed else ""
    return [words for words in (first_text(page.meta, "author"), day, first_text(page.meta, "license")) if words]


def _head(root: str, document: Document, page: Page, languages: Mapping[str, str], media: Media) -> Head:
    at = partial(_absolute, root)
    images = tuple(at(picture.path) for picture in media.pictures if picture.path)
    addresses = {lang: at(path) for lang, path in languages.items()}
    canonical = addresses[document.lang]
    return Head(
        title=first_text(page.meta, "seo_title") or document.title,
        description=first_text(page.meta, "description", "excerpt") or document.excerpt,
        canonical=canonical,
        alternates=addresses if len(addresses) > 1 else {},
        any_language=at(reverse("starter", args=[document.slug])),
        locale=_LOCALES.get(document.lang, ""),
        image=images[0] if images else "",
        data=_data(document, page, Place(
            url=canonical,
            crumbs=((_("Exercises"), at(reverse("library"))),),
            translations={lang: url for lang, url in addresses.items() if lang != document.lang},
            starts={n: at(path) for n, path in _starts(document).items()},
            images=images,
        )),
    )  # fmt: skip


def _absolute(root: str, path: str) -> str:
    return str(iri_to_uri(root + path))


def _starts(document: Document) -> dict[int, str]:
    """Where a session of each exercise begins that the page gives a dose; nowhere on a site without a server."""
    numbers = [n for n, exercise in enumerate(exercises_of(reading_of(document))) if exercise.doses]
    try:
        return {n: reverse("prepare", args=[document.id, n]) for n in numbers}
    except NoReverseMatch:
        return {}


def _data(document: Document, page: Page, place: Place) -> SafeString:
    return in_a_script(json_ld(page, reading_of(document), place))


def in_a_script(data: Mapping[str, Any]) -> SafeString:
    """JSON-LD that stays within its ``<script>`` whatever a page says."""
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(_IN_A_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", told))  # noqa: S308  < > & are escaped here
