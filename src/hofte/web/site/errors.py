"""What is said when the database cannot keep or give anything: a full disk, a server that is gone."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import DatabaseError, IntegrityError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger("hofte.web.store")

#: Mistakes of ours, which no waiting mends.
OURS = (IntegrityError, ProgrammingError)


class StoreDownMiddleware:
    """Answers 503 with a page in plain words; everything else goes its way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Called by the framework for what a view raised."""
        if not isinstance(error, DatabaseError) or isinstance(error, OURS):
            return None
        log.error("%s %s: %s", request.method, request.path, error)
        answer = render(request, "site/unkept.html", status=503)
        answer["Retry-After"] = "30"
        return answer
