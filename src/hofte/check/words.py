"""The words that checks look for: ``lang/<code>/check.toml``, where ``*`` stands for the rest of a word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from hofte.exercise.words import any_of
from hofte.lang.data import LanguageUnknown, words


@cache
def check_words(lang: str) -> Mapping[str, Any]:
    """The words of a language; empty for one that has none yet, so that its pages are checked for all else."""
    try:
        return words(lang, "check")
    except LanguageUnknown:
        return {}


@cache
def pattern(lang: str, *path: str) -> re.Pattern[str]:
    """One pattern that finds any entry of a list as whole words, in any case; the longest entry wins."""
    found: Any = check_words(lang)
    for key in path:
        found = found.get(key, ()) if isinstance(found, Mapping) else ()
    return re.compile(rf"(?<!\w){any_of(found)}(?!\w)", re.IGNORECASE)


def has(text: str, lang: str, *path: str) -> bool:
    """Whether any entry of a list stands in a text."""
    return pattern(lang, *path).search(text) is not None
