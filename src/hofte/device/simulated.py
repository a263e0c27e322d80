"""The simulated sensor: a muscle that can be steered, read through the protocol of every device.

It goes by the clock that it is given, so tests move it by hand. The same seed and the same wishes at the same moments
give the same samples, whatever the size of the blocks and however often it is read.
"""

from __future__ import annotations

import math
import random
from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hofte.core.clock import Clock, ManualClock, SystemClock
from hofte.core.errors import DeviceError, ValueInvalid
from hofte.device.faults import Faults
from hofte.device.muscle import CHARACTERS, OFFSET_V, Character, Effort, Electrodes
from hofte.device.protocol import Channel, ChannelKind, Description, SignalBlock
from hofte.emg.design import FASTEST_HZ
from hofte.emg.features import Frame, RmsStream
from hofte.emg.level import FRAME_RATE, REST_S, SQUEEZES, Scale, calibrate

#: What a sensor keeps for a program that does not read, in seconds; older samples are lost.
BUFFER_S = 60.0
#: How long the radio is silent when packets are lost, in seconds.
BURST_S = 0.06
#: Root mean square of a muscle that should rest, at rest and at its own maximum, in volts.
REFERENCE_V = (5e-6, 8e-5)
#: How long the simulated person squeezes when calibrating, in seconds; the pause after it is as long.
SQUEEZE_S = 3.0


class Simulated:
    """A muscle sensor that needs no muscle.

    Parameters
    ----------
    sfreq : float
        Samples a second.
    seed : int
        The same seed gives the same noise.
    character : Character or str
        How the person behaves; a name is one of ``CHARACTERS``.
    references : tuple of str
        Kinds of the other muscles that are measured, a channel each, named like their kind.
    wishes : iterable of (seconds, level)
        What the person wants from when on, levels from 0 (let go) to 1 (all they have); see also :meth:`intend`.
    clock : Clock
        What time it is.
    block_samples : int
        How many samples come in one block, 10 ms of them when it is 0.

    Raises
    ------
    ValueInvalid
        If the rate, a wish or the size of a block cannot be, or nobody has that name.
    """

    def __init__(
        self,
        sfreq: float = 1000.0,
        seed: int = 0,
        *,
        character: Character | str = "strong",
        references: tuple[ChannelKind, ...] = ("buttock",),
        wishes: Iterable[tuple[float, float]] = (),
        clock: Clock | None = None,
        block_samples: int = 0,
    ) -> None:
        if not 100.0 <= sfreq <= FASTEST_HZ:
            raise ValueInvalid(f"a simulated sensor gives 100 to {FASTEST_HZ:g} samples a second, not {sfreq:g}")
        if block_samples < 0:
            raise ValueInvalid(f"a block cannot hold {block_samples} samples")
        self._sfreq = float(sfreq)
        self._seed = seed
        self._character = _character(character)
        checked = ((_checked_time(at_s), _checked_level(level)) for at_s, level in wishes)
        self._wished = sorted(checked, key=lambda wish: wish[0])
        self._clock = clock or SystemClock()
        self._block = block_samples or max(1, round(sfreq / 100))
        names: tuple[ChannelKind, ...] = ("target", *references)
        self._description = Description("simulated", tuple(Channel(name, name) for name in names), self._sfreq)
        self._opened: float | None = None

    @property
    def description(self) -> Description:
        return self._description

    def open(self) -> None:
        """Begin with the first sample; opened again, it begins anew."""
        person, sfreq = self._character, self._sfreq
        self._effort = Effort(person, sfreq)
        volts = [(person.rest_v, person.maximum_v)] + [REFERENCE_V] * (len(self._description.channels) - 1)
        self._electrodes = [Electrodes(*v, sfreq, f"{self._seed}:{n}") for n, v in enumerate(volts)]
        self._faults = [Faults(person, sfreq, str(self._seed), is_target=n == 0) for n in range(len(volts))]
        self._silences = _silences(person.lost, sfreq, self._seed)
        self._silence = next(self._silences)
        self._wish = 0.0
        self._pending = [(self._heard(at_s), level) for at_s, level in self._wished]
        self._next = 0
        self._opened = self._clock.now()

    def intend(self, level: float) -> None:
        """From now on the person wants this level: 0 lets go, 1 squeezes with all they have.

        Raises
        ------
        ValueInvalid
            If the level is not from 0 to 1.
        DeviceError
            If the sensor is not open.
        """
        heard = self._heard(self._elapsed())
        insort(self._pending, (heard, _checked_level(level)), key=lambda wish: wish[0])

    def read(self) -> Sequence[SignalBlock]:
        """All blocks that are complete; raises DeviceError when the sensor is not open."""
        now = math.floor(self._elapsed() * self._sfreq + 1e-6)
        kept = math.floor(BUFFER_S * self._sfreq)
        if now - self._next > kept:
            self._next = now - kept
        blocks: list[SignalBlock] = []
        while self._next + self._block <= now:
            first, self._next = self._next, self._next + self._block
            blocks += self._received(first, self._record(first, self._next))
        return blocks

    def close(self) -> None:
        self._opened = None

    def scales(self) -> dict[str, Scale]:
        """Today's rest and maximum of every channel, found as with a person: 10 s of rest, three squeezes."""
        pause, clock = 2.0 * SQUEEZE_S, ManualClock()
        starts = [REST_S + 1.0 + n * pause for n in range(SQUEEZES)]
        twin = Simulated(
            self._sfreq,
            self._seed + 1,
            character=replace(self._character.mended(), helps=1.0, lifts=1.0, clings=0.0, creeps=0.0, tires_s=None),
            references=tuple(channel.kind for channel in self._description.channels[1:]),
            wishes=[wish for at_s in starts for wish in ((at_s, 1.0), (at_s + SQUEEZE_S, 0.0))],
            clock=clock,
        )
        twin.open()
        clock.wait(starts[-1] + pause)
        stream = RmsStream(self._description)
        frames = [frame for block in twin.read() for frame in stream.feed(block)]
        return {channel.name: _calibrated(channel.name, frames, starts) for channel in self._description.channels}

    def _elapsed(self) -> float:
        if self._opened is None:
            raise DeviceError("the simulated sensor is not open", hint="open it before reading")
        return self._clock.now() - self._opened

    def _heard(self, at_s: float) -> int:
        """The sample at which a wish of that moment begins to act."""
        return round((at_s + self._character.reaction_s) * self._sfreq)

    def _record(self, start: int, stop: int) -> list[list[float]]:
        activations: list[float] = []
        at = start
        while at < stop:
            while self._pending and self._pending[0][0] <= at:
                _, self._wish = self._pending.pop(0)
            until = min(stop, self._pending[0][0]) if self._pending else stop
            activations += self._effort.follow(self._wish, until - at)
            at = until
        person = self._character
        target, *others = self._electrodes
        helping = [person.helps * activation for activation in activations]
        lifting = activations if person.lifts == 1.0 else [person.lifts * activation for activation in activations]
        volts = target.record(lifting)
        channels = [volts, *(_with_crosstalk(other.record(helping), volts, person.crosstalk) for other in others)]
        return [faults.put_on(start, samples) for faults, samples in zip(self._faults, channels, strict=True)]

    def _received(self, first: int, samples: list[list[float]]) -> Iterator[SignalBlock]:
        """The parts of a block that no silence of the radio has swallowed."""
        at, stop = first, first + len(samples[0])
        while at < stop:
            silent, heard = self._silence
            end = min(stop, max(at, silent))
            if end > at:
                yield SignalBlock([channel[at - first : end - first] for channel in samples], at)
            at = min(stop, max(end, heard))
            if at >= heard:
                self._silence = next(self._silences)


