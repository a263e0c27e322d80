"""What time it is in a session that a browser plays, and when the sensor that runs here is read next.

The browser keeps the session's time; the server follows it by what its messages say. The setting ``LIVE_PACE`` names
the class, so that a test can let the browser's clock lead and play minutes in a moment.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncGenerator
from typing import Final

from hofte.core.clock import Clock, SystemClock
from hofte.core.errors import ValueInvalid

#: How often the sensor that runs here is read, in seconds.
FRAME_S: Final = 0.02
#: It is read this long after a frame is complete: the sensor opened a moment after its deadlines were counted from.
MARGIN_S: Final = 0.0005
#: A server that was too busy to read leaves out what is older than this, in seconds.
BEHIND_S: Final = 1.0


class Pace:
    """Goes by the machine's clock: it runs on between messages.

    Attributes
    ----------
    clock : Clock
        Where the sensor takes its time from.
    """

    def __init__(self) -> None:
        self.clock: Clock = SystemClock()
        self._offset_s = -math.inf  # session time minus this clock's time

    @property
    def now_s(self) -> float:
        """Session time as well as the server knows it; minus infinity before anything was heard."""
        return self.clock.now() + self._offset_s

    def heard(self, at_s: float) -> None:
        """A message said that it is ``at_s`` there: the least delayed message tells the offset best.

        Raises
        ------
        ValueInvalid
            If that is no finite number.
        """
        if not math.isfinite(at_s):
            raise ValueInvalid("a time is a finite number")
        self._offset_s = max(self._offset_s, at_s - self.clock.now())

    async def reach(self, at_s: float) -> None:
        """Hear a time, and come back when what the sensor measured before it has been read; errors as :meth:`heard`.

        The machine's clock has read it long since.
        """
        self.heard(at_s)

    async def frames(self) -> AsyncGenerator[None, None]:
        """Come back each time that the sensor is to be read, by deadlines that do not drift.

        The first time it is opened; its frames are counted from there.
        """
        while not math.isfinite(self.now_s):
            await asyncio.sleep(FRAME_S)
        yield
        due = self.clock.now() + MARGIN_S
        while True:
            due = max(due + FRAME_S, self.clock.now() - BEHIND_S)
            await self._until(due)
            yield

    async def _until(self, due: float) -> None:
        """Sleep until a moment of the clock; timers go by milliseconds and may be early."""
        await asyncio.sleep(max(0.0, due - self.clock.now()))
        while (left := due - self.clock.now()) > 0.0:
            await asyncio.sleep(left)
