"""The container of an XDF file: chunks with a tag, streams with a header in XML, samples with or without a time stamp.

Source: the specification of XDF 1.0 (sccn/xdf, wiki page Specifications). pyxdf, the usual reader, loads whole files;
it is the yardstick of the tests.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from hofte.recording.model import RecordingError

#: Kinds of chunks; others (clock offsets, boundaries) are passed by.
HEADER, SAMPLES, FOOTER = 2, 3, 6
#: Bytes of samples that are looked at together.
_WINDOW = 2**22
_FORMATS = {"float32": "<f4", "double64": "<f8", "int8": "<i1", "int16": "<i2", "int32": "<i4", "int64": "<i8"}
#: How many bytes a length may take.
_LENGTHS: Final = (1, 4, 8)
#: A header is some kilobytes of XML.
_LONGEST_HEADER = 2**24


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream as its header tells it; ``format`` is that of numpy, empty for words."""

    number: int
    name: str
    type: str
    n_channels: int
    sfreq: float
    format: str
    labels: tuple[str, ...]
    units: tuple[str, ...]
    types: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name or self.number!r} ({self.type or 'no type'}, {self.n_channels} at {self.sfreq:g} Hz)"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk: its kind, the stream that it is of, where its content begins and how long that is."""

    tag: int
    stream: int
    start: int
    length: int


class Cut(Exception):
    """The file ends within a chunk that begins at byte ``at``, or what stands there is no chunk."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def chunks(file: BinaryIO, size: int) -> Iterator[Chunk]:
    """All chunks of an open file that belong to a stream; their content is left for the caller to read.

    Raises
    ------
    Cut
        If the file ends within a chunk.
    """
    at = 4
    while at < size:
        file.seek(at)
        length = _length(file, at)
        body = file.tell()
        if length < 2 or body + length > size:
            # What is there of a last, unfinished chunk of samples may still be read.
            tag, stream = _told(file, at)
            if tag == SAMPLES and body + length > size:
                yield Chunk(tag, stream, body + 6, size - body - 6)
            raise Cut(at)
        tag, stream = _told(file, at) if length >= 6 else (0, 0)
        if tag in (HEADER, SAMPLES, FOOTER):
            yield Chunk(tag, stream, body + 6, length - 6)
        at = body + length


def _length(file: BinaryIO, at: int) -> int:
    size = (file.read(1) or b"\0")[0]
    raw = file.read(size) if size in _LENGTHS else b""
    if size not in _LENGTHS or len(raw) < size:
        raise Cut(at)
    return int.from_bytes(raw, "little")


def _told(file: BinaryIO, at: int) -> tuple[int, int]:
    raw = file.read(6)
    if len(raw) < 6:
        raise Cut(at)
    tag, stream = struct.unpack("<HI", raw)
    return int(tag), int(stream)


def read_stream(path: Path, file: BinaryIO, chunk: Chunk) -> Stream:
    """The stream of a header chunk.

    Raises
    ------
    RecordingError
        If the header is no XML that describes a stream.
    """
    file.seek(chunk.start)
    raw = file.read(min(chunk.length, _LONGEST_HEADER))
    try:
        info = ElementTree.fromstring(b"" if b"<!" in raw else raw)  # noqa: S314  no entity can be defined without <!
        n_channels, sfreq = int(_text(info, "channel_count")), float(_text(info, "nominal_srate") or 0)
    except (ElementTree.ParseError, ValueError) as error:
        raise RecordingError(path, f"the header of stream {chunk.stream} cannot be read: {error}", sample=0) from error
    if not (0 <= n_channels < 2**16 and math.isfinite(sfreq)):
        raise RecordingError(path, f"stream {chunk.stream} has {n_channels} channels at {sfreq:g} Hz", sample=0)
    described = info.findall("desc/channels/channel")
    described = described if len(described) == n_channels else []
    named = [_text(one, "label") or f"channel{n + 1}" for n, one in enumerate(described)]
    return Stream(
        chunk.stream, _text(info, "name"), _text(info, "type"), n_channels, sfreq,
        _FORMATS.get(_text(info, "channel_format"), ""),
        tuple(named) or tuple(f"channel{n + 1}" for n in range(n_channels)),
        tuple(_text(one, "unit") for one in described) or ("",) * n_channels,
        tuple(_text(one, "type") for one in described) or ("",) * n_channels,
    )  # fmt: skip


def _text(element: ElementTree.Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def read_samples(file: BinaryIO, chunk: Chunk, stream: Stream) -> Iterator[tuple[NDArray[Any], NDArray[np.float64]]]:
    """The samples of a chunk and their time stamps, NaN where a sample has none.

    Yields
    ------
    samples : array, shape (n_channels, n)
        As they are stored.
    stamps : array of float, shape (n,)

    Raises
    ------
    Cut
        If the chunk ends within a sample, after the samples before it.
    """
    file.seek(chunk.start)
    left = _length(file, chunk.start)
    end = chunk.start + chunk.length
    raw = b""
    while left:
        more = file.read(max(0, min(_WINDOW, end - file.tell())))
        raw += more
        taken = 0
        for samples, stamps, size in _runs(np.frombuffer(raw, np.uint8), stream):
            samples, stamps = samples[:, :left], stamps[:left]
            taken += size
            left -= samples.shape[1]
            if samples.shape[1]:
                yield samples, stamps
        if not more and left:
            raise Cut(chunk.start)
        raw = raw[taken:]


def _runs(raw: NDArray[np.uint8], stream: Stream) -> Iterator[tuple[NDArray[Any], NDArray[np.float64], int]]:
    """Whole samples, cut where some with a stamp follow some without; and how many bytes they take."""
    form = np.dtype(stream.format)
    width = form.itemsize * stream.n_channels
    while len(raw):
        stamped = 8 if raw[0] == 8 else 0
        stride = 1 + stamped + width
        rows = raw[: len(raw) // stride * stride].reshape(-1, stride)
        changes = np.flatnonzero(rows[:, 0] != raw[0])
        rows = rows[: changes[0]] if len(changes) else rows
        if not len(rows) or raw[0] not in (0, 8):
            return
        values = np.ascontiguousarray(rows[:, 1 + stamped :]).view(form).T
        stamps = np.ascontiguousarray(rows[:, 1:9]).view("<f8")[:, 0] if stamped else np.full(len(rows), np.nan)
        yield values, stamps, rows.size
        raw = raw[rows.size :]
