"""Kill -9 of the server at 200 moments while a browser streams a session: nothing acknowledged is lost or doubled."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.web.conftest import environment_of
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage
from websockets.sync.client import ClientConnection, connect

from hofte.coach.model import Plan
from hofte.coach.timeline import make_timeline
from hofte.core.stored import from_json, to_json
from hofte.diary.fold import fold
from hofte.diary.model import Entry, Started
from hofte.diary.store import Diary
from hofte.exercise.model import Exercise

SESSIONS, LIVES = 10, 20
#: A life has at least this many moments when nobody ends it.
MOMENTS = 36
REPS = 5

#: Makes a person with sessions to play; says the browser's cookie and the sessions.
PREPARE = """
import json, sys
from uuid import uuid4
from hofte.web.serving import ready
ready.load()
from django.contrib.sessions.backends.db import SessionStore
from hofte.web.people.services import add_person
from hofte.web.training.log import append, line
browser = SessionStore()
person = add_person(browser, "Astrid")
browser.save()
sessions = [uuid4() for _ in range(int(sys.argv[1]))]
for session in sessions:
    append(session, person.id, [line("session_started", json.loads(sys.argv[2]))])
print(json.dumps([browser.session_key, *map(str, sessions)]))
"""


class Mortal:
    """The server that dies, and the browser's way to it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        plan = Plan(1, REPS, 0.0, 10.0, 10.0, 0.0, False)
        started = Started(
            "Marathon", lang="en", plan=plan, timeline=make_timeline(Exercise("Marathon", lang="en"), plan)
        )
        arguments = [str(SESSIONS), json.dumps(to_json(started))]
        made = subprocess.run(
            [sys.executable, "-c", PREPARE, *arguments], env=environment_of(data), stdout=subprocess.PIPE, check=True
        )
        self.cookie, *sessions = json.loads(made.stdout)
        self.sessions = [UUID(session) for session in sessions]
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("mortal.py")],
            env=environment_of(data), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.port = int(self.hear())

    def hear(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    @contextlib.contextmanager
    def life(self, moments: int) -> Iterator[None]:
        """A server that lives for so many moments, and not longer than this."""
        assert self.process.stdin
        print(moments, file=self.process.stdin, flush=True)
        child = int(self.hear())
        try:
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            assert self.hear() == "dead"

    def connect(self, session: UUID) -> ClientConnection:
        address = f"127.0.0.1:{self.port}"
        return connect(
            f"ws://{address}/ws/session/{session}/", origin=f"http://{address}",
            additional_headers={"Cookie": f"hofte={self.cookie}"}, compression=None,
        )  # fmt: skip

    def kept(self, session: UUID) -> list[Entry]:
        with Diary(self.data / "hofte.sqlite3") as diary:
            return list(diary.entries(session=session))

    def end(self) -> str:
        """What the server complained of in all its lives."""
        return self.process.communicate()[1]


@pytest.fixture
def mortal(seed: Path, tmp_path: Path) -> Iterator[Mortal]:
    mortal = Mortal(Path(shutil.copytree(seed, tmp_path / "data")))
    yield mortal
    assert "Traceback" not in mortal.end()


@dataclass
class Browser:
    """Plays a session as ``link.js`` does: what is not acknowledged is sent again after every connection."""

    mortal: Mortal
    session: UUID
    events: list[dict[str, Any]]
    sent: int = 0
    acknowledged: set[str] = field(default_factory=set)

    def play(self, chance: random.Random, most: int) -> None:
        """Go on until the server dies or so many new events are safe."""
        died = contextlib.suppress(ConnectionClosed, InvalidHandshake, InvalidMessage, OSError, EOFError)
        with died, self.mortal.connect(self.session) as socket:
            self._say(socket, type="hello", at_s=self.now)
            self._send(socket, [e for e in self.events[: self.sent] if e["id"] not in self.acknowledged])
            last = min(len(self.events), self.sent + most)
            while self.sent < last:
                n = min(chance.choice((1, 1, 2, 3)), last - self.sent)
                self.sent += n
                self._send(socket, self.events[self.sent - n : self.sent])
                if chance.random() < 0.3:
                    self._say(socket, type="tick", at_s=self.now)
            while len(self.acknowledged) < self.sent:
                self._hear(socket)

    @property
    def now(self) -> float:
        return float(self.events[self.sent - 1]["at_s"]) if self.sent else 0.0

    def _say(self, socket: ClientConnection, **message: Any) -> None:
        socket.send(json.dumps(message))

    def _send(self, socket: ClientConnection, events: list[dict[str, Any]]) -> None:
        if events:
            self._say(socket, type="events", events=events)
            self._hear(socket)

    def _hear(self, socket: ClientConnection) -> None:
        message = json.loads(socket.recv(timeout=20))
        if message["type"] == "ack":
            self.acknowledged |= set(message["ids"])
        assert message["type"] not in ("refused", "superseded"), message


def events_of(chance: random.Random) -> list[dict[str, Any]]:
    """A session from start to end, with pauses in it and some things pressed twice."""
    times = [0.0, *sorted(chance.uniform(1, 170) for _ in range(3 * LIVES)), 400.0]
    kinds = ["start", *(chance.choice(("pause", "resume", "resume", "signal_lost")) for _ in times[2:]), "resume"]
    events = [
        {"id": str(UUID(int=chance.getrandbits(128))), "kind": k, "at_s": t} for k, t in zip(kinds, times, strict=True)
    ]
    return [
        *events,
        *({"id": str(UUID(int=chance.getrandbits(128))), "kind": "tick", "at_s": t} for t in (600.0, 900.0)),
    ]


def check(browser: Browser) -> list[Entry]:
    """Everything acknowledged is there, nothing is there twice, and the session can be read."""
    entries = browser.mortal.kept(browser.session)
    ids = [str(entry.id) for entry in entries]
    assert len(set(ids)) == len(ids)
    assert [entry.seq for entry in entries] == list(range(len(entries)))
    assert browser.acknowledged <= set(ids)
    sent = {event["id"]: event for event in browser.events[: browser.sent]}
    heard = {str(entry.id): dict(entry.body) for entry in entries if str(entry.id) in sent}
    assert all(from_json(dict, body) | {"id": key} == sent[key] for key, body in heard.items())
    reps = [(rep.side, rep.set, rep.rep) for rep in fold(entries).reps]
    assert len(set(reps)) == len(reps)
    return entries


def test_two_hundred_kills_lose_and_double_nothing(mortal: Mortal) -> None:
    died, chance = 0, random.Random(2026)
    for n, session in enumerate(mortal.sessions):
        browser = Browser(mortal, session, events_of(chance))
        for life in range(LIVES):
            before = len(browser.acknowledged)
            with mortal.life(1 + (n * LIVES + life) % MOMENTS):
                browser.play(chance, most=3)
            died += len(browser.acknowledged) < browser.sent or len(browser.acknowledged) == before
            check(browser)
        with mortal.life(0):
            browser.play(chance, most=len(browser.events))
        entries = check(browser)
        assert browser.acknowledged == {event["id"] for event in browser.events}
        assert browser.acknowledged <= {str(entry.id) for entry in entries}
        record = fold(entries)
        assert [rep.rep for rep in record.reps] == list(range(1, REPS + 1))
        assert [entry.kind for entry in entries].count("session_finished") == 1
    assert died > SESSIONS * LIVES * 0.7, "most lives must end while something is under way"
    with closing(sqlite3.connect(mortal.data / "hofte.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
