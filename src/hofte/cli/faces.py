"""The three faces of a session: a screen that is drawn anew, a line for each change, and a JSON object for each.

A face hears what happens and is shown every moment; it knows no keys and no sensor.
"""

from __future__ import annotations

import json
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

import click

from hofte.cli.moment import Narrator
from hofte.cli.view import View
from hofte.coach.model import Entered
from hofte.coach.player import as_line
from hofte.coach.session import SessionOutput

if TYPE_CHECKING:
    from rich.live import Live


class Face(Protocol):
    """What a person sees or hears of a session; used in a ``with``."""

    def __enter__(self) -> Face: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def hear(self, output: SessionOutput) -> None:
        """Something happened."""
        ...

    def show(self, view: View) -> None:
        """The moment as it is; called many times a second."""
        ...

    def tell(self, text: str) -> None:
        """Something that is no part of the timeline, for instance that the sensor died."""
        ...


class ScreenFace:
    """Big and calm: the whole terminal, drawn anew as often as it is shown.

    Parameters
    ----------
    bell : bool
        Ring the terminal's bell when a phase begins.
    """

    def __init__(self, *, bell: bool = False) -> None:
        self._bell = bell
        self._live: Live | None = None

    def __enter__(self) -> ScreenFace:
        from rich.console import Console  # loaded only where something is drawn
        from rich.live import Live

        self._live = Live(console=Console(highlight=False), screen=True, auto_refresh=False)
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()

    def hear(self, output: SessionOutput) -> None:
        if self._bell and self._live and isinstance(output, Entered):
            self._live.console.bell()

    def show(self, view: View) -> None:
        from hofte.cli.screen import Screen

        if self._live:
            self._live.update(Screen(view), refresh=True)

    def tell(self, text: str) -> None:
        """The view carries it as a note."""


class PlainFace:
    """One line for each change, nothing drawn anew: for screen readers, pipes and narrow lines.

    Parameters
    ----------
    narrator : Narrator
    bell : bool
        Ring the terminal's bell when a phase begins.
    """

    def __init__(self, narrator: Narrator, *, bell: bool = False) -> None:
        self._narrator = narrator
        self._bell = "\a" if bell else ""
        self._asked = False

    def __enter__(self) -> PlainFace:
        self.tell(f"{self._narrator.timeline.exercise}, {self._narrator.total()}")
        if sys.stdin.isatty():
            keys = self._narrator.say["key"]
            self.tell(", ".join((keys["pause"], keys["skip"], keys["stop"])))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing has to be put back."""

    def hear(self, output: SessionOutput) -> None:
        if line := self._narrator.line(output):
            self.tell(line + (self._bell if isinstance(output, Entered) else ""))

    def show(self, view: View) -> None:
        if view.asking and not self._asked:
            self.tell(view.say["session"]["confirm_stop"])
        self._asked = view.asking

    def tell(self, text: str) -> None:
        click.echo(text)


class JsonFace:
    """What happens, as JSON lines: ``what`` it is, and its fields."""

    def __enter__(self) -> JsonFace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing has to be put back."""

    def hear(self, output: SessionOutput) -> None:
        click.echo(json.dumps(as_line(output), ensure_ascii=False))

    def show(self, view: View) -> None:
        """A moment is no happening."""

    def tell(self, text: str) -> None:
        click.echo(json.dumps({"what": "told", "text": text}, ensure_ascii=False))
