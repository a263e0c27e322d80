"""Text → words that can be compared: lower case, no accents, the letters of the North in one spelling.

``Hofteøvelser`` → ``hofteøvelser``, ``résumé`` → ``resume``, ``höft`` → ``høft``. Two letters that stand for one
(``aa`` for ``å``) depend on the language and are replaced in :mod:`hofte.search.lexicon`.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

#: Letters that keep their marks, and those that are another country's spelling of them.
_NORTHERN = {"æ": "æ", "ø": "ø", "å": "å", "ä": "æ", "ö": "ø"}
#: Written inside words, and never part of them: soft hyphen, joiners, byte order mark.
_SILENT = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_MARKED = re.compile(r"[^\x00-\x7fæøå]+")
_WORD = re.compile(r"[^\W_]+")
#: A longer run of letters is no word anybody looks for.
LONGEST_WORD = 60


@cache
def _table() -> dict[int, str | None]:
    """Every letter that has a mark → the letter without it."""
    table: dict[int, str | None] = dict(_SILENT)
    for code in range(0x80, sys.maxunicode if sys.maxunicode < 0x2000 else 0x2000):
        character = chr(code)
        plain = _NORTHERN.get(character) or "".join(
            c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c)
        )
        if plain != character:
            table[code] = plain
    return table


def fold(text: str) -> str:
    """Make a text comparable; what is no letter and no digit stays where it is."""
    return _MARKED.sub(_plain, unicodedata.normalize("NFKC", text).casefold())


def _plain(marked: re.Match[str]) -> str:
    # Only what may have a mark: to translate a text looks every one of its characters up.
    return marked.group().translate(_table())


def folded_words(text: str) -> list[str]:
    """The words of a text in order, folded and cut at :data:`LONGEST_WORD` letters; any text has an answer."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]
