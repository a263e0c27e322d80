"""What the server runs: pages by Django, live sessions by a plain socket handler.

Channels only routes and authenticates sockets; the handler itself is raw ASGI, which answers several times faster than
a consumer class (docs/running.md has the figures).
"""

from __future__ import annotations

import os

import django
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from channels.sessions import SessionMiddlewareStack
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hofte.web.settings")
django.setup(set_prefix=False)

from hofte.web.serving.pages import PageHandler  # noqa: E402  Django's apps must be loaded first
from hofte.web.training.live import live_session  # noqa: E402

sockets = [path("ws/session/<uuid:session>/", live_session)]  # type: ignore[arg-type]  # a socket is no page

application = ProtocolTypeRouter(
    {
        "http": PageHandler(),
        "websocket": AllowedHostsOriginValidator(SessionMiddlewareStack(URLRouter(sockets))),  # type: ignore[arg-type]
    }
)
