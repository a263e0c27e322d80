"""The gates before a session: one short page each, which cannot be skipped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from hofte.exercise.model import Exercise
from hofte.rules.catalogue import rule
from hofte.rules.screen import Outcome, due, screen
from hofte.web.library.models import Document
from hofte.web.people.models import Person
from hofte.web.people.services import person_or_new
from hofte.web.training import gates
from hofte.web.training.forms import SelfTestForm
from hofte.web.training.selectors import exercise_or_404

#: Which country's numbers are shown first for a language of the interface.
COUNTRY = {"da": ("DK",), "nb": ("NO",), "en": ("DK", "NO", "SE", "GB", "UK")}


@dataclass(frozen=True, slots=True)
class Way:
    """A way through the gates: what is wanted, where it leads, in which language, and which gate is the next."""

    exercise: Exercise
    here: str
    onward: str
    lang: str
    next_gate: Callable[[Person | None], gates.Gate | None]


@require_http_methods(["GET", "POST"])
def before(request: HttpRequest, document: UUID, number: int) -> HttpResponse:
    """The gates before an exercise of a page."""
    found, exercise = exercise_or_404(request, document, number)
    here, onward = (reverse(name, args=[document, number]) for name in ("before", "prepare"))
    way = Way(exercise, here, onward, found.lang, lambda person: gates.next_gate(person, exercise))
    return _go(request, way)


@require_http_methods(["GET", "POST"])
def before_sensor(request: HttpRequest) -> HttpResponse:
    """The gates before squeezes that are measured; ``then`` in the address is the session that waits."""
    try:
        session = UUID(request.GET.get("then", ""))
    except ValueError:
        onward = reverse("sensor")
    else:
        onward = reverse("session", args=[session])
    here = request.get_full_path()
    return _go(request, Way(gates.SQUEEZES, here, onward, _lang(), gates.next_muscle_gate))


def _go(request: HttpRequest, way: Way) -> HttpResponse:
    """Show the first gate that is not passed yet; a POST answers the gate it names."""
    answered = request.POST.get("gate", "") if request.method == "POST" else ""
    if answered in _ANSWERS:
        return _ANSWERS[answered](request, way)
    gate = way.next_gate(request.person or None)  # type: ignore[attr-defined]
    if gate is None:
        return redirect(way.onward)
    return render(request, f"training/{gate}.html", _GATES[gate](request, way.exercise))


def _screen_context(request: HttpRequest, exercise: Exercise) -> dict[str, Any]:
    lang, current = _lang(), screen()
    asked = current.questions(exercise.scope)
    groups = [[q for q in group.questions if q in asked] for group in current.groups]
    found = gates.last_answer(request.person or None, "screen")  # type: ignore[attr-defined]
    occasion = due(last=found, today=gates.today()) or "new_symptom"
    return {
        "intro": current.occasions[occasion].say(lang),
        "ask": current.intro.say(lang),
        "caveat": current.caveat.say(lang),
        "unverified": current.unverified.say(lang),
        "questions": [(q.id, q.text.say(lang), q.verify) for group in groups for q in group],
        "version": current.version,
    }


def _pelvic_context(request: HttpRequest, exercise: Exercise) -> dict[str, Any]:
    lang = _lang()
    return {"questions": [(q.id, q.text.say(lang), q.verify) for q in screen().gate.questions]}


def _selftest_context(request: HttpRequest, exercise: Exercise) -> dict[str, Any]:
    return {"form": SelfTestForm(), "say": rule("PF09").say(_lang()), "technique": rule("PF15").say(_lang())}


_GATES = {"screen": _screen_context, "pelvic": _pelvic_context, "selftest": _selftest_context}


def _screen(request: HttpRequest, way: Way) -> HttpResponse:
    answers = _answers(request, [q.id for q in screen().questions(way.exercise.scope)])
    result = gates.answer_screen(person_or_new(request.session), answers, way.exercise.scope)
    return redirect(way.here) if result.may_train else _closed(request, way, result.say(_lang()), result)


def _pelvic(request: HttpRequest, way: Way) -> HttpResponse:
    answers = _answers(request, [q.id for q in screen().gate.questions])
    result = gates.answer_pelvic(person_or_new(request.session), answers)
    return redirect(way.here) if result.may_strengthen else _closed(request, way, result.say(_lang()), None)


def _selftest(request: HttpRequest, way: Way) -> HttpResponse:
    form = SelfTestForm(request.POST)
    if not form.is_valid():
        context = {**_selftest_context(request, way.exercise), "form": form}
        return render(request, "training/selftest.html", context, status=422)
    gates.keep_selftest(person_or_new(request.session), **form.cleaned_data)
    return redirect(way.here)


_ANSWERS = {"screen": _screen, "pelvic": _pelvic, "selftest": _selftest}


def _closed(request: HttpRequest, way: Way, advice: tuple[str, ...], result: Outcome | None) -> HttpResponse:
    places = [
        place
        for country in COUNTRY.get(_lang(), ("DK",))
        for place in (screen().places_in(country, result.calls) if result else ())
    ]
    release = Document.objects.filter(person=None, lang=way.lang, slug__contains="release").first()
    context = {
        "advice": advice,
        "urgency": result.urgency if result else "refer",
        "places": places,
        "unverified": screen().unverified.say(_lang()),
        "release": release if result is None else None,
    }
    return render(request, "training/closed.html", context)


def _answers(request: HttpRequest, asked: list[str]) -> dict[str, bool]:
    """Ticked is yes; a sent form without the tick is no."""
    return {key: key in request.POST for key in asked}


def _lang() -> str:
    return get_language() or "en"
