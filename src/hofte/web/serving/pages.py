"""Pages on an asynchronous server, each answered in one thread from its first middleware to its last.

The framework's own handler goes back to its loop between middleware and view, since a view might be asynchronous. None
of ours is, and each way back and forth costs as much as a small page.
"""

from __future__ import annotations

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class PageHandler(ASGIHandler):
    """The framework's handler with its synchronous chain of middleware."""

    def load_middleware(self, is_async: bool = False) -> None:
        """Load it as for a synchronous server."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the thread of this request."""
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)
