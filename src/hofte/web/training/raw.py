"""The signal itself, when a person chose to keep it: cut into seconds on its way to the database, put together again.

It is kept in the database, second by second: so it survives a crash up to its last second, is deleted with the
session and the person, lies in every backup, and is there for every worker. Microvolts are in here and nowhere else
(PF20).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from hofte.coach.measured import RATE
from hofte.core.stored import from_json, to_json
from hofte.diary.model import SessionRecord
from hofte.emg.features import LONGEST_GAP_S
from hofte.emg.model import Description, SignalBlock
from hofte.recording.keep import RecordingWriter
from hofte.recording.needs import require
from hofte.web.training.models import Signal

#: How much is kept at a time, in seconds: what a crash may take.
PIECE_S = 1.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Samples without a gap: session time of the first, and what each channel gave."""

    at_s: float
    description: Description
    samples: tuple[tuple[float, ...], ...]

    @property
    def end_s(self) -> float:
        return self.at_s + len(self.samples[0]) / self.description.sfreq


class Keeper:
    """Cuts the blocks of a sensor into pieces.

    Parameters
    ----------
    description : Description
    start_s : float
        Session time at the sensor's first sample.
    """

    def __init__(self, description: Description, start_s: float) -> None:
        self._description = description
        self._start_s = start_s
        self._channels: list[list[float]] = [[] for _ in description.channels]
        self._origin: int | None = None
        self._first = self._next = 0

    def add(self, block: SignalBlock) -> list[Piece]:
        """Take the next block; gives the pieces that are complete."""
        if self._origin is None:
            self._origin = self._next = block.first
        pieces = self.finish() if block.first != self._next else []
        if not self._channels[0]:
            self._first = block.first
        for kept, samples in zip(self._channels, block.samples, strict=True):
            kept.extend(samples)
        self._next = block.first + len(block.samples[0])
        if len(self._channels[0]) >= PIECE_S * self._description.sfreq:
            pieces += self.finish()
        return pieces

    def finish(self) -> list[Piece]:
        """What is left."""
        if not self._channels[0]:
            return []
        at_s = self._start_s + (self._first - (self._origin or 0)) / self._description.sfreq
        piece = Piece(at_s, self._description, tuple(map(tuple, self._channels)))
        self._channels = [[] for _ in self._channels]
        return [piece]


def keep(session: UUID, person: UUID, pieces: Iterable[Piece]) -> None:
    """Write pieces into the database: float32, little-endian, channel after channel."""
    Signal.objects.bulk_create(
        Signal(session=session, person=person, at_s=piece.at_s, description=to_json(piece.description),
               samples=b"".join(struct.pack(f"<{len(channel)}f", *channel) for channel in piece.samples))
        for piece in pieces
    )  # fmt: skip


def count_runs(session: UUID) -> int:
    """How many recordings of a session there are: a new one begins where a minute or more is missing."""
    times = list(Signal.objects.filter(session=session).order_by("at_s").values_list("at_s", flat=True))
    breaks = [late for early, late in pairwise(times) if _is_break(early, late)]
    return len(breaks) + 1 if times else 0


def as_text(record: SessionRecord, number: int) -> bytes | None:
    """One recording as text, in microvolts; ``None`` if there is none of that number."""
    return _made(record, number, lambda run, path: path)


def as_edf(record: SessionRecord, number: int) -> bytes | None:
    """One recording as EDF+ with the cues as marks; nobody is named in it. ``None`` if there is none of that number.

    Raises
    ------
    PackageMissing
        If the extra for recordings is not installed: a server at home may do without.
    """
    require("numpy", "edfio")
    from hofte.recording.edf_export import export_edf
    from hofte.recording.model import Mark

    def make(run: list[Piece], path: Path) -> Path:
        begin_s, end_s = run[0].at_s, run[-1].end_s
        marks = [
            Mark(one.at_s - begin_s, max(map(len, one.values.values()), default=0) / RATE, one.cue)
            for one in record.measured
            if begin_s <= one.at_s < end_s
        ]
        target = path.with_suffix(".edf")
        export_edf(path, target, marks=marks, started=record.started_at)
        return target

    return _made(record, number, make)


def _made(record: SessionRecord, number: int, make: Callable[[list[Piece], Path], Path]) -> bytes | None:
    """Put a recording together in a folder that goes away again, and make a file of it."""
    run = next((run for n, run in enumerate(_runs(record.session), 1) if n == number), None)
    if run is None:
        return None
    with TemporaryDirectory() as folder:
        path = Path(folder, "signal.csv")
        with RecordingWriter(path, run[0].description) as writer:
            for piece in run:
                first = round((piece.at_s - run[0].at_s) * piece.description.sfreq)
                writer.write(SignalBlock(piece.samples, first))
        return make(run, path).read_bytes()


def _runs(session: UUID) -> Iterator[list[Piece]]:
    run: list[Piece] = []
    for row in Signal.objects.filter(session=session).order_by("at_s").iterator():
        piece = _piece(row)
        if run and _is_break(run[-1].at_s, piece.at_s):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _is_break(early_s: float, late_s: float) -> bool:
    return late_s - early_s > LONGEST_GAP_S


def _piece(row: Signal) -> Piece:
    description = from_json(Description, row.description)
    packed = bytes(row.samples)
    length = len(packed) // 4 // len(description.channels)
    channels = struct.iter_unpack(f"<{length}f", packed)
    return Piece(row.at_s, description, tuple(channels))
