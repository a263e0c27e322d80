"""Live sessions: how late a frame of the muscle arrives, and how many sessions one core carries.

The server runs on the first core, the clients of this process on the last. *Late* is the time from the last sample
of a block of the simulated sensor to its arrival at a websocket client. *Sessions* send ten batches of features a
second, five frames each, as a sensor in the browser does; the coach judges all, and what it decides is committed
before it is sent. Once a second each session also sends a greeting right after a batch: the time to its answer is
how long the batch took. The peer of the same run is a Channels consumer that only reads the same messages.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from websockets.asyncio.client import ClientConnection, connect

from bench._house import Server, data_folder, hofte, peer

BATCHES, FRAMES = 10, 5
#: Batches of a tenth of a second are sent in this many portions, so that not all sessions speak at once.
PORTIONS = 20
#: What we promise.
GOAL_SESSIONS, GOAL_P99_MS = 500, 20.0
LADDER = (50, 100, 200, 300, 400, 500, 600, 800, 1000)
HOLD_S, READY_S = 10.0, 5.0


@dataclass(frozen=True, slots=True)
class People:
    """One person with many sessions, and the cookie of their browser."""

    cookie: str
    simulated: UUID
    sessions: tuple[UUID, ...]


def make_people(count: int) -> People:
    """Write sessions into the database as the web application does."""
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore

    from hofte.coach.model import Plan
    from hofte.coach.timeline import make_timeline
    from hofte.device.simulated import Simulated
    from hofte.diary.model import Guided, Started
    from hofte.exercise.model import Exercise
    from hofte.web.people.services import add_person
    from hofte.web.training.log import append, line

    store = SessionStore()
    person = add_person(store)
    store.save()
    exercise = Exercise("The marathon", lang="en", scope="PF", style="long")
    timeline = make_timeline(exercise, Plan(1, 30, 0.0, HOLD_S, HOLD_S, 0.0, False, READY_S, full_release=True))
    made = [uuid4() for _ in range(count + 1)]
    for session, device in zip(made, ["simulated:strong", *["sensor"] * count], strict=True):
        started = Started("The marathon", timeline=timeline, device=device)
        scales = Simulated().scales() if device.startswith("simulated") else {}
        append(session, person.id, [line("session_started", started), line("guided", Guided(device, scales))])
    return People(f"{settings.SESSION_COOKIE_NAME}={store.session_key}", made[0], tuple(made[1:]))


def open_socket(server: Server, people: People, session: UUID) -> connect:
    """A socket like a browser's."""
    here = f"127.0.0.1:{server.port}"
    headers = {"Cookie": people.cookie, "Origin": f"http://{here}"}
    return connect(f"ws://{here}/ws/session/{session}/", additional_headers=headers, compression=None, max_queue=None)


async def lateness(server: Server, people: People, seconds: float) -> list[float]:
    """How late each frame of the simulated sensor came, in milliseconds."""
    late = []
    async with open_socket(server, people, people.simulated) as socket:
        start = time.monotonic()
        await socket.send(json.dumps({"type": "hello", "at_s": 0.0}))
        await socket.send(json.dumps({"type": "events", "events": [event("start", 0.0)]}))
        while (now := time.monotonic() - start) < seconds:
            message = await socket.recv()
            if isinstance(message, bytes) and now > 1.0:
                late.append(1e3 * (time.monotonic() - start - frame_s(message)))
    return late


def frame_s(message: bytes) -> float:
    """The session time of a frame."""
    return float(memoryview(message).cast("f")[0])


def event(kind: str, at_s: float) -> dict[str, Any]:
    """What a browser logs."""
    return {"id": str(uuid4()), "kind": kind, "at_s": at_s, "detail": ""}


