"""Small things about words: names for files, text that means nothing in Markdown, quotations in findings."""

from __future__ import annotations

import re
import unicodedata

#: Letters that lose no mark when they are taken apart.
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ð": "d", "þ": "th", "ß": "ss", "ł": "l"})
_NO_NAME = re.compile(r"[^a-z0-9]+")
_SPECIAL = re.compile(r"([\\`*_\[\]<>{}|])")
_LEADING = re.compile(r"^(\d*)([#>+.)-])(?=\s)")
_SPACE = re.compile(r"\s+")
LONGEST_SLUG = 100


def slug(text: str) -> str:
    """A name of lower-case ASCII letters, digits and hyphens: ``Bækkenløft, let`` → ``baekkenloeft-let``."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")
    return _NO_NAME.sub("-", plain).strip("-")[:LONGEST_SLUG].strip("-")


def one_line(text: str) -> str:
    """The words on one line, single spaces between them."""
    return _SPACE.sub(" ", text).strip()


def escaped(text: str) -> str:
    """Plain words as Markdown that shows exactly these words, on one line."""
    return _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", one_line(text)))


def quoted(text: str, most: int = 60) -> str:
    """The beginning of some words, for a message."""
    words = one_line(text)
    return f"“{words}”" if len(words) <= most else f"“{words[:most].rstrip()}…”"
