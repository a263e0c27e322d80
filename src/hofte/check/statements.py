"""What a page states, sentence by sentence, so that a check can tell a claim from a question, a denial or a myth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from hofte.check.words import check_words, has, pattern
from hofte.core.values import Span
from hofte.exercise.outline import Part, Role
from hofte.exercise.passages import Passage, sentences
from hofte.exercise.words import any_of
from hofte.page.model import Page, Question

#: A section with its role, and its passages.
PartRead = tuple[Part, tuple[Passage, ...]]
#: What other people wrote, and what is told to be wrong, states nothing.
_STATES_NOTHING: frozenset[Role] = frozenset(("references", "myths"))
#: Sentences of the front matter that a site shows to its readers.
_SHOWN_KEYS = ("excerpt", "description", "instructions")
#: A statement is looked at up to here; what is longer is no sentence.
LONGEST = 2_000
LONGEST_HEADER = 300


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence that says something as true.

    Parameters
    ----------
    text : str
        Its words without Markdown; those of a row of a table have the header's before them. A question that is
        answered with "yes" is a statement too.
    line : int
    span : Span
        The sentence in the file.
    lang : str
    titles : tuple of str
        The heading it stands under, those above, and the page's title.
    role : str
        What its section is about (:mod:`hofte.exercise.outline`).
    section : str
        All words of its section, for what a sentence leaves unsaid.
    """

    text: str
    line: int
    span: Span
    lang: str
    titles: tuple[str, ...]
    role: Role = "body"
    section: str = ""

    def has(self, *path: str) -> bool:
        """Whether a word of one list stands in the sentence."""
        return has(self.text, self.lang, *path)

    def is_about(self, *path: str) -> bool:
        """Whether a word of one list stands in the sentence or in a title above it."""
        return self.has(*path) or any(has(title, self.lang, *path) for title in self.titles)

    def section_has(self, *path: str) -> bool:
        """Whether a word of one list stands anywhere in its section."""
        return _section_has(self.section, self.lang, *path)

    def claims(self, *groups: tuple[str, ...]) -> bool:
        """Whether a word of every list stands in it, and nothing in the same clauses denies or doubts it."""
        places = []
        for path in groups:
            found = pattern(self.lang, *path).search(self.text)
            if found is None:
                return False
            places.append(found.span())
        return not self.has("doubt") and not self.denies(
            min(start for start, _ in places), max(end for _, end in places)
        )

    def denies(self, start: int, end: int) -> bool:
        """Whether the clauses around these words hold a "not"."""
        return denies(self.text, self.lang, start, end)


@lru_cache(maxsize=256)
def _section_has(section: str, lang: str, *path: str) -> bool:
    # A section is asked again for each of its sentences.
    return has(section, lang, *path)


def denies(text: str, lang: str, start: int, end: int) -> bool:
    """Whether the clauses that hold ``text[start:end]`` hold a "not"."""
    ends = list(_clause_end(lang).finditer(text))
    first = max((one.end() for one in ends if one.end() <= start), default=0)
    last = min((one.start() for one in ends if one.start() >= end), default=len(text))
    return has(pattern(lang, "not_only").sub(" ", text[first:last]), lang, "deny")


def is_denied(text: str, lang: str, *path: str) -> bool:
    """Whether a word of a list stands in a text and is denied there ("this is no exercise")."""
    return any(denies(text, lang, *found.span()) for found in pattern(lang, *path).finditer(text[:LONGEST]))


@cache
def _clause_end(lang: str) -> re.Pattern[str]:
    """Where a clause ends; a comma before "that" does not end one ("no study shows, that …")."""
    return re.compile(rf"[;:.!?–—()|]|,(?!\s+{any_of(check_words(lang).get('that', ()))}(?!\w))", re.IGNORECASE)


def find_statements(page: Page, parts: Sequence[PartRead]) -> Iterator[Statement]:
    """Everything that a page states, in reading order; what its front matter says to readers comes first."""
    if not parts:
        return
    yield from _in_front(page)
    for part, passages in parts:
        if part.role not in _STATES_NOTHING:
            yield from _of_part(part, passages, page)


def _of_part(part: Part, passages: Sequence[Passage], page: Page) -> Iterator[Statement]:
    titles = tuple(title for title in (part.title, *reversed(part.section.path), page.title) if title)
    words_of_section = " ".join(block.text for block in part.section.blocks)
    headers = _headers(part)
    answer = _affirmed(part, page.lang)
    if answer:
        yield Statement(answer, part.line, _heading_span(part), page.lang, titles, part.role, words_of_section)
    for passage in passages:
        for sentence in (passage,) if passage.kind == "row" else sentences(passage):
            text = headers.get(sentence.start, "") + sentence.text
            if not text.endswith("?") and len(text) <= LONGEST:
                yield Statement(text, sentence.line, sentence.span, page.lang, titles, part.role, words_of_section)


def _headers(part: Part) -> dict[int, str]:
    """The header of each row's table, by where the row begins: "typical cause" makes it a statement about causes."""
    tables = (block for block in part.section.blocks if block.kind == "table")
    told = ((table, "".join(f"{cell.text} | " for cell in table.header)[:LONGEST_HEADER]) for table in tables)
    return {row[0].span.start: header for table, header in told for row in table.rows if row}


def _affirmed(part: Part, lang: str) -> str:
    """The question as a sentence, if its answer begins with a yes: "can it hurt? yes" states that it can."""
    if not part.title.endswith("?") or not part.section.blocks:
        return ""
    return part.title.rstrip("? ") if pattern(lang, "affirm").match(part.section.blocks[0].text) else ""


def _heading_span(part: Part) -> Span:
    return part.section.heading.span if part.section.heading else part.section.blocks[0].span


def _in_front(page: Page) -> Iterator[Statement]:
    said: set[str] = set()
    for key in _SHOWN_KEYS:
        value = page.meta.get(key)
        at = page.text.find(value) if isinstance(value, str) and value.strip() else -1
        if isinstance(value, str) and at >= 0 and value not in said:
            said.add(value)
            yield from _told(page, value, at)
    for question in page.questions:
        if _is_in_front(question, page):
            yield from _told(page, question.span.of(page.text), question.span.start)


def _told(page: Page, value: str, at: int) -> Iterator[Statement]:
    passage = Passage(value, value, at, page.text.count("\n", 0, at) + 1)
    for sentence in sentences(passage):
        text = sentence.text.strip("\"' ")
        if not text.endswith("?") and len(text) <= LONGEST:
            yield Statement(text, sentence.line, sentence.span, page.lang, (page.title,))


def _is_in_front(question: Question, page: Page) -> bool:
    first = next((block.span.start for section in page.sections for block in section.blocks), len(page.text))
    return question.span.start < first and isinstance(page.meta.get("faq"), list)
