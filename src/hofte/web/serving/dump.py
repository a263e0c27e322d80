"""All rows of all models as lines of JSON, and back: what is kept of one kind of database can be put into the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, transaction
from django.db.models import Model

from hofte.core.errors import ArchiveError
from hofte.diary.archive import Content, Kind
from hofte.diary.backup import not_empty
from hofte.web.serving import ready

#: The database out of an archive, opened beside the real one.
ARCHIVED: Final = "archived"


class _Encoder(DjangoJSONEncoder):
    """The framework's own drops what is smaller than a millisecond."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


class _Lines:
    """Text that goes out as bytes."""

    def __init__(self, content: Content | IO[bytes]) -> None:
        self._content = content

    def write(self, text: str) -> None:
        self._content.write(text.encode())


def dump(content: Content | IO[bytes], *, database: str = "default") -> None:
    """Write every row of every model as it is at one moment, one JSON object a line.

    Raises
    ------
    StoreError
        If the database cannot be read.
    """
    lines = _Lines(content)
    with ready.told_in_words(database), transaction.atomic(using=database):
        if connections[database].vendor == "postgresql":
            with connections[database].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for model in _models():
            rows = model._base_manager.using(database).order_by("pk").iterator()
            serializers.serialize("jsonl", rows, stream=lines, cls=_Encoder, ensure_ascii=False)


def load(lines: Iterable[str], *, replace: bool = False) -> int:
    """Put dumped rows in the place of all that there is: all of them or, if anything fails, none.

    Parameters
    ----------
    lines : iterable of str
    replace : bool
        Whether people's data may be replaced.

    Returns
    -------
    int
        How many rows there are now.

    Raises
    ------
    ArchiveError
        If there are people's data already and ``replace`` is not given, or a line cannot be read.
    StoreError
        If the database cannot be written.
    """
    with ready.told_in_words(), transaction.atomic():
        if not replace and _holds_people():
            raise not_empty(ready.where_stored())
        for model in reversed(_models()):
            model._base_manager.all()._raw_delete("default")
        try:
            count = sum(1 for _ in map(_insert, serializers.deserialize("jsonl", lines)))
        except (DeserializationError, json.JSONDecodeError, AttributeError, TypeError) as error:
            message = f"the backup holds what this Hofte does not know: {error}"
            raise ArchiveError(message, hint="update Hofte, or fetch another copy; nothing was changed") from error
        _go_on_counting()
    return count


def restore(content: Path, kind: Kind, *, replace: bool = False) -> int:
    """Put the content of an archive into the database of the settings, whichever kind each is; see :func:`load`."""
    ready.migrate()
    if kind == "jsonl":
        with content.open(encoding="utf-8") as lines:
            return load(lines, replace=replace)
    with _archived(content), content.with_suffix(".jsonl").open("w+b") as between:
        dump(between, database=ARCHIVED)
        between.seek(0)
        return load((line.decode() for line in between), replace=replace)


def _models() -> list[type[Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _holds_people() -> bool:
    from hofte.web.people.models import Person  # models load only after the framework
    from hofte.web.training.models import Entry

    return Person.objects.exists() or Entry.objects.exists()


def _insert(row: Any) -> None:
    row.save(force_insert=True)


def _go_on_counting() -> None:
    """Let the database number new rows after the highest that came in."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


@contextmanager
def _archived(copy: Path) -> Iterator[None]:
    """Open a SQLite database out of an archive, brought up to date first."""
    connections.settings[ARCHIVED] = connections.settings["default"] | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(copy),
        "OPTIONS": {},
    }
    try:
        ready.migrate(ARCHIVED)
        yield
    finally:
        connections[ARCHIVED].close()
        del connections.settings[ARCHIVED]
        del connections[ARCHIVED]
