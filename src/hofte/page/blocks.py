"""Headings and blocks of a page: Markdown's own block structure, led back to the lines of the file.

Only the block half of the Markdown parser runs; words inside blocks are made plain by :mod:`hofte.page.inline`.
Link definitions stay text and indented lines stay paragraphs: pages of exercises have no program code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from hofte.core.values import Span
from hofte.page.inline import plain
from hofte.page.lines import Line, Source
from hofte.page.model import Block, BlockKind, Heading, Item
from hofte.page.structure import Rewritten

#: Blocks inside blocks deeper than this are not read; it keeps any input within the stack and within its time.
MAX_NESTING = 30

_LEADING_NUMBER = re.compile(r"\d{1,2}[.)]\s+")
_CELL = re.compile(r"(?:[^|\\]|\\.?)+")
_QUOTE_MARK = re.compile(r"^[ \t]*+(?:>[ \t]?)++", re.MULTILINE)
_BEFORE_TABLE = re.compile(r"[\s>]*+(?:(?:[-*+]|\d{1,9}[.)])\s+)*+")
_KINDS: dict[str, BlockKind] = {
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "table_open": "table",
    "blockquote_open": "quote",
    "fence": "code",
    "html_block": "html",
}


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table").disable(["reference", "code"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def read_blocks(source: Source, rewritten: Rewritten) -> Iterator[Heading | Block]:
    """Headings and blocks in reading order.

    Every span is one of ``source.text``, and a block's ``source`` is exactly what its span covers.
    """
    tokens = _parser().parse("\n".join(rewritten.lines))
    at = 0
    while at < len(tokens):
        end = _closing(tokens, at)
        made = _Maker(source, rewritten.origin).make(tokens[at : end + 1])
        if made is not None:
            yield made
        at = end + 1


def _closing(tokens: Sequence[Token], at: int) -> int:
    """The index of the token that closes the one at ``at``."""
    depth = 0
    for n in range(at, len(tokens)):
        depth += tokens[n].nesting
        if depth <= 0:
            return n
    return len(tokens) - 1


class _Maker:
    def __init__(self, source: Source, origin: Sequence[int]) -> None:
        self.source = source
        self.origin = origin

    def make(self, tokens: Sequence[Token]) -> Heading | Block | None:
        first = tokens[0]
        if first.map is None:
            return None
        if first.type == "heading_open":
            return self._heading(first, tokens[1])
        kind = _KINDS.get(first.type)
        return self._block(kind, tokens) if kind else None

    def _line(self, n: int) -> Line:
        return self.source.lines[self.origin[min(n, len(self.origin) - 1)]]

    def _span(self, token: Token) -> Span:
        """The file's words behind a token's lines, blank lines at the end left out."""
        first, end = token.map or (0, 1)
        last = end - 1
        while last > first and not self._line(last).text.strip():
            last -= 1
        start = self._line(first).span.start
        return Span(start, max(start, self._line(last).span.end))

    def _heading(self, token: Token, inline: Token) -> Heading | None:
        text = plain(_LEADING_NUMBER.sub("", inline.content, count=1))
        if not text:
            return None
        line = self._line((token.map or (0, 1))[0])
        # A setext heading has its words on several lines; the last line is the underline.
        span = line.span_of(inline.content) if token.markup.startswith("#") else self._span(inline)
        return Heading(text, int(token.tag[1:]), line.number, span)

    def _block(self, kind: BlockKind, tokens: Sequence[Token]) -> Block | None:
        first, span = tokens[0], self._span(tokens[0])
        line, words = self._line((first.map or (0, 1))[0]).number, span.of(self.source.seen)
        source = span.of(self.source.text)
        if kind == "list":
            items = tuple(self._items(tokens))
            text = "\n".join(item.text for item in items)
            return Block(kind, text, source, line, span, first.type.startswith("ordered"), items) if items else None
        if kind == "table":
            header, *rows = self._rows(tokens)
            text = "\n".join(" | ".join(cell.text for cell in row) for row in (header, *rows))
            return Block(kind, text, source, line, span, header=header, rows=tuple(rows))
        if kind == "quote":
            words = _QUOTE_MARK.sub("", words)
        text = first.content.strip() if kind == "code" else plain(words)
        return Block(kind, text, source, line, span) if text else None

    def _items(self, tokens: Sequence[Token]) -> Iterator[Item]:
        """The items of a list and of the lists inside it; an item ends where an inner list begins."""
        lists, inline = 0, list[Token]()
        for token in tokens:
            if token.type in ("bullet_list_open", "ordered_list_open"):
                yield from self._item(inline, lists - 1)
                lists, inline = lists + 1, []
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                lists -= 1
            elif token.type == "list_item_close":
                yield from self._item(inline, lists - 1)
                inline = []
            elif token.type == "inline" and token.map:
                inline.append(token)

    def _item(self, inline: Sequence[Token], level: int) -> Iterator[Item]:
        if not inline:
            return
        line = self._line((inline[0].map or (0, 1))[0])
        start = line.span_of(inline[0].content.split("\n", 1)[0]).start
        span = Span(start, max(start, self._span(inline[-1]).end))
        text = plain(span.of(self.source.seen))
        if text:
            yield Item(text, span.of(self.source.text), line.number, span, max(level, 0))

    def _rows(self, tokens: Sequence[Token]) -> Iterator[tuple[Item, ...]]:
        columns = sum(token.type == "th_open" for token in tokens)
        for token in tokens:
            if token.type == "tr_open" and token.map:
                yield tuple(self._cells(self._line(token.map[0])))[:columns]

    def _cells(self, line: Line) -> Iterator[Item]:
        before = _BEFORE_TABLE.match(line.text)
        start = before.end() if before else 0
        end = len(line.text.rstrip())
        if line.text[start : start + 1] == "|":
            start += 1
        while start < end:
            found = _CELL.match(line.text, start, end)
            stop = found.end() if found else start
            words = line.text[start:stop]
            first = line.start + start + len(words) - len(words.lstrip())
            span = Span(first, max(first, line.start + start + len(words.rstrip())))
            yield Item(plain(words.replace("\\|", "|")), span.of(self.source.text), line.number, span)
            start = stop + 1
