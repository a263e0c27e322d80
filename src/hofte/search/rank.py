"""How sets of entries (:mod:`hofte.search.sets`) are ranked: the same few lines on every store.

The place in which a word stands tells how much it counts (:data:`WEIGHTS`), and so does how rare it is. An entry's
score is the sum over the words of the question: a whole number from a small range, hence one set for each score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import accumulate
from operator import and_, or_

#: What a word counts for by its place: the title, other titles, names (exercises, muscles), steps, any text.
WEIGHTS = (16, 10, 7, 3, 1)
TITLE, ALSO, NAMES, STEPS, TEXT = range(len(WEIGHTS))
#: A title that is the question, word for word.
EXACT = 60

#: For each place, the entries that have the word there or in a better one.
Matches = tuple[int, ...]
NOWHERE: Matches = (0,) * len(WEIGHTS)


def upto(places: Iterable[int]) -> Matches:
    """What is found in each place → what is found there or in a better one."""
    return tuple(accumulate(places, or_))


def either(*several: Matches) -> Matches:
    """What any of them finds, each in its best place."""
    return tuple(reduce(or_, places) for places in zip(NOWHERE, *several, strict=True))


def both(several: Sequence[Matches]) -> Matches:
    """What all of them find, each in its worst place; nothing for none."""
    if not several:
        return NOWHERE
    return tuple(reduce(and_, places) for places in zip(*several, strict=True))


def lowered(matches: Matches) -> Matches:
    """The same entries, each one place worse: what was guessed stands behind what was said."""
    return (0, *matches[:-2], matches[-1])


class Ranking:
    """Entries with their scores, narrowed word by word.

    Parameters
    ----------
    everything : int
        The entries that may be found.
    """

    def __init__(self, everything: int) -> None:
        self._by_score = {0: everything}
        self._everything = everything
        self._total = max(1, everything.bit_count())

    @property
    def found(self) -> int:
        """All entries that are left."""
        found = 0
        for bits in self._by_score.values():
            found |= bits
        return found

    def demand(self, matches: Matches) -> None:
        """Keep only what has this word; the rarer it is among everything that may be found, the more it counts."""
        rarity = self._rarity((matches[-1] & self._everything).bit_count())
        scored: dict[int, int] = {}
        better = 0
        for weight, here in zip(WEIGHTS, matches, strict=True):
            exactly = here & ~better
            better = here
            for score, bits in self._by_score.items():
                if kept := bits & exactly:
                    higher = score + weight * rarity
                    scored[higher] = scored.get(higher, 0) | kept
        self._by_score = scored

    def prefer(self, bits: int, more: int = EXACT) -> None:
        """Raise the score of these."""
        scored: dict[int, int] = {}
        for score, entries in self._by_score.items():
            for higher, part in ((score + more, entries & bits), (score, entries & ~bits)):
                if part:
                    scored[higher] = scored.get(higher, 0) | part
        self._by_score = scored

    def tiers(self, among: int) -> Iterator[int]:
        """The entries in ``among``, those of one score after those of another, best first."""
        for score in sorted(self._by_score, reverse=True):
            yield self._by_score[score] & among

    def _rarity(self, entries: int) -> int:
        return 3 if entries * 100 <= self._total else 2 if entries * 10 <= self._total else 1
