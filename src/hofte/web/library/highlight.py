"""A page as HTML in which the words of a dose can be lit up.

Nothing of a page's own HTML is ever sent on: text is escaped character by character, and the only elements are
those made here, so a hostile page has no way in. Markdown's emphasis, code and links are understood as far as a
reader needs them; a link that is not http(s) loses its address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from django.utils.translation import gettext as _

from hofte.core.values import Span
from hofte.page.model import Block, Item, Page, Section

_INLINE = re.compile(
    r"(?P<escape>\\[\\`*_{}\[\]()#+\-.!|])"
    r"|(?P<strong>\*\*|__(?=\S)|(?<=\S)__)"
    r"|(?P<em>\*|(?<!\w)_(?=\S)|(?<=\S)_(?!\w))"
    r"|(?P<image>!\[[^\]\n]*\]\([^)\n]*\)(?:\{[^}\n]*\})?)"
    r"|(?P<link>\[(?P<words>[^\]\n]+)\]\((?P<address>[^)\s]*)[^)\n]*\)(?:\{[^}\n]*\})?)"
    r"|(?P<tag></?[A-Za-z][^<>\n]*>|<!--.*?-->)"
)
_LIST_MARK = re.compile(r"\s*(?:[-*+•]|\d{1,9}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to light up, and the keys of what was read from them (``3-hold_s``)."""

    span: Span
    keys: tuple[str, ...]


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
    return "".join(_section(section, marks, page.title) for section in page.sections if _wanted(section, skip))


def _wanted(section: Section, skip: frozenset[str]) -> bool:
    return section.heading is None or section.heading.text not in skip


def _section(section: Section, marks: Sequence[Mark], title: str) -> str:
    parts = []
    if section.heading is not None and section.heading.text != title:  # the title stands above already
        level = min(max(section.heading.level, 2), 6)
        parts.append(f"<h{level}>{escape(section.heading.text)}</h{level}>")
    parts += [_block(block, marks) for block in section.blocks]
    return "".join(parts)


def _block(block: Block, marks: Sequence[Mark]) -> str:
    if block.kind == "list":
        return _list(block, marks)
    if block.kind == "table":
        return _table(block, marks)
    if block.kind == "html":
        return ""
    words = inline_html(block.source, block.span.start, marks)
    if block.kind == "quote":
        return f"<blockquote><p>{words}</p></blockquote>"
    return f"<pre>{escape(block.source)}</pre>" if block.kind == "code" else f"<p>{words}</p>"


def _list(block: Block, marks: Sequence[Mark]) -> str:
    name = "ol" if block.ordered else "ul"
    rows = (f"<li{_indent(item)}>{_item(item, marks)}</li>" for item in block.items)
    return f"<{name}>{''.join(rows)}</{name}>"


def _indent(item: Item) -> str:
    return f' class="level-{min(item.level, 3)}"' if item.level else ""


def _item(item: Item, marks: Sequence[Mark]) -> str:
    mark = _LIST_MARK.match(item.source)
    skipped = mark.end() if mark else 0
    return inline_html(item.source[skipped:], item.span.start + skipped, marks)


def _table(block: Block, marks: Sequence[Mark]) -> str:
    head = "".join(f'<th scope="col">{_item(cell, marks)}</th>' for cell in block.header)
    rows = "".join("<tr>" + "".join(f"<td>{_item(cell, marks)}</td>" for cell in row) + "</tr>" for row in block.rows)
    # A table that is wider than the screen is moved with the keyboard, so it has a name: its columns.
    name = escape(", ".join(cell.text for cell in block.header if cell.text) or _("Table"))
    region = f'<div class="scroll" tabindex="0" role="region" aria-label="{name}">'
    return f"{region}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"


def inline_html(source: str, offset: int, marks: Sequence[Mark] = ()) -> str:
    """One run of Markdown text as HTML; ``offset`` is where ``source`` begins in the file."""
    writer = _Writer(offset, marks)
    at = 0
    for found in _INLINE.finditer(source):
        writer.text(source, at, found.start())
        writer.markup(found, source)
        at = found.end()
    writer.text(source, at, len(source))
    return writer.finish()


class _Writer:
    """Writes escaped text, opening and closing elements so that they always nest."""

    def __init__(self, offset: int, marks: Sequence[Mark]) -> None:
        self._offset = offset
        self._marks = marks
        self._open: list[str] = []
        self._out: list[str] = []

    def markup(self, found: re.Match[str], source: str) -> None:
        if found["escape"]:
            self.text(source, found.start() + 1, found.end())
        elif found["strong"]:
            self._toggle("strong")
        elif found["em"]:
            self._toggle("em")
        elif found["link"]:
            self._link(found, source)

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
        address = found["address"]
        safe = address.lower().startswith(("https://", "http://"))
        if safe:
            self._out.append(f'<a href="{escape(address)}" rel="noopener noreferrer nofollow">')
        self.text(source, found.start("words"), found.end("words"))
        if safe:
            self._out.append("</a>")

    def text(self, source: str, start: int, end: int) -> None:
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

    def finish(self) -> str:
        while self._open:
            self._out.append(f"</{self._open.pop()}>")
        return "".join(self._out)
