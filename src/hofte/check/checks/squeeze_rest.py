"""PF07: after a held squeeze the muscle needs time to let go, a beginner twice as long as the hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject
from hofte.check.words import has
from hofte.dose.model import Dose
from hofte.exercise.model import Exercise
from hofte.rules.catalogue import rule

_NO_SQUEEZE = frozenset(("stretch", "activity", "release"))


@check(
    Code(
        "PF07",
        "warning",
        "A pelvic-floor squeeze is held, and the page does not say how long to let go afterwards, or gives a beginner "
        "less than twice the hold. At least as long as the hold; twice as long for a beginner.",
    )
)
def squeeze_rest(subject: Subject) -> Iterator[Note]:
    """Find holds without a rest of a length; a rest that is shorter than the hold is PF06."""
    yield from _of(subject.reading.exercises, subject)


def _of(exercises: Iterable[Exercise], subject: Subject) -> Iterator[Note]:
    for exercise in exercises:
        if exercise.scope == "PF" and exercise.style not in _NO_SQUEEZE:
            for dose in exercise.doses:
                if _lacks_rest(dose) or (_is_for_beginners(exercise, dose) and _is_short(dose)):
                    line = subject.line_at(dose.span.start) if dose.span else exercise.line
                    yield Note("PF07", line, dose.spans.get("hold_s", dose.span), {"name": exercise.name})
        yield from _of(exercise.variants, subject)


def _lacks_rest(dose: Dose) -> bool:
    """A hold that is no quick squeeze (PF11), without seconds of rest or a rule that binds them to the hold."""
    if dose.hold_s is None or dose.hold_s.most <= rule("PF11").number("max_on_s"):
        return False
    return dose.rest_s is None and dose.rest_rule in (None, "full_release")


def _is_for_beginners(exercise: Exercise, dose: Dose) -> bool:
    return bool(exercise.lang) and has(f"{exercise.name} {dose.label}", exercise.lang, "PF07", "beginner")


def _is_short(dose: Dose) -> bool:
    """A rest from one to two times the hold: enough later on, and too little for a beginner."""
    if dose.hold_s is None or dose.hold_s.most <= rule("PF11").number("max_on_s"):
        return False
    if dose.rest_s is None:
        return dose.rest_rule == "equal_hold"
    pf06, pf07 = rule("PF06").number("min_rest_per_hold"), rule("PF07").number("rest_per_hold")
    return pf06 * dose.hold_s.most <= dose.rest_s.most < pf07 * dose.hold_s.most
