"""Time as the rest of Hofte sees it: one protocol, the machine's clock, and a clock moved by hand for tests."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What a session needs of time. Two clocks: one that never jumps, one that names the day."""

    def now(self) -> float:
        """Seconds on a clock that never goes backwards (its zero means nothing)."""
        ...

    def today(self) -> datetime:
        """The moment in UTC, with its time zone."""
        ...

    def wait(self, seconds: float) -> None:
        """Let ``seconds`` pass."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> float:
        return time.monotonic()

    def today(self) -> datetime:
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        time.sleep(max(0.0, seconds))


class ManualClock:
    """A clock that stands still until it is moved: waiting moves it, nothing sleeps.

    Parameters
    ----------
    start : datetime
        The moment that :meth:`today` answers first; must carry a time zone.
    """

    def __init__(self, start: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self._start = start
        self._elapsed = 0.0

    def now(self) -> float:
        return self._elapsed

    def today(self) -> datetime:
        return self._start + timedelta(seconds=self._elapsed)

    def wait(self, seconds: float) -> None:
        self._elapsed += max(0.0, seconds)
