"""The live detector behind the gate: contractions of one channel from its samples, hum taken out when it is found.

Nothing is looked for while an electrode is off, and the step to a rail never reaches the filter. Movement and clipping
do not stop it: they make levels false, and taking such stretches out would cut a squeeze in two.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from hofte.emg.decide import LONGEST_S
from hofte.emg.design import notch_sections
from hofte.emg.detect import Detector
from hofte.emg.envelope import NOTCH_QUALITY, LiveEnvelope, border
from hofte.emg.level import Scale
from hofte.emg.model import Contraction
from hofte.emg.quality import QualityStream
from hofte.emg.quality_limits import FLAT_SAMPLES


class Finder:
    """Finds contractions in the samples of one channel while they come in.

    Parameters
    ----------
    sfreq : float
        Samples a second.
    scale : Scale
        Today's rest and maximum.
    floor : float
        As :class:`hofte.emg.quality.QualityStream` has it.
    longest_s : float
        As :class:`hofte.emg.detect.Detector` has it.

    Raises
    ------
    SignalError
        If there are fewer than a hundred samples a second.
    """

    def __init__(self, sfreq: float, scale: Scale, *, floor: float = 0.0, longest_s: float = LONGEST_S) -> None:
        self._sfreq = sfreq
        self._quality = QualityStream(sfreq, floor=floor)
        self._envelope = LiveEnvelope(sfreq)
        self._detector = Detector(scale, longest_s=longest_s)
        self._frame = 0
        self._pending: list[float | None] = []
        self._held: list[float | None] = []  # the last run of equal samples: it may become a rail
        self._notched: set[float] = set()

    def feed(self, samples: Sequence[float | None]) -> list[Contraction]:
        """Take the next samples (``None``: lost), give the contractions that are complete; blocks leave no trace."""
        found: list[Contraction] = []
        self._pending += samples
        while len(self._pending) >= (size := self._size()):
            part, self._pending = self._pending[:size], self._pending[size:]
            self._frame += 1
            found += self._detector.feed(self._frames(part))
        return found

    def finish(self) -> list[Contraction]:
        """There is no more signal: give what was not complete yet."""
        return self._detector.finish()

    def _size(self) -> int:
        """Samples of the frame under way."""
        return border(self._frame + 1, self._sfreq) - border(self._frame, self._sfreq)

    def _frames(self, samples: Sequence[float | None]) -> Sequence[float | None]:
        self._quality.feed([math.nan if sample is None else sample for sample in samples])
        frames = self._envelope.feed(self._released(samples))
        hum = self._quality.hum
        for hertz in sorted(set(hum.frequencies if hum else ()) - self._notched):
            self._notched.add(hertz)
            top = self._sfreq / 2
            self._envelope.append(notch_sections(self._sfreq, hertz, harmonics=1, quality=NOTCH_QUALITY, top=top))
        return [None] * len(frames) if "electrode_off" in self._quality.problems else frames

    def _released(self, samples: Sequence[float | None]) -> list[float | None]:
        """The samples that are sure to be no rail, ``None`` for those of a rail; the last run waits."""
        released: list[float | None] = []
        for sample in samples:
            if self._held and sample != self._held[-1]:
                released += self._let_go()
            self._held.append(sample)
        if len(self._held) >= FLAT_SAMPLES:
            released += [None] * (len(self._held) - FLAT_SAMPLES)
            del self._held[FLAT_SAMPLES:]
        return released

    def _let_go(self) -> list[float | None]:
        held, self._held = self._held, []
        return [None] * len(held) if len(held) >= FLAT_SAMPLES else held
