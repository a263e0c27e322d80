"""Words like the one typed: those that begin so, and those one slip of a finger away."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest

#: A shorter word has too many neighbours that mean something else.
SHORTEST_TYPO = 5
#: A longer word is no slip of a finger; the work for one grows with its length.
LONGEST_TYPO = 30
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"


class Vocabulary:
    """The words that occur, each with the number of entries it occurs in.

    Parameters
    ----------
    counts : mapping
        Word → number.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._sorted = sorted(counts)

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def beginning_with(self, start: str, most: int) -> list[str]:
        """The most frequent words that begin so, ``most`` at most; in the order of the alphabet."""
        low, high = bisect_left(self._sorted, start), bisect_left(self._sorted, start + "\U0010ffff")
        return sorted(self._frequent(self._sorted[low:high], most))

    def one_edit_from(self, word: str, most: int) -> list[str]:
        """The most frequent words that one letter more, less, other or swapped makes of this one, ``most`` at most.

        Words shorter than :data:`SHORTEST_TYPO` and longer than :data:`LONGEST_TYPO` have none. The work is bounded:
        some 60 looks for each letter of the word, however large the vocabulary is.
        """
        if not SHORTEST_TYPO <= len(word) <= LONGEST_TYPO:
            return []
        return sorted(self._frequent([near for near in {*_edits(word)} - {word} if near in self._counts], most))

    def _frequent(self, words: Sequence[str], most: int) -> list[str]:
        if len(words) <= most:
            return list(words)
        return nlargest(most, words, key=lambda word: (self._counts[word], word))


def _edits(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        for letter in _LETTERS:
            yield f"{before}{letter}{after}"
            yield f"{before}{letter}{after[1:]}"
        yield f"{before}{after[1:]}"
        yield f"{before}{after[1:2]}{after[:1]}{after[2:]}"
