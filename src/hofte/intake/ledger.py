"""What was imported into a content folder, from which file, by which program: so that a second run changes nothing.

One SQLite file in ``.hofte/`` beside the pages. A page is noted before it is written, so a run that is killed at any
moment is taken up where it stood, and a file that a person has edited since is told from one that we wrote.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hofte.core.errors import IntakeError, NotStored
from hofte.core.finding import Finding
from hofte.core.stored import from_json, to_json

FOLDER = ".hofte"
FILE = "intake.sqlite3"
_SCHEMA = """
create table if not exists sources (
  site text, path text, key text not null, pages text not null, findings text not null, primary key (site, path)
) without rowid;
create table if not exists pages (
  path text primary key, site text not null, source text not null, digest text not null, before text not null
) without rowid;
"""


@dataclass(frozen=True)
class Known:
    """A source as it was imported last: what it was made by, the pages made of it, what was noticed."""

    key: str
    pages: tuple[str, ...]
    findings: tuple[Finding, ...]


class Ledger:
    """The ledger of one content folder, for one site.

    Parameters
    ----------
    folder : Path
        The content folder; made when it is not there.
    site : str
        Names the site among others that were imported into the same folder.

    Raises
    ------
    IntakeError
        If the folder cannot be written.
    """

    def __init__(self, folder: Path, site: str) -> None:
        self._site = site
        try:
            (folder / FOLDER).mkdir(parents=True, exist_ok=True)
            (folder / FOLDER / ".gitignore").write_text("*\n", encoding="ascii")
            self.store = _open(folder / FOLDER / FILE)
        except (OSError, sqlite3.Error) as error:
            raise IntakeError(f"{folder} cannot be written: {error}", hint="name another folder with --to") from error

    def close(self) -> None:
        """Keep everything and let go of the file."""
        self.store.commit()
        self.store.close()

    def known(self, path: str) -> Known | None:
        """What became of a source of this site when it was imported last."""
        query = "select key, pages, findings from sources where site = ? and path = ?"
        row = self.store.execute(query, (self._site, path)).fetchone()
        if row is not None:
            with suppress(NotStored, ValueError):
                findings = from_json(tuple[Finding, ...], json.loads(row[2]))
                return Known(row[0], tuple(json.loads(row[1])), findings)
        return None

    def keep(self, path: str, known: Known) -> None:
        """Note what became of a source."""
        row = (self._site, path, known.key, json.dumps(known.pages), json.dumps(to_json(known.findings)))
        self.store.execute("insert or replace into sources values (?, ?, ?, ?, ?)", row)
        self.store.commit()

    def gone(self, here: frozenset[str]) -> list[tuple[str, Known]]:
        """The sources of this site that were imported once and are not there any more."""
        rows = self.store.execute("select path from sources where site = ?", (self._site,)).fetchall()
        return [(path, known) for (path,) in rows if path not in here and (known := self.known(path)) is not None]

    def forget(self, path: str) -> None:
        """Forget a source of this site."""
        self.store.execute("delete from sources where site = ? and path = ?", (self._site, path))
        self.store.commit()

    def owner(self, page: str) -> tuple[str, str] | None:
        """Whose page it is: site and source."""
        row = self.store.execute("select site, source from pages where path = ?", (page,)).fetchone()
        return (row[0], row[1]) if row else None

    def owns(self, page: str, source: str) -> bool:
        """Whether a page is this source's, or nobody's yet."""
        return self.owner(page) in (None, (self._site, source))

    def wrote(self, page: str, digest: str) -> bool:
        """Whether a file with this digest is one that we wrote as this page, or were about to write."""
        row = self.store.execute("select digest, before from pages where path = ?", (page,)).fetchone()
        return row is not None and digest in row

    def will_write(self, page: str, source: str, digest: str, *, before: str) -> None:
        """Note a page that is about to be written over a file with the digest ``before``."""
        values = (page, self._site, source, digest, before)
        self.store.execute("insert or replace into pages values (?, ?, ?, ?, ?)", values)
        self.store.commit()

    def release(self, page: str) -> None:
        """Forget a page."""
        self.store.execute("delete from pages where path = ?", (page,))
        self.store.commit()


def _open(file: Path) -> sqlite3.Connection:
    """The store; one that is damaged is begun anew, since it can be made again from the site."""
    try:
        return _prepared(sqlite3.connect(file, timeout=30))
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        file.unlink()
        return _prepared(sqlite3.connect(file, timeout=30))


def _prepared(store: sqlite3.Connection) -> sqlite3.Connection:
    store.execute("pragma journal_mode = wal")
    store.execute("pragma synchronous = normal")
    store.executescript(_SCHEMA)
    return store
