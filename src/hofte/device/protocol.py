"""The small protocol that every sensor speaks: open, read, close, and a description of its channels.

The description and the blocks are values of :mod:`hofte.emg.model`, so that the signal chain below can take them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from hofte.emg.model import Channel, ChannelKind, Description, SignalBlock

__all__ = ["Channel", "ChannelKind", "Description", "Device", "SignalBlock"]


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
