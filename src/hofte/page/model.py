"""What a page is, once read. Every part knows its line (the first is 1) and its span in the file as read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from hofte.core.finding import Finding
from hofte.core.values import Span

BlockKind = Literal["paragraph", "list", "table", "quote", "code", "html"]
PageKind = Literal["exercise", "knowledge", "programme", "test"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, or a bare question line that acts as one. ``text`` has no Markdown and no leading number."""

    text: str
    level: int
    line: int
    span: Span


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, or one cell of a table; ``source`` is ``span.of(page.text)``, Markdown and all."""

    text: str
    source: str
    line: int
    span: Span
    level: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, table or quote.

    Parameters
    ----------
    kind : {"paragraph", "list", "table", "quote", "code", "html"}
    text : str
        The words without Markdown, for people.
    source : str
        The words as they stand in the file, ``span.of(page.text)``: what a dose is read from.
    line : int
    span : Span
    ordered : bool
        For a list: whether the order matters (steps).
    items : tuple of Item
        For a list: its items in order, those of inner lists with a higher ``level``.
    header : tuple of Item
        For a table: its header cells.
    rows : tuple of tuple of Item
        For a table: its cells, row by row.
    """

    kind: BlockKind
    text: str
    source: str
    line: int
    span: Span
    ordered: bool = False
    items: tuple[Item, ...] = ()
    header: tuple[Item, ...] = ()
    rows: tuple[tuple[Item, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading, up to the next heading of any level.

    ``heading`` is ``None`` for what stands before the first. ``path`` holds the texts of the headings above.
    """

    heading: Heading | None
    blocks: tuple[Block, ...]
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer (a FAQ entry, or a heading that asks); the span covers the answer's source."""

    question: str
    answer: str
    line: int
    span: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the list of references, as written."""

    text: str
    line: int
    span: Span
    doi: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page, read whole.

    Parameters
    ----------
    path : str
        The file's name as given; empty for text that came from elsewhere.
    text : str
        The file as read, line ends untouched; every span counts in it.
    title : str
    lang : str
        ``da``, ``nb``, ``nn``, ``sv`` or ``en``; empty when it could not be told.
    lang_declared : bool
        Whether the page says so itself.
    kind : {"exercise", "knowledge", "programme", "test"}
    published, updated : date or None
    meta : mapping
        The front matter as JSON values, keys as written.
    meta_spans : mapping
        Where its values stand: ``faq.0.answer`` is the answer of the first question; quotation marks and all.
    sections : tuple of Section
        In reading order.
    questions : tuple of Question
    references : tuple of Reference
    findings : tuple of Finding
        What could not be read, or looks wrong.
    """

    path: str
    text: str
    title: str
    lang: str
    lang_declared: bool
    kind: PageKind
    published: date | None = None
    updated: date | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    meta_spans: Mapping[str, Span] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    questions: tuple[Question, ...] = ()
    references: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()
