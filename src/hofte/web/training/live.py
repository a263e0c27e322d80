"""The socket of a live session: a plain ASGI handler over a :class:`Room`.

The person and the session are checked once, when the socket opens. Nothing is acknowledged, and no event or
repetition is sent, before it is in the database. A second socket for the same session takes over from the first.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import struct
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any, Final
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string

from hofte.core.errors import HofteError, ValueInvalid
from hofte.core.stored import to_json
from hofte.emg.model import Features
from hofte.emg.notice import Notices
from hofte.web.people.selectors import current_person
from hofte.web.training import raw
from hofte.web.training.log import append
from hofte.web.training.pace import Pace
from hofte.web.training.room import Answer, Room, read_events, read_frames
from hofte.web.training.selectors import event_ids, session_record
from hofte.web.training.sensing import REFERENCES

log = logging.getLogger("hofte.web.live")

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

#: A message may be this long, in characters; and this many may come in a second.
LONGEST: Final = 200_000
MOST_A_SECOND: Final = 100
#: Codes with which a socket is closed: not yours, another tab took over, rubbish or a flood, nothing can be kept now.
REFUSED, SUPERSEDED, RUBBISH, TRY_AGAIN = 4404, 4409, 4400, 1013

_open: dict[UUID, LiveSession] = {}


async def live_session(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """The ASGI application for one socket."""
    session: UUID = scope["url_route"]["kwargs"]["session"]
    await receive()  # websocket.connect
    live = await _enter(scope, session, send)
    if live is None:
        await send({"type": "websocket.close", "code": REFUSED})
        return
    try:
        await send({"type": "websocket.accept"})
        await live.run(receive)
    finally:
        live.close()
        if _open.get(session) is live:
            del _open[session]


async def _enter(scope: dict[str, Any], session: UUID, send: Send) -> LiveSession | None:
    """A session's new socket; what the one before has heard is in the log before that is read."""
    while await _may_enter(scope, session):
        if before := _open.get(session):
            await before.supersede()
        live = await _make(scope, session, send)
        if live is None:
            break
        if _open.get(session) is before:  # else a third one came meanwhile
            _open[session] = live
            return live
    return None


@sync_to_async
def _may_enter(scope: dict[str, Any], session: UUID) -> bool:
    return session_record(session, current_person(scope["session"])) is not None


@sync_to_async
def _make(scope: dict[str, Any], session: UUID, send: Send) -> LiveSession | None:
    """In a thread: a long log takes a while to read and to play again."""
    person = current_person(scope["session"])
    record = session_record(session, person)
    if record is None or person is None:
        return None
    pace: Pace = import_string(settings.LIVE_PACE)()
    try:
        return LiveSession(Room(record, pace, event_ids(session)), pace, person.id, send)
    except HofteError as error:
        log.warning("the session %s cannot be played: %s", session, error)
        return None


