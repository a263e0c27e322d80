"""XDF, as LabRecorder writes it: one stream of muscles, in portions, with the gaps of its time stamps."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hofte.emg.model import ENVELOPE_RATE
from hofte.recording.choose import choose, volts_of
from hofte.recording.model import PORTION, Portion, RecordingError, Samples, Source, checked_rate, scaled
from hofte.recording.times import LONGEST_GAP_S, lost
from hofte.recording.xdf_chunks import HEADER, SAMPLES, Cut, Stream, chunks, read_samples, read_stream

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
        most = max(1, PORTION // len(self.channels) // 4)
        waiting: list[Samples] = []
        for part in self._parts():
            waiting.append(part)
            if sum(one.shape[1] for one in waiting) >= most:
                yield Portion(np.concatenate(waiting, axis=1), self._file.tell() / self._size)
                waiting = []
        if waiting:
            yield Portion(np.concatenate(waiting, axis=1), 1.0)

    def _parts(self) -> Iterator[Samples]:
        clock = _Stamps(self)
        try:
            for chunk in chunks(self._file, self._size):
                if chunk.tag != SAMPLES or chunk.stream != self._stream.number:
                    continue
                for samples, stamps in read_samples(self._file, chunk, self._stream):
                    for missing, part in clock.cut(samples, stamps):
                        yield from lost(len(self.channels), missing)
                        yield scaled(part[list(self._places)], self._factors)
        except Cut:
            self.remark("cut", sample=clock.n_samples)
        except OSError as error:
            raise RecordingError(
                self.path, f"sample {clock.n_samples}: {error.strerror or error}", sample=clock.n_samples
            ) from error
        clock.finish()


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
        samples : array of float, shape (n_channels, n_samples)
        stamps : array of float, shape (n_samples,)
            All are numbers, or none: then the samples follow each other at the usual rate.
        """
        step = 1.0 / self._source.sfreq
        if math.isnan(stamps[0]):
            self._due += len(stamps) * step
            gaps, late = np.empty(0, int), stamps
        else:
            late = np.diff(stamps, prepend=self._due - step) - step
            gaps = np.flatnonzero(late > _BREAK_S)  # false before the first stamp
            self._due = float(stamps[-1]) + step
            if math.isnan(self._first):
                self._first = float(stamps[0])
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
