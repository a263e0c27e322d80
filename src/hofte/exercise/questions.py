"""What a page answers when it is asked how often, how long a rest, how many: its FAQ beside its dose."""

from __future__ import annotations

from collections.abc import Iterator

from hofte.dose.model import Dose
from hofte.dose.read import parse_doses
from hofte.exercise.doses import FREQUENCY, fill, is_effort, put_together, shifted
from hofte.exercise.material import Material
from hofte.exercise.outline import asks_frequency
from hofte.exercise.passages import Passage
from hofte.exercise.words import has, listed
from hofte.page.model import Question


def frequency_told(material: Material) -> Dose | None:
    """How often, where the page answers that question or has a heading for it; days a week before times a day.

    An answer that names several is not sure.
    """
    asked = [one for one in material.page.questions if asks_frequency(one.question, material.lang)]
    answers = [[_answer(material, question)] for question in asked]
    for answer in (*answers, material.blocks("frequency")):
        doses = material.doses(answer)
        told = [(name, dose) for name in FREQUENCY for dose in doses if getattr(dose, name) is not None]
        if told:
            name, first = told[0]
            is_one = len({(name, getattr(dose, name)) for name, dose in told}) == 1
            return fill(Dose(sure=is_one), first, (name,))
    return None


def rest_told(material: Material) -> Dose | None:
    """The rest in seconds that the answers speak of; not sure when they speak of several.

    Where the question asks for the rest, seconds in its answer are one, also without the word.
    """
    found = list(_rests(material))
    if not found:
        return None
    is_one = all(rest.rest_s == found[0].rest_s for rest in found)
    return fill(Dose(sure=is_one), found[0], ("rest_s",))


def _rests(material: Material) -> Iterator[Dose]:
    for question in material.page.questions:
        answer = _answer(material, question)
        if has(question.question, material.lang, "questions", "rest"):
            yield from _asked_rests(answer, material.lang)
        elif has(answer.text, material.lang, "questions", "pause"):
            yield from (dose for dose in material.doses([answer]) if dose.rest_s is not None)


def _asked_rests(answer: Passage, lang: str) -> Iterator[Dose]:
    """The rests of an answer that need not say the word again: read as "Pause: 60–90 seconds are enough"."""
    label = f"{listed(lang, 'labels', 'rest')[0]}: "
    for dose in parse_doses(label + answer.source, lang):
        if dose.rest_s is not None and dose.spans["rest_s"].start >= len(label):
            yield shifted(dose, answer.start - len(label))


def amount_told(material: Material) -> tuple[Dose, ...]:
    """How much, where the page answers how many repetitions or sets, or how long to hold."""
    asked = [
        _answer(material, question)
        for question in material.page.questions
        if has(question.question, material.lang, "questions", "amount")
    ]
    doses = put_together(material.doses(asked))
    return doses if any(map(is_effort, doses)) else ()


def _answer(material: Material, question: Question) -> Passage:
    source = question.span.of(material.page.text)
    return Passage(question.answer, source, question.span.start, question.line)