class LiveSession:
    """One socket and its room."""

    def __init__(self, room: Room, pace: Pace, person: UUID, send: Send) -> None:
        self.room = room
        self._pace = pace
        self._person = person
        self._send = send
        self._notices = Notices()
        self._busy = asyncio.Lock()  # one thing at a time: what is kept is kept in order
        self._closed = False

    async def run(self, receive: Receive) -> None:
        """Hear messages until the socket closes."""
        pump = asyncio.create_task(self._pump())
        budget = float(MOST_A_SECOND)
        clock = self._pace.clock.now
        last = clock()
        try:
            while not self._closed:
                message = await receive()
                if message["type"] == "websocket.disconnect":
                    return
                now = clock()
                budget = min(float(MOST_A_SECOND), budget + (now - last) * MOST_A_SECOND) - 1
                last = now
                if budget < 0 or not await self._hear(message.get("text") or ""):
                    await self._close(RUBBISH)
        finally:
            pump.cancel()

    async def supersede(self) -> None:
        """Another tab plays this session now; comes back when what was under way here is kept."""
        async with self._busy:
            await self._say({"type": "superseded"})
            await self._close(SUPERSEDED)

    def close(self) -> None:
        self._closed = True
        self.room.close()

    async def _hear(self, text: str) -> bool:
        """Whether the message was one."""
        try:
            message = json.loads(text) if len(text) <= LONGEST else None
            if not isinstance(message, dict):
                return False
            await self._take(message)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            return self._refuse(error)
        except HofteError as error:
            await self._say({"type": "refused", "why": error.message})
            return not isinstance(error, ValueInvalid) or self._refuse(error)
        return True

    @staticmethod
    def _refuse(error: Exception) -> bool:
        log.info("a message was refused: %r", error)
        return False

    async def _take(self, message: dict[str, Any]) -> None:
        kind = message.get("type")
        if kind == "features":
            frames = read_frames(message.get("frames"))
            await self._do(lambda: self.room.feed(frames), shows_levels=False)  # the browser has shown its own already
        elif kind == "events":
            events = read_events(message.get("events"))
            if events:
                await self._pace.reach(max(event.at_s for _, event in events))
            if await self._do(lambda: self.room.hear(events)):
                await self._say({"type": "ack", "ids": [str(entry) for entry, _ in events]})
        elif kind in ("hello", "tick"):
            await self._pace.reach(float(message["at_s"]))
            if kind == "hello":
                await self._say({"type": "welcome", "finished": self.room.is_finished})
        else:
            raise ValueInvalid(f"no message is called {kind!r}")

    async def _pump(self) -> None:
        """Read the sensor here, frame by frame."""
        if not self.room.is_measured:
            return
        async with aclosing(self._pace.frames()) as frames:
            async for _ in frames:
                try:
                    if not await self._do(self.room.pump):
                        return
                except HofteError:
                    log.exception("the session %s goes on without its sensor", self.room.id)
                    return

    async def _do(self, ask: Callable[[], Answer], *, shows_levels: bool = True) -> bool:
        """Ask the room, keep what follows, then tell it; whether all of it is safe."""
        async with self._busy:
            if self._closed:
                return False
            answer = ask()
            if (answer.lines or answer.signal) and not await self._keep(answer):
                return False
            for entry, event in answer.events:
                await self._say({"type": "event", "event": {"id": str(entry), **to_json(event)}})
            for result in answer.reps:
                await self._say({"type": "rep", "result": to_json(result)})
            if shows_levels:
                for frame in answer.levels:
                    await self._put({"type": "websocket.send", "bytes": packed(frame)})
                    if self._notices.hear(frame):
                        await self._say({"type": "quality", "problems": self._notices.told})
        return True

    async def _keep(self, answer: Answer) -> bool:
        """A database that fails ends the socket: the browser keeps what was not acknowledged and comes again."""
        try:
            await sync_to_async(_append)(self.room.id, self._person, answer)
        except DatabaseError as error:
            log.error("the session %s cannot be kept: %s", self.room.id, error)  # noqa: TRY400  the reason is enough
            await self._close(TRY_AGAIN)
            return False
        return True

    async def _say(self, message: dict[str, Any]) -> None:
        await self._put({"type": "websocket.send", "text": json.dumps(message)})

    async def _close(self, code: int) -> None:
        if not self._closed:
            self._closed = True
            await self._put({"type": "websocket.close", "code": code})

    async def _put(self, message: dict[str, Any]) -> None:
        try:
            await self._send(message)
        except (RuntimeError, OSError):  # the socket is gone already; what matters is in the database
            self._closed = True


def _append(session: UUID, person: UUID, answer: Answer) -> None:
    try:
        raw.keep(session, person, answer.signal)
        append(session, person, answer.lines)
    except DatabaseError:
        connection.close()  # the thread lives on: it must not keep a connection that is dead
        raise


def packed(frame: Features) -> bytes:
    """A frame as little-endian float32: session time, level, reference levels; NaN where there is none."""
    levels = [frame.references.get(name, math.nan) for name in REFERENCES]
    level = math.nan if frame.level is None else frame.level
    return struct.pack(f"<{2 + len(levels)}f", frame.at_s, level, *levels)
