"""Every request of the API: which it is for, what it may send, and what goes with all answers."""

from __future__ import annotations

import hashlib
import logging

from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from hofte.web.api.describe import description
from hofte.web.api.problems import Refused, problem
from hofte.web.api.routes import PREFIX
from hofte.web.search.models import Edition

log = logging.getLogger("hofte.web.api")

DESCRIPTION = f"{PREFIX}/openapi.json"
#: A list may be this old, in seconds; after that a browser asks whether it has changed.
FRESH_S = 60
_SAFE = ("GET", "HEAD")
_NO_SUCH = "There is no such address in this API."


def answer(request: HttpRequest) -> HttpResponse:
    """Answer a request, whatever it is."""
    try:
        response = _answer(request)
    except Refused as refused:
        response = problem(refused)
    except SuspiciousOperation:  # the framework's own limits, such as how many parameters there may be
        response = problem(Refused(400, "The request cannot be read.", hint="Ask for less at once."))
    except Exception as error:  # a mistake of ours is told in the form that programs read, too
        log.exception("%s %r: %s", request.method, request.path, type(error).__name__)
        got_request_exception.send(sender=None, request=request)
        response = problem(Refused(500, "The server made a mistake.", hint="Tell who runs it."))
    response["Link"] = f'<{DESCRIPTION}>; rel="service-desc"'
    response.headers.setdefault("Content-Language", "en")
    if request.method in _SAFE:
        _open_to_all(response)
    return response


def _answer(request: HttpRequest) -> HttpResponse:
    is_description = request.path_info == DESCRIPTION
    response = _describe(request) if is_description else _dispatch(request)
    if request.method == "OPTIONS":
        return _options(request, response)
    if response.status_code == 405:
        allowed = response["Allow"]
        raise Refused(
            405, f"{request.method} is not possible here.", hint=f"Use {allowed}.", headers={"Allow": allowed}
        )
    if request.method in _SAFE and response.status_code == 200:
        return _conditional(request, response, None if is_description else _changed())
    response["Cache-Control"] = "no-store"
    return response


def _dispatch(request: HttpRequest) -> HttpResponse:
    asked = request.method
    try:
        found = resolve(request.path_info.removeprefix(PREFIX), "hofte.web.api.routes")
        request.method = "GET" if asked == "HEAD" else asked
        response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    except Http404:
        raise Refused(404, _NO_SUCH, hint=f"{DESCRIPTION} lists those that there are.") from None
    finally:
        request.method = asked
    if response.status_code == 405:
        methods = {*response["Allow"].replace(" ", "").split(","), "OPTIONS"}
        response["Allow"] = ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))
    return response


def _describe(request: HttpRequest) -> HttpResponse:
    if request.method in _SAFE:
        return HttpResponse(description(), content_type="application/json")
    return HttpResponse(status=405, headers={"Allow": "GET, HEAD, OPTIONS"})


def _options(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    response = HttpResponse(status=204, headers={"Allow": refused["Allow"]})
    del response["Content-Type"]
    if "GET" in refused["Allow"]:
        _open_to_all(response)
        response["Access-Control-Allow-Methods"] = "GET, HEAD"
        response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
        response["Access-Control-Max-Age"] = "86400"
    return response


def _open_to_all(response: HttpResponse) -> None:
    """Let pages of any other site read it.

    That is safe: it is the same for everybody, and a browser sends no cookie along with ``*``. What is sent to be read
    is not opened, so that no page elsewhere spends what its visitors' addresses may have read.
    """
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"


def _changed() -> int | None:
    """When anything in the library was changed last, in seconds since 1970."""
    made = Edition.objects.order_by().values_list("made_at", flat=True).first()
    return int(made.timestamp()) if made else None


def _conditional(request: HttpRequest, response: HttpResponse, changed: int | None) -> HttpResponse:
    """Say what state this is, and nothing more to who has it already."""
    response["ETag"] = etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["Cache-Control"] = f"public, max-age={FRESH_S}"
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    response.headers.setdefault("Content-Language", "en")
    known = get_conditional_response(request, etag=etag, last_modified=changed, response=response) or response
    known["Content-Language"] = response["Content-Language"]
    return known
