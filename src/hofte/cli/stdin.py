"""Text on standard input, read whole."""

from __future__ import annotations

import sys

import click

from hofte.page.text import MAX_BYTES, decode


def read_stdin() -> str:
    """Read all of standard input, line ends untouched.

    Raises
    ------
    PageUnreadable
        If it is longer than a page can be, or is not UTF-8 text.
    """
    if sys.stdin.isatty():
        click.echo("Reading from the keyboard; end with Ctrl-D.", err=True)
    return decode(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
