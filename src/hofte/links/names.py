"""A name → what a text is searched for: the same for each inflection, and however a compound is put together.

``Hoftebøjer``, ``hoftebøjerne`` and ``hofte-bøjer`` are one; ``hofte`` is another, since a compound is taken whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from hofte.search.analyse import analyse
from hofte.search.fold import fold
from hofte.search.lexicon import lexicon

#: A word as it is written, soft hyphens and loose accents within it.
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060][^\W_]*)*")
#: A longer name is a sentence, which no other page writes.
MOST_PARTS = 10
#: A shorter word is linked to only when it is an abbreviation in capitals.
SHORTEST = 3
SHORTEST_CAPITALS = 2

_A_PAIR = 2
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*")


@dataclass(frozen=True, slots=True)
class Key:
    """What is searched for.

    Parameters
    ----------
    parts : tuple of str
        The tokens of all words, those of a compound one by one.
    initials : str
        The first letters of its words: a synonym (sæde for balle) has another one, an inflection (fødder) has not.
    capitals : bool
        Whether it is an abbreviation (ROM), which the word in small letters (rom) is not.
    """

    parts: tuple[str, ...]
    initials: str
    capitals: bool


@lru_cache(maxsize=100_000)
def parts_of(word: str, lang: str) -> tuple[str, ...]:
    """The tokens of one word as written: one, or those of the parts of a compound."""
    analyses = (analyse(one, lang) for one in lexicon(lang).words(word))
    return tuple(token for analysis in analyses for token in analysis.parts or (analysis.whole,))


def key_of(name: str, lang: str) -> Key | None:
    """What a name is searched for by; ``None`` for one that no text should be linked by: too short, or too long."""
    words = _without_small_ends(WORD.findall(name), lang)
    parts = tuple(part for word in words for part in parts_of(word, lang))
    if not parts or len(parts) > MOST_PARTS:
        return None
    letters = "".join(words)
    capitals = letters.isupper() and len(words) == 1
    if len(letters) < (SHORTEST_CAPITALS if capitals else SHORTEST) or letters.isdecimal():
        return None
    return Key(parts, initials_of(words), capitals)


def initials_of(words: Iterable[str]) -> str:
    """The first letter of each word, folded."""
    return "".join(map(_initial, words))


@lru_cache(maxsize=100_000)
def _initial(word: str) -> str:
    return fold(word)[:1]


def spellings(name: str) -> Iterator[str]:
    """A name as it is, without what stands in brackets (``Iskias (nerve)``), and two words in one (``hipthrust``)."""
    yield name
    if (bare := _BRACKETS.sub(" ", name).strip()) != name:
        yield bare
    if len(words := bare.split()) == _A_PAIR and all(WORD.fullmatch(word) for word in words):
        yield "".join(words)


def _without_small_ends(words: list[str], lang: str) -> list[str]:
    """``The pelvic floor`` → ``pelvic floor``; a name of small words only is none."""
    small = lexicon(lang).small
    kept = [n for n, word in enumerate(words) if fold(word) not in small]
    return words[kept[0] : kept[-1] + 1] if kept else []
