"""The small protocol that every sensor speaks: open, read, close, and a description of its channels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

ChannelKind = Literal["target", "buttock", "thigh", "belly", "other"]


@dataclass(frozen=True, slots=True)
class Channel:
    """One recorded difference between two electrodes."""

    name: str
    kind: ChannelKind = "target"
    unit: Literal["V", "count"] = "V"


@dataclass(frozen=True, slots=True)
class Description:
    """What a device delivers: ``channels`` in the order of its blocks, at ``sfreq`` hertz."""

    name: str
    channels: tuple[Channel, ...]
    sfreq: float


@dataclass(frozen=True, slots=True)
class SignalBlock:
    """Consecutive samples of all channels.

    Parameters
    ----------
    samples : sequence of sequence of float, shape (n_channels, n_samples)
        In the unit of each channel.
    first : int
        The sensor's own sample counter at the first sample; a jump against the block before is a gap
        (lost packets): it is shown, never filled in.
    """

    samples: Sequence[Sequence[float]]
    first: int


class Device(Protocol):
    """A source of signal. ``read`` returns what has arrived since the last call and never blocks."""

    @property
    def description(self) -> Description: ...

    def open(self) -> None:
        """Raises :class:`hofte.core.errors.DeviceError` when the sensor cannot be reached."""
        ...

    def read(self) -> Sequence[SignalBlock]:
        """Raises :class:`hofte.core.errors.DeviceError` when the sensor went away."""
        ...

    def close(self) -> None: ...
