"""Health check, the page about the product, the installable shell."""

from __future__ import annotations

import logging
from importlib.resources import files

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

import hofte
from hofte.web.site.shell import shell_files

log = logging.getLogger("hofte.web.csp")


@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and 503 when it does not, for a proxy or a monitor."""
    about = {"version": hofte.__version__, "database": connection.vendor}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "down", **about}, status=503)
    return JsonResponse({"status": "ok", **about})


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """The intended purpose and the safety of sensors, in the person's language."""
    return render(request, "site/about.html", {"section": "about"})


@require_GET
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest: Hofte can be put on the home screen."""
    icon = {"src": static("hofte/icons/hofte.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    return JsonResponse(
        {
            "name": "Hofte",
            "short_name": "Hofte",
            "lang": get_language(),
            "start_url": "/",
            "display": "standalone",
            "background_color": "#f6f3ec",
            "theme_color": "#f6f3ec",
            "icons": [icon],
        },
        content_type="application/manifest+json",
    )


@require_GET
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that its scope is the whole site; its list of files changes with the build."""
    source = (files("hofte.web.site") / "sw.js").read_text(encoding="utf-8")
    version, shell = shell_files()
    head = f"const VERSION = {version!r};\nconst SHELL = {shell!r};\n"
    return HttpResponse(head + source, content_type="text/javascript; charset=utf-8")


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown for a page that was never opened while there was a network."""
    return render(request, "site/offline.html")


@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Log what the content security policy refused: at most 2 kB, never answered with anything."""
    log.warning("refused: %r", request.body[:2048])
    return HttpResponse(status=204)
