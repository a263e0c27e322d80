"""The gates before a session: one short page each, which cannot be skipped."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from hofte.exercise.model import Exercise
from hofte.rules.catalogue import rule
from hofte.rules.screen import Outcome, due, screen
from hofte.web.library.models import Document
from hofte.web.people.services import person_or_new
from hofte.web.training import gates
from hofte.web.training.forms import SelfTestForm
from hofte.web.training.selectors import exercise_or_404

#: Which country's numbers are shown first for a language of the interface.
COUNTRY = {"da": ("DK",), "nb": ("NO",), "en": ("DK", "NO", "SE", "GB", "UK")}


@require_http_methods(["GET", "POST"])
def before(request: HttpRequest, document: UUID, number: int) -> HttpResponse:
    """Show the first gate that is not passed yet; a POST answers the gate it names."""
    found, exercise = exercise_or_404(request, document, number)
    answered = request.POST.get("gate") if request.method == "POST" else None
    if answered == "screen":
        return _screen(request, found, number, exercise)
    if answered == "pelvic":
        return _pelvic(request, found, number)
    if answered == "selftest":
        return _selftest(request, found, number)
    gate = gates.next_gate(request.person or None, exercise)  # type: ignore[attr-defined]
    if gate is None:
        return redirect("prepare", document=document, number=number)
    context = {"document": found, "number": number, "exercise": exercise} | _GATES[gate](request, exercise)
    return render(request, f"training/{gate}.html", context)


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


def _screen(request: HttpRequest, document: Document, number: int, exercise: Exercise) -> HttpResponse:
    answers = _answers(request, [q.id for q in screen().questions(exercise.scope)])
    result = gates.answer_screen(person_or_new(request.session), answers, exercise.scope)
    if result.may_train:
        return redirect("before", document=document.id, number=number)
    return _closed(request, document, result.say(_lang()), result)


def _pelvic(request: HttpRequest, document: Document, number: int) -> HttpResponse:
    answers = _answers(request, [q.id for q in screen().gate.questions])
    result = gates.answer_pelvic(person_or_new(request.session), answers)
    if result.may_strengthen:
        return redirect("before", document=document.id, number=number)
    return _closed(request, document, result.say(_lang()), None)


def _closed(request: HttpRequest, document: Document, advice: tuple[str, ...], result: Outcome | None) -> HttpResponse:
    places = [
        place
        for country in COUNTRY.get(_lang(), ("DK",))
        for place in (screen().places_in(country, result.calls) if result else ())
    ]
    release = Document.objects.filter(person=None, lang=document.lang, slug__contains="release").first()
    context = {
        "advice": advice,
        "urgency": result.urgency if result else "refer",
        "places": places,
        "unverified": screen().unverified.say(_lang()),
        "release": release if result is None else None,
    }
    return render(request, "training/closed.html", context)


def _selftest(request: HttpRequest, document: Document, number: int) -> HttpResponse:
    form = SelfTestForm(request.POST)
    if not form.is_valid():
        context = {"document": document, "number": number, **_selftest_context(request, Exercise("")), "form": form}
        return render(request, "training/selftest.html", context, status=422)
    gates.keep_selftest(person_or_new(request.session), **form.cleaned_data)
    return redirect("before", document=document.id, number=number)


def _answers(request: HttpRequest, asked: list[str]) -> dict[str, bool]:
    """Ticked is yes; a sent form without the tick is no."""
    return {key: key in request.POST for key in asked}


def _lang() -> str:
    return get_language() or "en"
