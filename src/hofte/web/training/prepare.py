"""From an exercise on a page to a session that can start: the dose with every choice made, and the rules' words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from hofte.coach.bounds import is_squeeze
from hofte.coach.model import Plan, Timeline
from hofte.coach.plan import Choices, make_plan
from hofte.coach.timeline import make_timeline
from hofte.core.errors import DoseIncomplete, HofteError, RuleBroken
from hofte.diary.model import Started
from hofte.dose.model import Dose
from hofte.exercise.model import Exercise
from hofte.exercise.propose import propose
from hofte.rules.catalogue import rule
from hofte.web.library.models import Document
from hofte.web.people.models import Person
from hofte.web.training.log import append, line


@dataclass(frozen=True, slots=True)
class Objection:
    """A rule, or a lack, that keeps a dose from becoming a session: id (or empty) and words for the person."""

    rule: str
    message: str
    say: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A dose on its way to a session: the plan when there is one, the objection when there is not."""

    exercise: Exercise
    dose: Dose
    plan: Plan | None
    timeline: Timeline | None
    objection: Objection | None


def draft(exercise: Exercise, dose: Dose, choices: Choices, lang: str) -> Draft:
    """Try to make a session of a dose; never raises for what a person can mend."""
    try:
        whole = propose(exercise, dose)
    except DoseIncomplete:
        whole = dose
    try:
        plan = make_plan(exercise, whole, choices)
        return Draft(exercise, whole, plan, make_timeline(exercise, plan), None)
    except RuleBroken as error:
        return Draft(exercise, whole, None, None, Objection(error.rule, error.message, rule(error.rule).say(lang)))
    except DoseIncomplete as error:
        return Draft(exercise, whole, None, None, Objection("", error.message, error.hint, error.missing))
    except HofteError as error:
        return Draft(exercise, whole, None, None, Objection("", error.message, error.hint))


def asked_fields(exercise: Exercise, plan: Plan | None) -> Iterator[str]:
    """The names of the plan's numbers that this exercise has, in the order in which they are asked."""
    yield from ("sets", "reps")
    if plan is None or plan.hold_s or is_squeeze(exercise):
        yield "hold_s"
    if plan is not None and plan.work_s:
        yield "work_s"
    if plan is None or plan.rest_s or is_squeeze(exercise):
        yield "rest_s"
    if plan is None or plan.sets > 1:
        yield "set_rest_s"
    if not is_squeeze(exercise):
        yield "per_side"


def start_session(person: Person, document: Document, made: Draft, device: str) -> UUID:
    """Write the beginning of a session into the log and answer its id."""
    session = uuid4()
    started = Started(
        exercise=made.exercise.name,
        page=str(document.id),
        page_title=document.title,
        lang=made.exercise.lang or document.lang,
        dose=made.dose,
        plan=made.plan,
        timeline=made.timeline,
        device=device,
        scope=made.exercise.scope or "",
    )
    append(session, person.id, [line("session_started", started)])
    return session


def page_value(dose: Dose, name: str) -> tuple[str, Any] | None:
    """The field of the dose, and its value, by which the page itself speaks of one of the plan's numbers."""
    sources = {"work_s": ("duration_s",), "set_rest_s": ("rest_s",), "rest_s": ("rest_s", "rest_rule")}
    for source in sources.get(name, (name,)):
        if source in dose.spans:
            return source, getattr(dose, source)
    return None
