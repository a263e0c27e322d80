"""A recorded file played through the protocol of every device, at its own rate by the clock.

Knows time and kinds of channels; what the file looks like is known by :mod:`hofte.device.recording`. Of the file only
what is due is held in memory.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast, get_args

from hofte.core.clock import Clock, SystemClock
from hofte.core.errors import DeviceError
from hofte.device.protocol import Channel, ChannelKind, Description, SignalBlock
from hofte.device.recording import Recording, volts_in
from hofte.emg.features import RmsStream
from hofte.emg.level import Scale, scale_of_recording


class Replay:
    """A recording that behaves like a sensor.

    Parameters
    ----------
    path : Path
        A ``.csv`` or ``.csv.gz`` file as :mod:`hofte.device.recording` describes it.
    kinds : mapping of column name to kind
        What the columns are. A column that is not named here is of the kind that it is called
        (``buttock``, ``belly`` …) or ``other``; without any target the first column is the target.
    clock : Clock
        What time it is.
    block_samples : int
        How many samples come in one block, 10 ms of them when it is 0.

    Raises
    ------
    DeviceError
        If the file cannot be opened or its first two lines are not as they should be.
    """

    def __init__(
        self,
        path: Path,
        *,
        kinds: Mapping[str, ChannelKind] | None = None,
        clock: Clock | None = None,
        block_samples: int = 0,
    ) -> None:
        self._path = path
        self._clock = clock or SystemClock()
        with Recording(path) as recording:
            channels = _channels(recording.names, kinds or {})
            self._description = Description(path.name, channels, recording.sfreq)
        self._block = block_samples if block_samples > 0 else max(1, round(recording.sfreq / 100))
        self._recording: Recording | None = None
        self._error: DeviceError | None = None
        self._ended = False

    @property
    def description(self) -> Description:
        return self._description

    @property
    def ended(self) -> bool:
        """Whether the last sample has been read."""
        return self._ended

    def open(self) -> None:
        """Begin with the first sample; opened again, it begins anew."""
        self.close()
        self._recording = Recording(self._path)
        self._blocks = self._cut(self._recording)
        self._next = 0
        self._error, self._ended = None, False
        self._start = self._clock.now()

    def read(self) -> Sequence[SignalBlock]:
        """The blocks that are due by the clock; nothing more after the last.

        Raises
        ------
        DeviceError
            If the file is broken: the samples before the place come first, the next call says line and reason.
        """
        if self._recording is None:
            raise DeviceError(f"{self._path} is not open", hint="open it before reading")
        due = math.floor((self._clock.now() - self._start) * self._description.sfreq + 1e-6)
        blocks: list[SignalBlock] = []
        while not (self._ended or self._error) and self._next + self._block <= due:
            try:
                block = next(self._blocks, None)
            except DeviceError as error:
                self._error, block = error, None
            if block is None:
                self._ended = self._error is None
                self._recording.close()
                break
            self._next += len(block.samples[0])
            blocks.append(block)
        if self._error and not blocks:
            raise self._error
        return blocks

    def close(self) -> None:
        if self._recording is not None:
            self._recording.close()
            self._recording = None

    def scales(self) -> dict[str, Scale]:
        """Rest and maximum of every muscle in this recording, which has no calibration of its own.

        Raises
        ------
        DeviceError
            If the file is broken.
        SignalError
            If rest and effort cannot be told apart.
        """
        stream = RmsStream(self._description)
        levels: dict[str, list[float]] = {}
        with Recording(self._path) as recording:
            for block in self._cut(recording):
                for frame in stream.feed(block):
                    for name, rms in frame.rms.items():
                        levels.setdefault(name, []).extend([] if rms is None else [rms])
        return {name: scale_of_recording(frames) for name, frames in levels.items()}

    def _cut(self, recording: Recording) -> Iterator[SignalBlock]:
        """The recording in blocks; before a broken line comes the part of the block that is whole."""
        first, part, error = 0, list[tuple[float, ...]](), None
        try:
            for row in recording.rows():
                part.append(row)
                if len(part) == self._block:
                    yield SignalBlock(tuple(zip(*part, strict=True)), first)
                    first, part = first + len(part), []
        except DeviceError as broken:
            error = broken
        if part:
            yield SignalBlock(tuple(zip(*part, strict=True)), first)
        if error:
            raise error


def _channels(names: Sequence[str], kinds: Mapping[str, ChannelKind]) -> tuple[Channel, ...]:
    called = set(get_args(ChannelKind))
    found = {name: kinds.get(name, cast("ChannelKind", name) if name in called else "other") for name in names}
    if "target" not in found.values():
        found[names[0]] = "target"
    return tuple(Channel(name, kind, "V" if volts_in(name) else "count") for name, kind in found.items())
