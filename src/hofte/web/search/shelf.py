"""The index in memory, and the one thing that is asked of the database: which entries have these tokens.

A process keeps one edition: for each facet value the set of its entries as a whole number, the words for typing ahead,
and the sets of tokens that were asked for. 20,000 pages take some 10 MB. The bit of an entry is its key, counted from
the smallest one: a key is never given twice, so what the database says is understood by every edition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from uuid import UUID

from hofte.search.index import stored
from hofte.search.near import Vocabulary
from hofte.search.rank import WEIGHTS, Matches, either, upto
from hofte.search.sets import as_bits, flags, numbers, unpack
from hofte.web.search.models import Edition, Entry, Posting, Word

#: The places of so many tokens are kept.
_KEPT = 2048
#: In a set of one entry in so many, and in larger ones, the first by title are found sooner than all are sorted.
_DENSE = 32


class Shelf:
    """One edition of the index.

    Attributes
    ----------
    version : UUID
    documents : sequence of UUID
        The documents of all entries, by their titles.
    everything : int
        All entries.
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
        self._first = min((row[3] for row in rows), default=0)
        self._numbers = {row[2]: row[3] - self._first for row in rows}
        self._in_order = list(self._numbers.values())
        self._size = size = 1 + max(self._in_order, default=-1)
        #: Where the document of each number stands among all of them.
        self._places = [0] * size
        kinds: dict[str, list[int]] = defaultdict(list)
        facets: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, (_sorting, _lang, document, _key, kind, values_of) in enumerate(rows):
            number = self._numbers[document]
            self._places[number] = place
            kinds[kind].append(number)
            for facet, values in values_of.items():
                for value in values:
                    facets[facet, value].append(number)
        self.everything = as_bits(self._in_order, size)
        self.by_kind = {kind: as_bits(those, size) for kind, those in kinds.items()}
        self.by_facet: dict[str, dict[str, int]] = defaultdict(dict)
        for (facet, value), those in sorted(facets.items()):
            self.by_facet[facet][value] = as_bits(those, size)
        self._known: dict[str, Matches] = {}
        self.vocabulary: Callable[[tuple[str, ...]], Vocabulary] = lru_cache(32)(_vocabulary)

    def in_order(self, entries: int) -> Iterator[UUID]:
        """The documents of entries, by their titles."""
        if entries.bit_count() * _DENSE > self._size:
            return compress(self.documents, map(flags(entries, self._size).__getitem__, self._in_order))
        return map(self.documents.__getitem__, sorted(map(self._places.__getitem__, numbers(entries))))

    def entry_of(self, document: UUID) -> int:
        """The set of a document's entry; the empty one when the index does not have it."""
        number = self._numbers.get(document)
        return 0 if number is None else 1 << number

    def postings(self, tokens: frozenset[str]) -> Matches:
        """Where any of these tokens stands."""
        known = self._known
        if len(known) > _KEPT:
            known = self._known = {}  # another thread may still read the old one
        if new := tokens.difference(known):
            known |= self._look_up(new)
        return either(*(places for token in tokens if (places := known[token])[-1]))

    def _look_up(self, tokens: frozenset[str]) -> dict[str, Matches]:
        """Where each of these tokens stands, asked of the database."""
        stands = {stored(place, token): (token, place) for place in range(len(WEIGHTS)) for token in tokens}
        found = {token: [0] * len(WEIGHTS) for token in tokens}
        for key, first, bits in Posting.objects.filter(token__in=stands).values_list("token", "first", "bits"):
            ahead = first - self._first
            entries = unpack(bits) << ahead if ahead >= 0 else unpack(bits) >> -ahead
            token, place = stands[key]
            # Entries that this edition does not know yet, or that are gone, are passed over.
            found[token][place] = entries & self.everything
        return {token: upto(places) for token, places in found.items()}


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
