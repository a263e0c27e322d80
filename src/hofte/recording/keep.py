"""Keeps a recording while it is made, so that a crash takes no more than its last second. Standard library only.

What is kept is the text of :mod:`hofte.device.recording`: every reader of ours opens it, and so does a spreadsheet.
Whole lines are handed to the operating system second by second, so a killed process leaves a file that is sound up to
its last line. :func:`hofte.recording.edf_export.export_edf` makes EDF+ of it when the session is over.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from hofte.core.errors import DeviceError, SignalError
from hofte.device.recording import RATE, volts_in
from hofte.emg.features import LONGEST_GAP_S, SENT_TWICE_S
from hofte.emg.model import Channel, Description, SignalBlock

#: Signal that may be lost when the process is killed, in seconds.
FLUSH_S = 1.0
#: The cell of a lost sample; an empty one would make an empty line of a single channel.
LOST = "nan"
#: Volts are kept in microvolts with this many decimals: a thousandth is far below the noise of any amplifier.
_DECIMALS = 3


class RecordingWriter:
    """A recording that is being made; it closes itself at the end of a ``with``.

    Parameters
    ----------
    path : Path
        A file that is not there yet, ``….csv``.
    description : Description
        What the device delivers; all channels are kept. A channel in volts is called ``<name>_uv`` in the file.

    Raises
    ------
    DeviceError
        If the file cannot be made or is there already.
    """

    def __init__(self, path: Path, description: Description) -> None:
        self.path = path
        self._channels = description.channels
        self._sfreq = description.sfreq
        self._lines: list[str] = []
        self._next: int | None = None
        names = ",".join(column_name(channel) for channel in description.channels)
        try:
            self._file = path.open("xb", buffering=0)
            self._file.write(f"{RATE}{description.sfreq:.12g}\n{names}\n".encode())
        except OSError as error:
            raise DeviceError(f"{path}: {error.strerror}", hint="choose another name or folder") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, block: SignalBlock) -> None:
        """Keep the next block; a jump of its counter becomes lost samples, a packet sent twice is passed by.

        Raises
        ------
        SignalError
            If the sensor was started anew (its counter jumped far): begin another recording.
        DeviceError
            If the disk is full or gone; what was kept before is sound.
        """
        start = block.first if self._next is None else self._next
        jump = block.first - start
        if not -SENT_TWICE_S * self._sfreq <= jump <= LONGEST_GAP_S * self._sfreq:
            raise SignalError(
                f"the sample counter jumped from {start} to {block.first}: the sensor was started anew",
                hint="begin another recording",
            )
        self._lines += [",".join([LOST] * len(self._channels))] * max(0, jump)
        self._lines += self._written([samples[max(0, -jump) :] for samples in block.samples])
        self._next = max(start, block.first + len(block.samples[0]))
        if len(self._lines) >= FLUSH_S * self._sfreq:
            self.flush()

    def _written(self, samples: Sequence[Sequence[float]]) -> list[str]:
        cells = [_cells(channel, row) for channel, row in zip(self._channels, samples, strict=True)]
        return [",".join(row) for row in zip(*cells, strict=True)]

    def flush(self) -> None:
        """Hand over what has not been handed to the operating system yet; it outlives this process then."""
        rest = memoryview("".join(f"{line}\n" for line in self._lines).encode())
        self._lines = []
        try:
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
        except OSError as error:
            raise DeviceError(f"{self.path}: {error.strerror}", hint="make room on the disk") from error

    def close(self) -> None:
        """Keep the rest, see it on the disk, and close the file."""
        if self._file.closed:
            return
        try:
            self.flush()
            os.fsync(self._file.fileno())
        finally:
            self._file.close()


def column_name(channel: Channel) -> str:
    """What a channel is called in the file; its unit can be told from it."""
    name = " ".join(channel.name.replace(",", " ").split()) or channel.kind
    return f"{name}_uv" if channel.unit == "V" and volts_in(name) != 1e-6 else name


def _cells(channel: Channel, samples: Sequence[float]) -> list[str]:
    if channel.unit == "V":
        return [f"{1e6 * x:.{_DECIMALS}f}" if math.isfinite(x) else LOST for x in samples]
    return [f"{x:.10g}" if math.isfinite(x) else LOST for x in samples]
