"""A page laid out for a reader: its steps, its ladder of variants, its cautions, when to see someone, its questions.

Knows nothing of screens. Nothing is left out and nothing is said twice: every section of the page is in one part, in
the page's order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from re import IGNORECASE, Pattern
from re import compile as compiled
from typing import Literal

from hofte.exercise.model import Line
from hofte.exercise.outline import Part, outline
from hofte.exercise.words import any_of, has
from hofte.lang.data import LanguageUnknown, languages, words
from hofte.page.model import Item, Page, Question, Section

#: A line on its own that is no longer than this may be a label ("How to do it").
LONGEST_LABEL = 40

PartRole = Literal["text", "steps", "variants", "cautions", "help", "faq", "references"]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Sections in a row that are about the same thing.

    Parameters
    ----------
    role : {"text", "steps", "variants", "cautions", "help", "faq", "references"}
    sections : tuple of Section
    in_order : bool
        Of variants: whether the page says that they go from easy to hard.
    """

    role: PartRole
    sections: tuple[Section, ...]
    in_order: bool = False


def lay_out(page: Page) -> tuple[SheetPart, ...]:
    """The parts of a page in its order; a page whose language is unknown is text from end to end."""
    if page.lang not in languages():
        return (SheetPart("text", page.sections),) if page.sections else ()
    return tuple(_part(role, [*run], page.lang) for (role, _), run in groupby(_told(page), key=lambda one: one[0]))


def _told(page: Page) -> Iterator[tuple[tuple[PartRole, int], Section]]:
    """Each section with its role and the number of its subject: a new caution, or ladder, is a part of its own."""
    first = page.kind == "exercise"
    subject = 0
    for part in outline(page):
        is_steps = _has_steps(part) and (first or _says_how(part, page.lang))
        first = first and not is_steps
        role = "steps" if is_steps else _role(part, page.lang)
        is_single = role in ("steps", "variants", "cautions", "help")
        subject += is_single and not part.is_inherited
        yield (role, subject if is_single else 0), part.section


def _part(role: PartRole, run: list[tuple[object, Section]], lang: str) -> SheetPart:
    sections = tuple(section for _, section in run)
    title = sections[0].heading.text if sections[0].heading else ""
    return SheetPart(role, sections, in_order=role == "variants" and _word(lang, "in_order").search(title) is not None)


def _role(part: Part, lang: str) -> PartRole:
    if part.role == "cautions":
        is_help = _word(lang, "help").search(part.title) and not _word(lang, "safety").search(part.title)
        return "help" if is_help else "cautions"
    if part.role in ("variants", "faq", "references"):
        return part.role
    return "text"


def _has_steps(part: Part) -> bool:
    """Whether a section has an ordered list; one of references or variants is no steps."""
    told = part.role in ("body", "dose")
    return told and any(block.kind == "list" and block.ordered for block in part.section.blocks)


def _says_how(part: Part, lang: str) -> bool:
    """Whether a heading, or a line as short as one, says that it tells how. The first list of an exercise need not."""
    lines = [part.title, *(block.text for block in part.section.blocks if len(block.text) <= LONGEST_LABEL)]
    return any(has(line, lang, "headings", "technique") for line in lines)


def steps_of(page: Page) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """The numbered steps of a page, each list with the heading that it stands under; steps within steps left out."""
    return tuple(
        (section.heading.text if section.heading else "", items)
        for part in lay_out(page)
        if part.role == "steps"
        for section in part.sections
        if (items := tuple(_numbered(section)))
    )


def _numbered(section: Section) -> Iterator[Item]:
    for block in section.blocks:
        if block.kind == "list" and block.ordered:
            yield from (item for item in block.items if not item.level)


def questions_of(page: Page) -> tuple[Question, ...]:
    """The questions that a page answers as such: those of its front matter and those under a heading like "FAQ"."""
    lines = {
        section.heading.line
        for part in lay_out(page)
        if part.role == "faq"
        for section in part.sections
        if section.heading is not None
    }
    declared = {span.start for key, span in page.meta_spans.items() if key.startswith("faq.")}
    return tuple(one for one in page.questions if one.line in lines or one.span.start in declared)


def cautions_elsewhere(page: Page, cautions: Iterable[Line]) -> tuple[Line, ...]:
    """Of an exercise's cautions, those that stand in no part for cautions or help, where they would be overlooked."""
    apart = [
        block.span
        for part in lay_out(page)
        if part.role in ("cautions", "help")
        for section in part.sections
        for block in section.blocks
    ]
    return tuple(one for one in cautions if one.span and not any(at.start <= one.span.start < at.end for at in apart))


def tells_onward(item: Item, lang: str) -> bool:
    """Whether a line tells when the next step is due ("Move on when the pelvis does not tip")."""
    return lang in languages() and _word(lang, "onward").match(item.text) is not None


def tells_to_see_someone(item: Item, lang: str) -> bool:
    """Whether a line tells to see or call someone."""
    if lang not in languages():
        return False
    return has(item.text, lang, "cautions", "help") or _word(lang, "someone").search(item.text) is not None


@cache
def _word(lang: str, key: str) -> Pattern[str]:
    """Any of a language's words for something; nothing at all in a language that has none yet."""
    try:
        entries = words(lang, "parts")[key]
    except LanguageUnknown:
        entries = ()
    return compiled(rf"(?<!\w){any_of(entries)}(?!\w)", IGNORECASE)
