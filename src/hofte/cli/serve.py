"""``hofte serve``: the web application on this machine, or for the phones on its network."""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from hofte.core.errors import HofteError, StoreError
from hofte.diary.where import default_path

if TYPE_CHECKING:
    from hofte.web.serving.lan import Certificate

LOOPBACK = "127.0.0.1"
#: Every address of this machine.
EVERYWHERE = "0.0.0.0"  # noqa: S104  only asked for by name, or with --lan


@click.command(
    "serve",
    epilog="\b\nExamples:\n"
    "  hofte serve\n"
    "  hofte serve --watch content         pages as they are written\n"
    "  hofte serve --lan                   phones on the same network, by QR code\n"
    "  HOFTE_DATA=/srv/hofte hofte serve --port 8001 --no-open\n\n\b\n"
    "HOFTE_DATA is the folder of the data; HOFTE_DATABASE_URL names a PostgreSQL instead of\n"
    "the file in it. docs/running.md tells of phones, clinics and all variables.",
)
@click.option(
    "--host", envvar="HOST", default=None, metavar="ADDRESS", help=f"Where to listen; {LOOPBACK} if not said."
)
@click.option("--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(0, 65535),
              help="0 takes any that is free.")  # fmt: skip
@click.option("--lan", is_flag=True, help="For the phones on this network: https with a certificate of this machine's "
              "own, and the address as a QR code.")  # fmt: skip
@click.option("--watch", envvar="HOFTE_WATCH", default=None, metavar="FOLDER",
              type=click.Path(exists=True, file_okay=False, resolve_path=True),
              help="Show a folder's pages as they are written, and what the linter says, at /writing/.")  # fmt: skip
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
def command(host: str | None, port: int, lan: bool, watch: str | None, no_open: bool) -> None:
    """Serve the web application.

    Brings the database, the library and the files up to date first. Ctrl+C stops it; what was acknowledged is kept.
    """
    require_web()
    from hofte.web.serving import lan as network
    from hofte.web.serving.run import hosts_of, in_address, listen, make_server

    if watch:
        os.environ["HOFTE_WATCH"] = watch
    host = host or (EVERYWHERE if lan else LOOPBACK)
    with listen(host, port) as taken:
        own = network.addresses()
        _allow([*hosts_of(host, own), *(network.names() if lan else ())])
        certificate = _prepare(lambda: network.make_certificate(default_path().parent / "lan", own) if lan else None)
        shown = str(own[0]) if lan and own and host == EVERYWHERE else host
        reached = LOOPBACK if shown == EVERYWHERE else shown
        address = f"{'https' if lan else 'http'}://{in_address(reached)}:{taken.getsockname()[1]}/"
        shows = "writing/" if watch else ""
        server = make_server(lambda: _tell(address, shows, lan=lan, opened=not no_open), certificate)
        try:
            server.run(sockets=[taken])
        except KeyboardInterrupt:  # how a server at a terminal is meant to end
            click.echo("\nHofte has stopped.", err=True)


def require_web() -> None:
    """Refuse kindly when only the terminal part is installed.

    Raises
    ------
    HofteError
    """
    if find_spec("django") is None or find_spec("uvicorn") is None:
        raise HofteError("the web application is not installed", hint="pip install 'hofte[web]'")


def _allow(hosts: list[str]) -> None:
    """Let the server be called by the names it has now, beside those that the environment gives."""
    given = os.environ.get("HOFTE_HOSTS", "localhost,127.0.0.1,[::1]")
    os.environ["HOFTE_HOSTS"] = ",".join([given, *hosts])


def _prepare(certify: Callable[[], Certificate | None]) -> Certificate | None:
    from hofte.web.serving import ready

    os.umask(0o077)  # whatever is written from here on is its owner's alone
    if not default_path().exists():
        click.echo("Getting ready for the first time …", err=True)
    try:
        certificate = certify()
        if certificate:
            os.environ["HOFTE_LAN"] = "1"
        ready.load()
        ready.make_ready()
    except OSError as error:
        where = error.filename or default_path().parent
        raise StoreError(
            f"{where} cannot be written: {error.strerror}", hint="make room or make it writable"
        ) from error
    return certificate


def _tell(address: str, shows: str = "", *, lan: bool, opened: bool) -> None:
    click.echo(f"Hofte is at {address}{shows}  (Ctrl+C stops it)")
    if lan:
        import segno

        segno.make(address, error="m").terminal(compact=True)
        click.echo("The phone warns of the certificate the first time. To have it trusted for good, and to train\n"
                   f"without a network, open {address}trust/hofte.crt on it; docs/running.md shows how.")  # fmt: skip
    sys.stdout.flush()
    if opened and sys.stdout.isatty() and _has_screen():
        webbrowser.open(address + shows)


def _has_screen() -> bool:
    """Whether a browser would open beside the terminal and not in it."""
    return sys.platform in ("darwin", "win32") or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())
