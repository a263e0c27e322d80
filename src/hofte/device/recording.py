"""A recording as a text file: a rate, columns, and a line of numbers for each sample.

The layout: a first line ``# sampling_rate_hz=1000``, a line of column names, then a line for each sample with commas
between; ``.gz`` is unpacked on the way. A name that ends in ``_v``, ``_mv`` or ``_uv`` is in volts, other columns are
counts. An empty cell or ``nan`` is a lost sample. The file is read line by line, so its length does not matter.
"""

from __future__ import annotations

import gzip
import math
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, TextIO, TypeVar, cast

from hofte.core.errors import DeviceError
from hofte.emg.design import FASTEST_HZ

T = TypeVar("T")

RATE: Final = "# sampling_rate_hz="
#: Volts in one unit of a column whose name ends so.
VOLTS: Final[Mapping[str, float]] = {"_uv": 1e-6, "_mv": 1e-3, "_v": 1.0}
#: A longer line is no line of samples and is not read into memory.
LONGEST_LINE: Final = 65_536
LAYOUT: Final = f"a recording begins with {RATE}1000, then column names, then a line of numbers for each sample"


class Recording:
    """An open recording; it closes itself at the end of a ``with``.

    Parameters
    ----------
    path : Path
        A ``.csv`` or ``.csv.gz`` file.

    Attributes
    ----------
    sfreq : float
        Samples a second.
    names : tuple of str
        The columns, in the file's order.

    Raises
    ------
    DeviceError
        If the file cannot be opened or its first two lines are not as they should be.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._line = 0
        self._file: TextIO = self._tried(lambda: _opened(path))
        try:
            self.sfreq = self._rate(self._next_line())
            self.names = self._names(self._next_line())
        except DeviceError:
            self.close()
            raise
        self._factors = [volts_in(name) or 1.0 for name in self.names]

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    def rows(self) -> Iterator[tuple[float, ...]]:
        """The samples of all columns that have not been read yet, in volts or counts.

        Raises
        ------
        DeviceError
            At the first line that is broken, with its number and what is wrong with it.
        """
        while text := self._next_line():
            cells = text.rstrip("\r\n").split(",")
            if cells == [""] and len(self.names) > 1:
                if self._is_rest_empty():
                    return
                raise self._broken("it is empty")
            if len(cells) != len(self.names):
                raise self._broken(f"it has {len(cells)} values, not {len(self.names)}")
            yield tuple(self._number(cell) * factor for cell, factor in zip(cells, self._factors, strict=True))

    def _is_rest_empty(self) -> bool:
        line = self._line
        while text := self._next_line():
            if text.strip():
                self._line = line  # the empty line is what is wrong
                return False
        return True

    def _next_line(self) -> str:
        self._line += 1
        text = self._tried(lambda: self._file.readline(LONGEST_LINE + 1))
        if len(text) > LONGEST_LINE:
            raise self._broken("it is too long")
        return text

    def _number(self, cell: str) -> float:
        if not cell.strip():
            return math.nan
        try:
            return float(cell.replace("_", "?"))  # 1_000 is a number to Python only
        except ValueError:
            raise self._broken(f"{cell[:20]!r} is no number") from None

    def _rate(self, text: str) -> float:
        try:
            sfreq = float(text.removeprefix(RATE)) if text.startswith(RATE) else math.nan
        except ValueError:
            sfreq = math.nan
        if not 0.0 < sfreq <= FASTEST_HZ:
            raise self._broken("it does not give the sampling rate", hint=LAYOUT)
        return sfreq

    def _names(self, text: str) -> tuple[str, ...]:
        names = tuple(name.strip() for name in text.split(","))
        if not all(names):
            raise self._broken("a column has no name", hint=LAYOUT)
        if len(set(names)) < len(names):
            raise self._broken("two columns have the same name", hint=LAYOUT)
        return names

    def _broken(self, reason: str, *, hint: str = "the lines before it can be used") -> DeviceError:
        return DeviceError(f"{self.path}, line {self._line}: {reason}", hint=hint)

    def _tried(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except (OSError, EOFError, zlib.error) as error:
            where = f", line {self._line}" if self._line else ""
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            raise DeviceError(f"{self.path}{where}: {reason}", hint="check the name, or fetch the file anew") from error


def volts_in(name: str) -> float | None:
    """How many volts one unit of the column is, by the end of its name; ``None`` for counts and other units."""
    return next((factor for ending, factor in VOLTS.items() if name.lower().endswith(ending)), None)


def _opened(path: Path) -> TextIO:
    # Bytes that are no UTF-8 become a sign that is no number, and so an error with its line.
    if path.suffix == ".gz":
        return cast("TextIO", gzip.open(path, "rt", encoding="utf-8-sig", errors="replace"))
    return path.open(encoding="utf-8-sig", errors="replace")
