"""The player's page on a small server, and a Chromium to play it in; the server of the page is the real template."""

from __future__ import annotations

import json
import mimetypes
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, sync_playwright

from hofte.coach.cues import cues
from hofte.coach.model import Plan, Timeline
from hofte.coach.timeline import make_timeline
from hofte.core.stored import to_json
from hofte.exercise.model import Exercise

STATIC = Path(__file__).parents[3] / "src/hofte/web/site/static"
SESSION = "0f0e0d0c-0b0a-4908-8706-050403020100"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip


def marathon(lang: str = "en", *, reps: int = 5) -> Timeline:
    """Held squeezes, each with a release that waits for the muscle."""
    exercise = Exercise("The marathon", lang=lang, scope="PF", style="long")
    return make_timeline(exercise, Plan(1, reps, 0.0, 10.0, 10.0, 0.0, False, full_release=True))


def stretch(lang: str = "en") -> Timeline:
    """A held stretch on both sides, by the clock."""
    exercise = Exercise("Kneeling stretch", lang=lang, style="stretch")
    return make_timeline(exercise, Plan(1, 1, 0.0, 30.0, 0.0, 0.0, True))


def lifts(lang: str = "en") -> Timeline:
    """Repetitions in the person's own pace, two sets."""
    exercise = Exercise("Hip thrust", lang=lang)
    return make_timeline(exercise, Plan(2, 3, None, 1.0, 0.0, 30.0, False))


def session_data(timeline: Timeline, device: str = "timer", events: tuple[Any, ...] = ()) -> dict[str, Any]:
    """What the server tells the page."""
    return {
        "session": SESSION,
        "timeline": to_json(timeline),
        "cues": {key: {"show": cue.screen, "say": cue.speech} for key, cue in cues(timeline.lang).items()},
        "lang": timeline.lang,
        "device": {"name": device, "references": [] if device == "timer" else ["buttock"]},
        "events": [to_json(event) for event in events],
        "addresses": {
            "socket": f"/ws/session/{SESSION}/",
            "log": f"/session/{SESSION}/log",
            "summary": f"/session/{SESSION}/summary/",
        },
    }


@dataclass
class House:
    """The small server: what it serves, and what it was sent."""

    address: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    language: str = "en"
    posted: list[dict[str, Any]] = field(default_factory=list)
    posts: int = 0
    status: int = 200
    refused: list[str] = field(default_factory=list)

    @property
    def page(self) -> str:
        return f"{self.address}/session/{SESSION}/"

    def keep(self, body: bytes) -> tuple[int, bytes]:
        """The log: an event counts once."""
        self.posts += 1
        events = json.loads(body)["events"]
        known = {event["id"] for event in self.posted}
        if self.status == 200:
            self.posted += [event for event in events if event["id"] not in known]
        return self.status, json.dumps({"ids": [event["id"] for event in events]}).encode()


def answer_from_django(house: House, path: str) -> Any:
    """The real templates and the real policy, without a database."""
    from csp.middleware import CSPMiddleware
    from django.http import HttpResponse
    from django.template.loader import render_to_string
    from django.test import RequestFactory
    from django.utils import translation

    from hofte.web.site import views
    from hofte.web.training.words import session_words

    def respond(request: Any) -> Any:
        if path == "/sw.js":
            return views.service_worker(request)
        if path == "/manifest.webmanifest":
            return views.manifest(request)
        if path == f"/session/{SESSION}/":
            timeline = house.data["timeline"]
            shown = {"exercise": timeline["exercise"], "lang": timeline["lang"], "data": house.data, "words": session_words()}
            return HttpResponse(render_to_string("training/session.html", shown, request))
        if path == "/offline/":
            return HttpResponse("<!doctype html><title>No network</title><h1>There is no network right now</h1>")
        if path == "/":
            return HttpResponse("<!doctype html><title>Home</title><h1>Home</h1>")
        return HttpResponse(status=404)

    with translation.override(house.language):
        request = RequestFactory().get(path)
        request.person = None  # type: ignore[attr-defined]
        return CSPMiddleware(respond)(request)


def handler_for(house: House) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path.startswith("/static/"):
                file = STATIC / path.removeprefix("/static/")
                kind = mimetypes.guess_type(file.name)[0] or "text/plain"
                self.answer(200, file.read_bytes(), {"Content-Type": kind})
            else:
                response = answer_from_django(house, path)
                self.answer(response.status_code, response.content, dict(response.items()))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/csp-report/":
                house.refused.append(body.decode())
                self.answer(204, b"", {})
            else:
                self.answer(*house.keep(body), {"Content-Type": "application/json"})

        def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body)), "Cache-Control": "no-store"}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Silence."""

    return Handler


@pytest.fixture(scope="session")
def django_templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hofte.web.settings")
    os.environ.setdefault("HOFTE_DATA", str(tmp_path_factory.mktemp("data")))
    import django
    from django.test import override_settings

    django.setup()
    from hofte.web.site.shell import module_addresses, shell_files

    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    for cached in (module_addresses, shell_files):
        cached.cache_clear()
    with override_settings(STORAGES=plain, ALLOWED_HOSTS=["*"], STATIC_URL="/static/"):
        yield
    for cached in (module_addresses, shell_files):
        cached.cache_clear()


@pytest.fixture
def house(django_templates: None) -> Iterator[House]:
    house = House()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(house))
    server.daemon_threads = True
    house.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield house
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    yield context
    context.close()


class Socket:
    """The server's end of the socket: hears everything, acknowledges, and says what a test wants."""

    def __init__(self, page: Page | BrowserContext, *, acknowledges: bool = True) -> None:
        self.heard: list[dict[str, Any]] = []
        self.acknowledges = acknowledges
        self.is_down = False
        self.route: WebSocketRoute | None = None
        page.route_web_socket("**/ws/session/**", self._open)

    def _open(self, route: WebSocketRoute) -> None:
        if self.is_down:
            route.close()
            return
        self.route = route
        route.on_message(self._hear)

    def _hear(self, text: str | bytes) -> None:
        message = json.loads(text)
        self.heard.append(message)
        if message["type"] == "events" and self.acknowledges:
            self.say({"type": "ack", "ids": [event["id"] for event in message["events"]]})

    def say(self, message: dict[str, Any] | bytes) -> None:
        assert self.route is not None
        self.route.send(message if isinstance(message, bytes) else json.dumps(message))

    def cut(self) -> None:
        """The connection breaks, and none comes through until ``is_down`` is taken back."""
        self.is_down = True
        assert self.route is not None
        self.route.close()

    @property
    def events(self) -> list[dict[str, Any]]:
        """Every event, once, in the order in which it first came."""
        found = {e["id"]: e for m in self.heard if m["type"] == "events" for e in m["events"]}
        return list(found.values())
