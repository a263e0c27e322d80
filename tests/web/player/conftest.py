"""The player's page on a small server that a test can command; template, scripts and policy are the real ones."""

from __future__ import annotations

import json
import mimetypes
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Page, WebSocketRoute, expect
from tests.web.browser import close, pass_time, settle, stop_time, watch

from hofte.coach.cues import cues
from hofte.coach.model import Event, Plan, Timeline
from hofte.coach.timeline import make_timeline
from hofte.core.stored import to_json
from hofte.exercise.model import Exercise
from hofte.web.site import views
from hofte.web.training.words import session_words

STATIC = Path(__file__).parents[3] / "src/hofte/web/site/static"
SESSION = "0f0e0d0c-0b0a-4908-8706-050403020100"
#: From one frame to the next, and a little more.
FRAME_MS = 20


def marathon(lang: str = "en", *, reps: int = 5) -> Timeline:
    """Held squeezes, each with a release that waits for the muscle: 5 s to get ready, then 10 s and 10 s."""
    exercise = Exercise("The marathon", lang=lang, scope="PF", style="long")
    return make_timeline(exercise, Plan(1, reps, 0.0, 10.0, 10.0, 0.0, False, full_release=True))


def stretch(lang: str = "en") -> Timeline:
    """A held stretch on both sides, by the clock: 5 s to get ready, 30 s, 5 s to change sides, 30 s."""
    exercise = Exercise("Kneeling stretch", lang=lang, style="stretch")
    return make_timeline(exercise, Plan(1, 1, 0.0, 30.0, 0.0, 0.0, True))


def lifts(lang: str = "en") -> Timeline:
    """Repetitions in the person's own time, each held for 1 s at least: two sets of three with 30 s between them."""
    exercise = Exercise("Hip thrust", lang=lang)
    return make_timeline(exercise, Plan(2, 3, None, 1.0, 0.0, 30.0, False))


def session_data(timeline: Timeline, device: str = "timer", events: tuple[Event, ...] = ()) -> dict[str, Any]:
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
class Stand:
    """The small server: what it serves, and what it was sent."""

    address: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    language: str = "en"
    posted: list[dict[str, Any]] = field(default_factory=list)
    #: Stands at the end of the service worker: another text is another build.
    build: str = ""
    #: What it answers to a log that is posted.
    status: int = 200

    @property
    def page(self) -> str:
        return f"{self.address}/session/{SESSION}/"

    def keep(self, body: bytes) -> tuple[int, bytes]:
        """The log: an event counts once."""
        events = json.loads(body)["events"]
        known = {event["id"] for event in self.posted}
        if self.status == 200:
            self.posted += [event for event in events if event["id"] not in known]
        return self.status, json.dumps({"ids": [event["id"] for event in events]}).encode()

    def answer(self, path: str) -> HttpResponse:
        """A page as Django answers it."""
        request = RequestFactory().get(path)
        request.person = None  # type: ignore[attr-defined]
        with translation.override(self.language):
            response = CSPMiddleware(self._respond)(request)
        assert isinstance(response, HttpResponse)
        return response

    def _respond(self, request: HttpRequest) -> HttpResponse:
        if request.path == f"/session/{SESSION}/":
            timeline = self.data["timeline"]
            shown = {
                "exercise": timeline["exercise"],
                "lang": timeline["lang"],
                "data": self.data,
                "words": session_words(),
            }
            return HttpResponse(render_to_string("training/session.html", shown, request))
        if request.path == "/manifest.webmanifest":
            return views.manifest(request)
        if request.path == "/sw.js":
            worker = views.service_worker(request)
            patience = b"PATIENCE_MS = 4000"  # by the clock on the wall; a busy machine may need longer
            assert patience in worker.content
            worker.content = worker.content.replace(patience, b"PATIENCE_MS = 60000") + f"// {self.build}".encode()
            return worker
        titles = {"/": "Home", "/offline/": "There is no network right now"}
        title = titles.get(request.path)
        return HttpResponse(
            f'<!doctype html><link rel="icon" href="data:,"><title>{title}</title><h1>{title}</h1>',
            status=200 if title else 404,
        )


def _handler_for(stand: Stand) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path.startswith("/static/"):
                file = STATIC / path.removeprefix("/static/")
                self._send(200, file.read_bytes(), {"Content-Type": mimetypes.guess_type(file.name)[0] or "text/plain"})
            else:
                response = stand.answer(path)
                self._send(response.status_code, response.content, dict(response.items()))

        def do_POST(self) -> None:
            status, body = stand.keep(self.rfile.read(int(self.headers["Content-Length"])))
            self._send(status, body, {"Content-Type": "application/json"})

        def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body)), "Cache-Control": "no-store"}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Silence."""

    return Handler


@pytest.fixture
def stand() -> Iterator[Stand]:
    """A server of this test alone."""
    stand = Stand()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(stand))
    server.daemon_threads = True
    stand.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield stand
    server.shutdown()
    thread.join()
    server.server_close()


class Socket:
    """The server's end of the socket: hears everything, acknowledges, and says what a test wants."""

    def __init__(self, page: Page, *, acknowledges: bool = True) -> None:
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
        if message == {"type": "events", "events": []}:  # how a test asks whether everything has come
            self.say({"type": "ack", "ids": []})
            return
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
    def greetings(self) -> list[dict[str, Any]]:
        """The first message of each connection."""
        return [message for message in self.heard if message["type"] == "hello"]

    @property
    def events(self) -> list[dict[str, Any]]:
        """Every event, once, in the order in which it first came."""
        found = {e["id"]: e for m in self.heard if m["type"] == "events" for e in m["events"]}
        return list(found.values())


