"""What the sensor gave in one phase, kept ten times a second: what a calibration and an assessment are judged from.

Training sessions keep what was judged; these two keep what was measured, so that a verdict can be read again from the
log. Knows phases and numbers, no sensor, no scale.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Literal

from hofte.coach.model import Entered, Finished, Output, Paused, PhaseKind, Timeline
from hofte.emg.model import Contraction

#: Values a second that are kept, each the mean of the frames of its tenth of a second.
RATE = 10
Unit = Literal["percent", "V"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One stretch of a phase, without a break.

    Parameters
    ----------
    cue, kind, set, rep
        Those of the phase.
    at_s : float
        Session time of its beginning.
    values : mapping of channel name to tuple of float or None
        Ten a second; ``None`` where nothing could be trusted.
    unit : {"percent", "V"}
        Percent of today's rest…max, or root mean squares in volts while there is no scale yet.
    problems : tuple of str
        What disturbed it, ``channel:problem``.
    contractions : tuple of Contraction
        Of the trained muscle, those that were over in this stretch, in session time.
    """

    cue: str
    kind: PhaseKind
    set: int
    rep: int
    at_s: float
    values: Mapping[str, tuple[float | None, ...]]
    unit: Unit = "percent"
    problems: tuple[str, ...] = ()
    contractions: tuple[Contraction, ...] = ()

    def seen(self, channel: str) -> list[float]:
        """The values of a channel that can be trusted."""
        return [value for value in self.values.get(channel, ()) if value is not None]

    def troubles(self, channel: str) -> list[str]:
        """What disturbed a channel."""
        return [problem for name, _, problem in (said.partition(":") for said in self.problems) if name == channel]


@dataclass(slots=True)
class _Stretch:
    """One :class:`Measured` under way."""

    phase: int
    at_s: float
    values: dict[str, list[float | None]] = field(default_factory=dict)
    pending: dict[str, list[float | None]] = field(default_factory=dict)
    problems: set[str] = field(default_factory=set)
    count: int = 0

    def add(self, at_s: float, values: Mapping[str, float | None], problems: Iterable[str]) -> None:
        if not self.values and at_s - self.at_s > 2.0 / RATE:
            self.at_s = at_s  # the session was taken up again within the phase
        for name, value in values.items():
            self.values.setdefault(name, [None] * self.count)
            self.pending.setdefault(name, []).append(value)
        self.problems.update(problems)
        while at_s >= self.at_s + (self.count + 1) / RATE - 1e-9:
            self.count += 1
            for name, kept in self.values.items():
                kept.append(_mean(self.pending.get(name, ())))
            self.pending = {}  # frames that are missing leave a gap


def _mean(frames: Sequence[float | None]) -> float | None:
    """The mean of a tenth of a second, if nothing of it is missing."""
    seen = [frame for frame in frames if frame is not None]
    return fmean(seen) if seen and len(seen) == len(frames) else None


class Recorder:
    """Cuts frames by the phases of a session.

    Frames may arrive later than the phases they belong to, as for the judge: a phase is over when a frame says so, or
    when the session is.

    Parameters
    ----------
    timeline : Timeline
    unit : {"percent", "V"}
    """

    def __init__(self, timeline: Timeline, unit: Unit = "percent") -> None:
        self._phases = timeline.phases
        self._unit = unit
        self._coming: deque[Output] = deque()
        self._stretch: _Stretch | None = None
        self._contractions: list[Contraction] = []

    def follow(self, output: Output) -> None:
        """Hear what the player did, in the order in which it did it."""
        self._coming.append(output)

    def add(
        self,
        at_s: float,
        values: Mapping[str, float | None],
        problems: Iterable[str] = (),
        contractions: Sequence[Contraction] = (),
    ) -> list[Measured]:
        """Take the next frame; gives the stretches that are over."""
        over = self._advance(at_s)
        self._contractions += contractions
        if self._stretch:
            self._stretch.add(at_s, values, problems)
        return over

    def finish(self, contractions: Sequence[Contraction] = ()) -> list[Measured]:
        """The session is over, or the sensor is let go: gives what is left."""
        self._contractions += contractions
        return self._advance(math.inf) + self._end()

    def _advance(self, at_s: float) -> list[Measured]:
        over: list[Measured] = []
        while self._coming and self._coming[0].at_s < at_s - 1e-6:  # a frame stands for the time before it
            output = self._coming.popleft()
            if isinstance(output, (Entered, Paused, Finished)):
                over += self._end()
            if isinstance(output, Entered):
                self._stretch = _Stretch(output.phase, output.at_s)
        return over

    def _end(self) -> list[Measured]:
        stretch, self._stretch = self._stretch, None
        if stretch is None or not stretch.count:
            return []
        phase = self._phases[stretch.phase]
        values = {name: tuple(map(self._rounded, found)) for name, found in stretch.values.items()}
        contractions, self._contractions = tuple(self._contractions), []
        return [
            Measured(phase.cue, phase.kind, phase.set, phase.rep, stretch.at_s, values, self._unit,
                     tuple(sorted(stretch.problems)), contractions)
        ]  # fmt: skip

    def _rounded(self, value: float | None) -> float | None:
        """Three figures are more than a level holds, and a third of the room."""
        if value is None:
            return None
        return round(value, 1) if self._unit == "percent" else float(f"{value:.3e}")
