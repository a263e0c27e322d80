"""A page as HTML in which the words of a dose can be lit up.

Nothing of a page's own HTML is ever sent on: text is escaped character by character, and the only elements are
those made here, so a hostile page has no way in. Markdown's emphasis, code and links are understood as far as a
reader needs them; a link that is neither http(s) nor to a page of the library loses its address, and a picture
between the words is its words: nothing is requested from another host.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from operator import attrgetter

from django.utils.translation import gettext as _

from hofte.core.values import Span
from hofte.links.find import Place
from hofte.page.inline import INLINE
from hofte.page.model import Block, Item, Page, Section

_LIST_MARK = re.compile(r"\s*(?:[-*+•]|\d{1,9}[.)])\s+")
_START, _END = attrgetter("span.start"), attrgetter("span.end")
#: A table of more columns becomes one card a row on a phone; one of two fits as it is.
_FITS_A_PHONE = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to light up, and the keys of what was read from them (``3-hold_s``)."""

    span: Span
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """What is added to a page's words.

    ``links`` is where the author's links within the site lead, by what is written; ``places`` are the links that are
    found by the words (:mod:`hofte.links.find`), in the order of the text.
    """

    marks: Sequence[Mark] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    places: Sequence[Place] = ()


def gather(spans: Iterable[tuple[str, Span]]) -> tuple[Mark, ...]:
    """Turn (key, span) pairs into marks that do not overlap, in text order."""
    pairs = [(span, key) for key, span in spans if span.end > span.start]
    edges = sorted({edge for span, _ in pairs for edge in (span.start, span.end)})
    marks = []
    for start, end in pairwise(edges):
        if keys := tuple(sorted({key for span, key in pairs if span.start <= start and end <= span.end})):
            marks.append(Mark(Span(start, end), keys))
    return tuple(marks)


def page_html(page: Page, marks: Sequence[Mark] = (), *, skip: frozenset[str] = frozenset()) -> str:
    """The page's sections as HTML, the marked words in ``<mark data-read="…">``.

    Parameters
    ----------
    page : Page
    marks : sequence of Mark
        From :func:`gather`.
    skip : frozenset of str
        Headings (their text) whose sections are left out, for instance the references that are shown elsewhere.
    """
    ink = Ink(marks)
    return "".join(section_html(section, ink, title=page.title) for section in page.sections if _wanted(section, skip))


def _wanted(section: Section, skip: frozenset[str]) -> bool:
    return section.heading is None or section.heading.text not in skip


def section_html(section: Section, ink: Ink, *, title: str = "") -> str:
    """A section with its heading; a heading that is the page's title is left out, since that stands above already."""
    heading = ""
    if section.heading is not None and section.heading.text != title:
        level = min(max(section.heading.level, 2), 6)
        heading = f"<h{level}>{escape(section.heading.text)}</h{level}>"
    return heading + "".join(block_html(block, ink) for block in section.blocks)


def block_html(block: Block, ink: Ink) -> str:
    """A paragraph, list, table, quote or piece of code."""
    if block.kind == "list":
        return list_html(block.items, ink, ordered=block.ordered)
    if block.kind == "table":
        return _table(block, ink)
    if block.kind == "html":
        return ""
    words = inline_html(block.source, block.span.start, ink)
    if block.kind == "quote":
        return f"<blockquote><p>{words}</p></blockquote>"
    return f"<pre>{escape(block.source)}</pre>" if block.kind == "code" else f"<p>{words}</p>"


def list_html(items: Iterable[Item], ink: Ink, *, ordered: bool = False) -> str:
    """A list of these items."""
    name = "ol" if ordered else "ul"
    rows = (f"<li{_indent(item)}>{item_html(item, ink)}</li>" for item in items)
    return f"<{name}>{''.join(rows)}</{name}>"


def _indent(item: Item) -> str:
    return f' class="level-{min(item.level, 3)}"' if item.level else ""


def item_html(item: Item, ink: Ink) -> str:
    """The words of an item or a cell, without its bullet."""
    mark = _LIST_MARK.match(item.source)
    skipped = mark.end() if mark else 0
    return inline_html(item.source[skipped:], item.span.start + skipped, ink)


def _table(block: Block, ink: Ink) -> str:
    head = "".join(f'<th scope="col" role="columnheader">{item_html(cell, ink)}</th>' for cell in block.header)
    rows = "".join(f'<tr role="row">{_cells(row, block.header, ink)}</tr>' for row in block.rows)
    # A table that is wider than the screen is moved with the keyboard, so it has a name: its columns.
    name = escape(", ".join(cell.text for cell in block.header if cell.text) or _("Table"))
    wide = ' class="cards-on-phone"' if len(block.header) > _FITS_A_PHONE and any(c.text for c in block.header) else ""
    # Roles: laid out as cards, a table stays a table for those who hear it.
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{name}"><table role="table"{wide}>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table></div>'
    )


