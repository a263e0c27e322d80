"""Contractions found live, in one channel, while its envelope comes in. Causal; standard library only.

Decides by :class:`hofte.emg.decide.Decider`, measures by :mod:`hofte.emg.measure`; :mod:`hofte.emg.whole` finds the
same in whole recordings.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence

from hofte.core.errors import SignalError
from hofte.emg.decide import BLOCK, LONG, LONGEST_S, SHORT, Decider
from hofte.emg.level import Scale
from hofte.emg.measure import LOOK_BACK, Span, measured, refined
from hofte.emg.model import ENVELOPE_RATE, Contraction

#: What follows a contraction is waited for no longer than this, in seconds.
PAUSE_S = 10.0


class Detector:
    """Finds contractions in the envelope of one channel while it comes in.

    Parameters
    ----------
    scale : Scale
        Today's rest and maximum of the channel.
    rate : float
        Frames a second.
    longest_s : float
        The longest hold that is planned, in seconds; the state is never on for more than five seconds longer.

    Raises
    ------
    SignalError
        If the rate is not ``ENVELOPE_RATE`` or the longest hold is not positive.
    """

    def __init__(self, scale: Scale, *, rate: float = ENVELOPE_RATE, longest_s: float = LONGEST_S) -> None:
        check_arguments(rate, longest_s)
        self._scale = scale
        self._decider = Decider(scale, longest_s)
        self._frame = 0
        self._powers: deque[float | None] = deque([None] * LONG, maxlen=LONG)
        self._block = Block()
        # Powers and long averages from frame ``_first`` on.
        self._kept: list[float | None] = []
        self._levels: list[float | None] = []
        self._first = 0
        self._free = 0  # the frame at which the contraction before ended
        self._over: Span | None = None  # a contraction that waits for the end of its pause

    @property
    def active(self) -> bool:
        """Whether the muscle is on now, as far as is decided."""
        return self._decider.active

    def feed(self, values: Sequence[float | None]) -> list[Contraction]:
        """Take the next envelope frames (``None``: not trusted), give the contractions that are complete.

        A contraction is complete when the pause after it is: at the next onset, or after ten seconds.
        """
        found: list[Contraction] = []
        for value in values:
            found += self._take(value)
        return found

    def finish(self) -> list[Contraction]:
        """There is no more signal: give what was not complete yet."""
        self._over = self._decider.finish(self._frame) or self._over
        return self._complete(self._frame)

    def _take(self, value: float | None) -> list[Contraction]:
        found: list[Contraction] = []
        frame, onset = self._frame, self._decider.onset
        power = math.nan if value is None else value * value
        self._powers.append(power if math.isfinite(power) else None)
        short, long = average(self._powers, SHORT), average(self._powers, LONG)
        self._kept.append(self._powers[-1])
        self._levels.append(long)
        self._frame += 1
        over = self._decider.walk(frame, [self._powers[-1]])
        if self._block.add(self._powers[-1], short):
            span = self._decider.learn(frame - BLOCK + 1, *self._block.take())
            over += [span] if span else []
        self._over = over[0] if over else self._over
        if self._decider.active and self._decider.onset != onset:
            found = self._complete(self._decider.onset)
        if self._over and self._frame - self._over.offset >= PAUSE_S * ENVELOPE_RATE:
            found += self._complete(self._frame)
        elif not self._over and not self._decider.active and len(self._levels) > 2 * LOOK_BACK:
            self._forget(self._frame - LOOK_BACK)
        return found

    def _complete(self, until: int) -> list[Contraction]:
        span, self._over = self._over, None
        if span is None:
            return []
        first = self._first
        until = span.offset if span.closed else until
        edges = refined(span, self._kept, first, max(self._free, first), until)
        found = measured(edges, self._levels[edges.onset - first : until - first], self._scale)
        self._free = edges.offset
        self._forget(until - LOOK_BACK)
        return [found]

    def _forget(self, before: int) -> None:
        if before > self._first:
            del self._kept[: before - self._first]
            del self._levels[: before - self._first]
            self._first = before


class Block:
    """A block of frames under way."""

    def __init__(self) -> None:
        self._powers: list[float | None] = []
        self._shorts: list[float | None] = []

    def add(self, power: float | None, short: float | None) -> bool:
        """Add a frame; whether the block is complete."""
        self._powers.append(power)
        self._shorts.append(short)
        return len(self._powers) == BLOCK

    def take(self) -> tuple[float | None, float | None, int]:
        """Root mean square and largest short average (``None`` if a frame is missing), place of the largest power."""
        powers, shorts = self._powers, self._shorts
        self._powers, self._shorts = [], []
        known = [power for power in powers if power is not None]
        if len(known) < BLOCK or None in shorts:
            return None, None, 0
        return average(powers, BLOCK), max(short for short in shorts if short is not None), known.index(max(known))


def average(powers: Sequence[float | None], length: int) -> float | None:
    """Root of the mean of the last powers, summed from the oldest to the newest; ``None`` if one is missing."""
    total = 0.0
    for n in range(-length, 0):
        power = powers[n]
        if power is None:
            return None
        total += power
    return math.sqrt(total / length)


def check_arguments(rate: float, longest_s: float) -> None:
    """Raise SignalError if the detector does not know such frames, or no hold is that long."""
    if rate != ENVELOPE_RATE:
        raise SignalError(f"the detector works on {ENVELOPE_RATE} frames a second, not {rate:g}")
    if not 0.0 < longest_s <= 3600.0:
        raise SignalError(f"the longest hold cannot be {longest_s:g} seconds", hint="plan between 1 and 3600 seconds")
