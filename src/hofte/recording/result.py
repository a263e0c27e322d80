"""What an analysis of one recording gives: plain values that can be printed, compared and sent to another process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from hofte.core.stored import to_json
from hofte.emg.finding import QualityFinding
from hofte.emg.level import LEAST_SNR_DB, Scale
from hofte.emg.model import ChannelKind, Contraction, Problem
from hofte.recording.model import Mark, Remark
from hofte.recording.together import Effort

#: Problems under which nothing is analysed, since there is nothing of the muscle in the signal.
DISTRUSTED: frozenset[Problem] = frozenset({"gap", "electrode_off"})
#: Problems under which contractions are found, but their levels are not told: taking such stretches out would cut a
#: squeeze in two (measured: F1 1.00 → 0.77 on synthetic signals with movements).
LEVELS_FALSE: frozenset[Problem] = frozenset({"clipping", "movement"})

#: Remarks that tell of a file of which a part is missing.
DAMAGED = frozenset({"cut", "records"})
#: Muscles beside the trained one that may work along.
REFERENCES: tuple[ChannelKind, ...] = ("buttock", "thigh", "belly")

#: Where a scale is from: measured in a guided calibration, given as numbers, estimated from this recording; or there is
#: none, since nothing in the recording stands above its rest.
ScaleOrigin = Literal["calibrated", "given", "estimated", "none"]


@dataclass(frozen=True, slots=True)
class Trace:
    """A channel's level over the recording, small enough to draw.

    Parameters
    ----------
    seconds : float
        Length of one place.
    low, high : tuple of float or None
        Smallest and largest root mean square of 0.1 s within each place, in volts or counts; ``None`` where nothing
        could be trusted.
    """

    seconds: float
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class ChannelResult:
    """One channel.

    Parameters
    ----------
    name : str
    kind : str
        ``target``, or what the person said the channel is.
    unit : {"V", "count"}
        Of ``rest``, ``maximum`` and the trace.
    rest, maximum : float or None
        The two ends of the scale, as root mean squares.
    scale : str
        Where the scale is from.
    contractions : tuple of Contraction
    quality : tuple of QualityFinding
        In time order. Under :data:`DISTRUSTED` nothing was analysed, under :data:`LEVELS_FALSE` and ``weak`` no level
        is told; hum was filtered out.
    trace : Trace or None
        Only when it was asked for.
    """

    name: str
    kind: ChannelKind
    unit: Literal["V", "count"]
    rest: float | None
    maximum: float | None
    scale: ScaleOrigin
    contractions: tuple[Contraction, ...]
    quality: tuple[QualityFinding, ...]
    trace: Trace | None = None

    @property
    def shown_scale(self) -> Scale | None:
        """The scale, if levels on it may be told."""
        if self.rest is None or self.maximum is None or self.is_weak:
            return None
        return Scale(self.rest, self.maximum)

    @property
    def is_weak(self) -> bool:
        """Whether all levels would be false, since the maximum hardly stands above the rest."""
        return any(found.problem == "weak" and found.measure < LEAST_SNR_DB for found in self.quality)

    def has_level(self, one: Contraction) -> bool:
        """Whether the levels of a contraction may be told."""
        return not self.is_weak and not any(
            found.problem in LEVELS_FALSE and found.start_s < one.offset_s and one.onset_s < found.end_s
            for found in self.quality
        )


@dataclass(frozen=True, slots=True)
class Analysis:
    """One recording.

    Parameters
    ----------
    path : Path
    sfreq : float
        Samples a second.
    duration_s : float
        Lost samples counted.
    channels : tuple of ChannelResult
    marks : tuple of Mark
    remarks : tuple of Remark
        What was noticed about the file.
    efforts : tuple of Effort
        How other muscles worked along with the first trained channel; empty unless it was said which is which.
    error : str
        Why the file could not be read to its end; what is before the place was analysed.
    """

    path: Path
    sfreq: float
    duration_s: float
    channels: tuple[ChannelResult, ...]
    marks: tuple[Mark, ...] = ()
    remarks: tuple[Remark, ...] = ()
    efforts: tuple[Effort, ...] = ()
    error: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether the file is whole and every channel has a scale."""
        is_whole = not self.error and not any(remark.code in DAMAGED for remark in self.remarks)
        return is_whole and all(channel.scale != "none" for channel in self.channels)


def analysis_json(analysis: Analysis) -> dict[str, Any]:
    """The analysis as ``hofte analyse --json`` writes it; docs/json.md describes it."""
    return {
        "path": str(analysis.path),
        "sfreq": analysis.sfreq,
        "duration_s": round(analysis.duration_s, 3),
        "channels": [_channel_json(channel) for channel in analysis.channels],
        "efforts": [_effort_json(effort) for effort in analysis.efforts],
        "marks": to_json(analysis.marks),
        "remarks": [{"code": remark.code, **remark.values} for remark in analysis.remarks],
        "error": analysis.error or None,
    }


def _channel_json(channel: ChannelResult) -> dict[str, Any]:
    return {
        "name": channel.name,
        "kind": channel.kind,
        "unit": channel.unit,
        "rest": channel.rest,
        "max": channel.maximum,
        "scale": channel.scale,
        "contractions": [contraction_json(one, has_level=channel.has_level(one)) for one in channel.contractions],
        "quality": [
            {"problem": one.problem, "start_s": round(one.start_s, 3), "end_s": round(one.end_s, 3),
             "measure": round(one.measure, 4)}
            for one in channel.quality
        ],
    }  # fmt: skip


def _effort_json(effort: Effort) -> dict[str, Any]:
    shares = {"selectivity": effort.selectivity, "co_contraction": effort.co_contraction}
    return {
        "onset_s": effort.onset_s,
        "offset_s": effort.offset_s,
        **{name: None if value is None else round(value, 1) for name, value in shares.items()},
        "first": effort.first,
        "problems": list(effort.problems),
    }


def contraction_json(one: Contraction, *, has_level: bool) -> dict[str, Any]:
    """One contraction as JSON; without levels where they would be false."""
    levels = {
        "mean_percent": one.mean_percent,
        "peak_percent": one.peak_percent,
        "steadiness": one.steadiness,
        "residual_percent": one.residual_percent,
    }
    times = {
        "onset_s": one.onset_s,
        "offset_s": one.offset_s,
        "decided_s": one.decided_s,
        "release_s": one.release_s,
        "return_s": one.return_s,
    }
    rounded = {name: None if value is None else round(value, 3) for name, value in times.items()}
    shown = {name: round(value, 1) if has_level and value is not None else None for name, value in levels.items()}
    return {**rounded, **shown}
