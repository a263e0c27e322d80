"""When to stop, when to see someone, and the technique tests that are no exercise (PF14)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hofte.core.finding import Finding
from hofte.exercise.model import Line
from hofte.exercise.outline import Part
from hofte.exercise.passages import Passage, sentences
from hofte.exercise.words import has
from hofte.rules.catalogue import rule

_READ: tuple[str, ...] = ("body", "cautions", "dose", "equipment", "variants", "frequency", "faq", "tests", "summary")


def find_cautions(parts: Sequence[Part], lang: str) -> Iterator[tuple[Passage, Line]]:
    """Sentences that tell to stop, to avoid or to see someone, each with the passage it stands in.

    Under a heading about safety or seeking help, or after a label such as "Advarsel", every item of a list counts, and
    every sentence with a symptom or a place to go; elsewhere a sentence needs both something to stop and a symptom.
    """
    for part in parts:
        if part.role not in _READ:
            continue
        for passage in part.passages:
            is_labelled = bool(passage.label) and has(passage.label, lang, "headings", "cautions")
            is_whole = is_labelled or (part.role == "cautions" and passage.kind == "item")
            for sentence in sentences(passage):
                if is_whole or _is_caution(sentence.text, lang, in_section=part.role == "cautions"):
                    yield passage, sentence.as_line()


def _is_caution(text: str, lang: str, *, in_section: bool) -> bool:
    if in_section:
        return any(has(text, lang, "cautions", kind) for kind in ("symptom", "help", "stop"))
    return all(has(text, lang, "cautions", kind) for kind in ("stop", "symptom"))


def is_technique_test(passage: Passage, lang: str) -> bool:
    """Whether a passage tells to stop the urine, and does not only use it as a picture ("as if")."""
    return _stops_stream(passage.text, lang) and any(
        _stops_stream(one.text, lang) and not has(one.text, lang, "technique_test", "as_if")
        for one in sentences(passage)
    )


def find_technique_tests(parts: Sequence[Part], lang: str) -> Iterator[Finding]:
    """A finding (PF14) for every sentence that speaks of stopping the urine, picture or not."""
    for part in parts:
        for passage in part.passages:
            for sentence in sentences(passage) if _stops_stream(passage.text, lang) else ():
                if _stops_stream(sentence.text, lang):
                    yield Finding("PF14", "info", sentence.line, rule("PF14").say("en"), sentence.span)


def _stops_stream(text: str, lang: str) -> bool:
    return has(text, lang, "technique_test", "stop") and has(text, lang, "technique_test", "stream")
