"""The words of a language as patterns: ``lang/<code>/exercise.toml``, where ``*`` stands for the rest of a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from hofte.lang.data import words

_NOTHING = "(?!)"


@cache
def listed(lang: str, *keys: str) -> tuple[str, ...]:
    """The entries of a list, or the names in a table; empty when the language has none."""
    found: Any = words(lang, "exercise")
    for key in keys:
        found = found.get(key, {}) if isinstance(found, Mapping) else {}
    return tuple(found)


@cache
def pattern(lang: str, *path: str) -> re.Pattern[str]:
    """One pattern that finds any entry of a list as whole words, in any case; the longest entry wins."""
    return re.compile(rf"(?<!\w){options(lang, *path)}(?!\w)", re.IGNORECASE)


def options(lang: str, *path: str) -> str:
    """The entries of a list as a part of a larger pattern, the longest first; it fits nothing when there are none."""
    return any_of(listed(lang, *path))


def any_of(entries: Iterable[str]) -> str:
    """Words and phrases as a part of a larger pattern, the longest first; ``*`` stands for the rest of a word."""
    ordered = sorted(entries, key=len, reverse=True)
    parts = [re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for entry in ordered]
    return f"(?:{_begins(ordered)}(?:{'|'.join(parts or [_NOTHING])}))"


def _begins(entries: Sequence[str]) -> str:
    """A look ahead at the letters that entries begin with: where none stands, no entry has to be tried."""
    letters = sorted({entry[:1] for entry in entries})
    return f"(?=[{''.join(letters)}])" if letters and all(map(str.isalnum, letters)) else ""


def has(text: str, lang: str, *path: str) -> bool:
    """Whether any entry of a list stands in a text."""
    return pattern(lang, *path).search(text) is not None
