"""Our static files, answered whole: they are small, and a file that is streamed would need a thread of its own."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise, with a body that an asynchronous server sends as it is."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        """Answer with one static file: compressed, cached, in part, as the browser asks."""
        streamed: StreamingHttpResponse = WhiteNoiseMiddleware.serve(static_file, request)
        with closing(streamed):
            whole = HttpResponse(streamed.getvalue(), status=streamed.status_code, headers=dict(streamed.items()))
        if not streamed.has_header("Content-Type"):
            del whole["Content-Type"]
        return whole
