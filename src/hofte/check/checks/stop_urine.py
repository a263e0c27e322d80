"""PF14: stopping the urine is a test of technique, and never an exercise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from hofte.check.model import Code, Note, check
from hofte.check.statements import is_denied
from hofte.check.subject import MOST_STATEMENTS, Subject
from hofte.check.words import has
from hofte.core.values import Span
from hofte.dose.read import parse_doses
from hofte.exercise import words as exercise_words
from hofte.exercise.cautions import is_technique_test
from hofte.exercise.outline import Part
from hofte.exercise.passages import Passage, sentences


@check(
    Code(
        "PF14",
        "error",
        "Stopping the urine is given as an exercise (error), or told without the word that it is none (info). It is a "
        "way to find the muscle, once: write that it is no training and not to be repeated.",
    )
)
def stop_urine(subject: Subject) -> Iterator[Note]:
    """Find it as exercise; find it without a word of warning on the whole page."""
    if not subject.parts or not exercise_words.has(subject.page.text, subject.lang, "technique_test", "stream"):
        return
    first, is_warned = None, False
    for part, passages in subject.parts:
        told = tuple(_told(part, passages, subject.lang))
        is_warned_of = bool(told) and _is_warned(part, passages, subject.lang)
        for one in told:
            span = _sentence(one, subject.lang)
            if is_warned_of or has(one.text, subject.lang, "PF14", "only_test"):
                is_warned = True
            elif _is_exercise(one, part, subject.lang):
                yield Note("PF14", subject.line_at(span.start), span)
            elif first is None:
                first = span
    if first is not None and not is_warned:
        yield Note("PF14", subject.line_at(first.start), first, severity="info")


def _told(part: Part, passages: Iterable[Passage], lang: str) -> Iterator[Passage]:
    """The passages that speak of it as something to do; a heading that does speaks for the first below it."""
    if part.role in ("myths", "references"):
        return
    heading = part.section.heading
    if heading is not None and not heading.text.endswith("?"):
        title = Passage(heading.text, heading.text, heading.span.start, heading.line)
        if _is_told(title, lang):
            yield title
    yield from (one for one in passages if any(_is_told(sentence, lang) for sentence in sentences(one)))


def _is_told(sentence: Passage, lang: str) -> bool:
    """Told as something to do, and not as a picture ("the muscles that you would use to …")."""
    return is_technique_test(sentence, lang) and not has(sentence.text, lang, "PF14", "picture")


def _sentence(told: Passage, lang: str) -> Span:
    return next((one.span for one in sentences(told) if _is_told(one, lang)), told.span)


def _is_exercise(told: Passage, part: Part, lang: str) -> bool:
    """With a dose, or in words of training that are not about finding the muscle; a heading counts what is below it."""
    heading = part.section.heading
    if heading is not None and told.start == heading.span.start:
        return any(parse_doses(one.source, lang) for one in part.passages)
    own = sentences(told)
    at = next(n for n, one in enumerate(own) if _is_told(one, lang))
    after = own[at + 1].source if at + 1 < len(own) else ""
    if parse_doses(own[at].source, lang) or (has(after, lang, "PF14", "again") and parse_doses(after, lang)):
        return True
    return has(own[at].text, lang, "PF14", "training") and not has(own[at].text, lang, "PF14", "find")


def _is_warned(part: Part, passages: Iterable[Passage], lang: str) -> bool:
    """The heading calls it a test, or the section says somewhere that it is no training."""
    if has(part.title, lang, "PF14", "only_test"):
        return True
    said = (one.text for passage in passages for one in sentences(passage))
    return any(is_denied(text, lang, "PF14", "training") for text in (part.title, *islice(said, MOST_STATEMENTS)))
