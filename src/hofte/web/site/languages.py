"""Which language a browser gets: its own if we have it, else the nearest."""

from __future__ import annotations

import re

from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware

#: Browsers also say "no" for Norwegian; who reads nynorsk reads bokmål rather than English.
_NORWEGIAN = re.compile(r"(?<![\w-])n[on](?![a-z])", re.IGNORECASE)


class LanguageMiddleware(LocaleMiddleware):
    """The framework's own, which knows neither ``no`` nor ``nn``."""

    def process_request(self, request: HttpRequest) -> None:
        """Choose by cookie, then by what the browser asks for."""
        asked = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
        request.META["HTTP_ACCEPT_LANGUAGE"] = _NORWEGIAN.sub("nb", asked)
        super().process_request(request)
