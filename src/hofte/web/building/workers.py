"""The work of a build, shared among processes that keep what they have read."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")
R = TypeVar("R")

#: Fewer things than these are done before another process has begun to.
FEW = 12


class Team:
    """Does the same to many things; the answers come in the order of the things.

    Other processes are begun once there is enough to do. They are copies of this one, so a thing is sent to them and
    its answer comes back.

    Parameters
    ----------
    size : int
        How many processes there may be.
    before : callable
        Called in this process before it is copied: what cannot be shared is closed there.
    """

    def __init__(self, size: int, before: Callable[[], None]) -> None:
        self._size = size if "fork" in multiprocessing.get_all_start_methods() else 1
        self._before = before
        self._lines: list[Connection] = []
        self._processes: list[ForkProcess] = []

    def __enter__(self) -> Team:
        return self

    def __exit__(self, *_error: object) -> None:
        for line in self._lines:
            line.close()
        for process in self._processes:
            process.join()

    def map(self, do: Callable[[Sequence[T]], list[R]], things: Sequence[T], share: Callable[[T], str]) -> list[R]:
        """The answer for each thing; ``do`` answers for some of them, in their order.

        Things of one share are done by the same process, which may remember them. What goes wrong is raised here.
        """
        if not self._lines and (self._size == 1 or len(things) <= FEW):
            return do(things)
        if not self._lines:
            self._begin()
        places: list[list[int]] = [[] for _ in self._lines]
        for number, thing in enumerate(things):
            places[crc32(share(thing).encode()) % len(places)].append(number)
        busy = [(line, mine) for line, mine in zip(self._lines, places, strict=True) if mine]
        for line, mine in busy:
            line.send((do, [things[number] for number in mine]))
        answers: dict[int, R] = {}
        failed: BaseException | None = None
        for line, mine in busy:
            told, error = line.recv()
            failed = failed or error
            answers.update(zip(mine, told, strict=error is None))
        if failed is not None:
            raise failed
        return [answers[number] for number in range(len(things))]

    def _begin(self) -> None:
        self._before()
        context = multiprocessing.get_context("fork")
        for _ in range(self._size):
            here, there = context.Pipe()
            process = context.Process(target=_work, args=(there, [*self._lines, here]), daemon=True)
            process.start()
            there.close()
            self._lines.append(here)
            self._processes.append(process)


def _work(line: Connection, others: Iterable[Connection]) -> None:
    """Do what is asked until nobody asks any more; the end of the one who asks is the end of this one, too."""
    for other in others:
        other.close()
    while True:
        try:
            do, things = line.recv()
        except (EOFError, KeyboardInterrupt):
            return
        answers: list[object] = []
        failed: BaseException | None = None
        try:
            answers = do(things)
        except BaseException as error:
            failed = error
        try:
            line.send((answers, failed))
        except (BrokenPipeError, KeyboardInterrupt):
            return


def cores() -> int:
    """How many processes may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
