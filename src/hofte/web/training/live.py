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
from typing import Any, Final
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from django.utils.module_loading import import_string

from hofte.core.errors import HofteError, ValueInvalid
from hofte.core.stored import to_json
from hofte.diary.model import SessionRecord
from hofte.emg.model import Features
from hofte.web.people.selectors import current_person
from hofte.web.training.log import append
from hofte.web.training.pace import Pace
from hofte.web.training.room import Answer, Room, read_events, read_frames
from hofte.web.training.selectors import event_ids, session_record

log = logging.getLogger("hofte.web.live")

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

#: A message may be this long, in characters; and this many may come in a second.
LONGEST: Final = 200_000
MOST_A_SECOND: Final = 100
#: Codes with which a socket is closed: not yours, another tab took over, rubbish or a flood.
REFUSED, SUPERSEDED, RUBBISH = 4404, 4409, 4400

_open: dict[UUID, LiveSession] = {}


async def live_session(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """The ASGI application for one socket."""
    session: UUID = scope["url_route"]["kwargs"]["session"]
    await receive()  # websocket.connect
    record, person, heard = await _look_up(scope, session)
    if record is None or person is None:
        await send({"type": "websocket.close", "code": REFUSED})
        return
    await send({"type": "websocket.accept"})
    if before := _open.get(session):
        await before.supersede()
    live = LiveSession(record, person, heard, send)
    _open[session] = live
    try:
        await live.run(receive)
    finally:
        live.close()
        if _open.get(session) is live:
            del _open[session]


@sync_to_async
def _look_up(scope: dict[str, Any], session: UUID) -> tuple[SessionRecord | None, UUID | None, set[UUID]]:
    person = current_person(scope["session"])
    return session_record(session, person), person.id if person else None, event_ids(session)


class LiveSession:
    """One socket and its room."""

    def __init__(self, record: SessionRecord, person: UUID, heard: set[UUID], send: Send) -> None:
        self._pace: Pace = import_string(settings.LIVE_PACE)()
        self.room = Room(record, self._pace, heard)
        self._person = person
        self._send = send
        self._busy = asyncio.Lock()  # one message at a time: what is kept is kept in order
        self._closed = False

    async def run(self, receive: Receive) -> None:
        """Hear messages until the socket closes."""
        pump = asyncio.create_task(self._pump())
        budget = float(MOST_A_SECOND)
        clock = asyncio.get_running_loop().time
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
        """Another tab plays this session now."""
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
            async with self._busy:
                await self._take(message)
        except (ValueError, RecursionError) as error:
            return self._refuse(error)
        except HofteError as error:
            await self._say({"type": "refused", "why": error.message})
            return not isinstance(error, ValueInvalid) or self._refuse(error)
        return True

    @staticmethod
    def _refuse(error: Exception) -> bool:
        log.info("a message was refused: %s", error)
        return False

    async def _take(self, message: dict[str, Any]) -> None:
        kind = message.get("type")
        if kind in ("hello", "tick"):
            self._pace.heard(float(message["at_s"]))
            if kind == "hello":
                await self._say({"type": "welcome", "finished": self.room.is_finished})
        elif kind == "events":
            events = read_events(message.get("events"))
            await self._tell(self.room.hear(events))
            await self._say({"type": "ack", "ids": [str(entry) for entry, _ in events]})
        elif kind == "features":
            answer = self.room.feed(read_frames(message.get("frames")))
            answer.levels.clear()  # the browser that measured them has shown them already
            await self._tell(answer)
        else:
            raise ValueInvalid(f"no message is called {kind!r}")

    async def _pump(self) -> None:
        """Read the sensor here, frame by frame."""
        if not self.room.is_measured:
            return
        async for _ in self._pace.frames():
            if self._closed:
                return
            try:
                async with self._busy:
                    await self._tell(self.room.pump())
            except HofteError:
                log.exception("the session %s goes on without its sensor", self.room.id)
                return

    async def _tell(self, answer: Answer) -> None:
        """First keep, then tell."""
        if answer.lines:
            await sync_to_async(append)(self.room.id, self._person, answer.lines)
        for entry, event in answer.events:
            await self._say({"type": "event", "event": {"id": str(entry), **to_json(event)}})
        for result in answer.reps:
            await self._say({"type": "rep", "result": to_json(result)})
        for frame in answer.levels:
            await self._put({"type": "websocket.send", "bytes": packed(frame)})

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


def packed(frame: Features) -> bytes:
    """A frame as little-endian float32: session time, level (NaN when there is none), reference levels."""
    level = math.nan if frame.level is None else frame.level
    return struct.pack(f"<{2 + len(frame.references)}f", frame.at_s, level, *frame.references.values())
