"""The peers, on the same server program: a Channels consumer without a coach, and a view that does nothing."""

from __future__ import annotations

import json
import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench._peer_settings"

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from channels.sessions import SessionMiddlewareStack
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

pages = get_asgi_application()


def bare(request: HttpRequest) -> HttpResponse:
    """The least that a page can cost."""
    return HttpResponse("ok", headers={"Content-Length": "2"})


class Echo(AsyncWebsocketConsumer):
    """Reads every message; answers a greeting, as Hofte does, and events with the ids that came."""

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        message = json.loads(text_data or "")
        if message["type"] == "hello":
            await self.send(json.dumps({"type": "welcome", "finished": False}))
        elif message["type"] == "events":
            await self.send(json.dumps({"type": "ack", "ids": [event["id"] for event in message["events"]]}))


urlpatterns = [path("bare/", bare)]
sockets = URLRouter([path("ws/session/<uuid:session>/", Echo.as_asgi())])
application = ProtocolTypeRouter(
    {"http": pages, "websocket": AllowedHostsOriginValidator(SessionMiddlewareStack(sockets))}
)


def serve() -> None:
    """Serve them as ``hofte serve`` serves Hofte."""
    from hofte.web.serving import run

    with run.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        server = run.make_server(lambda: print(f"The peer is at http://127.0.0.1:{port}/", flush=True))
        server.config.app = application
        server.run(sockets=[taken])


if __name__ == "__main__":
    serve()
