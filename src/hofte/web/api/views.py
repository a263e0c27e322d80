"""The one view of the API."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt  # there is no cookie that could be abused: nobody is anybody here
def api(request: HttpRequest, **_: str) -> HttpResponse:
    """Everything below ``/api/v1/``."""
    # django-ninja takes half a second to load, which a start would wait for and most visits never need.
    from hofte.web.api.answer import answer

    return answer(request)
