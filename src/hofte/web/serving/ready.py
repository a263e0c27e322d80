"""Makes a data folder ready to serve: the database up to date, the library indexed, the static files collected.

Running it again changes nothing and costs a moment; several servers may start at once.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.utils import load_backend

import hofte
from hofte.core.errors import StoreError
from hofte.diary.where import VARIABLE, default_path

SETTINGS: Final = "hofte.web.settings"


def load() -> None:
    """Load the framework with our settings.

    Raises
    ------
    StoreError
        If the data folder cannot be written, or the settings in the environment cannot be understood.
    """
    _check_folder(default_path().parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        django.setup()
    except (ValueError, OSError) as error:
        raise StoreError(f"the settings cannot be used: {error}", hint="docs/running.md lists the variables") from error


def make_ready() -> int:
    """Bring everything up to date.

    Returns
    -------
    int
        How many pages of the library were read anew.

    Raises
    ------
    StoreError
        If the database cannot be reached, is not ours, or was written by a newer Hofte.
    """
    from hofte.web.library.services import index_library  # models load only after the framework

    with _one_at_a_time(default_path().parent):
        migrate()
        changed: int = index_library()
        collect_static()
    return changed


def migrate(database: str = "default") -> None:
    """Create or update the tables; a diary that the terminal made first is taken over as it is. Errors as above."""
    with told_in_words(database):
        _reach(database)
        _refuse_newer(database)
        call_command("migrate", database=database, fake_initial=True, verbosity=0, interactive=False)


@contextmanager
def told_in_words(database: str = "default") -> Iterator[None]:
    """Turn what a database says into what a person can do about it.

    Raises
    ------
    StoreError
    """
    try:
        yield
    except DatabaseError as error:
        raise StoreError(f"{where_stored(database)} cannot be used: {error}".strip(), hint=_hint(database)) from error


def where_stored(database: str = "default") -> str:
    """The database as a person knows it, without a password."""
    connection = connections[database]
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(named["NAME"])
    return f"the database {named['NAME']} at {named['HOST'] or 'localhost'}:{named['PORT'] or 5432}"


def collect_static() -> bool:
    """Collect the static files, unless those that are there were made from the same ones; says whether it did."""
    root = Path(settings.STATIC_ROOT)
    mark = root / "made-from"
    current = _static_fingerprint()
    if mark.is_file() and mark.read_text(encoding="ascii") == current:
        return False
    call_command("collectstatic", clear=True, interactive=False, verbosity=0)
    mark.write_text(current, encoding="ascii")
    return True


def _static_fingerprint() -> str:
    seen = hashlib.sha256(hofte.__version__.encode())
    for finder in finders.get_finders():
        for path, storage in finder.list(None):
            stat = Path(storage.path(path)).stat()
            seen.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def _reach(database: str) -> None:
    """Connect once without the pool, which would try again and again where the answer is no."""
    named = connections[database].settings_dict
    options = {name: value for name, value in named["OPTIONS"].items() if name != "pool"}
    alone = load_backend(named["ENGINE"]).DatabaseWrapper(named | {"OPTIONS": options}, database)
    alone.ensure_connection()
    alone.close()


def _refuse_newer(database: str) -> None:
    loader = MigrationLoader(connections[database])
    ours = loader.migrated_apps
    if newer := sorted(
        ".".join(m) for m in loader.applied_migrations if m[0] in ours and m not in loader.disk_migrations
    ):
        raise StoreError(
            f"{where_stored(database)} was written by a newer Hofte (it has {', '.join(newer)})",
            hint="update Hofte; nothing was changed",
        )


def _hint(database: str) -> str:
    if connections[database].vendor == "sqlite":
        return f"check that it is Hofte's file and may be written, or choose another folder with {VARIABLE}"
    return "check that PostgreSQL runs and that HOFTE_DATABASE_URL names the right database, user and password"


def _check_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise StoreError(
            f"the data folder {folder} cannot be written: {error.strerror}",
            hint=f"make it writable, or choose another with {VARIABLE}",
        ) from error


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Servers that start together update one after the other; where the system has no such lock they must not."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (folder / "starting").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
