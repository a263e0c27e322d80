"""The library: everything in it, or what fits a question and what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from hofte.web.library.models import Document
from hofte.web.library.present import document_view
from hofte.web.library.selectors import own_pages
from hofte.web.search.present import choice_of, facet_views, link_to, map_views, switch_views
from hofte.web.search.selectors import find

#: How many exercises and how many other pages there are on a page of the library.
EXERCISES, OTHERS = 24, 12
_LAST_PAGE = 10_000
_OWN = 6


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """What fits, best first, with everything that it can be narrowed by."""
    lang = get_language() or "en"
    choice = choice_of(request.GET, lang)
    found = find(choice)
    page = _page(request.GET.get("page", ""))
    exercises = _documents(found.documents("exercise", (page - 1) * EXERCISES, page * EXERCISES))
    others = _documents(found.documents("other", (page - 1) * OTHERS, page * OTHERS))
    has_more = found.count_of("exercise") > page * EXERCISES or found.count_of("other") > page * OTHERS
    facets, switches = facet_views(choice, found), switch_views(choice, found)
    chosen = [value for facet in facets for value in facet.values if value.value in choice.chosen.get(facet.facet, ())]
    context = {
        "section": "library",
        "choice": choice,
        "found": found,
        "exercises": [document_view(document) for document in exercises],
        "articles": others,
        "facets": facets,
        "switches": switches,
        "map": map_views(choice, found),
        "chosen": [*chosen, *(switch for switch in switches if switch.chosen)],
        "filtered": bool(choice.question.strip() or choice.chosen),
        "page": page,
        "before": link_to(choice, page=str(page - 1)) if page > 1 else "",
        "after": link_to(choice, page=str(page + 1)) if has_more else "",
        "mine": own_pages(request.person)[:_OWN],  # type: ignore[attr-defined]
        "lang": lang,
    }
    return render(request, "search/library.html", context)


def _page(said: str) -> int:
    """The number of a page; the first for what is no number."""
    return min(max(int(said), 1), _LAST_PAGE) if said.isascii() and said.isdigit() and len(said) < 9 else 1


def _documents(keys: Sequence[UUID]) -> list[Document]:
    """The documents with these keys, in their order."""
    rows = Document.objects.filter(person=None).defer("text", "reading", "moving").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]
