"""What an exercise is called: a title, a heading or a question made into a short name."""

from __future__ import annotations

import re
from functools import cache

from hofte.exercise.words import has, listed, options, pattern

_SEPARATOR = re.compile(r"\s+[–—|→]\s+|:\s+|\s+-\s+")
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_NUMBER = re.compile(r"\d{1,2}\s*[.):]\s*(?=\D)")
_LEADING_MARKS = re.compile(r"^[^\w(\"'«“”#½]+")
#: Labels under ``labels`` that name no exercise.
_NO_NAMES = ("fields", "warm", "aside", "rest", "days")
_TRAILING = " .:;,–—-"


def name_of_title(title: str) -> str:
    """A title without its subtitle: ``Hip thrusters: Avanceret glute-øvelse`` is ``Hip thrusters``."""
    first = _SEPARATOR.split(_LEADING_MARKS.sub("", title.strip()), maxsplit=1)[0].strip(_TRAILING)
    return first or title.strip()


def name_of_page(title: str, lang: str) -> str:
    """What the one exercise of a page is called: "Slik trener du bekkenbunnen" is ``Bekkenbunnen``."""
    asked = None if title.rstrip().endswith("?") else _how(lang).match(title)
    return (_short(title[asked.end() :], lang) if asked else "") or name_of_title(title)


def without_brackets(words: str) -> str:
    """Words without what stands in brackets at their end."""
    return _BRACKETS.sub("", words).strip()


def name_of_heading(heading: str, lang: str) -> str:
    """The exercise that a heading names; empty when it names none.

    A question names one only when it asks how an exercise is done ("Hvordan laver jeg …?"), and a heading that shows
    how does the same ("Sådan laver du …"); what it is for is left out. Headings such as "Tips" or "Sådan gør du" name
    none.
    """
    asked = _how(lang).match(heading)
    if asked or heading.rstrip().endswith("?"):
        return _short(heading[asked.end() :].rstrip("? "), lang) if asked else ""
    found = pattern(lang, "headings", "no_name").match(heading) or _counted(lang).fullmatch(heading)
    return "" if found else name_of_title(_BRACKETS.sub("", heading))


def name_of_label(label: str, lang: str) -> str:
    """The exercise that a label names; empty when it says how much ("Antal gentagelser"), when or why, and not what.

    Numbers before the name are left out: "1. dag. Hængende greb" names the grip.
    """
    label = _unnumbered(label, lang)
    if not label or pattern(lang, "labels", "dose").match(label) or has(label, lang, "headings", "technique"):
        return ""
    if any(pattern(lang, "labels", kind).fullmatch(without_brackets(label)) for kind in _NO_NAMES):
        return ""
    return name_of_title(label)


def _unnumbered(label: str, lang: str) -> str:
    """A label without its number, and without a word that only counts ("dag 2", "3. uge")."""
    rest = _NUMBER.sub("", label.strip(), count=1) if _NUMBER.match(label.strip()) else label.strip()
    counted = _counted(lang).match(label.strip())
    return label.strip()[counted.end() :].strip() if counted else rest


@cache
def _counted(lang: str) -> re.Pattern[str]:
    word = options(lang, "labels", "counted")
    number = r"\d{1,2}(?:\s?[-–]\s?\d{1,2})?"
    return re.compile(rf"(?:{number}\.?\s+{word}|{word}\s+{number})(?!\w)[\s.:–—-]*", re.IGNORECASE)


def _short(words: str, lang: str) -> str:
    words = _BRACKETS.sub("", words.strip())
    articles = pattern(lang, "questions", "articles").match(words)
    if articles and articles.end() < len(words):
        words = words[articles.end() :].strip()
    purpose = pattern(lang, "questions", "purpose").search(words, 1)
    if purpose:
        words = words[: purpose.start()]
    words = name_of_title(words.strip(_TRAILING))
    well = pattern(lang, "questions", "well").search(words)
    words = words[: well.start()].strip(_TRAILING) if well and well.end() == len(words) else words
    return words[:1].upper() + words[1:]


@cache
def _how(lang: str) -> re.Pattern[str]:
    """The openings of how-questions, the longest first; a lone ``*`` is one or two words."""
    entries = sorted(listed(lang, "questions", "how"), key=len, reverse=True)
    options = "|".join(
        re.escape(entry).replace(r"\ \*\ ", r"(?:\s+\w+){1,2}\s+").replace(r"\ ", r"\s+") for entry in entries
    )
    return re.compile(rf"(?:{options})\s+" if options else r"(?!)", re.IGNORECASE)
