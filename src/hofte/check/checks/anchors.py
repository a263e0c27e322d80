"""anchor-dead: a link inside the page that leads to no heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject
from hofte.core.values import Span
from hofte.page.inline import plain

_LINK = re.compile(r"\]\(#(?P<to>[^()\s]{1,300}+)\)|\bhref=[\"']#(?P<href>[^\"'\s<>]{1,300}+)[\"']")
_ID = re.compile(r"\b(?:id|name)\s*=\s*[\"']?([^\"'\s<>{}%]{1,300}+)|\{:?\s*#([^\s{}]{1,300}+)|\bid:\s*([\w-]{1,300}+)")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+([^\r\n]*+)|^([^\r\n#>|-][^\r\n]*+)\r?\n(?:=+|-+)[ \t]*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{[^{}]*+\}")
_TRAILING_NUMBER = re.compile(r"-\d+$")
#: Site generators spell these letters in several ways.
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ß": "ss"})
#: The top of the page, and notes that a generator makes.
_ALWAYS_THERE = re.compile(r"top|fn(?:ref)?[:_-]?.*|footnote.*|user-content-fn.*", re.IGNORECASE)


@check(
    Code(
        "anchor-dead", "warning", "A link leads to a place inside the page that is not there, so that it does nothing."
    )
)
def anchors(subject: Subject) -> Iterator[Note]:
    """Find links to anchors that neither a heading nor an id makes, whichever way the site spells them."""
    links = list(_LINK.finditer(subject.visible))
    if not links:
        return
    there = _anchors(subject)
    for link in links:
        group = "to" if link["to"] else "href"
        to = unquote(link[group])
        if not _ALWAYS_THERE.fullmatch(to) and not {_bare(to), _bare(_TRAILING_NUMBER.sub("", to))} & there:
            yield Note("anchor-dead", subject.line_at(link.start()), Span(*link.span(group)), {"to": to})


def _anchors(subject: Subject) -> frozenset[str]:
    text = subject.visible
    ids = (next(filter(None, found.groups())) for found in _ID.finditer(text))
    titles = (plain(_ATTRIBUTES.sub("", found[1] or found[2] or "")) for found in _HEADING.finditer(text))
    read = (section.heading.text for section in subject.page.sections if section.heading)
    return frozenset(map(_bare, (*ids, *titles, *read)))


def _bare(name: str) -> str:
    """A name as all generators agree on it: letters and digits without accents, "oe" and "aa" as "o" and "a"."""
    spelled = name.casefold().translate(_LETTERS).replace("oe", "o").replace("aa", "a").replace("ae", "a")
    plain_letters = unicodedata.normalize("NFKD", spelled)
    return "".join(letter for letter in plain_letters if letter.isalnum())
