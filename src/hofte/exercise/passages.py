"""Passages: the pieces of a page that one dose can stand in. A paragraph, an item of a list, a row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from hofte.core.values import Span
from hofte.exercise.model import Line
from hofte.page.inline import plain
from hofte.page.model import Block, Item

#: A label is longer than this only by mistake.
LONGEST_LABEL = 60
#: So is the head of a table, which is read again with each of its rows.
LONGEST_HEAD = 1000

_BOLD_LABEL = re.compile(
    r"(?:[-*+>][ \t]+){0,3}(?P<mark>\*\*|__)(?P<label>[^*_\r\n]{1,80}?):?(?P=mark)(?P<after>:)?\s*"
)
_QUOTE_MARK = re.compile(r"^[ \t]*+(?:>[ \t]?)++", re.MULTILINE)
_NUMBERED = re.compile(r"\s*\d{1,2}\s*[.):]")
_DIGIT = re.compile(r"\d")
_PLAIN_LABEL = re.compile(r"(?P<label>[^\W\d_][^:.!?|*_\r\n]{0,80}):\s+(?=\S)")
#: "Broløft – 3 sæt af 12", in a list.
_DASH_LABEL = re.compile(r"(?P<label>[^\W\d_][^\d:.!?|*_–—\r\n]{0,60}?)\s++[–—-]\s++(?=\d)")
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
    is_led : bool
        Whether the label is no more than bold words that begin a sentence or end one ("**Grip**. Take the bar …").
    kind : {"paragraph", "item", "row"}
    head : str
        For a row: the head of its table as it stands in the file.
    head_start : int
        Where ``head`` begins in the file.
    level : int
        For an item: how many lists it stands in besides its own.
    """

    text: str
    source: str
    start: int
    line: int
    label: str = ""
    body_start: int = 0
    is_led: bool = False
    kind: str = "paragraph"
    head: str = ""
    head_start: int = 0
    level: int = 0

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
        yield from (_labelled(item, "item", item.level) for item in block.items)
    elif block.kind == "table":
        yield from (_row(row, block) for row in block.rows if row)
    else:
        yield _labelled(block, "paragraph")


def with_children(found: Iterable[Passage]) -> Iterator[tuple[Passage, ...]]:
    """Each passage together with the items of the lists inside it."""
    group: list[Passage] = []
    for passage in found:
        if group and not (passage.kind == group[0].kind == "item" and passage.level > group[0].level):
            yield tuple(group)
            group = []
        group.append(passage)
    if group:
        yield tuple(group)


@lru_cache(maxsize=512)
def sentences(passage: Passage) -> tuple[Passage, ...]:
    """The sentences of a passage, each with its place; the label stands with the first. A page asks often."""
    return tuple(_sentences(passage))


def _sentences(passage: Passage) -> Iterator[Passage]:
    start, line, counted = 0, passage.line, 0
    for end in (*(found.end() for found in _SENTENCE_END.finditer(passage.source)), len(passage.source)):
        words = passage.source[start:end]
        text = plain(_QUOTE_MARK.sub("", words) if ">" in words else words)
        if text.strip(" |"):
            first = start + len(words) - len(words.lstrip())
            line, counted = line + passage.source.count("\n", counted, first), first
            yield Passage(text.strip(" |"), passage.source[first:end].rstrip(), passage.start + first, line)
        start = end


def _labelled(part: Block | Item, kind: str, level: int = 0) -> Passage:
    source = part.source
    found = _BOLD_LABEL.match(source) or _PLAIN_LABEL.match(source)
    found = found or (_DASH_LABEL.match(source) if kind == "item" else None)
    is_label, is_led = _is_label(found, kind) if found else (False, False)
    if found is None or len(found["label"]) > LONGEST_LABEL or not is_label:
        return Passage(part.text, source, part.span.start, part.line, kind=kind, level=level)
    label = plain(found["label"]).rstrip(":").strip()
    return Passage(part.text, source, part.span.start, part.line, label, found.end(), is_led, kind, level=level)


def _is_label(found: re.Match[str], kind: str) -> tuple[bool, bool]:
    """Whether words are a label, and one that only leads into a sentence.

    Bold words are one when a colon or a new line ends them, or when they begin an item with more to say. Bold words
    that end with a full stop, before more words, lead; not when they hold numbers of their own, which say how much.
    """
    if "mark" not in found.groupdict():
        return True, False
    words, rest = found.group(), found.string[found.end() :]
    if ":" in words or "\n" in words or "\r" in words:
        return True, False
    if kind == "item" and rest[:1] and rest[:1] in "–—-":
        return True, False
    is_ended = found["label"].endswith(".") or rest[:1] == "."
    leads = is_ended and len(rest) > 1 and not _DIGIT.search(_NUMBERED.sub("", found["label"], count=1))
    return leads, leads


def _row(row: tuple[Item, ...], block: Block) -> Passage:
    start, end = row[0].span.start, max(row[0].span.end, row[-1].span.end)
    source = Span(start, end).shifted(-block.span.start).of(block.source)
    text = " | ".join(cell.text for cell in row if cell.text)
    body = row[1].span.start - start if len(row) > 1 else 0
    head = Span(block.header[0].span.start, block.header[-1].span.end) if block.header else Span(0, 0)
    has_head = 0 < head.end - head.start <= LONGEST_HEAD
    words = head.shifted(-block.span.start).of(block.source) if has_head else ""
    return Passage(text, source, start, row[0].line, row[0].text, body, False, "row", words, head.start)
