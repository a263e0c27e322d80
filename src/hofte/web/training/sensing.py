"""The sensor that runs here on the server: its samples become levels, or bare amplitudes while there is no scale yet.

Today it is the simulated one with its simulated person, who does what the phase at hand asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hofte.coach.calibration import SQUEEZE_CUE
from hofte.coach.model import Phase
from hofte.core.clock import Clock
from hofte.device.muscle import CHARACTERS, Character
from hofte.device.simulated import Simulated
from hofte.diary.model import SessionRecord
from hofte.emg.features import FeatureStream, RmsStream
from hofte.emg.finder import Finder
from hofte.emg.level import Scale
from hofte.emg.model import Channel, ChannelKind, Contraction, Description, Features, SignalBlock
from hofte.emg.quality_limits import NOISE_FLOOR_V
from hofte.web.training.raw import Keeper, Piece

#: The channel of the trained muscle.
TARGET: Final = "target"
#: The other muscles that the simulated sensor measures.
REFERENCES: Final[tuple[ChannelKind, ...]] = ("buttock",)
#: What a simulated person gives in each kind of phase, from 0 to 1 of their maximum, and at some cues.
WISHES = {"work": 0.75, "hold": 0.7}
CUED_WISHES = {SQUEEZE_CUE: 1.0, "assess_quick": 0.9, "assess_tonic": 0.7, "assess_endurance": 0.4}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured at one moment.

    Parameters
    ----------
    features : Features
        For the judge. While there is no scale its level is 0 where the signal can be trusted: that is all it says then.
    values : mapping of channel name to float or None
        What a recorder keeps: percent, or volts while there is no scale.
    problems : tuple of str
        What disturbed it, ``channel:problem``.
    contractions : tuple of Contraction
        Of the trained muscle, those that have become complete, in session time.
    """

    features: Features
    values: Mapping[str, float | None]
    problems: tuple[str, ...] = ()
    contractions: tuple[Contraction, ...] = ()


def channels_of(device: str) -> tuple[Channel, ...]:
    """What a sensor measures; nothing for the clock."""
    if device.partition(":")[0] != "simulated":
        return ()
    return (Channel(TARGET), *(Channel(kind, kind) for kind in REFERENCES))


class Sensing:
    """The sensor of one session, opened.

    Parameters
    ----------
    record : SessionRecord
    clock : Clock
        Where the sensor takes its time from.
    start_s : float
        Session time now.
    """

    def __init__(self, record: SessionRecord, clock: Clock, start_s: float) -> None:
        self._sensor = Simulated(character=_person(record), references=REFERENCES, clock=clock)
        self._sensor.open()
        description = self._sensor.description
        purpose = record.started.purpose if record.started else "training"
        scales = record.guided.scales if record.guided else {}
        self._reader = (
            _Bare(description, start_s)
            if purpose == "calibration"
            else _Scaled(description, scales, start_s, finds_contractions=purpose == "assessment")
        )
        keeps = record.started is not None and record.started.keeps_signal
        self._keeper = Keeper(description, start_s) if keeps else None
        self._pieces: list[Piece] = []
        self._wished = 0.0

    def read(self) -> list[Reading]:
        """What has come in since the last call; raises DeviceError or SignalError when the sensor is gone."""
        readings: list[Reading] = []
        for block in self._sensor.read():
            readings += self._reader.feed(block)
            if self._keeper:
                self._pieces += self._keeper.add(block)
        return readings

    def take_pieces(self) -> list[Piece]:
        """The signal that has become ready to be kept since the last call."""
        pieces, self._pieces = self._pieces, []
        return pieces

    def finish(self) -> tuple[Contraction, ...]:
        """The session is over: what was not complete yet."""
        if self._keeper:
            self._pieces += self._keeper.finish()
        return self._reader.finish()

    def follow(self, phase: Phase | None) -> None:
        """The simulated person does what the phase asks for; ``None``: nothing runs."""
        wished = 0.0
        if phase is not None:
            cued = SQUEEZE_CUE if phase.cue.startswith(SQUEEZE_CUE) else phase.cue
            wished = CUED_WISHES.get(cued, WISHES.get(phase.kind, 0.0))
        if wished != self._wished:
            self._wished = wished
            self._sensor.intend(wished)

    def close(self) -> None:
        self._sensor.close()


class _Bare:
    """Amplitudes without a scale, fifty times a second."""

    def __init__(self, description: Description, start_s: float) -> None:
        self._stream = RmsStream(description)
        self._start_s = start_s

    def feed(self, block: SignalBlock) -> Iterator[Reading]:
        for frame in self._stream.feed(block):
            problem = frame.problems.get(TARGET)
            trusted = None if frame.rms[TARGET] is None else 0.0
            at_s = self._start_s + frame.at_s
            problems = tuple(f"{name}:{found}" for name, found in frame.problems.items())
            yield Reading(Features(at_s, trusted, problems=(problem,) if problem else ()), frame.rms, problems)

    def finish(self) -> tuple[Contraction, ...]:
        return ()


class _Scaled:
    """Levels in percent of today's rest…maximum, and contractions where they are asked for."""

    def __init__(
        self, description: Description, scales: Mapping[str, Scale], start_s: float, *, finds_contractions: bool
    ) -> None:
        self._stream = FeatureStream(description, scales, start_s=start_s)
        self._others = [channel.name for channel in description.channels[1:] if channel.name in scales]
        self._finder = _Finder(description.sfreq, scales[TARGET], start_s) if finds_contractions else None

    def feed(self, block: SignalBlock) -> Iterator[Reading]:
        found = self._finder.feed(block) if self._finder else ()
        for features in self._stream.feed(block):
            others = {name: features.references.get(name) for name in self._others}
            problems = tuple(f"{TARGET}:{problem}" for problem in features.problems)
            yield Reading(features, {TARGET: features.level, **others}, problems, found)
            found = ()

    def finish(self) -> tuple[Contraction, ...]:
        return self._finder.finish() if self._finder else ()


class _Finder:
    """Contractions of the trained muscle, in session time."""

    def __init__(self, sfreq: float, scale: Scale, start_s: float) -> None:
        self._finder = Finder(sfreq, scale, floor=NOISE_FLOOR_V)
        self._start_s = start_s
        self._next: int | None = None

    def feed(self, block: SignalBlock) -> tuple[Contraction, ...]:
        samples: list[float | None] = list(block.samples[0])
        lost = 0 if self._next is None else block.first - self._next
        self._next = block.first + len(samples)
        return self._shifted(self._finder.feed([None] * max(0, lost) + samples))

    def finish(self) -> tuple[Contraction, ...]:
        return self._shifted(self._finder.finish())

    def _shifted(self, found: Sequence[Contraction]) -> tuple[Contraction, ...]:
        start_s = self._start_s
        return tuple(
            replace(one, onset_s=start_s + one.onset_s, offset_s=start_s + one.offset_s,
                    decided_s=start_s + one.decided_s)
            for one in found
        )  # fmt: skip


def _person(record: SessionRecord) -> Character:
    """The simulated person.

    When they calibrate, every muscle is squeezed when it is its turn; and at a second attempt they have done as they
    were told: the electrodes are on and nothing is lost.
    """
    person = CHARACTERS[record.device.partition(":")[2] or "strong"]
    started = record.started
    if started is None or started.purpose != "calibration":
        return person
    calibrating = replace(person, helps=1.0, lifts=1.0)
    return calibrating.mended() if started.attempt else calibrating
