"""How a word of a question may be meant: in which languages it is read, and as which tokens.

The search and the index of a site that needs no server both read words so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hofte.search.analyse import analyse
from hofte.search.lexicon import family, lexicon

#: Languages, each with whether a word that it does not know counts in it.
Readers = tuple[tuple[str, bool], ...]


def readers_of(langs: Iterable[str]) -> Readers:
    """The languages that are looked in, and their neighbours: of those only the words they know count."""
    own = dict.fromkeys(langs, True)
    for lang in tuple(own):
        for other in family(lang):
            own.setdefault(other, False)
    return tuple(own.items())


def alternatives(word: str, readers: Readers) -> Iterator[tuple[str, ...]]:
    """What a word may stand for: one token for the whole of it, or a token for each part of a compound."""
    for lang, takes_all in readers:
        analysis = analyse(lexicon(lang).spelt(word), lang)
        if takes_all or analysis.known:
            yield (analysis.whole,)
            if analysis.parts:
                yield analysis.parts
