"""A question of any kind → the entries that answer it, ranked.

All its words must occur. A word is found in any inflection; as a compound or by its parts; in a neighbouring language
under the name it has there. The last word may be unfinished. A word that nothing has is taken for a slip of a finger,
then for a compound of two words that do occur; the answer says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from hofte.search.analyse import analyse
from hofte.search.index import phrase
from hofte.search.lexicon import SHORTEST_PART, lexicon
from hofte.search.near import Vocabulary
from hofte.search.rank import NOWHERE, TITLE, Matches, Ranking, both, either, lowered
from hofte.search.readings import Readers, alternatives, readers_of

#: What stands after this many characters or words of a question is not asked for.
LONGEST_QUESTION = 200
MOST_WORDS = 8
#: An unfinished or mistyped word stands for this many words at most.
MOST_ENDINGS = 16
MOST_TYPOS = 5
#: An unfinished word has at least this many letters.
SHORTEST_START = 2

#: Tokens → the entries that have any of them, by place.
Postings = Callable[[frozenset[str]], Matches]


@dataclass(frozen=True)
class Answer:
    """What was found.

    Parameters
    ----------
    ranking : Ranking
    read_as : tuple of (str, tuple of str)
        Words that nothing has, with those that were looked for instead.
    unknown : tuple of str
        Words that nothing has, and nothing like them.
    """

    ranking: Ranking
    read_as: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Index:
    """Where a question is asked.

    Parameters
    ----------
    langs : sequence of str
        The languages of the entries, the asker's first.
    everything : int
        The entries that may be found.
    vocabulary : Vocabulary
        Their words.
    postings : callable
    """

    langs: Sequence[str]
    everything: int
    vocabulary: Vocabulary
    postings: Postings
    _readers: Readers = field(default=(), init=False)

    def __post_init__(self) -> None:
        """Settle in which languages a word is read, and whether a word that the language does not know counts."""
        object.__setattr__(self, "_readers", readers_of(self.langs))

    def ask(self, question: str) -> Answer:
        """Answer a question; the empty one is answered with everything."""
        ranking = Ranking(self.everything)
        asked, start = self._words(question[:LONGEST_QUESTION])
        said = {word: [*dict.fromkeys(alternatives(word, self._readers))] for word in asked}
        begun = self._beginnings(start) if start in said else frozenset()
        titles = self._titles(asked)
        # Whoever keeps what was asked for looks once for all of it.
        self.postings(begun.union(titles, *chain.from_iterable(said.values())))
        read_as: list[tuple[str, tuple[str, ...]]] = []
        unknown: list[str] = []
        for word in asked:
            matches = self._any_of(said[word])
            if word == start:
                matches = either(matches, lowered(self.postings(begun)))
            if not matches[-1] & self.everything:
                instead, matches = self._guessed(word)
                if instead:
                    read_as.append((word, instead))
                else:
                    unknown.append(word)
            ranking.demand(matches)
        if asked:
            ranking.prefer(self.postings(titles)[TITLE])
        return Answer(ranking, tuple(read_as), tuple(unknown))

    def _words(self, question: str) -> tuple[list[str], str]:
        """The words to look for, and the one among them that may go on."""
        lex = lexicon(self.langs[0] if self.langs else "")
        words = lex.words(question)
        # What was typed to its end is followed by something that is no letter.
        last = words[-1] if words and question[-1:].isalnum() else ""
        kept = [word for word in words if not self._is_small(word)]
        if len(last) >= SHORTEST_START and last not in kept and len(words) == 1:
            kept.append(last)
        if len(last) < SHORTEST_START and kept[-1:] == [last]:
            kept.pop()
        return list(dict.fromkeys(kept))[:MOST_WORDS], last

    def _is_small(self, word: str) -> bool:
        return any(word in lexicon(lang).small for lang in self.langs)

    def _said(self, word: str) -> Matches:
        """The entries that have a word, whole or in parts, in any of the languages."""
        return self._any_of(dict.fromkeys(alternatives(word, self._readers)))

    def _any_of(self, alternatives: Iterable[Sequence[str]]) -> Matches:
        return either(*map(self._under, alternatives))

    def _under(self, tokens: Sequence[str]) -> Matches:
        return both([self.postings(frozenset((token,))) for token in tokens])

    def _beginnings(self, start: str) -> frozenset[str]:
        """The tokens of words that begin so."""
        if len(start) < SHORTEST_START:
            return frozenset()
        wholes = {
            analyse(word, lang).whole
            for word in self.vocabulary.beginning_with(start, MOST_ENDINGS)
            for lang in self.langs
        }
        for lang, _ in self._readers:
            bases = lexicon(lang).bases
            wholes |= {bases[word] for word in _known_words(lang).beginning_with(start, MOST_ENDINGS)}
        return frozenset(wholes)

    def _guessed(self, word: str) -> tuple[tuple[str, ...], Matches]:
        """What a word that nothing has was meant to be."""
        for known in (self.vocabulary, *(_known_words(lang) for lang, _ in self._readers)):
            if near := tuple(known.one_edit_from(word, MOST_TYPOS)):
                matches = either(*(self._said(other) for other in near))
                if matches[-1] & self.everything:
                    return near, lowered(matches)
        for pair in self._pairs(word):
            matches = both([self._said(part) for part in pair])
            if matches[-1] & self.everything:
                return pair, lowered(matches)
        return (), NOWHERE

    def _pairs(self, word: str) -> Iterator[tuple[str, str]]:
        """Two words that occur and make this one, with or without a linking letter."""
        joints = {joint for lang in self.langs for joint in lexicon(lang).joints}
        for at in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            for joint in sorted(joints):
                first, rest = word[:at], word[at:]
                second = rest[len(joint) :]
                both_occur = first in self.vocabulary and second in self.vocabulary
                if both_occur and rest.startswith(joint) and len(second) >= SHORTEST_PART:
                    yield first, second

    def _titles(self, asked: Sequence[str]) -> frozenset[str]:
        """The tokens of titles that are the question."""
        wholes = ([analyse(lexicon(lang).spelt(word), lang).whole for word in asked] for lang, _ in self._readers)
        return frozenset(map(phrase, wholes))


@cache
def _known_words(lang: str) -> Vocabulary:
    """The words that a lexicon knows: a word of a neighbour may be unfinished or mistyped, too."""
    return Vocabulary(dict.fromkeys(lexicon(lang).bases, 1))
