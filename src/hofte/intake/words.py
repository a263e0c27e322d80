"""Small things about words: names for files, text that means nothing in Markdown, quotations in findings."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

#: Letters that lose no mark when they are taken apart.
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ð": "d", "þ": "th", "ß": "ss", "ł": "l"})
_NO_NAME = re.compile(r"[^a-z0-9]+")
#: A star between spaces or figures is "times", an underline inside a word a letter; both mean nothing in Markdown.
_SPECIAL = re.compile(r"([\\`\[\]<>{}|]|\*(?!(?<=\s\*)\s)(?!(?<=\d\*)\d)|(?<!\w)_|_(?!\w))")
_LEADING = re.compile(r"^(\d*)([#>+.)-])(?=\s)")
_SPACE = re.compile(r"\s+")
LONGEST_SLUG = 100


#: Characters that nobody sees and that split words, and those that no page has.
UNSEEN = re.compile("[\u200b\u2060\ufeff\x00\x1e]")
_HALF = re.compile("[\ud800-\udfff]")


#: Values inside each other deeper than this are kept as one text.
DEEPEST = 12


def sound(value: Any, depth: int = 0) -> Any:
    """JSON values with whole texts: nothing unseen, no half characters (JSON and YAML escapes allow them)."""
    if isinstance(value, str):
        text = UNSEEN.sub("", value)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _HALF.search(text) else text
    if isinstance(value, (list, Mapping)) and depth > DEEPEST:
        return sound(json.dumps(value, ensure_ascii=False))
    if isinstance(value, Mapping):
        return {sound(str(key)): sound(part, depth + 1) for key, part in value.items()}
    return [sound(part, depth + 1) for part in value] if isinstance(value, list) else value


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
