"""My programme: a list of exercises, added from their pages."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hofte.core.errors import ValueInvalid
from hofte.web.people.models import Person
from hofte.web.people.services import person_or_new
from hofte.web.programmes import selectors, services
from hofte.web.training.selectors import exercise_or_404

#: How far a button of the list moves an exercise.
STEPS = {"up": -1, "down": 1}


@never_cache
@require_GET
def programme(request: HttpRequest) -> HttpResponse:
    """The list of the person who trains now."""
    items = selectors.programme(request.person or None)  # type: ignore[attr-defined]
    return render(request, "programmes/programme.html", {"section": "programme", "items": items})


@require_POST
def add(request: HttpRequest, document: UUID, number: int) -> HttpResponse:
    """Put an exercise of a page on the list."""
    found, exercise = exercise_or_404(request, document, number)
    try:
        services.add_item(person_or_new(request.session), found, number, exercise)
    except ValueInvalid:
        messages.error(request, _("Your programme is full. Take an exercise off it first."))
    else:
        messages.success(request, _("%(exercise)s is in your programme.") % {"exercise": exercise.name})
    return redirect("programme")


@require_POST
def move(request: HttpRequest, item: UUID) -> HttpResponse:
    """Move an exercise one place."""
    step = STEPS.get(request.POST.get("to", ""), 0)
    if not services.move_item(_person_or_404(request), item, step):
        raise Http404(_("This exercise is not in your programme."))
    return redirect("programme")


@require_POST
def remove(request: HttpRequest, item: UUID) -> HttpResponse:
    """Take an exercise off the list; one that is gone already is no error."""
    services.remove_item(_person_or_404(request), item)
    return redirect("programme")


def _person_or_404(request: HttpRequest) -> Person:
    person: Person | None = request.person or None  # type: ignore[attr-defined]
    if person is None:
        raise Http404(_("This exercise is not in your programme."))
    return person
