"""What stands between a person and a session: the safety screen, the pelvic-floor gate, the self-test.

The questions, words and outcomes are those of :mod:`hofte.rules.screen`; here is only when they are asked and where
the answers are kept: as entries of the person's log, with the version of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, cast
from uuid import uuid4

from django.db.models import Max
from django.utils import timezone

from hofte.coach.bounds import is_squeeze
from hofte.exercise.model import Exercise
from hofte.rules.catalogue import rule
from hofte.rules.screen import GateOutcome, Outcome, due, outcome, pelvic_gate, screen
from hofte.web.people.models import Person
from hofte.web.training.log import append, line
from hofte.web.training.models import Entry
from hofte.web.training.selectors import last_body

Gate = Literal["screen", "pelvic", "selftest"]
#: What a person does whose squeezes are measured: the same gates stand before it as before squeezes on a page.
SQUEEZES = Exercise("", scope="PF", style="long")


def next_gate(person: Person | None, exercise: Exercise) -> Gate | None:
    """The first gate that this person has not passed for this exercise, or ``None``.

    A screen that was answered with "yes" does not open for a while: it is asked again at once.
    """
    if not _is_fresh(person, "screen", exercise.scope):
        return "screen"
    if not is_squeeze(exercise):
        return None
    if not _is_fresh(person, "pelvic"):
        return "pelvic"
    return None if own_hold_s(person) else "selftest"


def next_muscle_gate(person: Person | None) -> Gate | None:
    """The first gate before squeezes that are measured; how long somebody can hold is what is measured there."""
    found = next_gate(person, SQUEEZES)
    return None if found == "selftest" else found


def today() -> date:
    """The day where the person is, as far as the server knows."""
    return timezone.localdate()


def last_answer(person: Person | None, kind: str) -> date | None:
    """The day on which a gate was last answered, whatever the answer was."""
    found = last_body(person, kind)
    return timezone.localdate(found[1].at) if found else None


def _is_fresh(person: Person | None, kind: str, scope: str | None = None) -> bool:
    found = last_body(person, kind)
    if found is None:
        return False
    body, entry = found
    if body.get("version") != screen().version or not body.get("open"):
        return False
    asked = cast("list[str]", body.get("scopes", []))
    if scope and any(question.scope == scope for question in screen().questions(scope)) and scope not in asked:
        return False
    return due(last=timezone.localdate(entry.at), today=today(), pain=_pain_since(person, entry)) is None


def _pain_since(person: Person | None, entry: Entry) -> float | None:
    """The worst pain that the person has told of since an entry (RF01)."""
    if person is None:
        return None
    told = Entry.objects.filter(person=person.id, kind="after", at__gt=entry.at).values_list("body", flat=True)
    return max((float(body["pain"]) for body in told if "pain" in body), default=None)


def own_hold_s(person: Person | None) -> float | None:
    """The longest hold of the person's last self-test (PF08, PF09); after a long break it is taken anew (BH08)."""
    found = last_body(person, "selftest")
    if person is None or found is None:
        return None
    newest = Entry.objects.filter(person=person.id).aggregate(newest=Max("at"))["newest"]
    if timezone.now() - newest >= timedelta(days=rule("BH08").number("self_test_from_days")):
        return None
    hold = found[0].get("hold_s")
    return float(hold) if isinstance(hold, (int, float)) and hold > 0 else None


def answer_screen(person: Person, answers: Mapping[str, bool], scope: str | None) -> Outcome:
    """Log the answers to the screen and say what they lead to; errors as :func:`hofte.rules.screen.outcome`."""
    result = outcome(screen(), answers, scope=scope)
    body = {
        "version": result.version,
        "answers": dict(answers),
        "scopes": [scope] if scope else [],
        "urgency": result.urgency,
        "open": result.may_train,
    }
    append(uuid4(), person.id, [line("screen", body)])
    return result


def answer_pelvic(person: Person, answers: Mapping[str, bool]) -> GateOutcome:
    """Log the answers to the pelvic-floor gate (PF18); errors as :func:`hofte.rules.screen.pelvic_gate`."""
    result = pelvic_gate(screen(), answers)
    body = {"version": result.version, "answers": dict(answers), "open": result.may_strengthen}
    append(uuid4(), person.id, [line("pelvic", body)])
    return result


def keep_selftest(person: Person, hold_s: float, repeats: int, quick: int) -> None:
    """Log the three numbers of the self-test (PF09)."""
    append(uuid4(), person.id, [line("selftest", {"hold_s": hold_s, "repeats": repeats, "quick": quick})])
