"""Passages: the pieces of a page that one dose can stand in. A paragraph, an item of a list, a row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from hofte.core.values import Span
from hofte.exercise.model import Line
from hofte.page.inline import plain
from hofte.page.model import Block, Item

#: A label is longer than this only by mistake.
LONGEST_LABEL = 60

_BOLD_LABEL = re.compile(r"(?:[-*+]\s+)?(?P<mark>\*\*|__)(?P<label>[^*_\r\n]{1,80}?):?(?P=mark)(?P<after>:)?\s*")
_PLAIN_LABEL = re.compile(r"(?P<label>[^\W\d_][^:.!?|*_\r\n]{0,80}):\s+(?=\S)")
_SENTENCE_END = re.compile(
    r"(?<!\b[^\W\d_])[.!?…][*_»”\"')\]]*+(?:\s++(?=[*_«“\"'(\[]*+[A-ZÆØÅÄÖÉ])|(?=[A-ZÆØÅÄÖ]))|\|"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a page.

    Parameters
    ----------
    text : str
        Its words without Markdown.
    source : str
        Its words as they stand in the file.
    start : int
        Where ``source`` begins in the file.
    line : int
    label : str
        What stands before a colon at its head, or in bold; a row's first cell; or empty.
    body_start : int
        Where the words after the label begin, counted in ``source``.
    kind : {"paragraph", "item", "row"}
    """

    text: str
    source: str
    start: int
    line: int
    label: str = ""
    body_start: int = 0
    kind: str = "paragraph"

    @property
    def span(self) -> Span:
        """Its place in the file."""
        return Span(self.start, self.start + len(self.source))

    def as_line(self) -> Line:
        """The passage as a line of an exercise."""
        return Line(self.text, self.line, self.span)


def passages(block: Block) -> Iterator[Passage]:
    """The passages of a block, in reading order; code has none."""
    if block.kind == "code":
        return
    if block.kind == "list":
        yield from (_labelled(item, "item") for item in block.items)
    elif block.kind == "table":
        yield from (_row(row, block) for row in block.rows if row)
    else:
        yield _labelled(block, "paragraph")


@lru_cache(maxsize=512)
def sentences(passage: Passage) -> tuple[Passage, ...]:
    """The sentences of a passage, each with its place; the label stands with the first. A page asks often."""
    return tuple(_sentences(passage))


def _sentences(passage: Passage) -> Iterator[Passage]:
    start = 0
    for end in (*(found.end() for found in _SENTENCE_END.finditer(passage.source)), len(passage.source)):
        words = passage.source[start:end]
        text = plain(words)
        if text.strip(" |"):
            first = start + len(words) - len(words.lstrip())
            line = passage.line + passage.source.count("\n", 0, first)
            yield Passage(text.strip(" |"), passage.source[first:end].rstrip(), passage.start + first, line)
        start = end


def _labelled(part: Block | Item, kind: str) -> Passage:
    source = part.source
    found = _BOLD_LABEL.match(source) or _PLAIN_LABEL.match(source)
    if found is None or len(found["label"]) > LONGEST_LABEL or not _is_label(found, kind):
        return Passage(part.text, source, part.span.start, part.line, kind=kind)
    label = plain(found["label"]).rstrip(":").strip()
    return Passage(part.text, source, part.span.start, part.line, label, found.end(), kind)


def _is_label(found: re.Match[str], kind: str) -> bool:
    """Bold words are a label when a colon or a new line ends them, or when they begin an item with more to say."""
    if "mark" not in found.groupdict():
        return True
    words, rest = found.group(), found.string[found.end() :]
    if ":" in words or "\n" in words or "\r" in words:
        return True
    return kind == "item" and bool(rest) and rest[:1] in "–—-"


def _row(row: tuple[Item, ...], block: Block) -> Passage:
    start, end = row[0].span.start, max(row[0].span.end, row[-1].span.end)
    source = Span(start, end).shifted(-block.span.start).of(block.source)
    text = " | ".join(cell.text for cell in row if cell.text)
    body = row[1].span.start - start if len(row) > 1 else 0
    return Passage(text, source, start, row[0].line, row[0].text, body, "row")
