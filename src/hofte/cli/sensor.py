"""The sensor of a session: a device, its signal as features, and what happens when it dies.

A session never ends because its sensor does: the listener falls silent, says why, and the clock goes on.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Literal

from hofte.coach.model import EFFORT, Phase
from hofte.core.clock import Clock
from hofte.core.errors import DeviceError, HofteError
from hofte.device.protocol import Device
from hofte.device.replay import Replay
from hofte.device.simulated import Simulated
from hofte.device.timer import Timer
from hofte.emg.features import FeatureStream
from hofte.emg.model import Features

SensorKind = Literal["timer", "simulated", "replay"]

#: How hard a simulated person means to squeeze, of all they have.
EFFORT_MEANT = 0.8


class Listener:
    """Listens to a device for one session; use it in a ``with``.

    Parameters
    ----------
    device : Device
    kind : {"timer", "simulated", "replay"}
        What it is, as a key of the words under ``sensor``.
    detail : str
        Which of its kind: the character, or the name of the recording.

    Raises
    ------
    HofteError
        On entering, if the device cannot be opened or its signal cannot be used.
    """

    def __init__(self, device: Device, kind: SensorKind, detail: str = "") -> None:
        self.kind = kind
        #: What the diary calls it.
        self.source = f"{kind}:{detail}" if detail else kind
        self._device = device
        self._stream: FeatureStream | None = None
        #: Why it fell silent, when it did.
        self.failure: HofteError | None = None

    def __enter__(self) -> Listener:
        if isinstance(self._device, (Simulated, Replay)):
            self._stream = FeatureStream(self._device.description, self._device.scales())
        self._device.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._device.close()

    @property
    def measures(self) -> bool:
        """Whether there is a muscle to listen to."""
        return self._stream is not None and self.failure is None

    @property
    def hears_others(self) -> bool:
        """Whether other muscles are measured, too."""
        return any(channel.kind not in ("target", "other") for channel in self._device.description.channels)

    def read(self) -> list[Features]:
        """The features that have arrived; none once the sensor has died (see :attr:`failure`)."""
        if self._stream is None or self.failure:
            return []
        try:
            return [features for block in self._device.read() for features in self._stream.feed(block)]
        except HofteError as error:
            self.failure = error
            return []

    def follow(self, phase: Phase | None) -> None:
        """Let a simulated person do what the phase asks for; other devices need no telling."""
        if isinstance(self._device, Simulated) and not self.failure:
            self._device.intend(EFFORT_MEANT if phase is not None and phase.kind in EFFORT else 0.0)


def make_listener(source: str, clock: Clock, character: str = "strong") -> Listener:
    """Make the listener that a person chose.

    Parameters
    ----------
    source : str
        ``timer``, ``simulated`` or ``replay:FILE``.
    clock : Clock
    character : str
        How the simulated person behaves.

    Raises
    ------
    HofteError
        If there is no such sensor or character, or the recording cannot be read.
    """
    kind, _, file = source.partition(":")
    if kind == "replay" and file:
        return Listener(Replay(Path(file), clock=clock), "replay", Path(file).name)
    if source == "simulated":
        return Listener(Simulated(character=character, clock=clock), "simulated", character)
    if source == "timer":
        return Listener(Timer(), "timer")
    raise DeviceError(f"no sensor is called {source!r}", hint="choose timer, simulated or replay:FILE")
