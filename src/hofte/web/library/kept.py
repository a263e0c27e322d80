"""What is the same for everybody who looks: made once for each edition of the library, and kept in memory.

It is rendered without the request, so nothing of a person can be in it. A form among it gets its token when it is sent.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

#: Stands where the token of whoever looks will be; no page can know it.
_TOKEN = secrets.token_hex(16)


def render_for_all(template: str, context: Mapping[str, Any]) -> SafeString:
    """A template as everybody sees it; for one browser it becomes by :func:`for_browser`."""
    return render_to_string(template, {**context, "csrf_token": _TOKEN})


def for_browser(html: SafeString, request: HttpRequest) -> SafeString:
    """What :func:`render_for_all` made, with the token of the browser that asks in its forms."""
    return mark_safe(html.replace(_TOKEN, get_token(request))) if _TOKEN in html else html  # noqa: S308  it was safe
