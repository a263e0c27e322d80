"""A muscle sensor before and after a session: today's scale, the assessment and its report."""

from __future__ import annotations

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hofte.core.errors import HofteError
from hofte.diary.model import SessionRecord
from hofte.rules.catalogue import rule
from hofte.web.people.services import person_or_new
from hofte.web.training import assessed, gates, muscle, raw, selectors
from hofte.web.training.calibrated import told
from hofte.web.training.forms import SensorForm
from hofte.web.training.sensing import TARGET

#: What a recording is sent as.
KINDS = {"edf": "application/octet-stream", "csv": "text/csv; charset=utf-8"}


@require_http_methods(["GET", "POST"])
@never_cache
def sensor(request: HttpRequest) -> HttpResponse:
    """What a sensor shows and does not; today's scale, the assessment, and the assessments before it."""
    person = request.person or None  # type: ignore[attr-defined]
    if gates.next_muscle_gate(person):
        return redirect("before_sensor")
    form = SensorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = person_or_new(request.session)
        if request.POST.get("what") == "assessment":
            session = muscle.start_assessment(person, form.device, _lang(), keeps_signal="keep" in request.POST)
            return _settled(request, session, "sensor")
        scope = muscle.PELVIC_FLOOR
        return redirect("session", session=muscle.start_calibration(person, form.device, scope, _lang()))
    context = {
        "section": "diary",
        "form": form,
        "mirror": rule("PF23").say(_lang()),
        "assessments": selectors.assessments(person),
    }
    return render(request, "training/sensor.html", context, status=422 if request.method == "POST" else 200)


def waiting(request: HttpRequest, record: SessionRecord) -> HttpResponse:
    """A session that was to be measured has no scale of today: offer to find it, or to go by the clock."""
    started = record.started
    person = request.person or None  # type: ignore[attr-defined]
    is_ready = started is not None and TARGET in selectors.scales_today(person, started.device, started.scope)
    return render(request, "training/scale.html", {"record": record, "is_ready": is_ready})


@require_POST
def guide(request: HttpRequest, session: UUID) -> HttpResponse:
    """Settle by what a session is guided."""
    return _settled(request, session, "clock" if request.POST.get("by") == "clock" else "sensor")


def _settled(request: HttpRequest, session: UUID, by: muscle.By) -> HttpResponse:
    """On to the player, which asks for a scale if there is none yet."""
    record = selectors.session_or_404(request, session)
    muscle.guide(person_or_new(request.session), record, by)
    return redirect("session", session=session)


@require_POST
def calibrate(request: HttpRequest, session: UUID) -> HttpResponse:
    """Begin the calibration for which a session waits; before pelvic-floor squeezes the gates come first."""
    record = selectors.session_or_404(request, session)
    if record.started is None or not record.needs_scale:
        return redirect("session", session=session)
    scope = record.started.scope
    person = person_or_new(request.session)
    if scope == muscle.PELVIC_FLOOR and gates.next_muscle_gate(person):
        return redirect(f"{reverse('before_sensor')}?then={session}")
    return redirect("session", session=muscle.start_calibration(person, record.started.device, scope, _lang(), session))


@require_POST
def again(request: HttpRequest, session: UUID) -> HttpResponse:
    """Measure again what the gate did not let through, and only that."""
    record = _finished(request, session, "calibration")
    return redirect("session", session=muscle.calibrate_again(person_or_new(request.session), record))


def calibration(request: HttpRequest, record: SessionRecord) -> HttpResponse:
    """What a calibration came to."""
    return render(request, "training/calibrated.html", {"section": "diary", "record": record, "told": told(record)})


def assessment(request: HttpRequest, record: SessionRecord) -> HttpResponse:
    """The report of an assessment."""
    earlier = [one for one in selectors.assessments(request.person or None) if one.session != record.session]  # type: ignore[attr-defined]
    context = {"section": "diary", "record": record, "report": assessed.report(record), "earlier": bool(earlier)}
    context["recordings"] = range(1, raw.count_runs(record.session) + 1)
    return render(request, "training/assessment.html", context)


@require_GET
@never_cache
def values(request: HttpRequest, session: UUID) -> HttpResponse:
    """The numbers of an assessment as a table: one row for each stretch, then the level ten times a second."""
    record = _finished(request, session, "assessment")
    text = io.StringIO()
    csv.writer(text).writerows(assessed.rows(record))
    name = f'attachment; filename="hofte-assessment-{session}.csv"'
    return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})


@require_GET
@never_cache
def signal(request: HttpRequest, session: UUID, number: int, kind: str) -> HttpResponse:
    """A recording that the person chose to keep, as EDF+ or as text."""
    record = _finished(request, session, "assessment")
    try:
        content = raw.as_edf(record, number) if kind == "edf" else raw.as_text(record, number)
    except HofteError as error:
        messages.error(request, f"{error.message}: {error.hint}")
        return redirect("summary", session=session)
    if content is None:
        raise Http404(_("There is no such recording."))
    name = f'attachment; filename="hofte-signal-{session}-{number}.{kind}"'
    return HttpResponse(content, content_type=KINDS[kind], headers={"Content-Disposition": name})


#: The page after a session, by its purpose; training has the summary.
AFTER = {"calibration": calibration, "assessment": assessment}


def _finished(request: HttpRequest, session: UUID, purpose: str) -> SessionRecord:
    record = selectors.session_or_404(request, session)
    if record.started is None or record.started.purpose != purpose or record.finished is None:
        raise Http404(_("There is no such session, or it belongs to somebody else."))
    return record


def _lang() -> str:
    return get_language() or "en"
