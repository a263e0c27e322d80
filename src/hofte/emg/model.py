"""What the signal chain takes in and hands on: blocks of samples, and frames of features fifty times a second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

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


Problem = Literal["electrode_off", "hum", "movement", "clipping", "weak", "gap"]


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of the muscle at one moment.

    Parameters
    ----------
    at_s : float
        Seconds since the session began.
    level : float or None
        Percent of today's rest (0) to today's maximum (100), not cut off at either end; ``None`` while the
        signal cannot be trusted or is not there. Never microvolts (PF20).
    references : mapping of channel name to float
        Levels of other muscles (``buttock``, ``thigh``, ``belly``), each on its own scale.
    problems : tuple of str
        Why ``level`` is ``None`` or doubtful.
    """

    at_s: float
    level: float | None
    references: Mapping[str, float] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


#: Envelope frames a second: each is the root mean square of the samples of its own hundredth of a second, so that
#: they never overlap, cost eight bytes, and every longer average can be made from them. A day of eight channels fits
#: into memory; its samples would not.
ENVELOPE_RATE = 100


@dataclass(frozen=True, slots=True)
class Contraction:
    """One squeeze, from when the muscle began to work until it was let go, and what was left of it after that.

    All times are seconds since the first sample. Levels are percent of today's rest (0) to today's maximum (100), as a
    root mean square over a tenth of a second.

    Parameters
    ----------
    onset_s, offset_s : float
        When the level left rest and when it was back, both corrected for the length of the average.
    decided_s : float
        When a live detector knows that this is a contraction.
    mean_percent, peak_percent : float
        Mean and largest level from onset to offset (PF22 allows these two as measures of progress, no others).
    steadiness : float
        Standard deviation of the level while it was held, in percent of its mean; smaller is steadier.
    release_s : float or None
        From the beginning of letting go until the level is below 20 % and stays there for half a second; ``None`` if
        that was not seen before the next contraction.
    return_s : float or None
        The same until the level is in the resting band, below 10 %.
    residual_percent : float or None
        Median level of the last second of the pause after it; ``None`` if the pause was shorter or lost.
    """

    onset_s: float
    offset_s: float
    decided_s: float
    mean_percent: float
    peak_percent: float
    steadiness: float
    release_s: float | None = None
    return_s: float | None = None
    residual_percent: float | None = None
