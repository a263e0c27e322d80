"""What goes wrong between a muscle and the numbers of a sensor: hum, movement, an input that is too small.

Everything is a function of the number of the sample and of a seed, so that neither blocks nor reading moments change a
sample.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

from hofte.device.muscle import OFFSET_V, RAIL_V, Character

#: Hum of lamps and chargers has a third harmonic of this share.
THIRD = 0.3
#: A moved cable: it swings at this frequency in hertz for this long, in seconds …
SWING_HZ, SWING_S = 3.0, 0.5
#: … so long apart, in seconds: at least, and on average beyond that.
STILL_S, SEVERAL_S = 4.0, 4.0


class Faults:
    """What is added to, and cut off, the voltage of one channel.

    Parameters
    ----------
    character : Character
    sfreq : float
        Samples a second.
    seed : str
        The same seed gives the same faults.
    is_target : bool
        Cables and electrodes move at the trained muscle only; hum and the input's range are those of all channels.
    """

    def __init__(self, character: Character, sfreq: float, seed: str, *, is_target: bool) -> None:
        self._sfreq = sfreq
        self._hum_v = math.sqrt(2.0) * character.hum * character.rest_v
        self._turn = 2.0 * math.pi * character.hum_hz / sfreq
        self._swing_v = character.moves * character.rest_v if is_target else 0.0
        self._swings = _swings(seed, sfreq)
        self._swing = next(self._swings)
        self._range_v = character.range_v
        self._off = tuple(at_s * sfreq for at_s in character.off_s) if character.off_s and is_target else None

    def put_on(self, first: int, samples: list[float]) -> list[float]:
        """The samples from number ``first`` on as the sensor gives them; each is asked for once, in order."""
        if self._hum_v:
            samples = [sample + self._hum(n) for n, sample in enumerate(samples, first)]
        if self._swing_v:
            samples = [sample + self._movement(n) for n, sample in enumerate(samples, first)]
        if self._range_v is not None:
            low, high = OFFSET_V - self._range_v, OFFSET_V + self._range_v
            samples = [min(high, max(low, sample)) for sample in samples]
        if self._off is not None:
            off, on = self._off
            samples = [RAIL_V if off <= n < on else sample for n, sample in enumerate(samples, first)]
        return samples

    def _hum(self, n: int) -> float:
        angle = self._turn * n
        return self._hum_v * (math.sin(angle) + THIRD * math.sin(3.0 * angle))

    def _movement(self, n: int) -> float:
        begin, end = self._swing
        if n >= end:
            self._swing = begin, end = next(self._swings)
        if n < begin:
            return 0.0
        part = (n - begin) / (end - begin)
        swing = math.sin(2.0 * math.pi * SWING_HZ * (n - begin) / self._sfreq)
        return self._swing_v * math.sin(math.pi * part) ** 2 * swing


def _swings(seed: str, sfreq: float) -> Iterator[tuple[int, int]]:
    """From which sample to which a cable swings, in time order, for ever."""
    chance = random.Random(f"{seed}:swings")  # noqa: S311 (noise, no secret)
    length = round(SWING_S * sfreq)
    at = 0
    while True:
        at += round((STILL_S + chance.expovariate(1.0 / SEVERAL_S)) * sfreq)
        yield at, at + length
        at += length
