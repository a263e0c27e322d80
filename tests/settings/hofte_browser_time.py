"""The real settings, but that the browser's clock leads: a test moves it, and minutes take a moment."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncGenerator
from dataclasses import replace

from hofte.coach import protocol
from hofte.core.clock import ManualClock
from hofte.web.settings import *  # noqa: F403
from hofte.web.training.pace import FRAME_S, Pace

LIVE_PACE = "hofte_browser_time.BrowserPace"
#: An assessment of two minutes, with every part; before anybody imports the real numbers.
SHORT = replace(protocol.assessment_numbers(), rest_before_s=12.0, tonic_reps=2, endurance_s=12.0, rest_after_s=12.0)
protocol.assessment_numbers = lambda: SHORT
#: The browser counts in numbers that hold a tenth of a microsecond.
ROUNDING_S = 1e-5


class BrowserPace(Pace):
    """Time stands still until the browser says that it went on; then every frame of it is read."""

    def __init__(self) -> None:
        super().__init__()
        self._hand = ManualClock()
        self.clock = self._hand
        self._goal_s = -math.inf
        self._is_read = False
        self._changed = asyncio.Condition()

    @property
    def _is_behind(self) -> bool:
        return self._is_read and self._goal_s - self.now_s > FRAME_S - ROUNDING_S

    async def reach(self, at_s: float) -> None:
        if not math.isfinite(self._offset_s):
            self.heard(at_s)
        if not self._is_read:  # nothing to catch up with
            self._hand.wait(at_s - self.now_s)
        async with self._changed:
            self._goal_s = max(self._goal_s, at_s)
            self._changed.notify_all()
            await self._changed.wait_for(lambda: not self._is_behind)

    async def frames(self) -> AsyncGenerator[None, None]:
        self._is_read = True
        try:
            while True:
                async with self._changed:
                    await self._changed.wait_for(lambda: self._is_behind)
                while self._is_behind:
                    self._hand.wait(FRAME_S)
                    yield
                    await asyncio.sleep(0)
                async with self._changed:
                    self._changed.notify_all()
        finally:
            self._is_read = False
            async with self._changed:
                self._changed.notify_all()
