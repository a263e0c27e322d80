"""One process that answers: the socket it listens on, the server in it, and where it is reached."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Final

import uvicorn

from hofte.core.errors import PortTaken
from hofte.web.serving.lan import Address, Certificate

APPLICATION: Final = "hofte.web.asgi:application"
#: Open connections get this long to end when the server stops, in seconds.
PATIENCE_S: Final = 5
#: No message of a live session is longer, in bytes.
LONGEST_MESSAGE: Final = 1_000_000
#: A quiet connection is kept open this long: a page and its files come over one, in seconds.
KEPT_S: Final = 15


class Server(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as always, then call back once."""
        await super().startup(sockets)
        if self.started:
            self._on_ready()


def listen(host: str, port: int) -> socket.socket:
    """Take a port.

    Parameters
    ----------
    host : str
        A name or an address; ``0.0.0.0`` and ``::`` are all of this machine's.
    port : int
        0 takes any that is free.

    Raises
    ------
    PortTaken
        If somebody else has it, or this machine has no such address.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        taken = socket.socket(family, kind, protocol)
        try:
            if os.name == "posix":  # elsewhere this would let two servers share a port
                taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(address)
        except OSError:
            taken.close()
            raise
    except OSError as error:
        raise PortTaken(f"{host} port {port} cannot be used: {error.strerror}", hint=_hint(error, port)) from error
    return taken


def _hint(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"another program, perhaps another Hofte, listens there: stop it or choose --port {port + 1}"
    if error.errno == errno.EACCES:
        return "only the system may use ports under 1024: choose --port 8000"
    return "choose an address of this machine, for instance --host 127.0.0.1"


def hosts_of(host: str, own: Iterable[Address]) -> list[str]:
    """The names under which a server on ``host`` may be called: its address, or all of this machine's."""
    everywhere = host in ("0.0.0.0", "::", "")  # noqa: S104  compared, not bound
    return [in_address(str(address)) for address in own] if everywhere else [in_address(host)]


def in_address(host: str) -> str:
    """A host as it stands in an address: IPv6 in brackets."""
    try:
        return f"[{host}]" if ip_address(host).version == 6 else host
    except ValueError:
        return host


def make_server(on_ready: Callable[[], None], certificate: Certificate | None = None) -> Server:
    """The server of the web application, in this process.

    Parameters
    ----------
    on_ready : callable
        Called when it listens.
    certificate : Certificate or None
        With one it answers over https.
    """
    config = uvicorn.Config(
        APPLICATION,
        ws="websockets-sansio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        ws_max_size=LONGEST_MESSAGE,
        timeout_keep_alive=KEPT_S,
        timeout_graceful_shutdown=PATIENCE_S,
        ssl_certfile=certificate.chain if certificate else None,
        ssl_keyfile=certificate.key if certificate else None,
    )
    return Server(config, on_ready)
