"""Proposes what a session needs and a page leaves open, each value by a clinical rule or by our own named design.

A value of the page is never changed. What is proposed has no span, and a dose with anything proposed in it has the
origin ``"proposed"``, so that it can be shown as "not from the page" (ST02).

What a variant or an alternative leaves open is first taken over from the main dose (:mod:`hofte.exercise.inherit`),
then proposed.

The rest after a squeeze is not proposed in seconds but as its rule (PF06): how long it is depends on the hold that the
person starts with, and the plan makes it twice that hold for a beginner (PF07).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from hofte.core.errors import DoseIncomplete
from hofte.core.values import Range
from hofte.dose.model import Dose
from hofte.exercise.inherit import with_inherited
from hofte.exercise.model import Exercise
from hofte.rules.catalogue import rule

#: Sets of a strength exercise when nobody says. Own design: ST03 gives repetitions and days, no sets; 2 is the low
#: end of what HF06 tried.
STRENGTH_SETS = 2
#: Seconds between sets or bouts when nobody says and the load is not heavy. Own design: ST03 gives rest for heavy loads
#: only.
SET_REST_S = 60.0
#: Seconds between holds or stretches when nobody says. Own design: time to settle and begin again.
BETWEEN_HOLDS_S = 15.0

_HELD = frozenset(("hold", "stretch", "release", "long"))
#: Rules of rest that give the seconds of a pause as soon as the hold is known.
_HOLD_RULES = frozenset(("equal_hold", "at_least_hold"))


def propose(exercise: Exercise, dose: Dose) -> Dose:
    """Fill a dose so that a session can be planned.

    Parameters
    ----------
    exercise : Exercise
        Its scope and style say which rules may fill what.
    dose : Dose
        As read from the page; an empty one when the page says nothing (ST02).

    Returns
    -------
    Dose
        The same dose when nothing was missing.

    Raises
    ------
    DoseIncomplete
        If something is missing that no rule gives: how long to hold a plank, how often to repeat something of which
        not even the kind is known. ``missing`` names the fields.

    References
    ----------
    Rules PF04, PF06, PF07, PF08, PF11, PF12 (pelvic floor), HF01, HF04, HF05, HF06 (hip flexor), ST02, ST03 (strength).
    """
    filled = known = with_inherited(exercise, dose)
    for name, value in _proposals(exercise, known):
        if getattr(filled, name) is None:
            filled = replace(filled, **{name: value})
    filled = _with_rest(exercise, filled)
    if missing := tuple(_missing(exercise, filled)):
        raise DoseIncomplete(
            f"{exercise.name}: the page does not say {', '.join(missing)}, and no rule proposes it",
            missing=missing,
            hint="choose the numbers yourself",
        )
    return replace(filled, origin="proposed") if filled != dose else dose


def _proposals(exercise: Exercise, dose: Dose) -> Iterator[tuple[str, Any]]:
    """What the rules of the exercise's scope give for its style; values that the page has stay the page's."""
    make = _BY_KIND.get((exercise.scope, exercise.style))
    if make is not None:
        yield from make(dose).items()
    # What a page asks for without a word of how often is done once.
    if exercise.style in ("reps", "activity") and dose.reps is not None:
        yield "sets", Range.exactly(1)
    if exercise.style in _HELD and dose.sets is None and (dose.hold_s is not None or dose.duration_s is not None):
        yield "reps", Range.exactly(1)


def _quick_squeezes(dose: Dose) -> Mapping[str, Any]:
    pf11 = rule("PF11")
    return {
        "sets": Range.exactly(pf11.count("sets")),
        "reps": Range.exactly(pf11.count("reps")),
        "hold_s": Range.exactly(pf11.number("on_s")),
        "rest_rule": "full_release",
        **_daily(dose),
    }


def _long_squeezes(dose: Dose) -> Mapping[str, Any]:
    """The hold is open below: PF08 bounds it, and a session starts at the person's own hold, never at the bound."""
    reps = {} if dose.sets is not None else {"reps": Range.exactly(rule("PF12").count("reps"))}
    rest = {} if dose.rest_s is not None else {"rest_rule": "at_least_hold"}
    return {**reps, "hold_s": Range(None, rule("PF08").number("max_hold_s")), **rest, **_daily(dose)}


def _daily(dose: Dose) -> Mapping[str, Any]:
    return _frequency(dose, Range.exactly(rule("PF04").count("days_per_week")))


