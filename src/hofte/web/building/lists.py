"""The lists of a site: all pages in a language, and those with each value of each facet, by the search's own index.

They need no script. The first list of a language has the field to search in as well, which a script of the site's own
shows and answers (:mod:`hofte.web.building.words`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.utils.translation import override

from hofte.search.fold import folded_words
from hofte.web.building.frame import Site
from hofte.web.library.addresses import canonical_paths
from hofte.web.library.cards import cards
from hofte.web.search.facets import FACETS, ON, SWITCHES
from hofte.web.search.names import FACET_NAMES, VALUE_NAMES, value_name
from hofte.web.search.present import facet_views, map_views, switch_views
from hofte.web.search.selectors import Choice, find
from hofte.web.search.shelf import Shelf, shelf
from hofte.web.search.views import EXERCISES, OTHERS

_PLAIN = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet in one interface language: the list of its pages."""

    facet: str
    value: str
    name: str
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list.

    Parameters
    ----------
    lang : str
        The interface language.
    facet, value : str
        What the pages have; empty for all pages.
    number : int
        1 is the first page of the list.
    last : int
    count : int
        How many pages the whole list has.
    documents : tuple of UUID
        Those on this page.
    groups : tuple of (str, tuple of Value)
        Everything that can be gone to from here.
    others : tuple of (str, str)
        The same list in other interface languages: language and path.
    index : str
        The path of the search index; empty on a page without a field to search in.
    """

    lang: str
    facet: str = ""
    value: str = ""
    number: int = 1
    last: int = 1
    count: int = 0
    documents: tuple[UUID, ...] = ()
    groups: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    index: str = ""

    def path(self, number: int = 1) -> str:
        """The address of a page of this list."""
        with override(self.lang):
            if not self.facet:
                return reverse("library") if number == 1 else reverse("library_page", args=[number])
            named = [self.facet, value_in_path(self.value)]
            return reverse("list", args=named) if number == 1 else reverse("list_page", args=[*named, number])


def value_in_path(value: str) -> str:
    """A value as a part of a path; one that pages made up gets a mark, so that no two are the same."""
    if _PLAIN.fullmatch(value):
        return value
    mark = hashlib.sha256(value.encode()).hexdigest()[:6]
    return "-".join([*folded_words(value), mark])


def lists_of(lang: str, langs: Sequence[str], index: str) -> Iterator[ListPage]:
    """Every page of every list in an interface language.

    Parameters
    ----------
    lang : str
    langs : sequence of str
        The interface languages of the site.
    index : str
        The path of this language's search index.
    """
    held = shelf()
    read = _read_in(held, lang)
    groups = _groups(held, lang, read)
    for page in _pages_of(held, ListPage(lang, groups=groups), read):
        yield replace(page, index=index if page.number == 1 else "", others=_elsewhere(page, langs))
    for _name, values in groups:
        for one in values:
            base = ListPage(lang, one.facet, one.value, groups=groups)
            yield from _pages_of(held, base, _with(held, read, one.facet, one.value))


def _elsewhere(page: ListPage, langs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    if page.number > 1 or len(langs) < 2:
        return ()
    return tuple((lang, replace(page, lang=lang).path()) for lang in langs)


def _read_in(held: Shelf, lang: str) -> int:
    """The entries in the languages that are looked in when none is chosen."""
    entries = 0
    for code in find(Choice(lang=lang)).langs:
        entries |= held.by_facet["language"].get(code, 0)
    return entries


def _with(held: Shelf, read: int, facet: str, value: str) -> int:
    entries = held.by_facet[facet][value]
    return entries if facet == "language" else entries & read


def _groups(held: Shelf, lang: str, read: int) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    with override(lang):
        switches = tuple(one for facet in SWITCHES for one in _values(held, read, facet))
        groups = [(str(FACET_NAMES[facet]), tuple(_values(held, read, facet))) for facet in FACETS]
        named = [*groups[:-1], (_("Most asked for"), switches), groups[-1]]
        return tuple((name, values) for name, values in named if len(values) > (name == groups[-1][0]))


def _values(held: Shelf, read: int, facet: str) -> list[Value]:
    """The values of a facet that there are pages with, in the order of the library's own list."""
    known = list(VALUE_NAMES.get(facet, ())) if facet in ("muscle", "body", "level") else []
    places = {value: place for place, value in enumerate(known)}
    values = [
        Value(facet, value, _name(facet, value), count, reverse("list", args=[facet, value_in_path(value)]))
        for value in held.by_facet.get(facet, {})
        if (count := _with(held, read, facet, value).bit_count())
    ]
    return sorted(values, key=lambda one: (places.get(one.value, len(places)), -one.count, one.name, one.value))


def _name(facet: str, value: str) -> str:
    return str(FACET_NAMES[facet]) if value == ON and facet in SWITCHES else value_name(facet, value)


def _pages_of(held: Shelf, base: ListPage, entries: int) -> Iterator[ListPage]:
    exercises = entries & held.by_kind.get("exercise", 0)
    others = entries & ~exercises
    last = max(1, _pages(exercises, EXERCISES), _pages(others, OTHERS))
    first, second = held.in_order(exercises), held.in_order(others)
    for number in range(1, last + 1):
        keys = (*islice(first, EXERCISES), *islice(second, OTHERS))
        yield replace(base, number=number, last=last, count=entries.bit_count(), documents=keys)


def _pages(entries: int, on_each: int) -> int:
    return -(-entries.bit_count() // on_each)


@dataclass(frozen=True, slots=True)
class _Counted:
    """As much of an answer as is told above a list."""

    count: int


def context_of(site: Site, page: ListPage) -> Mapping[str, Any]:
    """What the template of a list needs, in the language that is active, which is the page's."""
    shown = cards(page.documents)
    paths = canonical_paths([card.document for card in shown])
    for card in shown:
        card.document.address = paths[card.document.pk]  # type: ignore[attr-defined]
    title = _name(page.facet, page.value) if page.facet else str(_("Exercises"))
    here = page.path(page.number)
    alternates = {lang: iri_to_uri(site.origin + path) for lang, path in page.others}
    context: dict[str, Any] = {
        "lang": page.lang,
        "exercises": [card for card in shown if card.document.kind == "exercise"],
        "articles": [card.document for card in shown if card.document.kind != "exercise"],
        "before": page.path(page.number - 1) if page.number > 1 else "",
        "after": page.path(page.number + 1) if page.number < page.last else "",
        "found": _Counted(page.count),
        "list": {
            "title": title if page.number == 1 else f"{title} ({page.number})",
            "canonical": iri_to_uri(site.origin + here),
            "alternates": alternates,
            "any_language": alternates.get(site.first, ""),
            "above": bool(page.facet or page.number > 1),
            "index": page.index,
            "groups": [_shown(name, values, page) for name, values in page.groups],
        },
    }
    return context | (_choices(page.lang) if page.index else {})


def _shown(name: str, values: Sequence[Value], page: ListPage) -> dict[str, Any]:
    links = [
        {
            "name": one.name,
            "count": one.count,
            "path": one.path,
            "here": (one.facet, one.value) == (page.facet, page.value),
        }
        for one in values
    ]
    return {"name": name, "links": links}


def _choices(lang: str) -> dict[str, Any]:
    """What the library's own form needs; languages are chosen by going to their lists."""
    choice = Choice(lang=lang)
    found = find(choice)
    return {
        "choice": choice,
        "found": found,
        "facets": [view for view in facet_views(choice, found) if view.facet != "language"],
        "switches": switch_views(choice, found),
        "map": map_views(choice, found),
    }
