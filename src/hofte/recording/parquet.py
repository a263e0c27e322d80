"""Parquet: a column for each channel, row group by row group; the rate in the metadata or a column of time stamps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hofte.device.recording import VOLTS
from hofte.recording.choose import choose, volts_of
from hofte.recording.model import PORTION, Portion, RecordingError, Samples, Source, checked_rate, scaled
from hofte.recording.needs import need
from hofte.recording.times import Clock, stamp_column

#: Keys of the file's metadata under which a rate may stand.
RATES = (b"sampling_rate_hz", b"sfreq", b"sampling_rate", b"fs")
#: A page of a column is read in pieces of so many bytes, so that a row group of any size takes little memory.
_BUFFER = 2**20


class Parquet(Source):
    """A recording as a Parquet file.

    Parameters
    ----------
    path : Path
    wanted : sequence of str
        Which columns are muscles; empty to let names and units tell.
    sfreq : float or None
        The sampling rate; it goes before what the file says.

    Raises
    ------
    RecordingError
        If the file is damaged, has no rate and no time stamps, or no column is a muscle.
    PackageMissing
        If pyarrow is not installed.
    """

    def __init__(self, path: Path, wanted: Sequence[str] = (), sfreq: float | None = None) -> None:
        super().__init__(path)
        self._arrow = need("pyarrow")
        try:
            self._file = need("pyarrow.parquet").ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False)
        except (self._arrow.ArrowException, OSError) as error:
            raise RecordingError(path, f"it is no whole Parquet file: {_first_line(error)}", sample=0) from error
        try:
            self._open(wanted, sfreq)
        except BaseException:
            self.close()
            raise

    def _open(self, wanted: Sequence[str], sfreq: float | None) -> None:
        schema = self._file.schema_arrow
        types = self._arrow.types
        fields = [one for one in schema if types.is_floating(one.type) or types.is_integer(one.type)]
        names = [one.name for one in fields]
        units = [_unit(one) for one in fields]
        places, self.channels = choose(self.path, names, units, wanted)
        self._names = [names[place] for place in places]
        self._factors = np.array([[volts_of(units[place]) or 1.0] for place in places])
        self.n_samples = self._file.metadata.num_rows
        self._clock: Clock | None = None
        self._stamps = stamp_column(schema.names)
        rate = sfreq or self._told_rate(schema.metadata or {})
        if rate is not None:
            self.sfreq = checked_rate(self.path, rate)
        elif self._stamps:
            self._clock = Clock(self.path, self._stamps, self._all_stamps())
            self.sfreq = self._clock.sfreq
        else:
            raise RecordingError(
                self.path, "it does not say its sampling rate",
                hint=f"write it into the metadata as {RATES[0].decode()}, add a column time_s, or use --rate",
            )  # fmt: skip

    def close(self) -> None:
        self._file.close(force=True)

    def _told_rate(self, metadata: dict[bytes, bytes]) -> float | None:
        told = next((metadata[key] for key in RATES if key in metadata), None)
        if told is None:
            return None
        try:
            return float(told)
        except ValueError:
            raise RecordingError(self.path, f"{told[:20]!r} in its metadata is no sampling rate", sample=0) from None

    def _all_stamps(self) -> Iterator[Samples]:
        try:
            for values in self._columns([str(self._stamps)]):
                yield values[0]
        except RecordingError:
            return  # said again, with its place, when the samples are read

    def _portions(self) -> Iterator[Portion]:
        n_samples, total = 0, max(1, self.n_samples or 0)
        stamps = [str(self._stamps)] if self._clock else []
        for values in self._columns([*self._names, *stamps]):
            samples = scaled(values[: len(self._names)], self._factors)
            pieces = iter([samples]) if self._clock is None else self._clock.with_gaps(samples, values[-1], n_samples)
            n_samples += samples.shape[1]
            for piece in pieces:
                yield Portion(piece, min(1.0, n_samples / total))

    def _columns(self, names: list[str]) -> Iterator[Samples]:
        n_samples = 0
        try:
            for batch in self._file.iter_batches(batch_size=max(1, PORTION // len(names)), columns=names):
                yield np.stack([self._numbers(batch.column(name)) for name in names])
                n_samples += batch.num_rows
        except (self._arrow.ArrowException, OSError) as error:
            raise RecordingError(
                self.path,
                f"sample {n_samples}: {_first_line(error)}",
                sample=n_samples,
                hint="the part before it counts",
            ) from error

    def _numbers(self, column: Any) -> Samples:
        if self._arrow.types.is_timestamp(column.type):
            seconds = column.cast(self._arrow.timestamp("ns"), safe=False).cast(self._arrow.int64())
            return np.asarray(seconds.to_numpy(zero_copy_only=False), dtype=np.float64) * 1e-9
        return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.float64)


def _unit(field: Any) -> str:
    told = (field.metadata or {}).get(b"unit", b"").decode("utf-8", "replace")
    return told or next((end[1:] for end in VOLTS if field.name.lower().endswith(end)), "")


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
