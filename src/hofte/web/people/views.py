"""The profiles of this browser."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hofte.web.people import selectors, services
from hofte.web.people.models import Person


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Show who trains here; a POST adds somebody."""
    if request.method == "POST":
        services.add_person(request.session, request.POST.get("name", ""))
        return redirect("people")
    current = request.person or None  # type: ignore[attr-defined]
    return render(
        request,
        "people/people.html",
        {"section": "people", "people": selectors.people_of(request.session), "current": current},
    )


def _person(request: HttpRequest, person: UUID) -> Person:
    found = selectors.people_of(request.session).filter(id=person).first()
    if found is None:
        raise Http404(_("There is no such profile on this device."))
    return found


@require_POST
def choose(request: HttpRequest, person: UUID) -> HttpResponse:
    """Let another person train."""
    services.choose_person(request.session, _person(request, person))
    return redirect("people")


@require_POST
def rename(request: HttpRequest, person: UUID) -> HttpResponse:
    """Give a profile another name."""
    services.rename_person(_person(request, person), request.POST.get("name", ""))
    return redirect("people")


@require_POST
def delete(request: HttpRequest, person: UUID) -> HttpResponse:
    """Delete a profile with everything that is theirs."""
    services.delete_person(request.session, _person(request, person))
    messages.success(request, _("The profile and everything in it are deleted."))
    response = redirect("people")
    response["Clear-Site-Data"] = '"storage"'
    return response