class Crowd:
    """Many sessions at once, each somewhere else in its session, so that they do not all write at one moment."""

    def __init__(self, sockets: Sequence[ClientConnection]) -> None:
        self._sockets = sockets
        self._asked = [0.0] * len(sockets)
        self._begun = asyncio.Semaphore(0)
        self.answers_ms: list[float] = []
        self.slips_ms: list[float] = []

    async def begin(self) -> None:
        """Start every session, and wait until that is in the database."""
        for n, socket in enumerate(self._sockets):
            await socket.send(json.dumps({"type": "hello", "at_s": self._shift(n)}))
            await socket.send(json.dumps({"type": "events", "events": [event("start", 0.0)]}))
        for _ in self._sockets:
            await self._begun.acquire()

    async def listen(self, n: int) -> None:
        """Hear everything; time the answers to the greetings that were asked."""
        async for message in self._sockets[n]:
            if '"ack"' in message:  # type: ignore[operator]
                self._begun.release()
            elif '"welcome"' in message and self._asked[n]:  # type: ignore[operator]
                self.answers_ms.append(1e3 * (time.perf_counter() - self._asked[n]))
                self._asked[n] = 0.0

    async def speak(self, seconds: float, *, since: int = 0) -> int:
        """Send batches by the clock; answers how many batches have been sent to each by now."""
        start = time.perf_counter()
        for beat in range(since, since + round(seconds * BATCHES)):
            for portion in range(PORTIONS):
                due = start + (beat - since + portion / PORTIONS) / BATCHES
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                self.slips_ms.append(1e3 * (time.perf_counter() - due))
                await self._say(beat, portion)
        return since + round(seconds * BATCHES)

    async def _say(self, beat: int, portion: int) -> None:
        for n in range(portion, len(self._sockets), PORTIONS):
            at_s = beat / BATCHES + self._shift(n)
            frames = [frame(at_s + k / BATCHES / FRAMES) for k in range(FRAMES)]
            await self._sockets[n].send(json.dumps({"type": "features", "frames": frames}))
            if (beat + n // PORTIONS) % BATCHES == 0:
                self._asked[n] = time.perf_counter()
                await self._sockets[n].send(json.dumps({"type": "hello", "at_s": at_s}))

    def _shift(self, n: int) -> float:
        return 2.0 * HOLD_S * n / len(self._sockets)


def frame(at_s: float) -> list[Any]:
    """A person who squeezes when asked to and lets go well."""
    since = (at_s - READY_S - 0.3) % (2.0 * HOLD_S)
    return [round(at_s, 3), 65.0 if since < HOLD_S else 2.0, {"buttock": 1.0}]


async def crowd(server: Server, people: People, count: int, seconds: float) -> dict[str, Any]:
    """What one core does with so many sessions."""
    async with AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(open_socket(server, people, s)) for s in people.sessions[:count]]
        people_there = Crowd(sockets)
        listeners = [asyncio.create_task(people_there.listen(n)) for n in range(count)]
        await people_there.begin()
        since = await people_there.speak(2.0)
        people_there.answers_ms.clear()
        people_there.slips_ms.clear()
        gc.collect()
        gc.freeze()  # the client's own pauses are not the server's
        cpu_s, begun = server.cpu_s, time.perf_counter()
        await people_there.speak(seconds, since=since)
        lasted, used = time.perf_counter() - begun, server.cpu_s - cpu_s
        for listener in listeners:
            listener.cancel()
    expected = round(count * seconds)
    return {
        "sessions": count,
        "p50_ms": statistics.median(people_there.answers_ms),
        "p99_ms": percentile_99(people_there.answers_ms),
        "answered": len(people_there.answers_ms) / expected,
        "core": used / lasted,
        "us_a_batch": 1e6 * used / (count * seconds * BATCHES),
        "client_late_p99_ms": percentile_99(people_there.slips_ms),
    }


def percentile_99(values: Sequence[float]) -> float:
    """All but one in a hundred are smaller."""
    return statistics.quantiles(values, n=100)[98]


def climb(server: Server, people: People, ladder: Sequence[int], seconds: float) -> Iterator[dict[str, Any]]:
    """More and more sessions, until the answers come too late twice in a row."""
    late = 0
    for count in ladder:
        step = asyncio.run(crowd(server, people, count, seconds))
        yield step
        late = late + 1 if step["p99_ms"] > GOAL_P99_MS else 0
        if late > 1:
            return


def carried(steps: Sequence[dict[str, Any]]) -> int:
    """The most sessions whose answers came in time."""
    return max((step["sessions"] for step in steps if step["p99_ms"] <= GOAL_P99_MS), default=0)


def measure(*, quick: bool) -> dict[str, Any]:
    """Everything, Hofte first."""
    ladder, seconds = ((20, 50), 2.0) if quick else (LADDER, 8.0)
    with data_folder():
        people, first = make_people(max(ladder)), make_people(0)
        with hofte() as server:
            asyncio.run(lateness(server, first, 1.5))  # a server that has just started hears its first greeting late
            late = asyncio.run(lateness(server, people, 3.0 if quick else 20.0))
            ours = list(climb(server, people, ladder, seconds))
        with peer() as server:
            theirs = list(climb(server, people, ladder, seconds))
    return {
        "frame_p50_ms": statistics.median(late),
        "frame_p99_ms": percentile_99(late),
        "hofte": ours,
        "channels": theirs,
        "hofte_sessions": carried(ours),
        "channels_sessions": carried(theirs),
    }


def lines(result: dict[str, Any]) -> Iterator[str]:
    """The result as a table."""
    yield f"server block → client frame: p50 {result['frame_p50_ms']:.1f} ms, p99 {result['frame_p99_ms']:.1f} ms"
    yield f"{'sessions × 10 batches/s':28} {'p50':>8} {'p99':>8} {'core':>6} {'CPU/batch':>10} {'client late':>12}"
    for name in ("hofte", "channels"):
        for step in result[name]:
            yield (
                f"{name:16} {step['sessions']:11} {step['p50_ms']:5.1f} ms {step['p99_ms']:5.1f} ms {step['core']:5.0%}"
                f" {step['us_a_batch']:7.0f} us {step['client_late_p99_ms']:9.1f} ms"
            )
    ours, theirs = result["hofte_sessions"], result["channels_sessions"]
    ratio = f", {ours / theirs:.1f}x" if theirs else ""
    yield f"sessions with p99 under {GOAL_P99_MS:.0f} ms: hofte {ours} (goal {GOAL_SESSIONS}), channels {theirs}{ratio}"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="few sessions, a few seconds")
    options.add_argument("--json", action="store_true", help="one JSON line")
    chosen = options.parse_args()
    result = measure(quick=chosen.quick)
    print(json.dumps(result) if chosen.json else "\n".join(lines(result)))


if __name__ == "__main__":
    main()
