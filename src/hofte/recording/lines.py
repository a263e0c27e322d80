"""The lines of a text file of any length, packed with gzip or not, in blocks of bounded size."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from hofte.device.recording import LONGEST_LINE
from hofte.recording.model import RecordingError

#: Bytes taken from the disk, and handed out, at a time.
_READ, _BLOCK = 2**16, 2**22
_GZIP = b"\x1f\x8b"


class Lines:
    """An open text file.

    Parameters
    ----------
    path : Path

    Attributes
    ----------
    line : int
        How many lines have been handed out.
    read : int
        How many bytes have been taken from the disk.
    is_cut : bool
        Whether the last line has no end; it is left out then, for it may be half a number.

    Raises
    ------
    OSError
        If the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("rb")
        is_packed = self._file.peek(2)[:2] == _GZIP
        self._pieces = self._unpacked() if is_packed else self._taken()
        self._rest = b""
        self._error: Exception | None = None
        self.line = 0
        self.read = 0
        self.is_cut = False

    def close(self) -> None:
        self._file.close()

    def first(self) -> str:
        """The next line without its end; empty at the end of the file."""
        while b"\n" not in self._rest and len(self._rest) <= LONGEST_LINE and self._more():
            pass
        line, newline, self._rest = self._rest.partition(b"\n")
        if not newline and not self._rest and not line and self._error:
            raise self._error
        self._check(line)
        self.line += 1
        return line.decode("utf-8-sig", "replace").rstrip("\r")

    def blocks(self) -> Iterator[tuple[bytes, int]]:
        """All lines that are left: blocks of whole lines, each with the number of its first line.

        Raises
        ------
        RecordingError
            If a line is longer than any line of samples.
        OSError, EOFError, zlib.error
            If the file cannot be read further; the lines before have been handed out.
        """
        while True:
            while len(self._rest) < _BLOCK and self._more():
                pass
            at_end = len(self._rest) < _BLOCK
            end = self._rest.rfind(b"\n") + 1
            block, self._rest = self._rest[:end], self._rest[end:]
            if at_end:
                block, self.is_cut = block.rstrip(), bool(self._rest.strip())
            if block:
                yield block, self.line + 1
                self.line += block.count(b"\n") + (not block.endswith(b"\n"))
            if self._error:
                raise self._error
            if at_end:
                return
            self._check(self._rest)

    def _more(self) -> bool:
        """Take the next piece of the file in; false at its end, and where it is broken."""
        if self._error:
            return False
        try:
            piece = next(self._pieces, b"")
        except (OSError, EOFError, zlib.error) as error:
            self._error = error
            return False
        self._rest += piece
        return bool(piece)

    def _check(self, line: bytes) -> None:
        if len(line) > LONGEST_LINE:
            raise RecordingError(self._path, f"line {self.line + 1}: it is too long for a line of samples")

    def _taken(self) -> Iterator[bytes]:
        while piece := self._file.read(_READ):
            self.read += len(piece)
            yield piece

    def _unpacked(self) -> Iterator[bytes]:
        packing = zlib.decompressobj(wbits=31)
        for piece in self._taken():
            packed = piece
            while packed:
                if packing.eof:  # one file packed after another; zeros fill up a tape
                    packed = packed.lstrip(b"\0")
                    packing = zlib.decompressobj(wbits=31)
                    continue
                if plain := packing.decompress(packed, _BLOCK):
                    yield plain
                packed = packing.unused_data if packing.eof else packing.unconsumed_tail
        if not packing.eof:
            raise EOFError("the packed file ends in the middle")
