"""The certificate that a phone may trust, when this machine serves its own network."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from hofte.web.serving.lan import AUTHORITY


@require_GET
def authority(request: HttpRequest) -> HttpResponse:
    """The public half of this machine's certificate authority; there is none without ``--lan``."""
    if not settings.LAN:
        raise Http404
    return HttpResponse((settings.DATA / "lan" / AUTHORITY).read_bytes(), content_type="application/x-x509-ca-cert")
