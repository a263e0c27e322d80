"""Envelope frames of many channels while they are made: few stay in memory, more go to a temporary file."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

#: Frames that may stay in memory, in bytes: an hour of eight channels.
_IN_MEMORY = 2**25


class Frames:
    """Frames of ``n_channels`` channels; they are gone at the end of a ``with``."""

    def __init__(self, n_channels: int) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  (closed by close)
        self._lengths: list[int] = []
        self._n_channels = n_channels

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    def add(self, frames: NDArray[np.float64]) -> None:
        """Keep the next frames, of shape (n_channels, n_frames)."""
        self._file.write(np.ascontiguousarray(frames, dtype=np.float64).tobytes())
        self._lengths.append(frames.shape[1])

    def channel(self, place: int) -> NDArray[np.float64]:
        """All frames of one channel."""
        whole = np.empty(sum(self._lengths))
        start = at = 0
        for length in self._lengths:
            self._file.seek(8 * (start + place * length))
            whole[at : at + length] = np.frombuffer(self._file.read(8 * length))
            start += self._n_channels * length
            at += length
        self._file.seek(8 * start)
        return whole
