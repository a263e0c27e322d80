"""Sections, questions and references: what the headings of a page make of its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from hofte.core.values import Span
from hofte.lang.data import words
from hofte.page.front_matter import FrontMatter
from hofte.page.inline import plain
from hofte.page.lines import Line
from hofte.page.model import Block, Heading, Item, Question, Reference, Section

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>\])}|]+")
_BOLD_QUESTION = re.compile(r"(?:[-*+][ \t]+)?(\*\*|__)(?P<question>[^*_\r\n]{1,100}\?)\1[:\s]*+(?=\S)")
_YEAR_IN_BRACKETS = re.compile(r"\((1[89]\d\d|20\d\d)[a-z]?\)")
_YEAR = re.compile(r"(?<![\d./-])(1[89]\d\d|20\d\d)(?![\d/]|\.\d)")


def make_sections(parts: Iterable[Heading | Block]) -> tuple[Section, ...]:
    """Put blocks under their headings; each section knows the headings above its own."""
    sections: list[Section] = []
    heading, above, blocks = None, list[Heading](), list[Block]()
    for part in parts:
        if isinstance(part, Block):
            blocks.append(part)
            continue
        if heading is not None or blocks:
            sections.append(_section(heading, blocks, above))
        above = [one for one in (*above, *([heading] if heading else [])) if one.level < part.level]
        heading, blocks = part, []
    if heading is not None or blocks:
        sections.append(_section(heading, blocks, above))
    return tuple(sections)


def _section(heading: Heading | None, blocks: list[Block], above: list[Heading]) -> Section:
    return Section(heading, tuple(blocks), tuple(one.text for one in above))


def find_questions(sections: Iterable[Section], front: FrontMatter, lines: tuple[Line, ...]) -> tuple[Question, ...]:
    """Questions with their answers: those of the front matter (key ``faq``), then headings and bold words that ask."""
    return (*_declared_questions(front, lines), *_asked_questions(sections))


def _asked_questions(sections: Iterable[Section]) -> Iterator[Question]:
    for section in sections:
        if section.heading is not None and section.heading.text.endswith("?") and section.blocks:
            answer = "\n".join(block.text for block in section.blocks)
            span = section.blocks[0].span.covering(section.blocks[-1].span)
            yield Question(section.heading.text, answer, section.heading.line, span)
        for block in section.blocks:
            for part in block.items or ((block,) if block.kind == "paragraph" else ()):
                yield from _bold_question(part)


def _bold_question(part: Item | Block) -> Iterator[Question]:
    """A question and its answer in one paragraph or item: "**How often?** Every day."."""
    if found := _BOLD_QUESTION.match(part.source):
        answer = part.source[found.end() :]
        yield Question(
            plain(found["question"]), plain(answer), part.line, Span(part.span.start + found.end(), part.span.end)
        )


def _declared_questions(front: FrontMatter, lines: tuple[Line, ...]) -> Iterator[Question]:
    entries = front.meta.get("faq")
    for n, entry in enumerate(entries if isinstance(entries, list) else []):
        question, answer = _pair(entry)
        if question and answer and (span := front.spans.get(("faq", n, "answer"))):
            yield Question(question, answer, _line_of(front.spans.get(("faq", n, "question"), span), lines), span)


def _pair(entry: object) -> tuple[str, str]:
    if not isinstance(entry, Mapping):
        return "", ""
    values: Mapping[str, Any] = entry
    question, answer = values.get("question"), values.get("answer")
    return (question.strip(), answer.strip()) if isinstance(question, str) and isinstance(answer, str) else ("", "")


def _line_of(span: Span, lines: tuple[Line, ...]) -> int:
    low, high = 0, len(lines)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if lines[middle].start <= span.start else (low, middle)
    return lines[low].number


def is_references(section: Section, lang: str) -> bool:
    """Whether a section lists where a page has its facts from."""
    if section.heading is None or not lang:
        return False
    return any(_reference_title(lang).fullmatch(title) for title in (section.heading.text, *section.path))


@cache
def _reference_title(lang: str) -> re.Pattern[str]:
    """A heading that is one of the language's words for references, marks and pictures around it left out."""
    names = words(lang, "page")["headings"]["references"]
    options = "|".join(re.escape(name).replace(r"\*", ".{0,60}") for name in names) or "(?!)"
    return re.compile(rf"\W*(?:{options})\W*", re.IGNORECASE)


def find_references(sections: Iterable[Section], lang: str) -> tuple[Reference, ...]:
    """The entries of the list of references, with DOI and year where they name them."""
    return tuple(
        _reference(entry)
        for section in sections
        if is_references(section, lang)
        for block in section.blocks
        for entry in (block.items or (block,))
    )


def _reference(entry: Item | Block) -> Reference:
    doi = _DOI.search(entry.source)
    year = _YEAR_IN_BRACKETS.search(entry.text) or _YEAR.search(entry.text)
    return Reference(
        entry.text, entry.line, entry.span, doi[0].rstrip(".,;:*_") if doi else "", int(year[1]) if year else None
    )
