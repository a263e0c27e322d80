"""What a clinical rule refuses on a page, told before anybody plays it: for those who write and who prescribe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from hofte.coach.plan import make_plan
from hofte.core.errors import DoseIncomplete, RuleBroken, ValueInvalid
from hofte.core.finding import Finding
from hofte.dose.model import Dose
from hofte.exercise.model import Exercise, Reading
from hofte.exercise.propose import propose


def find_refusals(reading: Reading, text: str) -> tuple[Finding, ...]:
    """Find the doses of which no session may be made.

    Parameters
    ----------
    reading : Reading
    text : str
        The page that was read.

    Returns
    -------
    tuple of Finding
        One a dose, its code the id of the rule, its line and span those of the dose; an error, but a warning where
        the reading itself is not sure.
    """
    return tuple(_refusals(reading.exercises, text))


def _refusals(exercises: Iterable[Exercise], text: str) -> Iterator[Finding]:
    for exercise in exercises:
        for dose in exercise.doses:
            if error := _refusal(replace(exercise, lang="en"), dose):
                line = text.count("\n", 0, dose.span.start) + 1 if dose.span else exercise.line
                message = error.message.removeprefix(f"{error.rule}: ")
                yield Finding(error.rule, "error" if dose.sure else "warning", line, message, dose.span)
        yield from _refusals(exercise.variants, text)


def _refusal(exercise: Exercise, dose: Dose) -> RuleBroken | None:
    # A dose that lacks something, or that is absurd, breaks no rule.
    with suppress(DoseIncomplete, ValueInvalid):
        try:
            make_plan(exercise, propose(exercise, dose))
        except RuleBroken as error:
            return error
    return None
