"""The index in memory, and the one thing that is asked of the database: which entries have these tokens.

A process keeps one edition: for each facet value the set of its entries as a whole number, the words for typing ahead,
and the sets of tokens that were asked for. 20,000 pages take some 10 MB. Entry ``n`` is the ``n``-th in the order of
titles, so that the lowest bits of a set come first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from hofte.search.index import stored
from hofte.search.near import Vocabulary
from hofte.search.rank import NOWHERE, WEIGHTS, Matches, as_bits, upto
from hofte.web.search.models import Edition, Entry, Posting, Word

#: The places of so many sets of tokens are kept.
_KEPT = 1024


class Shelf:
    """One edition of the index.

    Attributes
    ----------
    version : UUID
    documents : sequence of UUID
        The document of each entry.
    everything : int
    by_facet : mapping
        Facet → value → the entries with it.
    by_kind : mapping
        Kind of page → the entries of it.
    """

    def __init__(self, version: UUID) -> None:
        self.version = version
        rows = list(Entry.objects.values_list("sorting", "lang", "document_id", "id", "kind", "facets"))
        rows.sort(key=lambda row: row[:3])
        self.documents: Sequence[UUID] = [row[2] for row in rows]
        self.everything = (1 << len(rows)) - 1
        self._places = {str(row[3]): number for number, row in enumerate(rows)}
        kinds: dict[str, list[int]] = defaultdict(list)
        facets: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            kinds[row[4]].append(number)
            for facet, values in row[5].items():
                for value in values:
                    facets[facet, value].append(number)
        self.by_kind = {kind: as_bits(numbers, len(rows)) for kind, numbers in kinds.items()}
        self.by_facet: dict[str, dict[str, int]] = defaultdict(dict)
        for (facet, value), numbers in sorted(facets.items()):
            self.by_facet[facet][value] = as_bits(numbers, len(rows))
        self.postings: Callable[[frozenset[str]], Matches] = lru_cache(_KEPT)(self._look_up)
        self.vocabulary: Callable[[tuple[str, ...]], Vocabulary] = lru_cache(32)(_vocabulary)

    def _look_up(self, tokens: frozenset[str]) -> Matches:
        """Where any of these tokens stands."""
        if not tokens:
            return NOWHERE
        places = {stored(place, token): place for place in range(len(WEIGHTS)) for token in tokens}
        found: list[list[int]] = [[] for _ in WEIGHTS]
        for token, entries in Posting.objects.filter(token__in=places).values_list("token", "entries"):
            # An entry that is newer than this edition is passed over.
            found[places[token]] += [self._places[entry] for entry in entries.split() if entry in self._places]
        return upto(as_bits(numbers, len(self.documents)) for numbers in found)


def current_edition() -> UUID | None:
    """Which edition the database is in now: another one whenever a page of the library has changed."""
    if _settled:
        return _settled[0]
    version: UUID | None = Edition.objects.order_by().values_list("version", flat=True).first()
    return version


def hold_edition() -> None:
    """Ask for the edition once, for as long as this process lives: it makes a site of pages that stay as they are."""
    if not _settled and (version := current_edition()):
        _settled.append(version)


def shelf() -> Shelf:
    """The edition that the database is in now; what this process knows of it, or read anew."""
    version = current_edition()
    held = _held.get("shelf")
    if held is None or held.version != version:
        held = _held["shelf"] = Shelf(version or UUID(int=0))
    return held


_held: dict[str, Shelf] = {}
_settled: list[UUID] = []


def _vocabulary(langs: tuple[str, ...]) -> Vocabulary:
    counts: dict[str, int] = defaultdict(int)
    rows: Sequence[tuple[str, int]] = list(Word.objects.filter(lang__in=langs).values_list("word", "entries"))
    for word, entries in rows:
        counts[word] += entries
    known: Mapping[str, int] = counts
    return Vocabulary(known)
