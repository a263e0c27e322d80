"""The search of a language as one file, for a script that answers as the server does (``shelf.js``).

The script cannot take words apart: stems and compounds stay here. The file has the tokens of every word that occurs on
a page, and of every word that the language and its neighbours know; of what remains (an inflection that stands nowhere)
the script cuts the ending.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hofte.search.index import stored
from hofte.search.lexicon import lexicon
from hofte.search.readings import alternatives, readers_of
from hofte.web.building.memory import recall, remember
from hofte.web.library.addresses import canonical_paths
from hofte.web.library.models import Document
from hofte.web.search.facets import FACETS, SWITCHES
from hofte.web.search.models import Entry
from hofte.web.search.selectors import Choice, find
from hofte.web.search.shelf import shelf

#: What of a document and of its entry the index is made of, beside where a page stands.
SHOWN = ("lang", "kind", "title", "excerpt", "muscles", "equipment")
SEARCHED = ("lang", "sorting", "facets", "tokens", "words")
_LONGEST_ABOUT = 160
_PLACES = 5


class _Row(NamedTuple):
    """An entry of the search, by the key of its document."""

    key: UUID
    facets: Mapping[str, Sequence[str]]
    tokens: str
    words: str


def search_index(lang: str) -> bytes:
    """The search index of an interface language: of the pages that its list shows."""
    langs = list(find(Choice(lang=lang)).langs)
    order = {key: place for place, key in enumerate(shelf().documents)}
    rows = Entry.objects.filter(lang__in=langs).values_list("document_id", "facets", "tokens", "words")
    entries = sorted((_Row(*row) for row in rows), key=lambda one: order[one.key])
    return json.dumps(
        {
            "says": _says(),
            "letters": dict(lexicon(langs[0]).letters),
            "small": sorted({word for code in langs for word in lexicon(code).small}),
            "joints": sorted({joint for code in langs for joint in lexicon(code).joints}),
            "pages": _pages(entries),
            "facets": _facets(entries),
            **_Tokens(langs, entries).told(),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def _says() -> dict[str, Any]:
    """The words of the interface that the script shows; ``%n`` and ``%w`` stand for a number and a word."""
    return {
        "count": [ngettext("%(n)s page", "%(n)s pages", n) % {"n": "%n"} for n in (1, 2)],
        "unknown": _("No page has “%(word)s”") % {"word": "%w"},
        "instead": _("No page has “%(word)s”; these have %(instead)s") % {"word": "%w", "instead": "%i"},
        "nothing": _("Nothing fits. Try one word less, or another filter."),
        "articles": _("To read"),
        "more": _("More"),
    }


def _pages(entries: Sequence[_Row]) -> list[list[Any]]:
    """Title, address, language, whether it is an exercise, and a line about it."""
    documents = Document.objects.only("slug", *SHOWN).in_bulk([one.key for one in entries])
    paths = canonical_paths(documents.values())
    shown = (documents[one.key] for one in entries)
    return [[one.title, paths[one.pk], one.lang, int(one.kind == "exercise"), _about(one)] for one in shown]


def _about(document: Document) -> str:
    if document.kind != "exercise":
        return str(strip_tags(document.excerpt))[:_LONGEST_ABOUT]
    return " · ".join(", ".join(names) for names in (document.muscles, document.equipment) if names)


def _facets(entries: Sequence[_Row]) -> dict[str, dict[str, list[int]]]:
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, entry in enumerate(entries):
        for facet in (*FACETS, *SWITCHES):
            for value in entry.facets.get(facet, ()):
                found[facet][value].append(number)
    return {facet: dict(sorted(values.items())) for facet, values in found.items() if facet != "language"}


class _Tokens:
    """The tokens of some entries, numbered, with where each stands; and the words that lead to them."""

    def __init__(self, langs: Sequence[str], entries: Sequence[_Row]) -> None:
        self._readers = readers_of(langs)
        self._name = f"words of {' '.join(langs)}"
        self._held: Mapping[str, list[list[str]]] = recall(self._name) or {}
        self._used: dict[str, list[list[str]]] = {}
        places: dict[str, list[int]] = defaultdict(list)
        self._counts: Counter[str] = Counter()
        for number, entry in enumerate(entries):
            self._counts.update(entry.words.split())
            for token in entry.tokens.split():
                places[token[1:]].append(number * _PLACES + int(token[0]))
        self._tokens = sorted(places)
        self._places = places
        self._numbers = {token: number for number, token in enumerate(self._tokens)}

    def told(self) -> dict[str, Any]:
        words = sorted(self._counts)
        told = {
            "tokens": " ".join(self._tokens),
            "places": [[*_steps(sorted(set(self._places[token])))] for token in self._tokens],
            "words": " ".join(words),
            "counts": [self._counts[word] for word in words],
            "under": [self._under(word) for word in words],
            "known": [self._known(lang) for lang, _own in self._readers],
        }
        if self._used.keys() != self._held.keys():
            remember(self._name, self._used)
        return told

    def _known(self, lang: str) -> dict[str, Any]:
        """The words that a lexicon knows; ``base`` is the token of each, -1 where no page has it."""
        bases: Mapping[str, str] = lexicon(lang).bases
        words = sorted(bases)
        return {
            "words": " ".join(words),
            "base": [self._numbers.get(_spelt(bases[word]), -1) for word in words],
            "under": [self._under(word) for word in words],
        }

    def _under(self, word: str) -> Any:
        """The alternatives that a word stands for: one token as its number, else lists of tokens that all occur."""
        found = [
            [self._numbers[token] for token in tokens]
            for tokens in self._meant(word)
            if all(token in self._numbers for token in tokens)
        ]
        return found[0][0] if len(found) == 1 and len(found[0]) == 1 else found

    def _meant(self, word: str) -> list[list[str]]:
        """The alternatives of a word; to take words apart is most of the work, so it is remembered between builds."""
        if (found := self._used.get(word) or self._held.get(word)) is None:
            found = [[*map(_spelt, tokens)] for tokens in dict.fromkeys(alternatives(word, self._readers))]
        self._used[word] = found
        return found


def _spelt(token: str) -> str:
    return stored(0, token)[1:]


def _steps(numbers: Iterable[int]) -> Iterator[int]:
    """Each number as its distance from the one before: small numbers pack well."""
    before = 0
    for number in numbers:
        yield number - before
        before = number
