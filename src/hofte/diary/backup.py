"""The whole database file kept and put back while others may be using it. Knows SQLite and needs no framework."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from hofte.core.errors import ArchiveError
from hofte.diary.archive import Content, Manifest, write_archive

#: Tables whose rows belong to people: a database with one of them is not empty.
PEOPLES: Final = ("training_entry", "people_person")
#: How long to wait for a program that is writing, in seconds.
PATIENCE_S: Final = 20.0
_PIECE: Final = 1 << 20


def backup_database(database: Path, file: Path, *, replace: bool = False) -> Manifest:
    """Keep a database in an archive, as it is at one moment.

    Parameters
    ----------
    database : Path
        Others may read and write it meanwhile.
    file : Path
        The archive.
    replace : bool
        Whether a file of that name may be replaced.

    Raises
    ------
    ArchiveError
        If there is no such database, it is damaged, or the archive cannot be written.
    """
    if not database.is_file():
        raise ArchiveError(f"there is nothing to keep: {database} does not exist", hint="check HOFTE_DATA")

    def write(content: Content) -> None:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".hofte-") as folder:
            copy = Path(folder, "copy.sqlite3")
            _copy(database, copy)
            with copy.open("rb") as stream:
                while piece := stream.read(_PIECE):
                    content.write(piece)

    with _told(database, "kept"):
        return write_archive(file, "sqlite", write, replace=replace)


def restore_database(copy: Path, database: Path, *, replace: bool = False) -> None:
    """Put a database from an archive in the place of another: all of it or, if anything fails, nothing.

    Parameters
    ----------
    copy : Path
        The content of an archive.
    database : Path
        It need not exist. A server that has it open sees the new content at once.
    replace : bool
        Whether people's data in it may be replaced.

    Raises
    ------
    ArchiveError
        If it holds people's data and ``replace`` is not given, if the copy is damaged, or it cannot be written.
    """
    with _told(copy, "read"), closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as source:
        _check(source, copy)
        with _told(database, "written"):
            database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(database, os.O_CREAT, 0o600))
            with closing(sqlite3.connect(database, timeout=PATIENCE_S)) as target:
                if not replace and holds_people(target):
                    raise not_empty(str(database))
                source.backup(target)
                target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def holds_people(database: sqlite3.Connection) -> bool:
    """Whether a database holds anything that belongs to a person."""
    found = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    rows = (database.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in PEOPLES if table in found)  # noqa: S608 (our own names)
    return any(rows)


def not_empty(where: str) -> ArchiveError:
    """The refusal to replace people's data unasked."""
    return ArchiveError(
        f"{where} already holds people's data",
        hint="keep it first with hofte backup, then restore with --replace",
    )


def _copy(database: Path, copy: Path) -> None:
    source = sqlite3.connect(f"file:{database}?mode=rw", uri=True, timeout=PATIENCE_S)
    with closing(source), closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        _check(target, database)


def _check(database: sqlite3.Connection, path: Path) -> None:
    (verdict,) = database.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise ArchiveError(f"{path} is damaged: {verdict}", hint="use another copy of it; nothing was changed")


@contextmanager
def _told(path: Path, what: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        hint = "check the file, its folder's permissions and the room on the disk; nothing was changed"
        raise ArchiveError(f"{path} cannot be {what}: {error}", hint=hint) from error
