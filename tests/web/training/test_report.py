"""A session as it is told: sentence and figure from the same numbers as the table, in the person's own language."""

from __future__ import annotations

from uuid import uuid4

from django.template.defaultfilters import floatformat
from django.utils import translation

from hofte.coach.model import Plan, RepResult
from hofte.diary.model import SessionRecord, Started
from hofte.web.training.report import report


def squeezed(rep: int, held_s: float) -> RepResult:
    return RepResult(1, rep, None, 15.0 * rep, 5.0, 10.0, measured=True, held_s=held_s, let_go=True, rest_s=10.0)


def test_what_is_rounded_in_the_sentence_is_rounded_as_in_the_table() -> None:
    plan = Plan(1, 2, 0.0, 5.0, 10.0, 0.0, False, 5.0, full_release=True)
    record = SessionRecord(
        uuid4(),
        started=Started("Lange knib", plan=plan, device="simulated"),
        reps=(squeezed(1, 4.66), squeezed(2, 4.66)),
    )
    with translation.override("da"):
        told = report(record)
        shown = floatformat(4.66, 1)
    assert shown == "4,7"
    assert f"i gennemsnit i {shown} sekunder" in told.sentence
    assert told.figure_words == f"1: {shown} s af 5 s; 2: {shown} s af 5 s"
