"""Gives every request its person, and keeps a browser that comes back from being forgotten."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from hofte.web.people.selectors import current_person
from hofte.web.people.services import remember_browser


class PersonMiddleware:
    """Sets ``request.person``: looked up only when asked for, falsy before the first use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.person = SimpleLazyObject(lambda: current_person(request.session))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.session.accessed:
            remember_browser(request.session)
        return response