def _character(name: Character | str) -> Character:
    if isinstance(name, Character):
        return name
    if name not in CHARACTERS:
        raise ValueInvalid(f"no simulated person is called {name!r}", hint=f"choose {', '.join(CHARACTERS)}")
    return CHARACTERS[name]


def _with_crosstalk(samples: list[float], others: list[float], share: float) -> list[float]:
    if not share:
        return samples
    return [sample + share * (other - OFFSET_V) for sample, other in zip(samples, others, strict=True)]


def _checked_level(level: float) -> float:
    if not 0.0 <= level <= 1.0:
        raise ValueInvalid(f"a wish goes from 0 (let go) to 1 (all there is), not {level:g}")
    return level


def _checked_time(at_s: float) -> float:
    if not (math.isfinite(at_s) and at_s >= 0.0):
        raise ValueInvalid(f"a wish cannot begin at {at_s:g} seconds")
    return at_s


def _silences(share: float, sfreq: float, seed: int) -> Iterator[tuple[int, int]]:
    """From which sample to which the radio is silent, in time order, for ever."""
    chance = random.Random(f"{seed}:lost")  # noqa: S311 (noise, no secret)
    length = max(1, round(BURST_S * sfreq))
    at = 0
    while True:
        if share <= 0.0:
            at = 2**62
        else:
            at += 1 + round(chance.expovariate(1.0) * length * (1.0 - share) / share)
        yield at, at + length
        at += length


def _calibrated(name: str, frames: Sequence[Frame], starts: Sequence[float]) -> Scale:
    rms = [(frame.at_s, value) for frame in frames if (value := frame.rms[name]) is not None]
    rest = [value for at_s, value in rms if at_s < starts[0]]
    squeezes = [[value for at_s, value in rms if start <= at_s < start + SQUEEZE_S] for start in starts]
    return calibrate(rest, squeezes, rate=FRAME_RATE)
