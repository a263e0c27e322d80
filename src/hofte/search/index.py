"""What an entry is found under: a token for each of its words, in the best place where the word stands.

A store needs nothing but sets of tokens: the place is the token's first character. Tokens are spelt in small ASCII
letters and digits, so that no store's own idea of what a letter is can come between.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from hofte.search.analyse import analyse
from hofte.search.lexicon import lexicon
from hofte.search.rank import WEIGHTS

_SPELT = {"æ": "0ae", "ø": "0oe", "å": "0aa"}


@dataclass(frozen=True, slots=True)
class Indexed:
    """The tokens of an entry as a store keeps them, and the words themselves: for typing ahead, and for typos."""

    tokens: frozenset[str]
    words: frozenset[str]


def index_entry(texts: Iterable[tuple[int, str]], lang: str) -> Indexed:
    """The tokens of an entry.

    Parameters
    ----------
    texts : iterable of (int, str)
        Each text with its place: ``TITLE``, ``ALSO``, ``NAMES``, ``STEPS``, ``TEXT`` of :mod:`hofte.search.rank`.
    lang : str
        The language of the texts; words of other languages among them are found as they are written.
    """
    lex = lexicon(lang)
    standing: list[set[str]] = [set() for _ in WEIGHTS]
    phrases: set[str] = set()
    for place, text in texts:
        found = [word for word in lex.words(text) if word not in lex.small]
        standing[place].update(found)
        if place == 0 and found:
            phrases.add(stored(0, phrase([analyse(word, lang).whole for word in found])))
    best: dict[str, int] = {}
    for place, words in enumerate(standing):
        for word in words:
            for token in analyse(word, lang).tokens:
                best.setdefault(token, place)
    tokens = frozenset(stored(place, token) for token, place in best.items())
    return Indexed(tokens | phrases, frozenset().union(*standing))


@lru_cache(maxsize=50_000)
def stored(place: int, token: str) -> str:
    """A token as a store keeps it: ``2hoft``."""
    if token.isascii():
        return f"{place}{token}"
    return f"{place}{''.join(c if c.isascii() else _SPELT.get(c) or f'0u{ord(c):x}0' for c in token)}"


def phrase(tokens: Iterable[str]) -> str:
    """The token of a whole title; no word begins like it."""
    return "00" + "0".join(tokens)[:200]
