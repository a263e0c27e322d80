"""What is said when an answer is not possible: ``application/problem+json`` (RFC 9457), with what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"
#: More is not said of one request.
_MOST_ERRORS = 20


class Refused(Exception):
    """A request that is answered with a problem.

    Parameters
    ----------
    status : int
    detail : str
        What is wrong.
    hint : str
        What to do.
    errors : iterable of (str, str)
        Where each thing is wrong, and what it is.
    headers : mapping
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        hint: str = "",
        errors: Iterable[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.hint = status, detail, hint
        self.errors = [*errors][:_MOST_ERRORS]
        self.headers = headers or {}


def problem(refused: Refused) -> HttpResponse:
    """The answer to a request that is refused."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(refused.status).phrase,
        "status": refused.status,
        "detail": refused.detail,
        "hint": refused.hint,
        "errors": [{"at": at, "what": what} for at, what in refused.errors],
    }
    # What a request said may be no Unicode at all: it stays escaped.
    return HttpResponse(json.dumps(told), status=refused.status, content_type=MEDIA_TYPE, headers=refused.headers)


def invalid(errors: Iterable[Mapping[str, Any]]) -> Refused:
    """What a validation found; what was sent is not said back."""
    told = [(_place(error["loc"]), str(error["msg"])) for error in errors]
    first = "; ".join(f"{at}: {what}" for at, what in told[:3])
    return Refused(422, f"The request cannot be used: {first}", hint="See /api/v1/openapi.json.", errors=told)


def _place(location: Iterable[object]) -> str:
    """``("query", "asked", "page")`` as it was sent: ``query.page``; the name of our own parameter is left out."""
    source, *rest = [str(part)[:60] for part in location]
    return ".".join([source, *rest[1:]]) if len(rest) > 1 or source == "body" else ".".join([source, *rest])
