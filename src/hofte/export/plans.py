"""An exercise's dose as a schema.org ``ExercisePlan``: what the page says and nothing else.

Proposed values and doses that the reading is unsure of are left out: a wrong dose is worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hofte.core.values import Range
from hofte.dose.model import Dose
from hofte.exercise.model import Exercise

#: UN/CEFACT common code of the second (Recommendation 20).
SECOND = "SEC"
#: What schema.org has no property for is told in the page's own words, in the order in which a dose is read aloud.
_IN_WORDS = {
    "sets": "sets",
    "hold_s": "hold",
    "rest_rule": "rest",
    "per_side": "sides",
    "weeks": "weeks",
    "tempo": "tempo",
    "angle_deg": "angle",
    "to_failure": "to failure",
}


def exercise_plans(exercise: Exercise, text: str) -> list[dict[str, Any]]:
    """The plans of one exercise, one for each dose that its page gives it.

    Parameters
    ----------
    exercise : Exercise
    text : str
        The page's text, in which the spans of the doses count.
    """
    return [_plan(exercise, dose, text) for dose in exercise.doses if dose.sure and dose.origin == "page"]


def _plan(exercise: Exercise, dose: Dose, text: str) -> dict[str, Any]:
    name = f"{exercise.name} ({dose.label})" if dose.label else exercise.name
    said = [f"{label}: {words}" for field, label in _IN_WORDS.items() if (words := _words(dose, field, text))]
    told: dict[str, Any] = {
        "@type": "ExercisePlan",
        "name": name,
        "inLanguage": exercise.lang,
        "repetitions": quantity(dose.reps),
        "activityDuration": duration(dose.duration_s),
        "activityFrequency": _frequency(dose),
        "restPeriods": quantity(dose.rest_s, unitCode=SECOND),
        "intensity": _words(dose, "load", text),
        "additionalVariable": said,
    }
    return filled(told)


def _words(dose: Dose, field: str, text: str) -> str:
    """The page's words for a value, on one line; empty when the value was not read from words of its own."""
    span = dose.spans.get(field) if getattr(dose, field) is not None else None
    return " ".join(span.of(text).replace("*", "").split()) if span else ""


def _frequency(dose: Dose) -> list[dict[str, Any]]:
    units = (("per day", dose.per_day), ("days per week", dose.per_week))
    return [told for unit, value in units if (told := quantity(value, unitText=unit))]


def duration(value: Range | None) -> Any:
    """Seconds as ISO 8601 when they are exact (``PT90S``), else as a quantity; ``None`` when there are none."""
    if value is not None and value.low is not None and value.low == value.high:
        return f"PT{f'{value.low:.3f}'.rstrip('0').rstrip('.')}S"
    return quantity(value, unitCode=SECOND)


def quantity(value: Range | None, **unit: str) -> dict[str, Any] | None:
    """A range as a ``QuantitativeValue``; an open end stays open."""
    if value is None:
        return None
    if value.low == value.high:
        return {"@type": "QuantitativeValue", "value": _number(value.least), **unit}
    ends = {"minValue": _number(value.low), "maxValue": _number(value.high)}
    return filled({"@type": "QuantitativeValue", **ends, **unit})


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def filled(told: Mapping[str, Any]) -> dict[str, Any]:
    """What has a value; a list of one is that one."""
    kept = {key: value for key, value in told.items() if value not in (None, "", [], ())}
    return {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in kept.items()}
