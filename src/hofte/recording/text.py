"""Recordings as text: a rate, column names, a line of numbers for each sample; packed with gzip or not.

The layout is that of :mod:`hofte.device.recording`, parsed here in blocks by pyarrow. Beside it come files with tabs,
with semicolons and decimal commas, and with a column of time stamps instead of a rate.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path

import numpy as np

from hofte.device.recording import LAYOUT, RATE, VOLTS
from hofte.recording.choose import choose
from hofte.recording.lines import Lines
from hofte.recording.model import PORTION, Portion, RecordingError, Samples, Source, checked_rate, scaled
from hofte.recording.needs import need
from hofte.recording.times import Clock, stamp_column

#: Cells that are a lost sample.
_LOST = ["", " ", "nan", "NaN", "NAN", "null", "NA", "inf", "-inf"]
_ROW = re.compile(r"Row #(\d+)")
_EMPTY_LINE = b"\n\n"
#: Within a line it belongs to no number; pyarrow would take it for the end of the line.
_RETURN = b"\r"


class Text(Source):
    """A recording as text.

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
        If the file has no rate and no time stamps, or no column is a muscle.
    PackageMissing
        If pyarrow is not installed.
    OSError
        If the file cannot be opened.
    """

    def __init__(self, path: Path, wanted: Sequence[str] = (), sfreq: float | None = None) -> None:
        super().__init__(path)
        self._table = _Table(path)
        try:
            self._open(wanted, sfreq)
        except BaseException:
            self.close()
            raise

    def _open(self, wanted: Sequence[str], sfreq: float | None) -> None:
        names = self._table.names
        units = [next((end[1:] for end in VOLTS if name.lower().endswith(end)), "") for name in names]
        self._places, self.channels = choose(self.path, names, units, wanted)
        self._factors = np.array([[VOLTS.get(f"_{units[place]}", 1.0)] for place in self._places])
        rate, stamps = sfreq or self._table.rate, stamp_column(names)
        self._clock: Clock | None = None
        self._stamps: tuple[int, ...] = ()
        if rate is not None:
            self.sfreq = checked_rate(self.path, rate)
        elif stamps:
            self._stamps = (names.index(stamps),)
            self._clock = Clock(self.path, stamps, self._all_stamps())
            self.sfreq = self._clock.sfreq
        else:
            raise RecordingError(self.path, "it does not say its sampling rate", hint=f"{LAYOUT}; or use --rate")

    def close(self) -> None:
        self._table.close()

    def _all_stamps(self) -> Iterator[Samples]:
        """The column of time stamps, from a look at the file of its own."""
        table = _Table(self.path)
        try:
            for values in table.columns(self._stamps):
                yield values[0]
        except RecordingError:
            return  # said again, with the samples before it, when they are read
        finally:
            table.close()

    def _portions(self) -> Iterator[Portion]:
        n_samples = 0
        for values in self._table.columns([*self._places, *self._stamps]):
            samples = scaled(values[: len(self._places)], self._factors)
            pieces = iter([samples]) if self._clock is None else self._clock.with_gaps(samples, values[-1], n_samples)
            n_samples += samples.shape[1]
            for piece in pieces:
                yield Portion(piece, self._table.share)
        if self._table.is_cut:
            self.remark("last-line", sample=n_samples)


class _Table:
    """A text file of numbers in columns: its head is read at once, its columns when asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = max(1, path.stat().st_size)
        self._lines = Lines(path)
        try:
            self._read_head()
        except (EOFError, zlib.error) as error:
            self.close()
            raise RecordingError(path, f"line 1: {error}", sample=0, hint="fetch the file anew") from error
        except RecordingError:
            self.close()
            raise

    def close(self) -> None:
        self._lines.close()

    @property
    def share(self) -> float:
        return min(1.0, self._lines.read / self._size)

    @property
    def is_cut(self) -> bool:
        return self._lines.is_cut

    def _read_head(self) -> None:
        self.rate: float | None = None
        line = self._lines.first()
        while line.startswith("#"):
            if line.startswith(RATE):
                self.rate = self._rate(line)
            line = self._lines.first()
        self._delimiter = next((sign for sign in "\t;" if sign in line), ",")
        self.names = tuple(name.strip().strip('"') for name in line.split(self._delimiter))
        if not all(self.names) or any(_is_number(name) for name in self.names):
            raise RecordingError(self._path, f"line {self._lines.line}: no names of columns", sample=0, hint=LAYOUT)

    def _rate(self, line: str) -> float:
        try:
            return float(line.removeprefix(RATE))
        except ValueError:
            raise RecordingError(
                self._path, f"line {self._lines.line}: {line[:60]!r} is no sampling rate", sample=0, hint=LAYOUT
            ) from None

    def columns(self, places: Sequence[int]) -> Iterator[Samples]:
        """The numbers of some columns, as arrays of shape (n_columns, n_samples)."""
        n_samples, most = 0, max(1, PORTION // len(places))
        try:
            for block, line in self._lines.blocks():
                block = block.replace(b"\r\n", b"\n")
                values, broken = self._parsed(block, places)
                for start in range(0, values.shape[1], most):
                    yield values[:, start : start + most]
                n_samples += values.shape[1]
                if broken:
                    raise self._error(block, broken, line + broken - 1, n_samples)
        except (OSError, EOFError, zlib.error) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            raise RecordingError(
                self._path, f"line {self._lines.line + 1}, sample {n_samples}: {reason}", sample=n_samples,
                hint="the file is not whole: fetch it anew",
            ) from error  # fmt: skip

    def _parsed(self, block: bytes, places: Sequence[int]) -> tuple[Samples, int]:
        """The numbers before the first broken row, and which row that is (the first is 1; 0 when all are sound)."""
        # Columns are converted one after the other, so the row that is named need not be the first that is broken.
        broken = self._misshapen(block)
        while True:
            sound = b"".join(islice(BytesIO(block), broken - 1)) if broken else block
            if not sound:
                return np.empty((len(places), 0)), broken
            try:
                return self._numbers(sound, places), broken
            except ValueError as error:
                named = int(found[1]) if (found := _ROW.search(str(error))) else 1
                broken = min(named, broken - 1) if broken else named

    def _misshapen(self, block: bytes) -> int:
        """The first row with a sign that would end it early, or that is empty though it has several cells; or 0."""
        rows = [block.count(b"\n", 0, place) + 1 for place in [block.find(_RETURN)] if place >= 0]
        if len(self.names) > 1:
            rows += [block.count(b"\n", 0, place) + 2 for place in [block.find(_EMPTY_LINE)] if place >= 0]
            rows += [1] if block.startswith(b"\n") else []
        return min(rows, default=0)

    def _numbers(self, block: bytes, places: Sequence[int]) -> Samples:
        """Parse whole lines; a ValueError names the row."""
        csv, arrow = need("pyarrow.csv"), need("pyarrow")
        names = [str(n) for n in range(len(self.names))]
        chosen = [names[place] for place in places]
        table = csv.read_csv(
            BytesIO(block),
            read_options=csv.ReadOptions(column_names=names, use_threads=False, block_size=len(block) + 1),
            parse_options=csv.ParseOptions(delimiter=self._delimiter, quote_char=False, ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, arrow.float64()), include_columns=chosen, null_values=_LOST,
                decimal_point="," if self._delimiter == ";" and b"," in block else ".",
            ),
        )  # fmt: skip
        return np.stack([table[name].to_numpy() for name in chosen])

    def _error(self, block: bytes, row: int, line: int, sample: int) -> RecordingError:
        text = next(islice(BytesIO(block), row - 1, None), b"").decode("utf-8", "replace").rstrip("\r\n")
        cells = text.split(self._delimiter)
        wrong = next((cell for cell in cells if cell.strip() and not _is_number(cell)), "")
        if not text:
            reason = "it is empty"
        elif len(cells) != len(self.names):
            reason = f"it has {len(cells)} values, not {len(self.names)}"
        else:
            reason = f"{wrong[:20]!r} is no number"
        return RecordingError(
            self._path, f"line {line}, sample {sample}: {reason}", sample=sample, hint="the lines before it count"
        )


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ".").replace("_", "?"))  # 1_000 is a number to Python only
    except ValueError:
        return False
    return True
