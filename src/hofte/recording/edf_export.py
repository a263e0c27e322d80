"""A recording of any format as EDF+, with marks; lost samples are marked, since EDF knows no missing value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hofte.recording.model import LOST, Mark, RecordingError, Samples, Source
from hofte.recording.needs import need
from hofte.recording.open import open_recording

#: Length of a record in seconds, the first that holds a whole number of samples: a recording must be a whole number of
#: records long, so short ones waste the least.
_RECORDS_S = (0.1, 1.0)
_LOWEST, _STEPS = -32768, 65535
#: The header has eight characters for the ends of a channel's range.
_LARGEST = 9_999_999.0


def export_edf(
    source: Path,
    target: Path,
    *,
    channels: Sequence[str] = (),
    marks: Iterable[Mark] = (),
    started: datetime | None = None,
) -> None:
    """Write a recording as EDF+.

    Parameters
    ----------
    source : Path
        Any recording that :func:`hofte.recording.open.open_recording` reads. It is held in memory as 16-bit numbers.
    target : Path
        The EDF file, written anew when it is there.
    channels : sequence of str
        Which channels, as in :func:`hofte.recording.open.open_recording`; empty for all that are muscles.
    marks : iterable of Mark
        What happened, beside the marks of the source.
    started : datetime or None
        When the first sample was taken. Nobody is named in the file.

    Raises
    ------
    RecordingError
        If the source cannot be read, or its rate or its numbers do not fit into EDF.
    PackageMissing
        If edfio is not installed.
    """
    edfio = need("edfio")
    low, high, n_samples = _ends(source, channels)
    with open_recording(source, channels=channels) as recording:
        record_s = next((s for s in _RECORDS_S if (recording.sfreq * s).is_integer()), None)
        if record_s is None:
            raise RecordingError(source, f"{recording.sfreq:g} samples a second do not fit into the records of EDF")
        length = math.ceil(n_samples / (recording.sfreq * record_s)) * round(recording.sfreq * record_s)
        digital, lost = _digital(recording, low, high, length)
        notes = sorted([*marks, *recording.marks, *lost], key=lambda mark: mark.onset_s)
        signals = [
            edfio.EdfSignal.from_digital(
                row, recording.sfreq, label=channel.name[:16].encode("ascii", "replace").decode(),
                physical_dimension="uV" if channel.unit == "V" else "", physical_range=(least, most),
            )
            for row, channel, least, most in zip(digital, recording.channels, low[:, 0], high[:, 0], strict=True)
        ]  # fmt: skip
        edfio.Edf(
            signals,
            recording=edfio.Recording(startdate=started.date()) if started else None,
            starttime=started.time().replace(microsecond=0) if started else None,
            data_record_duration=record_s,
            annotations=[edfio.EdfAnnotation(mark.onset_s, mark.duration_s or None, mark.label) for mark in notes],
        ).write(target)


def _factors(recording: Source) -> Samples:
    """To what EDF is told: microvolts, or counts; shape (n_channels, 1)."""
    return np.array([[1e6 if channel.unit == "V" else 1.0] for channel in recording.channels])


def _ends(source: Path, channels: Sequence[str]) -> tuple[Samples, Samples, int]:
    """Whole numbers around each channel's values, of shape (n_channels, 1), and how many samples there are."""
    with open_recording(source, channels=channels) as recording:
        factors, n_samples = _factors(recording), 0
        low, high = np.full(factors.shape, np.nan), np.full(factors.shape, np.nan)
        for portion in recording.portions():
            n_samples += portion.samples.shape[1]
            low = np.fmin(low, np.fmin.reduce(portion.samples, axis=1, keepdims=True))
            high = np.fmax(high, np.fmax.reduce(portion.samples, axis=1, keepdims=True))
    low, high = np.nan_to_num(np.floor(low * factors)), np.nan_to_num(np.ceil(high * factors))
    if max(-low.min(), high.max()) > _LARGEST:
        raise RecordingError(source, f"numbers above {_LARGEST:g} do not fit into the header of EDF")
    return low, np.maximum(high, low + 1.0), n_samples


def _digital(recording: Source, low: Samples, high: Samples, length: int) -> tuple[NDArray[np.int16], list[Mark]]:
    """The recording as 16-bit numbers, padded to a whole number of records, and marks over what is missing."""
    factors, steps = _factors(recording), (high - low) / _STEPS
    digital = np.full((len(low), length), _LOWEST, np.int16)
    missing = np.ones(length + 2, bool)
    missing[[0, -1]] = False
    at = 0
    for portion in recording.portions():
        samples = portion.samples * factors
        missing[at + 1 : at + 1 + samples.shape[1]] = np.isnan(samples).any(axis=0)
        digital[:, at : at + samples.shape[1]] = (
            np.round((np.nan_to_num(samples, nan=0.0) - low).clip(0) / steps) + _LOWEST
        )
        at += samples.shape[1]
    edges = np.flatnonzero(np.diff(missing.astype(np.int8))).reshape(-1, 2) / recording.sfreq
    return digital, [Mark(float(start), float(end - start), LOST) for start, end in edges]
