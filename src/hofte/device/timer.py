"""No sensor at all: the session goes by the clock."""

from __future__ import annotations

from collections.abc import Sequence

from hofte.device.protocol import Description, SignalBlock


class Timer:
    """A device without channels, so that a session needs no special case when nobody measures."""

    @property
    def description(self) -> Description:
        return Description("timer", (), 0.0)

    def open(self) -> None:
        """Nothing has to be reached."""

    def read(self) -> Sequence[SignalBlock]:
        return ()

    def close(self) -> None:
        """Nothing has to be let go."""
