"""Questions and choices → pages in order, and how many there are of each value: reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from uuid import UUID

from hofte.search.find import Answer, Index
from hofte.search.lexicon import family
from hofte.search.rank import Ranking
from hofte.web.search.facets import FACETS, SWITCHES
from hofte.web.search.shelf import Shelf, shelf

#: Where to look when there is no page in a language.
LAST_RESORT = "en"


@dataclass(frozen=True)
class Choice:
    """What a person asks for.

    Parameters
    ----------
    question : str
    chosen : mapping
        Facet → the values that are wanted; a page has one of them in every facet.
    lang : str
        The language to look in when none is chosen.
    """

    question: str = ""
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lang: str = LAST_RESORT


@dataclass(frozen=True)
class Found:
    """What a choice finds.

    Parameters
    ----------
    counts : mapping
        Facet → value → how many pages there would be with this value, whatever else of the facet is chosen.
    langs : sequence of str
        The languages that were looked in.
    """

    answer: Answer
    counts: Mapping[str, Mapping[str, int]]
    langs: Sequence[str]
    _shelf: Shelf
    _entries: int

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._entries.bit_count()

    def count_of(self, kind: str) -> int:
        """How many of them are of a kind; of all other kinds for ``other``."""
        return self._of(kind).bit_count()

    def documents(self, kind: str, start: int, stop: int) -> list[UUID]:
        """The pages of a kind, of all kinds for an empty one, best first, from the ``start``-th to the ``stop``-th."""
        return list(islice(_in_order(self._shelf, self.answer.ranking, self._of(kind)), start, stop))

    def _of(self, kind: str) -> int:
        if not kind:
            return self._entries
        exercises = self._shelf.by_kind.get("exercise", 0)
        return self._entries & exercises if kind == "exercise" else self._entries & ~exercises


def find(choice: Choice) -> Found:
    """Find pages of the library."""
    held = shelf()
    asked = choice.chosen.get("language", ())
    # Only languages that there are pages in are read by: what an address says is anybody's.
    langs = tuple(code for code in asked if code in held.by_facet["language"]) or _nearest(held, choice.lang)
    chosen = {**choice.chosen, "language": asked or langs}
    words = held.vocabulary(tuple(sorted(langs)))
    # Other languages are counted by the same words, so that it is seen where there is more. They come first, since
    # what they ask of the database is all that the others ask, and more.
    others = tuple(code for code in held.by_facet.get("language", {}) if code not in langs)
    everywhere = Index((*langs, *others), held.everything, words, held.postings)
    beyond = everywhere.ask(choice.question).ranking.found
    answer = Index(langs, _any(held, "language", langs), words, held.postings).ask(choice.question)
    wanted = {facet: _any(held, facet, values) for facet, values in chosen.items() if values and facet in _KNOWN}
    counts = {facet: _count(held, facet, answer, wanted, beyond) for facet in _KNOWN}
    return Found(answer, counts, langs, held, _all_but("", answer.ranking.found, wanted))


#: What pages have in common, and what it counts for: they lie near each other that train the same.
_IN_COMMON = {"muscle": 2, "body": 1}
_SAME_KIND = 1000


def find_alike(document: UUID, most: int) -> list[UUID]:
    """The pages in a page's language about the same muscles and parts of the body, the most alike first.

    Those of the page's own kind come before others; of a page that is not in the index nothing is known.
    """
    held = shelf()
    own = held.entry_of(document)
    if not own:
        return []
    ranking, alike = Ranking(_with(held.by_facet["language"].values(), own) & ~own), 0
    for facet, worth in _IN_COMMON.items():
        for entries in held.by_facet[facet].values():
            if entries & own:
                ranking.prefer(entries, worth)
                alike |= entries
    ranking.prefer(_with(held.by_kind.values(), own), _SAME_KIND)
    return list(islice(_in_order(held, ranking, alike), most))


def _in_order(held: Shelf, ranking: Ranking, among: int) -> Iterator[UUID]:
    """The documents of entries, best first; equally good ones by their titles."""
    return chain.from_iterable(map(held.in_order, ranking.tiers(among)))


def _with(sets: Iterable[int], entry: int) -> int:
    """Of sets that do not overlap the one with this entry; the empty one when none has it."""
    return next((entries for entries in sets if entries & entry), 0)


_KNOWN = (*FACETS, *SWITCHES)


def _count(held: Shelf, facet: str, answer: Answer, wanted: Mapping[str, int], beyond: int) -> dict[str, int]:
    base = _all_but(facet, beyond if facet == "language" else answer.ranking.found, wanted)
    return {value: (bits & base).bit_count() for value, bits in held.by_facet.get(facet, {}).items()}


def _all_but(facet: str, entries: int, wanted: Mapping[str, int]) -> int:
    for other, bits in wanted.items():
        if other != facet:
            entries &= bits
    return entries


def _any(held: Shelf, facet: str, values: Sequence[str]) -> int:
    known, found = held.by_facet.get(facet, {}), 0
    for value in values:
        found |= known.get(value, 0)
    return found


def _nearest(held: Shelf, lang: str) -> tuple[str, ...]:
    """The language itself, one that its readers understand, or English; the first that there are pages in."""
    known = held.by_facet.get("language", {})
    return tuple(code for code in (*family(lang), LAST_RESORT, *known) if code in known)[:1] or (LAST_RESORT,)
