"""The glossary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hofte.export.glossary import glossary_json_ld
from hofte.links.find import Place
from hofte.links.glossary import Term
from hofte.web.library.addresses import canonical_paths
from hofte.web.library.around import NAMES, Link, in_a_script
from hofte.web.library.highlight import Ink, inline_html
from hofte.web.library.selectors import NEAREST
from hofte.web.linking.selectors import glossary_languages, page_named, places_in_meaning, terms_of


@dataclass(frozen=True, slots=True)
class TermView:
    """A term as it is shown: its paragraphs, and the page that is about it."""

    slug: str
    name: str
    also: tuple[str, ...]
    paragraphs: list[SafeString]
    page: Link | None


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The glossary in the language of the interface, or in the nearest one that there is."""
    there = glossary_languages()
    wanted = next((code for code in NEAREST.get(get_language() or "en", ("en",)) if code in there), None)
    if wanted is None:
        raise Http404(_("There is no glossary."))
    return redirect("glossary_in", lang=wanted)


@require_safe
def glossary_in(request: HttpRequest, lang: str) -> HttpResponse:
    """The glossary of one language."""
    if not terms_of(lang):
        raise Http404(_("There is no glossary in this language."))
    root = f"{request.scheme}://{request.get_host()}"
    return render(request, "linking/glossary.html", glossary_context(lang, root))


def glossary_context(lang: str, root: str) -> dict[str, Any]:
    """What the template of a language's glossary needs; ``root`` is what absolute addresses begin with."""
    terms = terms_of(lang)
    paths = {code: reverse("glossary_in", args=[code]) for code in glossary_languages()}
    with override(lang):
        title = _("Glossary")
    return {
        "section": "glossary",
        "lang": lang,
        "title": title,
        "terms": [*_views(terms, lang)],
        "canonical": root + paths[lang],
        "alternates": {code: root + path for code, path in paths.items()} if len(paths) > 1 else {},
        "translations": [Link(NAMES.get(code, code), code, path) for code, path in paths.items() if code != lang],
        "data": in_a_script(glossary_json_ld(terms, lang=lang, title=title, url=root + paths[lang])),
    }


def _views(terms: Sequence[Term], lang: str) -> Iterator[TermView]:
    pages = {term.slug: page for term in terms if (page := page_named(term, lang))}
    paths = canonical_paths(pages.values())
    for term in terms:
        page = pages.get(term.slug)
        yield TermView(
            term.slug,
            term.name,
            term.names[1:],
            [_safe(one, places) for one, places in zip(term.meaning, places_in_meaning(term, lang), strict=True)],
            Link(page.title, page.lang, paths[page.pk]) if page else None,
        )


def _safe(paragraph: str, places: Sequence[Place]) -> SafeString:
    return mark_safe(inline_html(paragraph, 0, Ink(places=places)))  # noqa: S308  escaped piece by piece in highlight.py
