"""EDF, EDF+ and BDF in portions of whole records, with annotations and the gaps of an interrupted recording.

edfio, which writes our EDF+ files, maps a whole EDF into memory and loads a whole BDF; hours of signal must not be.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hofte.recording.choose import choose, volts_of
from hofte.recording.edf_header import read_header
from hofte.recording.model import LOST, PORTION, Mark, Portion, RecordingError, Samples, Source, checked_rate, scaled
from hofte.recording.times import LONGEST_GAP_S, lost

_ANNOTATIONS = ("EDF Annotations", "BDF Annotations")
#: A time-stamped list of annotations: onset, perhaps a duration, texts.
_LIST = re.compile(rb"([+-]\d+(?:\.\d*)?)(?:\x15(\d+(?:\.\d*)?))?\x14([^\0]*)\x14\0")
#: A record that begins later than it should by this, in seconds, comes after a gap.
_LATE_S = 1e-4
#: More marks than this are not kept.
_MOST_MARKS = 100_000


class Edf(Source):
    """A recording in EDF, EDF+ or BDF.

    Parameters
    ----------
    path : Path
    wanted : sequence of str
        Which signals are muscles; empty to let labels and units tell.
    sfreq : float or None
        The sampling rate; it goes before what the file says.

    Raises
    ------
    RecordingError
        If the header is damaged or no signal is a muscle.
    OSError
        If the file cannot be opened.
    """

    def __init__(self, path: Path, wanted: Sequence[str] = (), sfreq: float | None = None) -> None:
        super().__init__(path)
        self._file = path.open("rb")
        try:
            self._header = read_header(path, self._file)
            self._open(wanted, sfreq)
        except BaseException:
            self.close()
            raise

    def _open(self, wanted: Sequence[str], sfreq: float | None) -> None:
        header = self._header
        ends = np.cumsum([signal.n_samples for signal in header.signals]).tolist()
        self._spans = [slice(end - signal.n_samples, end) for signal, end in zip(header.signals, ends, strict=True)]
        self._notes = [n for n, signal in enumerate(header.signals) if signal.label in _ANNOTATIONS]
        signals = [(n, one) for n, one in enumerate(header.signals) if n not in self._notes and one.n_samples]
        places, self.channels = choose(
            self.path, [one.label for _, one in signals], [one.unit for _, one in signals], wanted
        )
        self._places = [signals[place][0] for place in places]
        self._same_rate(wanted)
        self._start_s: float | None = None
        self._due_s = math.nan
        self._lost: list[Mark] = []
        chosen = [header.signals[n] for n in self._places]
        self._gains = np.array([[one.gain * (volts_of(one.unit) or 1.0)] for one in chosen])
        self._offsets = np.array([[one.offset] for one in chosen])
        self.sfreq = checked_rate(self.path, sfreq or chosen[0].n_samples / header.record_s)
        self._found = (self.path.stat().st_size - header.size) // header.record_bytes
        self.n_samples = self._found * chosen[0].n_samples
        if header.n_records not in (-1, self._found):
            self.remark("records", told=header.n_records, found=self._found, sample=self.n_samples)

    def _same_rate(self, wanted: Sequence[str]) -> None:
        """Keep the signals that share the rate which most of them have."""
        sizes = [self._header.signals[n].n_samples for n in self._places]
        usual = max(set(sizes), key=lambda size: (sizes.count(size), size))
        left_out = [channel.name for channel, size in zip(self.channels, sizes, strict=True) if size != usual]
        if left_out and wanted:
            raise RecordingError(self.path, f"{left_out[0]!r} has another sampling rate than the other channels")
        if left_out:
            self.remark("other-rate", channels=", ".join(left_out))
            kept = [n for n, size in enumerate(sizes) if size == usual]
            self._places = [self._places[n] for n in kept]
            self.channels = tuple(self.channels[n] for n in kept)

    def close(self) -> None:
        self._file.close()

    def _portions(self) -> Iterator[Portion]:
        header = self._header
        each = header.signals[self._places[0]].n_samples
        at_once = max(1, 8 * PORTION // max(header.record_bytes, 8 * each * len(self._places)))
        for start in range(0, self._found, at_once):
            count = min(at_once, self._found - start)
            records = self._records(count, start * each)
            onsets = self._onsets(records)
            samples, share = self._samples(records), (start + count) / self._found
            self._blank(samples, start * each)
            for gap_s, first, last in self._stretches(onsets):
                for nothing in lost(len(self.channels), round(gap_s * self.sfreq)):
                    yield Portion(nothing, share)
                yield Portion(samples[:, first * each : last * each], share)
        if (self.path.stat().st_size - header.size) % header.record_bytes:
            self.remark("cut", sample=self._found * each)

    def _records(self, count: int, sample: int) -> NDArray[np.uint8]:
        size = count * self._header.record_bytes
        try:
            raw = self._file.read(size)
        except OSError as error:
            raise RecordingError(self.path, f"sample {sample}: {error.strerror or error}", sample=sample) from error
        if len(raw) < size:
            raise RecordingError(self.path, f"sample {sample}: the file was cut while it was read", sample=sample)
        return np.frombuffer(raw, np.uint8).reshape(count, -1)

    def _samples(self, records: NDArray[np.uint8]) -> Samples:
        """The chosen signals, in volts or counts; shape (n_channels, n_samples)."""
        rows = [self._bytes_of(records, n) for n in self._places]
        decode = _16_bits if self._header.sample_bytes == 2 else _24_bits
        return scaled(np.stack([decode(row) for row in rows]), self._gains, self._offsets)

    def _bytes_of(self, records: NDArray[np.uint8], n: int) -> NDArray[np.uint8]:
        width, span = self._header.sample_bytes, self._spans[n]
        return np.ascontiguousarray(records[:, width * span.start : width * span.stop])

    def _onsets(self, records: NDArray[np.uint8]) -> list[float]:
        """When each record begins by its own account, in seconds; its marks are kept. Empty where nothing tells."""
        onsets: list[float] = []
        for n in self._notes:
            for row in self._bytes_of(records, n):
                found = _LIST.findall(row.tobytes())
                if n == self._notes[0]:
                    onsets.append(float(found[0][0]) if found else math.nan)
                    if self._start_s is None and found:
                        self._start_s = onsets[-1]
                for onset, duration, texts in found:
                    self._keep(float(onset), float(duration or 0), texts)
        return onsets or [math.nan] * len(records)

    def _keep(self, onset_s: float, duration_s: float, texts: bytes) -> None:
        start_s = self._start_s or 0.0
        for text in texts.split(b"\x14"):
            mark = Mark(onset_s - start_s, duration_s, text.decode("utf-8", "replace"))
            if mark.label == LOST:
                self._lost.append(mark)
            elif mark.label and len(self.marks) < _MOST_MARKS:
                self.marks.append(mark)

    def _blank(self, samples: Samples, first: int) -> None:
        """Samples that were marked as lost are no samples."""
        for mark in self._lost:
            start, end = (round(at * self.sfreq) - first for at in (mark.onset_s, mark.onset_s + mark.duration_s))
            samples[:, max(0, start) : max(0, end)] = np.nan

    def _stretches(self, onsets: list[float]) -> Iterator[tuple[float, int, int]]:
        """Stretches without a gap: seconds lost before it, its first record, and the one after its last."""
        first, lost_s = 0, 0.0
        for n, onset in enumerate(onsets):
            late_s = onset - self._due_s if self._header.is_broken else 0.0
            if late_s > _LATE_S:  # false for NaN: a record that tells no time follows the one before
                if late_s > LONGEST_GAP_S:
                    raise RecordingError(self.path, f"its records jump from {self._due_s:g} s to {onset:g} s")
                if n > first:
                    yield lost_s, first, n
                first, lost_s = n, late_s
                self._due_s = onset
            elif math.isnan(self._due_s):
                self._due_s = onset
            self._due_s += self._header.record_s
        yield lost_s, first, len(onsets)


def _16_bits(raw: NDArray[np.uint8]) -> NDArray[np.int16]:
    return raw.view("<i2").ravel()


def _24_bits(raw: NDArray[np.uint8]) -> NDArray[np.int32]:
    wide = np.zeros((raw.size // 3, 4), np.uint8)
    wide[:, 1:] = raw.reshape(-1, 3)
    return wide.view("<i4").ravel() >> 8
