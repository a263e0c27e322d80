"""Where the words of a page lead, and what the glossary holds: reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from uuid import UUID

from django.urls import Resolver404, resolve, reverse

from hofte.core.stored import from_json
from hofte.core.values import Span
from hofte.links.find import Place, Run, find_links
from hofte.links.glossary import Term
from hofte.links.index import LinkIndex, Target, make_indexes
from hofte.links.pages import runs_of, wants_links
from hofte.page.model import Page
from hofte.web.library.addresses import canonical_paths, pages_linked, pages_with, path_of
from hofte.web.library.models import Document
from hofte.web.linking.models import Called, Glossary
from hofte.web.search.shelf import current_edition

#: Of the words that explain another, so many are links at most.
_MOST_IN_A_MEANING = 3
#: Routes of the application that authors link to.
_ROUTES = ("starter", "starter_in", "glossary", "glossary_in")


def glossary_languages() -> list[str]:
    """The languages that there is a glossary in, sorted."""
    return list(Glossary.objects.order_by("lang").values_list("lang", flat=True))


def terms_of(lang: str) -> tuple[Term, ...]:
    """The terms of a language in the order of its alphabet; none where there is no glossary."""
    found = Glossary.objects.filter(lang=lang).first()
    return from_json(tuple[Term, ...], found.terms) if found else ()


def address_of(term: Term, lang: str) -> str:
    """Where a term stands."""
    return f"{reverse('glossary_in', args=[lang])}#{term.slug}"


def routes_within(written: Iterable[str]) -> dict[str, str]:
    """Of links as pages write them, those to the glossary, or to a page by its name and language; as written."""
    return {link: link for link in written if (path := path_of(link)) and _route(path) in _ROUTES}


def _route(path: str) -> str | None:
    try:
        return resolve(path).url_name
    except Resolver404:
        return None


def places_in(document: Document, page: Page, written: Sequence[str], taken: Iterable[Span]) -> tuple[Place, ...]:
    """Where the words of a page of the library lead.

    Parameters
    ----------
    document : Document
    page : Page
        The same, read.
    written : sequence of str
        The links that the author wrote: what they lead to is not linked once more.
    taken : iterable of Span
        Words that light up, which are no links.
    """
    index = _index(document.lang)
    if index is None or document.person is not None or not wants_links(page.meta):
        return ()
    linked = {str(one.pk) for one in pages_linked(written)} | {*written}
    # Links that lead elsewhere do not count among the most.
    places = find_links(runs_of(page), index, own=str(document.pk), linked=linked & index.addresses, taken=taken)
    return _with_addresses(places)


def places_in_meaning(term: Term, lang: str) -> list[tuple[Place, ...]]:
    """Where the words that explain a term lead, paragraph by paragraph."""
    index = _index(lang)
    if index is None:
        return [() for _ in term.meaning]
    starts = [0, *accumulate(map(len, term.meaning))]
    runs = [Run(paragraph, start) for paragraph, start in zip(term.meaning, starts, strict=False)]
    places = _with_addresses(find_links(runs, index, own=address_of(term, lang), most=_MOST_IN_A_MEANING))
    return [tuple(_moved(place, -run.start) for place in places if run.holds(place.span)) for run in runs]


def page_named(term: Term, lang: str) -> Document | None:
    """The page of the library that has a name of a term."""
    index = _index(lang)
    keys = (index.page_named(name) for name in term.names) if index else ()
    key = next(filter(None, keys), None)
    return Document.objects.filter(pk=key).only("slug", "lang", "title").first() if key else None


def _moved(place: Place, by: int) -> Place:
    return replace(place, span=Span(place.span.start + by, place.span.end + by))


def _index(lang: str) -> LinkIndex | None:
    edition = current_edition()
    return _indexes(edition).get(lang) if edition else None


@lru_cache(maxsize=2)
def _indexes(edition: UUID) -> Mapping[str, LinkIndex]:
    """What words lead to in one edition of the library; a page goes by its key, its address depends on others."""
    return make_indexes(_targets())


def _targets() -> Iterator[Target]:
    for key, lang, names in Called.objects.values_list("document", "lang", "names"):
        yield Target(str(key), tuple(names), lang)
    for lang in glossary_languages():
        for term in terms_of(lang):
            yield Target(address_of(term, lang), term.linked, lang, "term")


def _with_addresses(places: Sequence[Place]) -> tuple[Place, ...]:
    """Places with the one address of each page instead of its key."""
    pages = pages_with([UUID(place.address) for place in places if not place.address.startswith("/")])
    now = {str(key): path for key, path in canonical_paths(pages).items()}
    return tuple(replace(place, address=now.get(place.address, place.address)) for place in places)
