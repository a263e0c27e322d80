"""Text on standard input, read whole."""

from __future__ import annotations

import sys

import click

from hofte.core.errors import PageUnreadable


def read_stdin() -> str:
    """Read all of standard input, line ends untouched.

    Raises
    ------
    PageUnreadable
        If it is not UTF-8 text.
    """
    if sys.stdin.isatty():
        click.echo("Reading from the keyboard; end with Ctrl-D.", err=True)
    raw = sys.stdin.buffer.read()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"standard input line {line}: byte {raw[error.start]:#04x} is not UTF-8 text"
        raise PageUnreadable(message, line=line, hint="send UTF-8 text") from error
