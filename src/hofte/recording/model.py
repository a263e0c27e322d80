"""What every recording is, whatever its format: channels, a rate, samples in portions, marks, and what was noticed.

Samples are volts, or counts where the file does not say how large a count is. A lost sample is NaN.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from hofte.core.errors import HofteError
from hofte.emg.chain import LARGEST
from hofte.emg.design import FASTEST_HZ
from hofte.emg.model import ENVELOPE_RATE, Channel

Samples = NDArray[np.float64]

#: Values in one portion, all channels together: 4 MB, whatever the file.
PORTION = 2**19
#: More channels are no muscle recording.
MOST_CHANNELS = 64
#: The mark over lost samples in a format that knows no missing value; reading it makes gaps of them again.
LOST = "lost samples"


class RecordingError(HofteError):
    """A recording that cannot be read, or not further than here.

    Parameters
    ----------
    path : Path
    reason : str
        What is wrong, and where in the file.
    sample : int or None
        How many samples of each channel could be read before it.
    """

    def __init__(self, path: Path, reason: str, *, sample: int | None = None, hint: str = "") -> None:
        super().__init__(f"{path}: {reason}", hint=hint)
        self.path = path
        self.reason = reason
        self.sample = sample

    def __reduce__(self) -> tuple[Any, ...]:
        """Come whole out of another process."""
        return _error_again, (self.path, self.reason, self.sample, self.hint)


def _error_again(path: Path, reason: str, sample: int | None, hint: str) -> RecordingError:
    return RecordingError(path, reason, sample=sample, hint=hint)


@dataclass(frozen=True, slots=True)
class Mark:
    """A note in the recording; ``duration_s`` is 0 for a moment."""

    onset_s: float
    duration_s: float
    label: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something noticed about a recording, never an exception.

    Parameters
    ----------
    code : str
        Its sentence is ``remark.<code>`` in ``lang/<code>/recording.toml``.
    values : mapping of str to JSON value
        What the sentence names: always ``file``, and ``sample`` where there is a place.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Portion:
    """Consecutive samples of all channels.

    Parameters
    ----------
    samples : array of float, shape (n_channels, n_samples)
        Volts or counts; NaN where a sample was lost.
    share : float
        How much of the file has been read by now, 0 to 1.
    """

    samples: Samples
    share: float


class Source(ABC):
    """An open recording; it closes itself at the end of a ``with``.

    Attributes
    ----------
    path : Path
    sfreq : float
        Samples a second.
    channels : tuple of Channel
        The muscles, in the order of the portions' rows.
    n_samples : int or None
        How many samples there should be, where the file says so at its beginning.
    marks : list of Mark
        All of them are there when the last portion has been read.
    remarks : list of Remark
    """

    path: Path
    sfreq: float
    channels: tuple[Channel, ...]
    n_samples: int | None = None

    def __init__(self, path: Path) -> None:
        self.path = path
        self.marks: list[Mark] = []
        self.remarks: list[Remark] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None: ...

    @abstractmethod
    def _portions(self) -> Iterator[Portion]: ...

    def portions(self) -> Iterator[Portion]:
        """All samples, from the first to the last, in portions of a bounded size.

        Raises
        ------
        RecordingError
            At the place where the file is broken, after the samples before it.
        """
        n_samples = 0
        for portion in self._portions():
            samples = portion.samples
            # An infinite or absurd number is no sample; the comparison is false for NaN, too.
            samples[~(np.abs(samples) <= LARGEST)] = np.nan
            n_samples += samples.shape[1]
            yield portion
        if not n_samples:
            raise RecordingError(self.path, "it holds no samples", sample=0, hint="record again")

    def remark(self, code: str, **values: Any) -> None:
        """Note something about this file, once."""
        one = Remark(code, {"file": self.path.name, **values})
        if one not in self.remarks:
            self.remarks.append(one)


def scaled(samples: NDArray[Any], factors: Samples, offsets: Samples | float = 0.0) -> Samples:
    """Volts or counts, ``(samples + offsets) * factors``; one that is too large becomes infinite, quietly."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray((samples.astype(np.float64) + offsets) * factors)


def checked_rate(path: Path, sfreq: float) -> float:
    """A sampling rate that a muscle sensor can have.

    Raises
    ------
    RecordingError
        If it is none.
    """
    if not ENVELOPE_RATE <= sfreq <= FASTEST_HZ:
        raise RecordingError(
            path,
            f"{sfreq:g} samples a second is no rate of a raw muscle signal",
            hint=f"between {ENVELOPE_RATE} and {FASTEST_HZ:g}; --rate says the true one where a file does not",
        )
    return sfreq