def _cells(row: Sequence[Item], header: Sequence[Item], ink: Ink) -> str:
    names = [cell.text for cell in header] + [""] * len(row)
    return "".join(
        f'<td role="cell" data-column="{escape(name)}">{item_html(cell, ink)}</td>'
        for cell, name in zip(row, names, strict=False)
    )


def inline_html(source: str, offset: int, ink: Ink) -> str:
    """One run of Markdown text as HTML; ``offset`` is where ``source`` begins in the file."""
    writer = _Writer(offset, len(source), ink)
    at = 0
    for found in INLINE.finditer(source):
        writer.text(source, at, found.start())
        writer.markup(found, source)
        at = found.end()
    writer.text(source, at, len(source))
    return writer.finish(len(source))


class _Writer:
    """Writes escaped text, opening and closing elements so that they always nest."""

    def __init__(self, offset: int, length: int, ink: Ink) -> None:
        self._offset = offset
        self._ink = ink
        self._marks = _marks_within(ink.marks, offset, offset + length)
        self._open: list[str] = []
        self._out: list[str] = []
        self._edges = _edges(offset, length, ink.places)
        self._is_linked = False

    def markup(self, found: re.Match[str], source: str) -> None:
        self._pass(found.start())
        if found["escape"]:
            self.text(source, found.start() + 1, found.end())
        elif found["strong"]:
            self._toggle("strong")
        elif found["em"]:
            self._toggle("em")
        elif found["link"]:
            self._link(found, source)
        elif found["image"] and found["alt"].strip():
            words = _("Picture: %s") % found["alt"].strip()
            self._out.append(f'<span class="picture-words">{escape(words)}</span>')

    def _pass(self, at: int) -> None:
        """Open and close the links of the places up to here."""
        while self._edges and self._edges[0][0] <= at:
            _, tag = self._edges.pop(0)
            if self._is_linked and not tag:
                self._out.append("</a>")
                self._is_linked = False
            elif tag and not self._is_linked:
                self._out.append(tag)
                self._is_linked = True

    def _toggle(self, name: str) -> None:
        if name in self._open:
            while self._open:
                closing = self._open.pop()
                self._out.append(f"</{closing}>")
                if closing == name:
                    return
        self._open.append(name)
        self._out.append(f"<{name}>")

    def _link(self, found: re.Match[str], source: str) -> None:
        # No link within another, wherever a place may be said to be.
        self._edges = [edge for edge in self._edges if not found.start() <= edge[0] < found.end()]
        if self._is_linked:
            self._out.append("</a>")
            self._is_linked = False
        tag = self._tag(found["address"])
        self._out.append(tag)
        self.text(source, found.start("words"), found.end("words"))
        if tag:
            self._out.append("</a>")

    def _tag(self, address: str) -> str:
        if address.lower().startswith(("https://", "http://")):
            return f'<a href="{escape(address)}" rel="noopener noreferrer nofollow">'
        inside = self._ink.links.get(address)
        return f'<a href="{escape(inside)}">' if inside else ""

    def text(self, source: str, start: int, end: int) -> None:
        self._pass(start)
        at = start
        while self._edges and self._edges[0][0] < end:
            self._marked(source, at, self._edges[0][0])
            at = self._edges[0][0]
            self._pass(at)
        self._marked(source, at, end)

    def _marked(self, source: str, start: int, end: int) -> None:
        at = start
        for mark in self._marks:
            first, last = mark.span.start - self._offset, mark.span.end - self._offset
            first, last = max(first, at), min(last, end)
            if first >= last:
                continue
            self._out.append(escape(source[at:first]))
            keys = escape(" ".join(mark.keys))
            self._out.append(f'<mark data-read="{keys}">{escape(source[first:last])}</mark>')
            at = last
        self._out.append(escape(source[at:end]))

    def finish(self, length: int) -> str:
        self._pass(length)
        while self._open:
            self._out.append(f"</{self._open.pop()}>")
        return "".join(self._out)


def _marks_within(marks: Sequence[Mark], start: int, end: int) -> Sequence[Mark]:
    """Of marks in text order that do not overlap, those that reach into a stretch of the file."""
    return marks[bisect_right(marks, start, key=_END) : bisect_left(marks, end, key=_START)]


def _edges(offset: int, length: int, places: Sequence[Place]) -> list[tuple[int, str]]:
    """Where links begin, each with its tag, and where they end, with none, in a text that begins at ``offset``."""
    edges: list[tuple[int, str]] = []
    first, last = (bisect_left(places, at, key=_START) for at in (offset, offset + length))
    for place in places[first:last]:
        start, end = place.span.start - offset, place.span.end - offset
        if 0 <= start < end <= length:
            edges += [(start, f'<a href="{escape(place.address)}">'), (end, "")]
    return edges


def links_in(page: Page) -> list[str]:
    """The addresses of all links in a page's text, as written."""
    return [found["address"] for found in INLINE.finditer(page.text) if found["link"]]
