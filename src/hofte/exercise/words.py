"""The words of a language as patterns: ``lang/<code>/exercise.toml``, where ``*`` stands for the rest of a word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from hofte.lang.data import words

_NOTHING = re.compile(r"(?!)")


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
    entries = sorted(listed(lang, *path), key=len, reverse=True)
    if not entries:
        return _NOTHING
    options = "|".join(re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for entry in entries)
    return re.compile(rf"(?<!\w)(?:{options})(?!\w)", re.IGNORECASE)


def has(text: str, lang: str, *path: str) -> bool:
    """Whether any entry of a list stands in a text."""
    return pattern(lang, *path).search(text) is not None
