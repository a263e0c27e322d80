"""A dose, a time or a number as people say it, in the language of the page.

Knows the order in which a dose is read aloud. The words are in ``lang/<code>/cli.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hofte.core.values import Range
from hofte.dose.model import Dose, Load
from hofte.exercise.model import Exercise
from hofte.lang.data import languages, words

#: The words of one language, as ``cli.toml`` holds them.
Speech = Mapping[str, Any]
#: Where a repetition is itself a length of time, sets and repetitions are two ways to say one thing.
_TIMED = frozenset({"hold", "stretch", "activity", "long", "release"})


def speech(lang: str) -> Speech:
    """The terminal's words in a language; English when the page's language is not known."""
    return words(lang if lang in languages() else "en", "cli")


def fill(template: str, **values: object) -> str:
    """Put values into a template of ours."""
    return template.format(**values)


def counted(number: int, forms: Mapping[str, str]) -> str:
    """The form of a sentence for one or for several."""
    return fill(forms["one" if number == 1 else "other"], n=number)


def say_number(number: float, say: Speech, digits: int = 1) -> str:
    """A number with the language's decimal sign, without needless zeros."""
    return f"{round(number, digits):g}".replace(".", say["number"]["decimal"])


def say_range(span: Range, say: Speech) -> str:
    """A range as people say it: ``10``, ``10–15``, ``up to 10``, ``at least 30``."""
    if span.low is None:
        return fill(say["number"]["up_to"], n=say_number(span.most, say, 2))
    if span.high is None:
        return fill(say["number"]["at_least"], n=say_number(span.least, say, 2))
    low, high = say_number(span.low, say, 2), say_number(span.high, say, 2)
    return low if low == high else f"{low}–{high}"


def say_time(span: Range, say: Speech) -> str:
    """A range of seconds, in minutes when both ends are whole minutes."""
    bounds = [bound for bound in (span.low, span.high) if bound is not None]
    if all(bound >= 60 and bound % 60 == 0 for bound in bounds):
        minutes = Range(*(None if bound is None else bound / 60 for bound in (span.low, span.high)))
        return _counted(minutes, say["unit"]["minute"], say)
    return _counted(span, say["unit"]["second"], say)


def say_clock(seconds: float) -> str:
    """Minutes and seconds as a clock shows them."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def say_parts(dose: Dose, say: Speech) -> tuple[tuple[frozenset[str], str], ...]:
    """Each part of a dose's sentence with the fields that it tells of, in the order of reading aloud."""
    told = ((name, getattr(dose, name)) for name in _SAID)
    parts = [(frozenset({name}), _SAID[name](value, say)) for name, value in told if value is not None]
    counts = {name: _say_count(value, name, say) for name in _COUNTS if (value := getattr(dose, name)) is not None}
    if len(counts) == len(_COUNTS):
        return ((frozenset(counts), fill(say["dose"]["sets_of_reps"], **counts)), *parts)
    return (*((frozenset({name}), text) for name, text in counts.items()), *parts)


def say_dose(dose: Dose, say: Speech) -> str:
    """A dose as one sentence without a full stop."""
    return ", ".join(text for _, text in say_parts(dose, say)) or str(say["dose"]["nothing"])


def missing_fields(exercise: Exercise, dose: Dose) -> tuple[str, ...]:
    """What a trainee would want to know and the dose does not say, as keys of the words under ``field``.

    ST02: a page without sets, repetitions, rest or frequency has a missing dose; nothing is filled in here.
    """
    counted = dose.sets is not None or dose.reps is not None
    timed = dose.hold_s is not None or dose.duration_s is not None
    is_timed = exercise.style in _TIMED
    missing = {
        "sets": dose.sets is None and not (is_timed and counted),
        "reps": dose.reps is None and not is_timed,
        "hold_s": is_timed and not timed,
        "rest_s": dose.rest_s is None and dose.rest_rule is None,
        "per_side": dose.per_side is None and exercise.scope != "PF",
        "frequency": dose.per_day is None and dose.per_week is None,
    }
    return tuple(name for name, is_missing in missing.items() if is_missing)


def _counted(span: Range, forms: Mapping[str, str], say: Speech) -> str:
    is_one = span.low in (1, None) and span.high in (1, None)
    return fill(forms["one" if is_one else "other"], n=say_range(span, say))


def _say_count(span: Range, name: str, say: Speech) -> str:
    return _counted(span, say["dose"][name], say)


def _say_load(load: Load, say: Speech) -> str:
    return fill(say["dose"]["load"][load.kind], n=say_range(load.value, say) if load.value else "")


_COUNTS = ("sets", "reps")
_SAID: Mapping[str, Callable[[Any, Speech], str]] = {
    "hold_s": lambda span, say: fill(say["dose"]["hold"], time=say_time(span, say)),
    "duration_s": lambda span, say: fill(say["dose"]["duration"], time=say_time(span, say)),
    "per_side": lambda yes, say: str(say["dose"]["per_side" if yes else "not_per_side"]),
    "load": _say_load,
    "angle_deg": lambda span, say: fill(say["dose"]["angle"], n=say_range(span, say)),
    "tempo": lambda tempo, say: fill(say["dose"]["tempo"], n=tempo),
    "rest_s": lambda span, say: fill(say["dose"]["rest"], time=say_time(span, say)),
    "rest_rule": lambda rule, say: str(say["dose"]["rest_rule"][rule]),
    "to_failure": lambda yes, say: str(say["dose"]["to_failure" if yes else "not_to_failure"]),
    "per_day": lambda span, say: _say_count(span, "per_day", say),
    "per_week": lambda span, say: _say_count(span, "per_week", say),
    "weeks": lambda span, say: _say_count(span, "weeks", say),
}
