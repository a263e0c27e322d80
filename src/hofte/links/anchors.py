"""The places inside a page that a link can lead to, whichever way a site spells them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from urllib.parse import unquote

from hofte.page.inline import plain
from hofte.page.model import Page

_ID = re.compile(r"\b(?:id|name)\s*=\s*[\"']?([^\"'\s<>{}%]{1,300}+)|\{:?\s*#([^\s{}]{1,300}+)|\bid:\s*([\w-]{1,300}+)")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+([^\r\n]*+)|^([^\r\n#>|-][^\r\n]*+)\r?\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{[^{}]*+\}")
_TRAILING_NUMBER = re.compile(r"-\d+$")
#: Site generators spell these letters in several ways.
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ß": "ss"})
#: The top of the page, and notes that a generator makes.
_ALWAYS_THERE = re.compile(r"top|fn(?:ref)?[:_-]?.*|footnote.*|user-content-fn.*", re.IGNORECASE)


def anchors_of(page: Page, visible: str) -> frozenset[str]:
    """The anchors that headings and ids make; ``visible`` is the page's text without comments and code."""
    ids = (next(filter(None, found.groups())) for found in _ID.finditer(visible))
    titles = (plain(_ATTRIBUTES.sub("", found[1] or found[2] or "")) for found in _HEADING.finditer(visible))
    read = (section.heading.text for section in page.sections if section.heading)
    return frozenset(map(_bare, (*ids, *titles, *read)))


def leads_somewhere(fragment: str, anchors: Container[str]) -> bool:
    """Whether a link's part behind ``#`` is among the anchors of a page."""
    to = unquote(fragment)
    spellings = (_bare(to), _bare(_TRAILING_NUMBER.sub("", to)))
    return bool(_ALWAYS_THERE.fullmatch(to)) or any(one in anchors for one in spellings)


def _bare(name: str) -> str:
    """A name as all generators agree on it: letters and digits without accents, "oe" and "aa" as "o" and "a"."""
    spelled = name.casefold().translate(_LETTERS).replace("oe", "o").replace("aa", "a").replace("ae", "a")
    plain_letters = unicodedata.normalize("NFKD", spelled)
    return "".join(letter for letter in plain_letters if letter.isalnum())
