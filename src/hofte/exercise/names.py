"""What an exercise is called: a title, a heading or a question made into a short name."""

from __future__ import annotations

import re
from functools import cache

from hofte.exercise.words import has, listed, pattern

_SEPARATOR = re.compile(r"\s+[–—|→]\s+|:\s+|\s+-\s+")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_TRAILING = " .:;,–—-"


def name_of_title(title: str) -> str:
    """A title without its subtitle: ``Hip thrusters: Avanceret glute-øvelse`` is ``Hip thrusters``."""
    first = _SEPARATOR.split(title.strip(), maxsplit=1)[0].strip(_TRAILING)
    return first or title.strip()


def name_of_heading(heading: str, lang: str) -> str:
    """The exercise that a heading names; empty when it names none.

    A question names one only when it asks how an exercise is done ("Hvordan laver jeg …?"); what it is for is left
    out. Headings such as "Tips" or "Sådan gør du" name none.
    """
    if heading.rstrip().endswith("?"):
        asked = _how(lang).match(heading)
        return _short(heading[asked.end() :].rstrip("? "), lang) if asked else ""
    found = pattern(lang, "headings", "no_name").match(heading)
    return "" if found else name_of_title(_BRACKETS.sub("", heading))


def name_of_label(label: str, lang: str) -> str:
    """The exercise that a label names; empty when it says how much ("Antal gentagelser") and not what."""
    if not label or pattern(lang, "labels", "dose").match(label) or has(label, lang, "headings", "technique"):
        return ""
    return name_of_title(label)


def _short(words: str, lang: str) -> str:
    words = _BRACKETS.sub("", words.strip())
    articles = pattern(lang, "questions", "articles").match(words)
    if articles and articles.end() < len(words):
        words = words[articles.end() :].strip()
    purpose = pattern(lang, "questions", "purpose").search(words, 1)
    if purpose:
        words = words[: purpose.start()]
    words = words.strip(_TRAILING)
    return words[:1].upper() + words[1:]


@cache
def _how(lang: str) -> re.Pattern[str]:
    """The openings of how-questions, the longest first; a lone ``*`` is one or two words."""
    entries = sorted(listed(lang, "questions", "how"), key=len, reverse=True)
    options = "|".join(
        re.escape(entry).replace(r"\ \*\ ", r"(?:\s+\w+){1,2}\s+").replace(r"\ ", r"\s+") for entry in entries
    )
    return re.compile(rf"(?:{options})\s+" if options else r"(?!)", re.IGNORECASE)
