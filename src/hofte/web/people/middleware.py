"""Gives every request its person, looked up only when asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from hofte.web.people.selectors import current_person


class PersonMiddleware:
    """Sets ``request.person`` (falsy before the first use)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.person = SimpleLazyObject(lambda: current_person(request.session))  # type: ignore[attr-defined]
        return self.get_response(request)
