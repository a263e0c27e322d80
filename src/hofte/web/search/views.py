"""The library: everything in it, or what fits a question and what was chosen."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from hofte.web.library.cards import cards
from hofte.web.library.kept import for_browser, render_for_all
from hofte.web.library.selectors import own_pages
from hofte.web.search.present import choice_of, facet_views, link_to, map_views, switch_views
from hofte.web.search.selectors import Choice, find
from hofte.web.search.shelf import current_edition

#: How many exercises and how many other pages there are on a page of the library.
EXERCISES, OTHERS = 24, 12
_LAST_PAGE = 10_000
_OWN = 6
#: So many answers are kept, some 80 kB each.
_KEPT = 128


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """What fits, best first, with everything that it can be narrowed by."""
    choice = choice_of(request.GET, get_language() or "en")
    page = _page(request.GET.get("page", ""))
    # The edition is asked for before the pages are: what is kept is never older than it says.
    edition = current_edition()
    shelves = _kept(edition, choice.lang, link_to(choice), page) if edition else _make(choice, page)
    context = {
        "section": "library",
        "choice": choice,
        "shelves": for_browser(shelves, request),
        "asked": bool(choice.question.strip() or choice.chosen or page > 1),
        "mine": own_pages(request.person)[:_OWN],  # type: ignore[attr-defined]
    }
    return render(request, "search/library.html", context)


def _make(choice: Choice, page: int) -> SafeString:
    """One page of what was found, in the language that is active, which is the choice's."""
    found = find(choice)
    has_more = found.count_of("exercise") > page * EXERCISES or found.count_of("other") > page * OTHERS
    facets, switches = facet_views(choice, found), switch_views(choice, found)
    chosen = [value for facet in facets for value in facet.values if value.value in choice.chosen.get(facet.facet, ())]
    exercises = found.documents("exercise", (page - 1) * EXERCISES, page * EXERCISES)
    shown = cards([*exercises, *found.documents("other", (page - 1) * OTHERS, page * OTHERS)])
    context = {
        "choice": choice,
        "found": found,
        "exercises": [card for card in shown if card.document.kind == "exercise"],
        "articles": [card.document for card in shown if card.document.kind != "exercise"],
        "facets": facets,
        "switches": switches,
        "map": map_views(choice, found),
        "chosen": [*chosen, *(switch for switch in switches if switch.chosen)],
        "filtered": bool(choice.question.strip() or choice.chosen),
        "before": link_to(choice, page=str(page - 1)) if page > 1 else "",
        "after": link_to(choice, page=str(page + 1)) if has_more else "",
        "lang": choice.lang,
    }
    return render_for_all("search/_shelves.html", context)


@lru_cache(maxsize=_KEPT)
def _kept(edition: UUID, lang: str, asked: str, page: int) -> SafeString:
    return _make(choice_of(QueryDict(asked.removeprefix("?")), lang), page)


def _page(said: str) -> int:
    """The number of a page; the first for what is no number."""
    return min(max(int(said), 1), _LAST_PAGE) if said.isascii() and said.isdigit() and len(said) < 9 else 1
