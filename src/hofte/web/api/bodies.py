"""What may be sent to be read: JSON that is said to be JSON, of a length that is said and is not too much."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hofte.web.api.problems import Refused


def check_body(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse what a body is said to be before it is read.

    Raises
    ------
    Refused
        From the view that is made of this one.
    """

    @wraps(view)
    def checked(request: HttpRequest, **found: object) -> HttpResponse:
        if request.content_type != "application/json":
            raise Refused(415, "The body is said to be no JSON.", hint="Send it as Content-Type: application/json.")
        if "HTTP_TRANSFER_ENCODING" in request.META:  # in pieces, and nobody knows how many there will be
            raise Refused(411, "The length of the body is not said.", hint="Send it whole, with Content-Length.")
        length, most = request.META.get("CONTENT_LENGTH") or "0", settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if not (length.isascii() and length.isdigit()) or int(length) > most:
            raise Refused(413, f"The body is larger than {most} bytes.", hint="Send a part of it.")
        return view(request, **found)

    return checked
