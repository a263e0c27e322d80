"""RG02: words that make a page of exercises a medical claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from hofte.check.model import Code, Note, check
from hofte.check.statements import Statement
from hofte.check.subject import Subject
from hofte.check.words import has, pattern
from hofte.core.values import Span

#: A verb and its object are seldom further apart, in words.
_REACH = 9
_WORD = re.compile(r"\S+")
#: No page tells of more exercises than this; it bounds the time that any text takes.
_MOST_NAMES = 100


@check(
    Code(
        "RG02",
        "warning",
        "An exercise is said to diagnose, treat, cure, prevent, relieve, monitor or predict a named condition, or an "
        "app to analyse, calculate, interpret, control or measure. Both are medical claims: say what is trained, and "
        "whom to see about the condition.",
    )
)
def claim_words(subject: Subject) -> Iterator[Note]:
    """Find claims about the exercise or the app; what a professional or a medicine does is none of the page's."""
    for one in subject.statements:
        if not (one.has("RG02", "claims") or one.has("RG02", "software")):
            continue
        if one.role == "cautions" or one.has("medicine") or one.has("doubt") or _is_of_professional(one):
            continue
        found = _claim(one, "claims", "conditions") if _is_of_exercise(one, subject) else None
        found = found or _claim(one, "software", "agency")
        if found is not None:
            yield Note("RG02", one.line, _place(one, found, subject), {"words": found})


def _is_of_professional(one: Statement) -> bool:
    """Told of somebody who treats: by name, under a heading that names them, or by "they" in a section about them."""
    if one.has("professional") or any(has(title, one.lang, "professional") for title in one.titles[:1]):
        return True
    return pattern(one.lang, "refers_back").match(one.text) is not None and one.section_has("professional")


def _is_of_exercise(one: Statement, subject: Subject) -> bool:
    if subject.page.kind == "exercise" or one.has("exercise"):
        return True
    text = one.text.casefold()
    names = (one.name.casefold() for one in islice(subject.reading.exercises, _MOST_NAMES) if one.name)
    return any(name in text for name in names)


def _claim(one: Statement, first: str, second: str) -> str | None:
    """The words from one of the first list to one of the second, if these stand near it and nothing denies it."""
    for verb in pattern(one.lang, "RG02", first).finditer(one.text):
        object_ = pattern(one.lang, "RG02", second).search(one.text, verb.end())
        if object_ is None:
            return None
        words = one.text[verb.start() : object_.end()]
        if len(_WORD.findall(words)) <= _REACH and not one.denies(verb.start(), object_.end()):
            return words
    return None


def _place(one: Statement, words: str, subject: Subject) -> Span:
    """The words in the file; the whole sentence where Markdown stands between them."""
    at = one.span.of(subject.page.text).find(words)
    return one.span if at < 0 else Span(one.span.start + at, one.span.start + at + len(words))
