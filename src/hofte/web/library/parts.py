"""The parts of a page as templates need them: a ladder with its rungs, cautions, questions that open, lit-up text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from django.utils.safestring import SafeString, mark_safe

from hofte.exercise.sheet import PartRole, SheetPart, lay_out, questions_of, tells_onward, tells_to_see_someone
from hofte.page.model import Block, Item, Page, Reference, Section
from hofte.web.library.highlight import Ink, block_html, inline_html, item_html, list_html, section_html

_ADDRESS = re.compile(
    r"(?:doi:\s?|https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/[^\s<>\"|]+|https?://[^\s<>\"|]+", re.IGNORECASE
)
_DOI = re.compile(r"(?:doi:\s?|https?://(?:dx\.)?doi\.org/)(?=10\.)|^(?=10\.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rung:
    """One variant: its words, what moves one up from it, and its number as an exercise (``None`` when it is none)."""

    name: str
    html: SafeString
    onward: SafeString
    number: int | None


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer."""

    question: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the page.

    ``level`` is that of its heading; ``html`` is all of it, or what stands before its rungs or questions;
    ``see_someone`` are the lines of a caution that tell to see someone.
    """

    role: PartRole
    title: str
    html: SafeString
    level: int = 2
    rungs: Sequence[Rung] = ()
    in_order: bool = False
    questions: Sequence[Answered] = ()
    see_someone: SafeString = field(default_factory=SafeString)


def parts_of(page: Page, ink: Ink, numbers: Mapping[int, int]) -> list[PartView]:
    """The parts of a page in its order, without the references, which are shown by themselves.

    Parameters
    ----------
    page : Page
    ink : Ink
    numbers : mapping of int to int
        By the line where an exercise begins: its number on the page.
    """
    maker = _Maker(page, ink, numbers)
    parts = [maker.part(part) for part in lay_out(page) if part.role != "references"]
    return maker.with_declared(parts)


class _Maker:
    def __init__(self, page: Page, ink: Ink, numbers: Mapping[int, int]) -> None:
        self.page, self.ink, self.numbers = page, ink, numbers

    def part(self, part: SheetPart) -> PartView:
        first, *rest = part.sections
        title = first.heading.text if first.heading and first.heading.text != self.page.title else ""
        if part.role == "variants" and rest:
            rungs = [self._rung(section) for section in rest]
            return PartView("variants", title, self._blocks(first.blocks), rungs=rungs, in_order=part.in_order)
        if part.role == "faq" and rest:
            return PartView("faq", title, self._blocks(first.blocks), questions=self._questions(rest))
        if part.role == "cautions":
            return self._cautions(part, title)
        level = min(max(first.heading.level, 2), 6) if first.heading else 2
        is_titled = part.role != "text"
        return PartView(part.role, title if is_titled else "", self._whole(part, is_titled), level)

    def _whole(self, part: SheetPart, is_titled: bool) -> SafeString:
        """All sections; the heading of the first is left out where the part has it for a title."""
        first, *rest = part.sections
        head = self._blocks(first.blocks) if is_titled else section_html(first, self.ink, title=self.page.title)
        return _safe(head + "".join(section_html(one, self.ink, title=self.page.title) for one in rest))

    def _blocks(self, blocks: Iterable[Block]) -> SafeString:
        return _safe("".join(block_html(block, self.ink) for block in blocks))

    def _rung(self, section: Section) -> Rung:
        words, onward = "", ""
        for block in section.blocks:
            told = [item for item in _items(block) if tells_onward(item, self.page.lang)]
            onward += "".join(f"<p>{item_html(item, self.ink)}</p>" for item in told)
            words += self._without(block, told)
        line = section.heading.line if section.heading else 0
        return Rung(
            section.heading.text if section.heading else "", _safe(words), _safe(onward), self.numbers.get(line)
        )

    def _without(self, block: Block, told: Sequence[Item]) -> str:
        """A block without some of its items."""
        if block.kind == "list":
            left = [item for item in block.items if item not in told]
            return list_html(left, self.ink, ordered=block.ordered) if left else ""
        return "" if told else block_html(block, self.ink)

    def _questions(self, sections: Iterable[Section]) -> list[Answered]:
        return [
            Answered(section.heading.text if section.heading else "", self._blocks(section.blocks))
            for section in sections
        ]

    def _cautions(self, part: SheetPart, title: str) -> PartView:
        """Lines of a list that tell to see someone are a part of their own, below the others."""
        kept, someone = "", list[Item]()
        first, *rest = part.sections
        for block in first.blocks:
            told = [i for i in block.items if not i.level and tells_to_see_someone(i, self.page.lang)]
            is_split = block.kind == "list" and not any(item.level for item in block.items)
            someone += told if is_split else ()
            kept += self._without(block, told if is_split else ())
        kept += "".join(section_html(one, self.ink) for one in rest)
        return PartView(
            "cautions", title, _safe(kept), see_someone=_safe(list_html(someone, self.ink) if someone else "")
        )

    def with_declared(self, parts: list[PartView]) -> list[PartView]:
        """The questions of the front matter stand with those of the text, or at the end."""
        shown = {one.question for part in parts for one in part.questions}
        own = [
            Answered(one.question, _safe(f"<p>{inline_html(one.answer, len(self.page.text), self.ink)}</p>"))
            for one in questions_of(self.page)
            if one.question not in shown and not self._stands_in_text(one.line)
        ]
        return [*parts, PartView("faq", "", SafeString(), questions=own)] if own else parts

    def _stands_in_text(self, line: int) -> bool:
        return any(section.heading is not None and section.heading.line == line for section in self.page.sections)


def reference_html(reference: Reference) -> SafeString:
    """A reference with its DOI, and every other address in it, as links."""
    words, at, text = "", 0, reference.text
    for found in _ADDRESS.finditer(text):
        target = found[0].rstrip(".,;:")
        address = f"https://doi.org/{_DOI.sub('', target)}" if _DOI.match(target) else target
        words += f'{escape(text[at : found.start()])}<a href="{escape(address)}" rel="noopener noreferrer">'
        words += f"{escape(target)}</a>"
        at = found.start() + len(target)
    return _safe(words + escape(text[at:]))


def _items(block: Block) -> tuple[Item, ...]:
    if block.kind == "list":
        return block.items
    return (Item(block.text, block.source, block.line, block.span),) if block.kind == "paragraph" else ()


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  escaped piece by piece in highlight.py
