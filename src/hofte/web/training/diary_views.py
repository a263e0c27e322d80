"""What was done: the summary of a session, the diary, taking it along, deleting it."""

from __future__ import annotations

import csv
import io
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hofte.diary.export import export_csv, export_json
from hofte.diary.model import SessionRecord
from hofte.rules.catalogue import rule
from hofte.web.training import selectors
from hofte.web.training.forms import AfterForm, CorrectForm
from hofte.web.training.log import erase_session
from hofte.web.training.report import Report, report, state
from hofte.web.training.sensor_views import AFTER
from hofte.web.training.services import add_after, amend_rep


class Brief(NamedTuple):
    """What the diary says of a session that has a report of its own."""

    sentence: str
    state: str


@require_http_methods(["GET", "POST"])
@never_cache
def summary(request: HttpRequest, session: UUID) -> HttpResponse:
    """One honest sentence, the figure, the table; then how it was."""
    record = selectors.session_or_404(request, session)
    if record.started and record.started.purpose in AFTER:
        return AFTER[record.started.purpose](request, record)
    after = selectors.after_of(session)
    form = AfterForm(request.POST or None, initial=after)
    if request.method == "POST" and form.is_valid():
        add_after(record, dict(form.cleaned_data))
        messages.success(request, _("Kept in your diary."))
        if (form.cleaned_data.get("pain") or 0) > rule("PN01").number("max_acceptable"):
            messages.warning(request, rule("PN01").say(get_language() or "en"))
        return redirect("summary", session=session)
    context = {"section": "diary", "record": record, "report": report(record), "form": form}
    context["correct"] = CorrectForm(record.reps) if record.reps else None
    return render(request, "training/summary.html", context)


@require_POST
def correct(request: HttpRequest, session: UUID) -> HttpResponse:
    """Change one repetition: the log keeps both what it said and what the person says."""
    record = selectors.session_or_404(request, session)
    form = CorrectForm(record.reps, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        amend_rep(record, said["rep"], done=said["done"], seconds=said["seconds"])
        messages.success(request, _("Changed in your diary."))
    else:
        messages.error(request, _("That could not be changed. Choose a repetition and a number of seconds."))
    return redirect("summary", session=session)


@require_GET
@never_cache
def diary(request: HttpRequest) -> HttpResponse:
    """The sessions of this person, the newest first."""
    records = selectors.diary(request.person or None)  # type: ignore[attr-defined]
    return render(request, "training/diary.html", {"section": "diary", "days": [(r, _told(r)) for r in records]})


def _told(record: SessionRecord) -> Report | Brief:
    is_test = record.started is not None and record.started.purpose == "assessment"
    return Brief(_("A test in five parts: the report tells it."), state(record)) if is_test else report(record)


@require_POST
def delete(request: HttpRequest, session: UUID) -> HttpResponse:
    """Delete a session for good."""
    selectors.session_or_404(request, session)
    erase_session(session)
    messages.success(request, _("The session is deleted."))
    return redirect("diary")


@require_GET
@never_cache
def export_as_csv(request: HttpRequest) -> HttpResponse:
    """The repetitions as a table."""
    text = io.StringIO()
    csv.writer(text).writerows(export_csv(reversed(selectors.diary(request.person or None, limit=100_000))))  # type: ignore[attr-defined]
    return _attachment(text.getvalue(), "text/csv; charset=utf-8", "hofte-diary.csv")


@require_GET
@never_cache
def export_as_json(request: HttpRequest) -> HttpResponse:
    """Every entry of this person."""
    text = "".join(export_json(selectors.entries_of(request.person or None)))  # type: ignore[attr-defined]
    return _attachment(text, "application/json", "hofte-diary.json")


def _attachment(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
