"""What each section of a page is about, so that only what asks for something is read as a dose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hofte.exercise.passages import Passage, passages
from hofte.exercise.words import has, pattern
from hofte.lang.data import words
from hofte.page.model import Page, Section
from hofte.page.sections import is_references

Role = Literal[
    "body",
    "dose",
    "frequency",
    "variants",
    "cautions",
    "equipment",
    "faq",
    "myths",
    "evidence",
    "tests",
    "summary",
    "references",
]
#: The first that fits counts. A section whose own heading tells nothing takes the role of the headings above it;
#: the page's title gives no role.
_BY_WORDS: tuple[Role, ...] = ("variants", "cautions", "equipment", "myths", "evidence", "tests", "summary", "dose")


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its role; ``is_inherited`` when a heading above its own gave it the role."""

    section: Section
    role: Role
    is_inherited: bool = False

    @property
    def title(self) -> str:
        """The text of its heading, or empty."""
        return self.section.heading.text if self.section.heading else ""

    @property
    def line(self) -> int:
        """Where it begins."""
        if self.section.heading:
            return self.section.heading.line
        return self.section.blocks[0].line if self.section.blocks else 0

    def passages(self) -> Iterator[Passage]:
        """The passages of all its blocks."""
        for block in self.section.blocks:
            yield from passages(block)


def outline(page: Page) -> tuple[Part, ...]:
    """The sections of a page with their roles."""
    headings = [section.heading for section in page.sections if section.heading]
    titles = frozenset(heading.text for heading in headings if heading.level == 1)
    return tuple(_part(section, page.lang, titles) for section in page.sections)


def asks_frequency(question: str, lang: str) -> bool:
    """Whether a heading asks how often."""
    found = pattern(lang, "questions", "frequency").search(question)
    return found is not None and found.start() <= 2


def _part(section: Section, lang: str, titles: frozenset[str]) -> Part:
    if is_references(section, lang):
        return Part(section, "references")
    title = section.heading.text if section.heading and section.heading.level > 1 else ""
    above = [one for one in section.path if one not in titles]
    if has(title, lang, "headings", "cautions"):
        return Part(section, "cautions")
    faq = tuple(words(lang, "page")["headings"]["questions"])
    if any(name in one.casefold() for one in (title, *above) for name in faq):
        return Part(section, "faq")
    if asks_frequency(title, lang):
        return Part(section, "frequency")
    if role := _role(title, lang):
        return Part(section, role)
    for one in above:
        if role := _role(one, lang):
            return Part(section, role, is_inherited=True)
    return Part(section, "body")


def _role(title: str, lang: str) -> Role | None:
    return next((role for role in _BY_WORDS if has(title, lang, "headings", role)), None)
