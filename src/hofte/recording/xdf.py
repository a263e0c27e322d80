"""XDF, as LabRecorder writes it: one stream of muscles, in portions, with the gaps of its time stamps."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hofte.emg.model import ENVELOPE_RATE
from hofte.recording.choose import choose, volts_of
from hofte.recording.model import PORTION, Portion, RecordingError, Source, checked_rate, scaled
from hofte.recording.times import LONGEST_GAP_S, lost
from hofte.recording.xdf_chunks import HEADER, SAMPLES, Cut, Stream, chunks, read_samples, read_stream

#: Samples as they are stored, of shape (n_channels, n), and their stamps.
_Run: TypeAlias = tuple[NDArray[Any], NDArray[np.float64]]
#: Headers are looked for in so many bytes at the beginning; a stream that joins later is not found.
_HEADERS_WITHIN = 2**24
#: Stamps of a network wander; a step longer than this, in seconds, is a gap (the rule by which pyxdf cuts, too).
_BREAK_S = 1.0
#: A stream whose real rate differs from the promised one by more than this share is told.
_RATE_OFF = 0.02


class Xdf(Source):
    """One stream of an XDF file.

    Parameters
    ----------
    path : Path
    wanted : sequence of str
        Which channels are muscles; empty to let types, labels and units tell.
    sfreq : float or None
        The sampling rate; it goes before what the file says.
    stream : str or None
        The stream's name, type or number; ``None`` when only one can be meant.

    Raises
    ------
    RecordingError
        If no stream or more than one can be meant, or none of its channels is a muscle.
    OSError
        If the file cannot be opened.
    """

    def __init__(
        self, path: Path, wanted: Sequence[str] = (), sfreq: float | None = None, stream: str | None = None
    ) -> None:
        super().__init__(path)
        self._size = path.stat().st_size
        self._file = path.open("rb")
        try:
            self._open(wanted, sfreq, stream)
        except BaseException:
            self.close()
            raise

    def _open(self, wanted: Sequence[str], sfreq: float | None, stream: str | None) -> None:
        streams = self._streams()
        self._stream = self._chosen(streams, stream)
        if len(streams) > 1:
            self.remark(
                "stream", stream=self._stream.name, others=", ".join(str(s) for s in streams if s != self._stream)
            )
        one = self._stream
        typed = tuple(label for label, kind in zip(one.labels, one.types, strict=True) if kind.lower() == "emg")
        self._places, self.channels = choose(self.path, one.labels, one.units, wanted or typed)
        self._factors = np.array([[volts_of(one.units[place]) or 1.0] for place in self._places])
        self.sfreq = checked_rate(self.path, sfreq or one.sfreq)

    def close(self) -> None:
        self._file.close()

    def _streams(self) -> list[Stream]:
        """The streams of numbers whose headers stand at the beginning."""
        found: list[Stream] = []
        try:
            for chunk in chunks(self._file, self._size):
                if chunk.start > _HEADERS_WITHIN:
                    break
                if chunk.tag == HEADER:
                    found.append(read_stream(self.path, self._file, chunk))
        except Cut:
            pass  # told when the samples before it have been read
        return [stream for stream in found if stream.format and stream.n_channels and stream.sfreq >= ENVELOPE_RATE]

    def _chosen(self, streams: Sequence[Stream], wanted: str | None) -> Stream:
        if wanted is not None:
            fitting = [one for one in streams if wanted in (one.name, str(one.number))] or [
                one for one in streams if one.type.lower() == wanted.lower()
            ]
        else:
            fitting = (
                [one for one in streams if _says_muscle(one.name, one.type)]
                or [one for one in streams if _says_muscle(*one.labels, *one.types)]
                or list(streams)
            )
        if len(fitting) == 1:
            return fitting[0]
        told = "; ".join(map(str, fitting or streams)) or "none with a sampling rate"
        which = f"no stream {wanted!r}" if wanted and not fitting else f"{len(fitting)} streams can be meant"
        raise RecordingError(self.path, f"{which}: {told}", hint="choose one with --stream NAME")

    def _portions(self) -> Iterator[Portion]:
        clock = _Stamps(self)
        for samples, stamps in self._runs(clock):
            share = min(1.0, self._file.tell() / self._size)
            for missing, part in clock.cut(samples, stamps):
                for nothing in lost(len(self.channels), missing):
                    yield Portion(nothing, share)
                yield Portion(scaled(part[list(self._places)], self._factors), share)
        clock.finish()

    def _runs(self, clock: _Stamps) -> Iterator[_Run]:
        """The samples of our stream with their stamps, many of its chunks together."""
        most = max(1, PORTION // self._stream.n_channels)
        waiting: list[_Run] = []
        count, error = 0, None
        try:
            for run in self._chunks():
                waiting.append(run)
                count += len(run[1])
                if count >= most:
                    yield _joined(waiting)
                    waiting, count = [], 0
        except (Cut, OSError) as broken:
            error = broken
        if waiting:
            yield _joined(waiting)
        if isinstance(error, Cut):
            self.remark("cut", sample=clock.n_samples)
        elif error:
            reason = f"sample {clock.n_samples}: {error.strerror or error}"
            raise RecordingError(self.path, reason, sample=clock.n_samples) from error

    def _chunks(self) -> Iterator[_Run]:
        for chunk in chunks(self._file, self._size):
            if chunk.tag == SAMPLES and chunk.stream == self._stream.number:
                yield from read_samples(self._file, chunk, self._stream)


def _joined(runs: Sequence[_Run]) -> _Run:
    return np.concatenate([run[0] for run in runs], axis=1), np.concatenate([run[1] for run in runs])


class _Stamps:
    """What the time stamps say: where samples are missing, and how fast they really came."""

    def __init__(self, source: Xdf) -> None:
        self._source = source
        self._due = math.nan
        self._first = math.nan
        self.n_samples = 0

    def cut(self, samples: NDArray[Any], stamps: NDArray[np.float64]) -> Iterator[tuple[int, NDArray[Any]]]:
        """Stretches without a gap, each with how many samples were lost before it.

        Parameters
        ----------
        samples : array, shape (n_channels, n_samples)
        stamps : array of float, shape (n_samples,)
            NaN where a sample has none: it then follows the one before at the usual rate.
        """
        step, places = 1.0 / self._source.sfreq, np.arange(len(stamps))
        known = ~np.isnan(stamps)
        last = np.maximum.accumulate(np.where(known, places, -1))
        times = np.where(last >= 0, stamps[last] + (places - last) * step, self._due + places * step)
        late = np.diff(times, prepend=self._due - step) - step
        gaps = np.flatnonzero(late > _BREAK_S)  # false before the first stamp
        self._due = float(times[-1]) + step
        if math.isnan(self._first) and known.any():
            self._first = float(stamps[known.argmax()])
        for n, part in enumerate(np.split(samples, gaps, axis=1)):
            missing = round(late[gaps[n - 1]] / step) if n else 0
            if missing * step > LONGEST_GAP_S:
                raise RecordingError(
                    self._source.path, f"time jumps by an hour at sample {self.n_samples}", sample=self.n_samples
                )
            self.n_samples += part.shape[1] + missing
            if part.shape[1]:
                yield missing, part

    def finish(self) -> None:
        """All samples have come: tell of a rate that is not what was promised."""
        took = self._due - self._first
        if took > 1.0 and abs(self.n_samples / took / self._source.sfreq - 1.0) > _RATE_OFF:
            self._source.remark("rate", told=self._source.sfreq, found=round(self.n_samples / took, 1))


def _says_muscle(*words: str) -> bool:
    return any("emg" in word.lower() for word in words)
