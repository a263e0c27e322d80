"""What each section of a page is about, so that only what asks for something is read as a dose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
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


@dataclass(frozen=True)
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

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of all its blocks."""
        return tuple(one for block in self.section.blocks for one in passages(block))


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
    told = _told(title, lang)
    if "cautions" in told:
        return Part(section, "cautions")
    if any("faq" in _told(one, lang) for one in (title, *above)):
        return Part(section, "faq")
    if "frequency" in told:
        return Part(section, "frequency")
    if role := _first(told):
        return Part(section, role)
    for one in above:
        if role := _first(_told(one, lang)):
            return Part(section, role, is_inherited=True)
    return Part(section, "body")


@lru_cache(maxsize=512)
def _told(title: str, lang: str) -> frozenset[Role]:
    """Everything that a heading tells of what stands under it. A page asks often, and for each heading below it."""
    if not title:
        return frozenset()
    told = {role for role in _BY_WORDS if has(title, lang, "headings", role)}
    asks = any(name in title.casefold() for name in words(lang, "page")["headings"]["questions"])
    often = asks_frequency(title, lang)
    return frozenset([*told, *(("faq",) if asks else ()), *(("frequency",) if often else ())])


def _first(told: frozenset[Role]) -> Role | None:
    return next((role for role in _BY_WORDS if role in told), None)
