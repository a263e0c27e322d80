"""Which language a page is written in: what it says itself, else told by the small words that sentences need.

Bokmål, nynorsk and Danish share most of their words, so a word counts for a language by how few others have it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

from hofte.core.finding import Finding
from hofte.lang.data import languages, words

LANGUAGE_KEYS = ("language", "lang", "locale")
#: How much of a page is looked at, in characters.
SAMPLE = 20_000
#: What a run of letters counts beside a word.
LETTER_WEIGHT = 0.5

_WORD = re.compile(r"[^\W\d_]+")
#: Codes that sites write for the languages that are known: ISO 639-1 and country codes seen in front matter.
_OTHER_CODES = {"no": "nb", "dk": "da", "se": "sv", "gb": "en", "uk": "en"}


def declared_language(meta: Mapping[str, Any]) -> tuple[str, tuple[Finding, ...]]:
    """The language that the front matter names; empty when it names none, or one that is not known (a finding)."""
    for key in LANGUAGE_KEYS:
        value = meta.get(key)
        if isinstance(value, str) and value.strip():
            code = re.split(r"[-_]", value.strip().casefold())[0]
            code = _OTHER_CODES.get(code, code)
            if code in languages():
                return code, ()
            message = f"{key} is {value[:20]!r}, which is none of {', '.join(languages())}"
            return "", (Finding("language-unknown", "warning", 1, message),)
    return "", ()


def detect_language(text: str) -> str:
    """Tell the language of a text by its function words and letters.

    Returns
    -------
    str
        ``da``, ``nb``, ``nn``, ``sv`` or ``en``; empty when no language is ahead of the others.
    """
    sample = text[:SAMPLE].casefold()
    counts = Counter(_WORD.findall(sample))
    scores: dict[str, float] = dict.fromkeys(languages(), 0.0)
    weights = _weights()
    for word, count in counts.items():
        for code, weight in weights.get(word, ()):
            scores[code] += weight * count
    letters = _letters()
    for letter, codes in letters.items():
        for code in codes:
            scores[code] += LETTER_WEIGHT / len(codes) ** 2 * sample.count(letter)
    (first, best), (_, second) = sorted(scores.items(), key=lambda pair: -pair[1])[:2]
    return first if best > second else ""


@cache
def _weights() -> Mapping[str, tuple[tuple[str, float], ...]]:
    known: dict[str, list[str]] = {}
    for code in languages():
        for word in set(words(code, "page")["function_words"]):
            known.setdefault(word.casefold(), []).append(code)
    return {word: tuple((code, 1 / len(codes) ** 2) for code in codes) for word, codes in known.items()}


@cache
def _letters() -> Mapping[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for code in languages():
        for letter in words(code, "page")["letters"]:
            known[letter] = (*known.get(letter, ()), code)
    return known