def _hip_flexor_stretch(dose: Dose) -> Mapping[str, Any]:
    hf01 = rule("HF01")
    hold = (
        {} if dose.duration_s is not None else {"hold_s": Range(hf01.number("hold_low_s"), hf01.number("hold_high_s"))}
    )
    reps = {} if dose.sets is not None else {"reps": Range(hf01.count("reps_low"), hf01.count("reps_high"))}
    return {**hold, **reps, **_frequency(dose, Range.exactly(rule("HF04").count("days_per_week")))}


def _hip_flexor_strength(dose: Dose) -> Mapping[str, Any]:
    hf06 = rule("HF06")
    return {
        "sets": Range.exactly(rule("HF05").count("sets")),
        **_repetitions(dose, Range(hf06.count("reps_low"), hf06.count("reps_high"))),
        **_frequency(dose, Range.exactly(hf06.count("trial_sessions_per_week"))),
    }


def _strength(dose: Dose) -> Mapping[str, Any]:
    st03 = rule("ST03")
    return {
        "sets": Range.exactly(STRENGTH_SETS),
        **_repetitions(dose, Range(st03.count("novice_rm_low"), st03.count("novice_rm_high"))),
        **_strength_days(dose),
    }


def _strength_hold(dose: Dose) -> Mapping[str, Any]:
    sets = {} if dose.reps is not None else {"sets": Range.exactly(STRENGTH_SETS)}
    return {**sets, **_strength_days(dose)}


def _strength_days(dose: Dose) -> Mapping[str, Any]:
    st03 = rule("ST03")
    days = Range(st03.count("novice_days_per_week_low"), st03.count("novice_days_per_week_high"))
    return _frequency(dose, days)


def _repetitions(dose: Dose, reps: Range) -> Mapping[str, Any]:
    """Repetitions, unless the page counts the work in seconds."""
    return {} if dose.duration_s is not None else {"reps": reps}


def _frequency(dose: Dose, per_week: Range) -> Mapping[str, Any]:
    """Days a week, unless the page says how often in any way."""
    return {} if dose.per_day is not None or dose.per_week is not None else {"per_week": per_week}


_BY_KIND: dict[tuple[str | None, str], Callable[[Dose], Mapping[str, Any]]] = {
    ("PF", "quick"): _quick_squeezes,
    ("PF", "long"): _long_squeezes,
    ("HF", "stretch"): _hip_flexor_stretch,
    ("HF", "reps"): _hip_flexor_strength,
    ("ST", "reps"): _strength,
    ("ST", "hold"): _strength_hold,
}


def _with_rest(exercise: Exercise, dose: Dose) -> Dose:
    """A rest in seconds between sets, holds or bouts, except for squeezes (PF06, PF07: see above)."""
    if exercise.scope == "PF" or exercise.style == "release" or dose.rest_s is not None:
        return dose
    if exercise.style in _HELD and dose.rest_rule in _HOLD_RULES:
        return dose
    counts = (dose.sets, dose.reps) if _is_held_or_timed(exercise, dose) else (dose.sets,)
    if not any(count is not None and count.most > 1 for count in counts):
        return dose
    return replace(dose, rest_s=_rest_s(exercise, dose))


def _is_held_or_timed(exercise: Exercise, dose: Dose) -> bool:
    """Whether a repetition is a length of time: then there is a rest between two of them, not only between sets."""
    is_timed = dose.duration_s is not None or dose.hold_s is not None
    return exercise.style in _HELD or (is_timed and (exercise.style == "activity" or dose.reps is None))


def _rest_s(exercise: Exercise, dose: Dose) -> Range:
    st03 = rule("ST03")
    if exercise.scope == "ST" and exercise.style == "reps" and _is_heavy(dose):
        return Range(st03.number("heavy_rest_low_s"), st03.number("heavy_rest_high_s"))
    return Range.exactly(BETWEEN_HOLDS_S if exercise.style in _HELD else SET_REST_S)


def _is_heavy(dose: Dose) -> bool:
    """A load that can be moved 1 to 6 times only (ST03)."""
    load = dose.load
    return (
        load is not None
        and load.kind == "rm"
        and load.value is not None
        and load.value.most <= rule("ST03").number("heavy_rm_high")
    )


def _missing(exercise: Exercise, dose: Dose) -> Iterator[str]:
    """What a session of this style still lacks."""
    if exercise.style in _HELD:
        if dose.hold_s is None and dose.duration_s is None:
            yield "hold_s"
        if dose.sets is None and dose.reps is None:
            yield "reps"
    elif dose.reps is None and (
        exercise.style == "activity" or (exercise.scope != "PF" and dose.duration_s is not None)
    ):
        if dose.duration_s is None and dose.hold_s is None:
            yield "duration_s"
    else:
        yield from (name for name in ("sets", "reps") if getattr(dose, name) is None)