class Seat:
    """One person at one page: moves the browser's clock, presses, and reads what stands there."""

    def __init__(self, page: Page, stand: Stand) -> None:
        self.page, self.stand = page, stand
        self.socket = Socket(page)
        self._zero: float | None = None
        watch(page)

    def beside(self) -> Seat:
        """Another tab of the same browser."""
        return Seat(self.page.context.new_page(), self.stand)

    def instead(self) -> Seat:
        """Another tab of the same browser, after this one was closed without being asked."""
        other = self.beside()
        close(self.page, other.page, self.stand.address)
        return other

    def again(self) -> Seat:
        """Reload the page."""
        self.page.reload()
        return self.opened()

    def open(self, timeline: Timeline | None = None, device: str = "timer", events: tuple[Event, ...] = ()) -> Seat:
        """Open the page."""
        if timeline is not None:
            self.stand.data = session_data(timeline, device, events)
        self.page.goto(self.stand.page)
        return self.opened()

    def opened(self) -> Seat:
        """The page is there and plays."""
        self.page.locator("body:not([data-screen=loading])").wait_for()
        settle(self.page)
        return self

    def start(self) -> Seat:
        """Press Start."""
        self.press("#main-key")
        self.screen("running")
        self._zero = self._now() - self.heard("start")["at_s"]
        return self

    def wait(self, seconds: float, level: float | None = None) -> None:
        """Let time pass in steps, then draw; with a level, the muscle is measured twice a second meanwhile."""
        left_ms = round(seconds * 1000) - FRAME_MS
        while left_ms > 0:
            step_ms = min(1000 if level is None else 500, left_ms)
            pass_time(self.page, step_ms / 1000)
            left_ms -= step_ms
            if level is not None:
                self.level(self.time(), level)
        self.page.clock.run_for(FRAME_MS)
        settle(self.page)

    def sleep(self, seconds: float) -> None:
        """Let time pass in one leap, as for a tab that the browser has put to sleep."""
        pass_time(self.page, seconds)

    def screen(self, name: str) -> None:
        """It is idle, running, paused or finished."""
        expect(self.page.locator("body")).to_have_attribute("data-screen", name)

    def reads(self, element: str, text: str) -> None:
        """An element shows a text, now or as soon as it is drawn."""
        expect(self.page.locator(f"#{element}")).to_have_text(text)

    def press(self, key: str) -> None:
        """A key of the keyboard, or with ``#`` a button of the page."""
        if key.startswith("#"):
            self.page.locator(key).click()
        else:
            self.page.keyboard.press(key)
        settle(self.page)

    def time(self) -> float:
        """Session time in seconds; the clocks are tied together by the start, at which time stands still."""
        assert self._zero is not None
        return self._now() - self._zero

    def _now(self) -> float:
        return float(self.page.evaluate("Date.now()")) / 1000

    def cut(self) -> None:
        """No socket and no log that is posted comes through any more."""
        self.stand.status = 503
        self.socket.cut()
        settle(self.page)

    def reconnect(self) -> None:
        """Let the page find the server again."""
        self.stand.status = 200
        self.socket.is_down = False
        before = len(self.socket.greetings)
        for _ in range(100):
            self.wait(0.5)
            if len(self.socket.greetings) > before:
                return
        raise AssertionError("the page never came back")

    def sent(self, *kinds: str) -> None:
        """The server got these events, each once, in this order."""
        settle(self.page)
        assert [event["kind"] for event in self.socket.events] == list(kinds)

    def heard(self, kind: str) -> dict[str, Any]:
        """The newest event of a kind that the server got."""
        settle(self.page)
        found = [event for event in self.socket.events if event["kind"] == kind]
        assert found, f"no {kind} among {self.socket.heard}"
        return found[-1]

    def event(self, kind: str, at_s: float, detail: str = "") -> None:
        """The judge on the server decides, and the page has heard it."""
        event = {
            "id": f"00000000-0000-4000-8000-{len(self.socket.heard):012d}",
            "kind": kind,
            "at_s": at_s,
            "detail": detail,
        }
        self.socket.say({"type": "event", "event": event})
        settle(self.page)

    def level(self, at_s: float, level: float, other: float = 0.0) -> None:
        """One sample of the muscle and of the one beside it."""
        self.socket.say(struct.pack("<3f", at_s, level, other))


@pytest.fixture
def seat(page: Page, stand: Stand) -> Seat:
    """A person at the page, on a phone."""
    stop_time(page)
    return Seat(page, stand)


@pytest.fixture
def new_seat(new_page: Callable[..., Page], stand: Stand) -> Callable[..., Seat]:
    """People at the page with browsers of another kind: ``new_seat(reduced_motion="reduce")``."""

    def come(**options: Any) -> Seat:
        page = new_page(**options)
        stop_time(page)
        return Seat(page, stand)

    return come
