"""The keyboard during a session: keys are read as they are pressed, without Enter and without waiting.

``read`` gives the keys pressed since the last call. Where no keyboard can be read (a pipe), there are none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from hofte.core.clock import Clock


class Keys(Protocol):
    """A source of keys."""

    def read(self) -> str:
        """The characters pressed since the last call, lower case; empty when there were none."""
        ...


class NoKeys:
    """Nobody can press anything."""

    def read(self) -> str:
        return ""


class ScriptedKeys:
    """Keys pressed at moments known beforehand.

    Parameters
    ----------
    clock : Clock
        Its zero is the moment at which this object was made.
    presses : iterable of (float, str)
        Seconds from then, and the key.
    """

    def __init__(self, clock: Clock, presses: Iterable[tuple[float, str]]) -> None:
        self._clock = clock
        self._start = clock.now()
        self._waiting = sorted(presses)

    def read(self) -> str:
        passed = self._clock.now() - self._start
        due = [key for at, key in self._waiting if at <= passed]
        self._waiting = self._waiting[len(due) :]
        return "".join(due)


if sys.platform == "win32":
    import msvcrt

    class ConsoleKeys:
        """The keyboard of a Windows console."""

        def read(self) -> str:
            pressed = ""
            while msvcrt.kbhit():
                pressed += msvcrt.getwch()
            return pressed.lower()

    @contextmanager
    def keyboard() -> Iterator[Keys]:
        """The keyboard of this terminal, or :class:`NoKeys` when there is none."""
        yield ConsoleKeys() if sys.stdin.isatty() else NoKeys()

else:
    import os
    import select
    import termios
    import tty

    class TerminalKeys:
        """The keyboard of a terminal whose line mode is off."""

        def __init__(self, descriptor: int) -> None:
            self._descriptor = descriptor

        def read(self) -> str:
            pressed = b""
            while select.select([self._descriptor], [], [], 0)[0]:
                more = os.read(self._descriptor, 64)
                if not more:
                    break
                pressed += more
            if pressed.startswith(b"\x1b"):
                return ""  # an arrow or a function key: a sequence that ends in an innocent letter
            return pressed.decode("utf-8", "ignore").lower()

    @contextmanager
    def keyboard() -> Iterator[Keys]:
        """The keyboard of this terminal, or :class:`NoKeys` when there is none.

        Ctrl-C still interrupts. The terminal is put back as it was, whatever happens.
        """
        if not sys.stdin.isatty():
            yield NoKeys()
            return
        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)
        try:
            tty.setcbreak(descriptor)
            yield TerminalKeys(descriptor)
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
