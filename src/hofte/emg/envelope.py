"""Samples become envelope frames, a hundred a second, in plain Python: what the live detector works on.

Frames are cut by the number of the sample, so blocks leave no trace. Knows one channel and no scale;
:mod:`hofte.emg.whole` is the same for whole recordings with numpy.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence

from hofte.core.errors import SignalError
from hofte.emg.chain import Cascade, is_signal
from hofte.emg.design import HIGH_HZ, HIGH_SHARE, Section, edge_sections, notch_sections
from hofte.emg.model import ENVELOPE_RATE

#: Lower corner of the band in which contractions are looked for, in hertz: higher than the one of the level that is
#: shown, since heart beats (trunk, pelvis) and moved cables must not count as squeezes.
DETECTION_LOW_HZ = 30.0
#: … and steeper (poles of a Butterworth high-pass): a movement of 10 Hz is a thousand times weaker behind it.
ORDER = 6
#: So many multiples of the mains are taken out, by notches of this quality: wide enough for mains that wander by half a
#: hertz, narrow enough to leave nine tenths of the muscle.
NOTCHES, NOTCH_QUALITY = 5, 10.0
#: What is left of the beginning of a filter when it is trusted.
SETTLED = 0.01
#: Over a gap of this many frames the filter holds its state; after a longer one it begins anew.
HELD_FRAMES = 50


def detection_sections(sfreq: float, *, mains: float | None = None) -> tuple[Section, ...]:
    """The filter in front of the detector.

    Parameters
    ----------
    sfreq : float
        Sampling frequency in hertz.
    mains : float or None
        Frequency of the mains in which hum was found at rest; it and its harmonics are then taken out.

    Returns
    -------
    tuple of Section
        See :func:`hofte.emg.design.design_sections`, which also says what cannot be.
    """
    top = min(HIGH_HZ, HIGH_SHARE * sfreq)
    band = (*edge_sections(sfreq, DETECTION_LOW_HZ, ORDER, "high"), *edge_sections(sfreq, top, 2, "low"))
    if mains is None or mains >= top:
        return band
    return (*band, *notch_sections(sfreq, mains, harmonics=NOTCHES, quality=NOTCH_QUALITY, top=top))


def settling_frames(sections: Sequence[Section], sfreq: float) -> int:
    """How many frames a filter needs until a hundredth is left of how it began: notches ring for long."""
    largest = max(_radius(section) for section in sections)
    samples = math.log(SETTLED) / math.log(largest) if 0.0 < largest < 1.0 else 0.0
    return math.ceil(samples * ENVELOPE_RATE / sfreq)


def _radius(section: Section) -> float:
    """The larger distance of the two poles from zero; a filter is stable while it is below 1."""
    a1, a2 = section[4], section[5]
    root = cmath.sqrt(a1 * a1 - 4.0 * a2)
    return max(abs(-a1 + root), abs(-a1 - root)) / 2.0


def border(frame: int, sfreq: float) -> int:
    """The number of the first sample of a frame."""
    return math.ceil(frame * sfreq / ENVELOPE_RATE)


class LiveEnvelope:
    """The envelope frames of one channel.

    Parameters
    ----------
    sfreq : float
        Sampling frequency in hertz, at least ``ENVELOPE_RATE``.
    sections : sequence of Section or None
        The filter; ``None`` is :func:`detection_sections` without a notch.

    Raises
    ------
    SignalError
        If no such filter exists or the rate is too low.
    """

    def __init__(self, sfreq: float, sections: Sequence[Section] | None = None) -> None:
        check_rate(sfreq)
        self._sfreq = sfreq
        chosen = detection_sections(sfreq) if sections is None else sections
        self._cascade = Cascade(chosen)
        self._settling = settling_frames(chosen, sfreq)
        self._unsettled = 0  # frames until the filter is trusted
        self._offset: float | None = None
        self._frame = 0
        self._pending: list[float | None] = []
        self._lost = 0  # frames without a sample, in a row

    def append(self, sections: Sequence[Section]) -> None:
        """From the next sample on, filter with these as well; frames are trusted again when they have settled."""
        self._cascade.append(sections)
        self._settling = max(self._settling, settling_frames(sections, self._sfreq))
        self._unsettled = self._settling

    def feed(self, samples: Sequence[float | None]) -> list[float | None]:
        """Take the next samples (``None``: lost), give the frames that are complete.

        Returns
        -------
        list of float or None
            Root mean square in the unit of the samples; ``None`` where a sample of the frame was lost or no number,
            and in the first tenth of a second, in which the filter settles (half a second with notches).
        """
        frames: list[float | None] = []
        start = 0
        while start < len(samples):
            size = border(self._frame + 1, self._sfreq) - border(self._frame, self._sfreq)
            part = samples[start : start + size - len(self._pending)]
            start += len(part)
            self._pending += part
            if len(self._pending) == size:
                frames.append(self._cut(self._pending))
                self._frame += 1
                self._pending = []
        return frames

    def _cut(self, samples: Sequence[float | None]) -> float | None:
        signal = [x for x in samples if x is not None and is_signal((x,))]
        if not signal:
            self._lost += 1
            return None
        if self._offset is None or self._lost > HELD_FRAMES:
            self._offset = signal[0]
            self._cascade.reset()
            self._unsettled = self._settling
        self._lost = 0
        offset = self._offset
        power = sum(value * value for value in self._cascade.feed([x - offset for x in signal])) / len(signal)
        if self._unsettled:
            self._unsettled -= 1
            return None
        return math.sqrt(power) if len(signal) == len(samples) else None


def check_rate(sfreq: float) -> None:
    """Raise SignalError if there is not a sample for each frame."""
    if not sfreq >= ENVELOPE_RATE:
        raise SignalError(
            f"{sfreq:g} samples a second are too few to find contractions",
            hint=f"record at least {ENVELOPE_RATE}, better 1000, samples a second",
        )
