"""A server that dies at a chosen moment, again and again, without being loaded anew each time.

Reads numbers on standard input. For each it forks: the child answers with the real application on the socket that all
share, counts what it does (each statement of the database, each commit, each message out; before and after) and kills
itself as ``kill -9`` would when the count is reached. Writes the child's process id when it begins and ``dead`` when it
is.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

#: What every child would otherwise load anew.
WANTED_AT_ONCE = (
    "uvloop",
    "uvicorn.loops.uvloop",
    "uvicorn.protocols.http.httptools_impl",
    "uvicorn.protocols.websockets.websockets_sansio_impl",
    "django.contrib.sessions.backends.db",
    "hofte.web.urls",
)


def moments(last: int) -> Callable[[], None]:
    """Counts moments; the last one is the end."""
    count = 0

    def moment() -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    return moment


def watched(application: Any, moment: Callable[[], None]) -> Any:
    """The application, with a moment before and after each message that it sends."""

    async def run(scope: Any, receive: Any, send: Any) -> None:
        async def tell(message: Any) -> None:
            moment()
            await send(message)
            moment()

        await application(scope, receive, tell)

    return run


def watch_database(moment: Callable[[], None]) -> None:
    """A moment before and after each statement and each commit."""
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.signals import connection_created

    def around(execute: Any, *arguments: Any) -> Any:
        moment()
        result = execute(*arguments)
        moment()
        return result

    def commit(self: Any) -> None:
        moment()
        plain_commit(self)
        moment()

    plain_commit, BaseDatabaseWrapper._commit = BaseDatabaseWrapper._commit, commit
    connection_created.connect(lambda connection, **_: connection.execute_wrappers.append(around), weak=False)


def live(application: Any, listening: socket.socket, last: int) -> None:
    """Answer until the moment comes."""
    import uvicorn

    moment = moments(last)
    watch_database(moment)
    config = uvicorn.Config(watched(application, moment), ws="websockets-sansio", lifespan="off", log_config=None)
    uvicorn.Server(config).run(sockets=[listening])


def main() -> None:
    from hofte.web.serving import ready

    ready.load()
    for name in WANTED_AT_ONCE:
        import_module(name)
    from hofte.web.asgi import application

    gc.freeze()
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        print(listening.getsockname()[1], flush=True)
        for line in sys.stdin:
            child = os.fork()
            if child == 0:
                live(application, listening, int(line))
            print(child, flush=True)
            os.waitpid(child, 0)
            print("dead", flush=True)


if __name__ == "__main__":
    main()
