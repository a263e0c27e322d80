"""Preparing a session and playing it."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hofte.coach.plan import Choices
from hofte.core.errors import HofteError
from hofte.dose.model import Dose
from hofte.exercise.model import Exercise
from hofte.web.library.chips import say as say_value
from hofte.web.people.services import person_or_new
from hofte.web.training import gates
from hofte.web.training.forms import LABELS, PrepareForm
from hofte.web.training.muscle import guide
from hofte.web.training.prepare import Draft, asked_fields, draft, page_value, start_session
from hofte.web.training.selectors import exercise_or_404, session_or_404
from hofte.web.training.sensor_views import waiting
from hofte.web.training.services import keep_events, session_data
from hofte.web.training.words import session_words

#: A batch of events from a browser is never larger than this, in bytes.
LARGEST_BATCH = 1_000_000


@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, document: UUID, number: int) -> HttpResponse:
    """The dose with every value open to change, then the session made of it."""
    found, exercise = exercise_or_404(request, document, number)
    person = request.person or None  # type: ignore[attr-defined]
    if gates.next_gate(person, exercise):
        return redirect("before", document=document, number=number)
    dose = _chosen_dose(request, exercise)
    own = gates.own_hold_s(person)
    lang = get_language() or "en"
    proposed = draft(exercise, dose, Choices(own_hold_s=own), lang)
    asked = list(asked_fields(exercise, proposed.plan))
    initial = {name: _plain(getattr(proposed.plan, name, None)) for name in LABELS} | {"sensor": "timer"}
    form = PrepareForm(asked, request.POST if request.method == "POST" else None, initial=initial)
    made = proposed
    if request.method == "POST" and form.is_valid():
        made = draft(exercise, dose, form.choices(own, initial), lang)
        if made.timeline is not None:
            person = person_or_new(request.session)
            session = start_session(person, found, made, form.device)
            guide(person, session_or_404(request, session), "sensor")  # the session's page asks for a missing scale
            return redirect("session", session=session)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "training/prepare.html", _prepare_context(found, exercise, dose, made, proposed, form), status=status
    )


def _chosen_dose(request: HttpRequest, exercise: Exercise) -> Dose:
    if not exercise.doses:
        return Dose()
    asked = request.GET.get("dose", "0")
    return exercise.doses[
        int(asked) if asked.isdecimal() and len(asked) < 4 and int(asked) < len(exercise.doses) else 0
    ]


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _prepare_context(
    document: Any, exercise: Exercise, dose: Dose, made: Draft, proposed: Draft, form: PrepareForm
) -> dict[str, Any]:
    from_page = set(LABELS) - set(proposed.plan.proposed if proposed.plan else LABELS)
    rows = []
    for name in LABELS:
        if name in form.fields:
            said = page_value(dose, name)
            rows.append((form[name], say_value(*said) if said else "", name in from_page))
    return {
        "section": "library",
        "document": document,
        "exercise": exercise,
        "form": form,
        "rows": rows,
        "objection": made.objection,
        "minutes": round(made.timeline.planned_s / 60) if made.timeline else None,
        "seconds": round(made.timeline.planned_s) if made.timeline else None,
        "labels": {name: str(label) for name, label in LABELS.items()},
        "alternatives": list(enumerate(exercise.doses)) if len(exercise.doses) > 1 else [],
    }


@require_GET
@never_cache
def session(request: HttpRequest, session: UUID) -> HttpResponse:
    """The player."""
    record = session_or_404(request, session)
    if record.finished is not None:
        return redirect("summary", session=session)
    if record.started is None or record.started.timeline is None:
        raise Http404(_("This session cannot be played."))
    if record.needs_scale:
        return waiting(request, record)
    context = {
        "record": record,
        "exercise": record.started.exercise,
        "lang": record.started.lang,
        "data": session_data(record),
        "words": session_words(),
    }
    return render(request, "training/session.html", context)


@require_POST
def log(request: HttpRequest, session: UUID) -> JsonResponse:
    """Events of a session that was played without a socket; sending them again changes nothing."""
    record = session_or_404(request, session)
    if int(request.headers.get("Content-Length") or 0) > LARGEST_BATCH:
        return JsonResponse({"why": "too large"}, status=413)
    try:
        body = json.loads(request.body)
        ids = keep_events(record, body["events"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"why": "not understood"}, status=400)
    except HofteError as error:
        return JsonResponse({"why": error.message}, status=400)
    return JsonResponse({"ids": [str(entry) for entry in ids]})
