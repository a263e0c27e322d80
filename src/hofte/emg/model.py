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
