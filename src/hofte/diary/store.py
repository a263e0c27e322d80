"""The diary file: an append-only log of entries in one SQLite file, safe against a crash at any moment.

Several processes may write at the same time. What :meth:`Diary.append` has acknowledged survives a kill of the
process; the beginning and the end of a session survive the loss of power too. It knows the file; what entries mean
is known by :mod:`hofte.diary.fold`, and how they look in the table by :mod:`hofte.diary.rows`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal
from uuid import UUID, uuid4

from hofte.core.clock import Clock, SystemClock
from hofte.core.errors import DiaryError
from hofte.core.stored import to_json
from hofte.diary.fold import fold
from hofte.diary.model import KEPT_AT_POWER_LOSS, Entry, SessionRecord
from hofte.diary.rows import COLUMNS, SCHEMA, TABLE, VERSION, from_row, to_row

#: How long one process waits for another that is writing, in seconds.
PATIENCE_S: Final = 10.0
SELECT: Final = "SELECT id, session, person, seq, kind, at, body FROM training_entry "
INSERT: Final = "INSERT INTO training_entry (id, session, person, seq, kind, at, body) VALUES (?, ?, ?, ?, ?, ?, ?)"

#: What to do about what SQLite says, by its primary error code.
HINTS: Final = {
    sqlite3.SQLITE_FULL: "the disk is full: make room and try again; everything acknowledged before is kept",
    sqlite3.SQLITE_IOERR: "the disk is full or failing: make room or choose another place with HOFTE_DATA",
    sqlite3.SQLITE_READONLY: "make the file and its folder writable, or choose another place with HOFTE_DATA",
    sqlite3.SQLITE_CANTOPEN: "check that the folder exists and may be written, or choose another with HOFTE_DATA",
    sqlite3.SQLITE_BUSY: "another program is writing to it: close that one, or try again",
    sqlite3.SQLITE_NOTADB: "it is another kind of file and was left as it is: choose another place with HOFTE_DATA",
    sqlite3.SQLITE_CORRUPT: "the file is damaged: fetch your last copy of it, and keep this one for rescue",
}

#: Whose entries: one person's, those of the person without an account (None), or everyone's.
Whose = UUID | None | Literal["everyone"]


class Diary:
    """An open diary; it closes itself at the end of a ``with``.

    Parameters
    ----------
    path : Path
        The file; it is made, for this user alone, when it does not exist.
    clock : Clock
        Tells when an entry is written.

    Raises
    ------
    DiaryError
        If the file cannot be opened or is no diary; such a file is left as it is.
    """

    def __init__(self, path: Path, *, clock: Clock | None = None) -> None:
        self.path = path
        self.clock = clock or SystemClock()
        _make_private(path)
        with self._guarded("opened"):
            self._db = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)
        try:
            with self._guarded("opened"):
                self._prepare()
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Diary:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def append(self, entry: Entry) -> bool:
        """Keep an entry for good.

        Returns
        -------
        bool
            ``False`` if this very entry was there already.

        Raises
        ------
        DiaryError
            If it cannot be written, or another entry has its id or its place in the session.
        """
        row = to_row(entry)
        with self._guarded("written"):
            self._set_durability(entry.kind in KEPT_AT_POWER_LOSS)
            try:
                self._db.execute(INSERT, row)
            except sqlite3.IntegrityError:
                kept = self._db.execute(SELECT + "WHERE id = ?", (row[0],)).fetchone()
                if kept == row:
                    return False
                what = f"id {entry.id}" if kept else f"place {entry.seq} in session {entry.session}"
                raise DiaryError(f"{self.path}: another entry has the {what}") from None
        return True

    def write(self, session: UUID, kind: str, body: object, *, person: UUID | None = None) -> Entry:
        """Append what has just happened as the next entry of a session, whoever else writes to it.

        Parameters
        ----------
        session : UUID
        kind : str
        body : dataclass or mapping
            The kind's class, see :data:`hofte.diary.model.BODIES`.
        person : UUID or None

        Returns
        -------
        Entry
            As it stands in the diary.

        Raises
        ------
        DiaryError
            If it cannot be written.
        """
        with self._guarded("written"):
            self._set_durability(kind in KEPT_AT_POWER_LOSS)
            with self._transaction():
                query = "SELECT COALESCE(MAX(seq) + 1, 0) FROM training_entry WHERE session = ?"
                (seq,) = self._db.execute(query, (session.hex,)).fetchone()
                entry = Entry(uuid4(), session, seq, kind, self.clock.today(), to_json(body), person)
                self._db.execute(INSERT, to_row(entry))
        return entry

    def entries(self, *, session: UUID | None = None, whose: Whose = "everyone") -> Iterator[Entry]:
        """The entries, session by session, the earliest session first.

        Parameters
        ----------
        session : UUID or None
            Of this session only.
        whose : UUID, None or "everyone"
            Of this person's sessions only.

        Raises
        ------
        DiaryError
            If the file cannot be read.
        """
        # A list for each session and no open cursor: a slow reader holds no other program up.
        for one in [session.hex] if session else self._sessions(whose):
            with self._guarded("read"):
                rows = self._db.execute(SELECT + "WHERE session = ? ORDER BY seq", (one,)).fetchall()
            yield from map(from_row, rows)

    def session(self, session: UUID) -> SessionRecord | None:
        """A session as it stands now; ``None`` if there is none. Errors as :meth:`entries`."""
        entries = list(self.entries(session=session))
        return fold(entries) if entries else None

    def sessions(self, whose: Whose = "everyone") -> Iterator[SessionRecord]:
        """The sessions as they stand now, the earliest first. Errors as :meth:`entries`."""
        for one in self._sessions(whose):
            if record := self.session(UUID(one)):
                yield record

    def erase_session(self, session: UUID) -> int:
        """Delete a session so that its words are no longer in the file; says how many entries there were.

        Raises
        ------
        DiaryError
            If it cannot be deleted, or if traces remain because another program is reading.
        """
        return self._erase("session IS ?", session)

    def erase_person(self, person: UUID | None) -> int:
        """Delete all that a person did (``None``: the person without an account); see :meth:`erase_session`."""
        return self._erase("person IS ?", person)

    def _sessions(self, whose: Whose) -> list[str]:
        condition, values = ("", ()) if whose == "everyone" else ("WHERE person IS ? ", (whose.hex if whose else None,))
        query = f"SELECT session FROM training_entry {condition}GROUP BY session ORDER BY MIN(at), session"  # noqa: S608 (no value in it)
        with self._guarded("read"):
            return [session for (session,) in self._db.execute(query, values).fetchall()]

    def _erase(self, condition: str, key: UUID | None) -> int:
        with self._guarded("erased"):
            self._set_durability(True)
            values = (key.hex if key else None,)
            query = f"DELETE FROM training_entry WHERE {condition}"  # noqa: S608 (no value in it)
            erased = self._db.execute(query, values).rowcount
            # Recordings that were kept; the web application's table, which the terminal's own file does not have.
            if self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'training_signal'").fetchone():
                self._db.execute(query.replace("training_entry", "training_signal"), values)
            # Deleted pages are overwritten (secure_delete); the log beside the file still holds the old ones.
            busy, _, _ = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise DiaryError(
                f"{self.path}: {erased} entries were erased, but traces remain while another program reads the diary",
                hint="close the other program and erase again",
            )
        return erased

    def _prepare(self) -> None:
        self._db.execute("PRAGMA secure_delete = ON")
        if self._is_empty():
            with self._transaction():
                for statement in SCHEMA:
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {VERSION}")
        self._check()
        try:
            self._db.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            # Another process works with the new file at this moment: its journal is as safe, only slower,
            # and the next one to open the diary changes it.
            if _code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
        self._durable: bool | None = None

    def _is_empty(self) -> bool:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        return version == 0 and not self._db.execute("SELECT 1 FROM sqlite_master").fetchone()

    def _check(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        columns = tuple(column[1] for column in self._db.execute(f"PRAGMA table_info({TABLE})"))
        if columns and version > VERSION:
            raise DiaryError(
                f"{self.path} was written by a newer Hofte (version {version}, this one knows {VERSION})",
                hint="update Hofte; the file was left as it is",
            )
        if columns != COLUMNS:
            raise DiaryError(f"{self.path} is a database, but no diary", hint=HINTS[sqlite3.SQLITE_NOTADB])

    def _set_durability(self, durable: bool) -> None:
        """FULL waits for the disk at every commit; NORMAL is safe against a crash but not against power loss."""
        if durable is not self._durable:
            self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._durable = durable

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    @contextmanager
    def _guarded(self, what: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            hint = HINTS.get(_code(error), "")
            raise DiaryError(f"{self.path} cannot be {what}: {error}", hint=hint) from error


def _code(error: sqlite3.Error) -> int:
    code: Any = getattr(error, "sqlite_errorcode", 0)
    return int(code) & 0xFF


def _make_private(path: Path) -> None:
    """Make an empty file that only its owner may read; what lies there already stays."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise DiaryError(f"{path} cannot be made: {error.strerror}", hint=HINTS[sqlite3.SQLITE_CANTOPEN]) from error
