"""What a variant or an alternative takes over from the main dose where it says nothing itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hofte.dose.model import Dose
from hofte.exercise.model import Exercise

_COUNTS = ("reps", "duration_s", "hold_s")
_REST = ("rest_s", "rest_rule")
_FREQUENCY = ("per_day", "per_week")


def inherit(main: Dose, own: Dose, exercise: Exercise) -> Dose | None:
    """The part of a main dose that holds for another dose of the same exercise, or for one of a variant.

    Work that is counted another way is not taken over ("10 jumps" takes no seconds from "30 seconds of jumps"), neither
    is a load, a tempo or an angle; and no rest in seconds for a squeeze with a hold of its own (PF06).

    Returns
    -------
    Dose or None
        The values with their places, ``None`` when there are none.
    """
    names = [name for name in _open(own, exercise) if getattr(main, name) is not None]
    if not names:
        return None
    spans = {name: main.spans[name] for name in names if name in main.spans}
    return Dose(spans=spans, sure=main.sure, **{name: getattr(main, name) for name in names})


def _open(own: Dose, exercise: Exercise) -> Iterator[str]:
    said = set(own.filled)
    yield from (name for name in ("sets", "per_side") if name not in said)
    yield from _open_work(said)
    if not said & set(_REST):
        yield from (name for name in _REST if name != "rest_s" or exercise.scope != "PF" or "hold_s" not in said)
    if not said & set(_FREQUENCY):
        yield from _FREQUENCY


def _open_work(said: set[str]) -> Iterator[str]:
    if not said & set(_COUNTS):
        yield from _COUNTS
    elif "duration_s" not in said and "reps" not in said:
        yield "reps"


def with_inherited(exercise: Exercise, dose: Dose) -> Dose:
    """The dose with what the exercise's main dose and the exercise it is a variant of say; without their places.

    What has no place is shown as "not from the page" (ST02): the page does not say it of this dose.
    """
    for main in (*exercise.doses[:1], *((exercise.inherited,) if exercise.inherited else ())):
        taken = inherit(main, dose, exercise)
        if taken is not None:
            dose = replace(dose, **{name: getattr(taken, name) for name in taken.filled})
    return dose
