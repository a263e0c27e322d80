"""One word → its tokens: itself without its ending, and the parts it is made of.

``hoftesmerter`` is ``hoftesmert`` as a whole, and has the parts ``hoft`` and ``smert``. A word of a text is found under
all of them; a word of a question asks for the whole, or for all parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from hofte.search.lexicon import SHORTEST_PART, Lexicon, lexicon

#: A compound of more parts than these is taken as one word.
MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Analysis:
    """The tokens of a word: the whole, and the parts of a compound (none of a simple word).

    ``known`` says that the lexicon has the word, or all its parts.
    """

    whole: str
    parts: tuple[str, ...] = ()
    known: bool = False

    @property
    def tokens(self) -> tuple[str, ...]:
        """What a text with this word is found under."""
        return (self.whole, *self.parts)


@lru_cache(maxsize=50_000)
def analyse(word: str, lang: str) -> Analysis:
    """Take one word apart.

    Parameters
    ----------
    word : str
        As :meth:`hofte.search.lexicon.Lexicon.words` gives it.
    lang : str
        Its language; the empty string when nobody knows.
    """
    lex = lexicon(lang)
    if root := lex.known(word):
        return Analysis(root, (), known=True)
    if parts := _split(word, lex, MOST_PARTS):
        # The whole is made of its parts, so that it is the same in all languages that meet.
        return Analysis("".join(parts), parts, known=True)
    return Analysis(lex.stem(word))


def _split(word: str, lex: Lexicon, most: int) -> tuple[str, ...]:
    """The parts of a compound: the longest beginning that the lexicon knows, a linking letter, and the rest."""
    for length in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        if word[:length] in lex.parts and (rest := _rest(word[length:], lex, most - 1)):
            return (lex.known(word[:length]), *rest)
    return ()


def _rest(rest: str, lex: Lexicon, most: int) -> tuple[str, ...]:
    for joint in lex.joints:
        last = rest[len(joint) :]
        if not rest.startswith(joint) or len(last) < SHORTEST_PART:
            continue
        if root := lex.known(last):
            return (root,)
        if most > 1 and (parts := _split(last, lex, most)):
            return parts
    return ()
