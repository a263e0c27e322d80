"""A backup as one file: what is kept, which Hofte made it, and a checksum that is looked at before it is put back.

The file is a zip of ``manifest.json`` and one content: ``hofte.sqlite3`` (a whole SQLite database) or ``data.jsonl``
(one object a line, which any database takes). Knows nothing of what is in them.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final, Literal

import hofte
from hofte.core.errors import ArchiveError, NotStored
from hofte.core.stored import from_json, to_json

Kind = Literal["sqlite", "jsonl"]

FORMAT: Final = "hofte-backup"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
CONTENT: Final[dict[Kind, str]] = {"sqlite": "hofte.sqlite3", "jsonl": "data.jsonl"}
#: No manifest is longer, in bytes.
LONGEST_MANIFEST: Final = 10_000
_PIECE: Final = 1 << 20
_OTHER: Final = "fetch another copy of it; nothing was changed"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself.

    Parameters
    ----------
    format, version : str and int
        Always ``hofte-backup``; a version that is not known is refused.
    hofte : str
        The version of the Hofte that made it.
    kind : {"sqlite", "jsonl"}
    made_at : datetime
    size : int
        Of the content, in bytes.
    sha256 : str
        Of the content, hexadecimal.
    """

    format: str
    version: int
    hofte: str
    kind: Kind
    made_at: datetime
    size: int
    sha256: str


class Content:
    """A stream that remembers the length and the checksum of what went through it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.size = 0
        self.sum = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.size += len(data)
        self.sum.update(data)
        return self._stream.write(data)


def write_archive(file: Path, kind: Kind, write: Callable[[Content], object], *, replace: bool = False) -> Manifest:
    """Write an archive whole or not at all, for its owner only.

    Parameters
    ----------
    file : Path
    kind : {"sqlite", "jsonl"}
    write : callable
        Writes the content to the binary stream that it is given.
    replace : bool
        Whether a file of that name may be replaced.

    Raises
    ------
    ArchiveError
        If there is such a file already, or it cannot be written.
    """
    if file.exists() and not replace:
        raise ArchiveError(f"{file} exists already", hint="choose another name, or --replace")
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    with _told(file, "written"):
        try:
            opened = os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
            with opened as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
                with archive.open(CONTENT[kind], "w", force_zip64=True) as stream:
                    counted = Content(stream)
                    write(counted)
                found = counted.size, counted.sum.hexdigest()
                manifest = Manifest(FORMAT, VERSION, hofte.__version__, kind, datetime.now(UTC), *found)
                archive.writestr(MANIFEST, json.dumps(to_json(manifest), indent=1))
            with beside.open("rb") as written:
                os.fsync(written.fileno())
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
    return manifest


def read_archive(file: Path, content: Path) -> Manifest:
    """Take the content out of an archive into a file of its own, once it is known to be whole.

    Raises
    ------
    ArchiveError
        If it is no archive of ours, is damaged, or comes from a newer Hofte; ``content`` is not there then.
    """
    with _told(file, "read"), zipfile.ZipFile(file) as archive:
        manifest = _manifest(file, archive)
        try:
            found = _unpack(archive, manifest, content)
        except BaseException:
            content.unlink(missing_ok=True)
            raise
    if found != (manifest.size, manifest.sha256):
        content.unlink()
        raise ArchiveError(f"{file} is damaged: its content does not fit its checksum", hint=_OTHER)
    return manifest


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, content: Path) -> tuple[int, str]:
    with archive.open(CONTENT[manifest.kind]) as packed, content.open("xb") as unpacked:
        counted = Content(unpacked)
        # Never more than was promised and one byte: a bomb does not fill the disk.
        while piece := packed.read(min(_PIECE, manifest.size + 1 - counted.size)):
            counted.write(piece)
    return counted.size, counted.sum.hexdigest()


def _manifest(file: Path, archive: zipfile.ZipFile) -> Manifest:
    with archive.open(MANIFEST) as stream:
        values = json.loads(stream.read(LONGEST_MANIFEST))
    found, version = (values.get("format"), values.get("version")) if isinstance(values, dict) else (None, None)
    if found != FORMAT:
        raise ArchiveError(f"{file} is no backup of Hofte", hint=_OTHER)
    if version != VERSION:
        newer = f"{file} has version {version!r} of the format, this Hofte knows {VERSION}"
        raise ArchiveError(newer, hint="update Hofte; nothing was changed")
    return from_json(Manifest, values)


@contextmanager
def _told(file: Path, what: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, ValueError, NotStored) as error:
        raise ArchiveError(f"{file} is no backup of Hofte, or is damaged: {error}", hint=_OTHER) from error
    except OSError as error:
        hint = "check the name, the permissions and the room on the disk"
        raise ArchiveError(f"{file} cannot be {what}: {error.strerror or error}", hint=hint) from error
