"""anchor-dead: a link inside the page that leads to no heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject
from hofte.core.values import Span
from hofte.links.anchors import anchors_of, leads_somewhere

_LINK = re.compile(r"\]\(#(?P<to>[^()\s]{1,300}+)\)|\bhref=[\"']#(?P<href>[^\"'\s<>]{1,300}+)[\"']")


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
    there = anchors_of(subject.page, subject.visible)
    for link in links:
        group = "to" if link["to"] else "href"
        if not leads_somewhere(link[group], there):
            to = unquote(link[group])
            yield Note("anchor-dead", subject.line_at(link.start()), Span(*link.span(group)), {"to": to})
