"""From a path and a name to a session written out: what ``hofte timeline`` and ``hofte play`` share."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import click

from hofte.cli.pages import starter_languages
from hofte.coach.model import Timeline
from hofte.coach.plan import Choices, make_plan
from hofte.coach.timeline import make_timeline
from hofte.core.errors import ExerciseNotFound
from hofte.core.values import Range
from hofte.dose.model import Dose
from hofte.exercise.model import Exercise
from hofte.exercise.propose import propose
from hofte.exercise.read import read_exercises
from hofte.page.model import Page

F = TypeVar("F", bound=Callable[..., Any])


class _Seconds(click.FloatRange):
    """A number of seconds; ``nan`` and ``inf`` are none."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds = float(super().convert(value, param, ctx))
        if not math.isfinite(seconds):
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return seconds


_SECONDS = _Seconds(0)
_OPTIONS = (
    click.option("--exercise", "-e", "name", metavar="NAME", help="Its name, a part of it, or its number."),
    click.option("--dose", "label", metavar="LABEL", help="Label or number of the dose."),
    click.option("--lang", type=click.Choice(starter_languages()), help="Language of a starter page."),
    click.option("--sets", type=click.IntRange(1), metavar="N", help="Sets."),
    click.option("--reps", type=click.IntRange(1), metavar="N", help="Repetitions in each set."),
    click.option("--hold", "hold_s", type=_SECONDS, metavar="S", help="Seconds to hold."),
    click.option("--work", "work_s", type=_SECONDS, metavar="S", help="Seconds of movement."),
    click.option("--rest", "rest_s", type=_SECONDS, metavar="S", help="Seconds between repetitions."),
    click.option("--set-rest", "set_rest_s", type=_SECONDS, metavar="S", help="Seconds between sets."),
    click.option("--ready", "ready_s", type=_SECONDS, default=5.0, show_default=True, metavar="S",
                 help="Seconds to get ready."),
    click.option("--per-side/--in-all", default=None, help="Each side does all of it, or both together."),
    click.option("--first-side", type=click.Choice(["left", "right"]), default="left", show_default=True,
                 help="Where to begin."),
    click.option("--own-hold", "own_hold_s", type=_Seconds(1), metavar="S",
                 help="Your own longest hold of a squeeze; a session never starts at the page's maximum."),
    click.option("--level", type=click.Choice(["novice", "trained"]), default="novice", show_default=True,
                 help="A novice rests twice as long after a squeeze when the page gives no seconds."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prepared:
    """A session that can be played, with where it comes from."""

    page: Page
    exercise: Exercise
    dose: Dose
    timeline: Timeline


def session_options(command: F) -> F:
    """Give a command the options that choose an exercise and its numbers."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def prepare(page: Page, exercise: Exercise, *, label: str | None = None, **choices: Any) -> Prepared:
    """Write the session of one exercise out.

    Parameters
    ----------
    page : Page
    exercise : Exercise
        Of that page.
    label : str or None
        Which of its doses.
    **choices
        The fields of :class:`hofte.coach.plan.Choices`.

    Raises
    ------
    HofteError
        If there is no such dose, it lacks something, or a rule forbids the session.
    """
    dose = propose(exercise, _with_choices(choose_dose(exercise, label), choices))
    return Prepared(page, exercise, dose, make_timeline(exercise, make_plan(exercise, dose, Choices(**choices))))


def choose_exercises(page: Page, name: str | None) -> tuple[Exercise, ...]:
    """Find the exercises that are meant: by number, by whole name, by the beginning of it, by a part of it.

    Returns
    -------
    tuple of Exercise
        Those of the page, without their variants, when none is named; else the one, which may be a variant.

    Raises
    ------
    ExerciseNotFound
        If there is none, or several could be meant by the name.
    """
    main = read_exercises(page).exercises
    where = page.path or page.title
    if not main:
        raise ExerciseNotFound(f"{where}: the page asks for no exercise", hint="hofte read shows what it holds")
    if not name:
        return main
    exercises = tuple(_with_variants(main))
    if name.isdecimal() and 0 < int(name) <= len(exercises):
        return (exercises[int(name) - 1],)
    found = _named(exercises, name.casefold())
    if len(found) != 1:
        problem = "several exercises could be meant by" if found else "no exercise is called"
        raise not_chosen(exercises, f"{where}: {problem} {name!r}")
    return found


def not_chosen(exercises: tuple[Exercise, ...], message: str) -> ExerciseNotFound:
    """The error that names all exercises to choose from."""
    names = tuple(exercise.name for exercise in exercises)
    hint = "name one with --exercise: " + ", ".join(f"{n} {name}" for n, name in enumerate(names, start=1))
    return ExerciseNotFound(message, names=names, hint=hint)


def choose_dose(exercise: Exercise, label: str | None) -> Dose:
    """Find one of an exercise's doses by number or label; the first without either, an empty one if it has none.

    Raises
    ------
    ExerciseNotFound
        If no dose of the exercise has this label.
    """
    if label is None:
        return exercise.doses[0] if exercise.doses else Dose()
    if label.isdecimal() and 0 < int(label) <= len(exercise.doses):
        return exercise.doses[int(label) - 1]
    for dose in exercise.doses:
        if label.casefold() in dose.label.casefold():
            return dose
    labels = tuple(dose.label or str(n) for n, dose in enumerate(exercise.doses, start=1))
    raise ExerciseNotFound(
        f"{exercise.name}: no dose is called {label!r}", names=labels, hint=f"choose one of: {', '.join(labels)}"
    )


def _with_choices(dose: Dose, choices: Mapping[str, Any]) -> Dose:
    """What the person chose does not have to be proposed."""
    fields = {"sets": "sets", "reps": "reps", "hold_s": "hold_s", "work_s": "duration_s"}
    chosen: dict[str, Any] = {
        name: Range.exactly(choices[choice])
        for choice, name in fields.items()
        if choices.get(choice) is not None and getattr(dose, name) is None
    }
    return replace(dose, **chosen)


def _with_variants(exercises: tuple[Exercise, ...]) -> Iterator[Exercise]:
    for exercise in exercises:
        yield exercise
        yield from _with_variants(exercise.variants)


def _named(exercises: tuple[Exercise, ...], name: str) -> tuple[Exercise, ...]:
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = tuple(exercise for exercise in exercises if fits(exercise.name.casefold(), name))
        if found:
            return found
    return ()
