"""A bar on standard error while many things are done; nothing at all when nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

#: From this many things on a bar is worth drawing.
MANY = 20


def shown(things: Sequence[T], what: str) -> Iterator[T]:
    """Give one thing after the other, with a bar when there are many and standard error is a terminal.

    Parameters
    ----------
    things : sequence
    what : str
        What is being done, beside the bar.
    """
    if len(things) < MANY or not sys.stderr.isatty():
        yield from things
        return
    # Loaded only here: most calls draw no bar.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    # Lines that go to the same terminal are printed above the bar; lines that go to a file are left alone.
    with_output = sys.stdout.isatty()
    with Progress(
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=with_output,
        redirect_stderr=with_output,
    ) as progress:
        yield from progress.track(things)


@contextmanager
def share_of(what: str) -> Iterator[Callable[[float], None] | None]:
    """Give a function that is told how much is done, from 0 to 1; ``None`` when nobody watches.

    Parameters
    ----------
    what : str
        What is being done, beside the bar.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = TextColumn(what), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    with_output = sys.stdout.isatty()
    with Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=with_output,
        redirect_stderr=with_output,
    ) as progress:
        task = progress.add_task(what, total=1.0)
        yield lambda share: progress.update(task, completed=share)
