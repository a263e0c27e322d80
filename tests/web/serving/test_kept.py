"""Backups of a whole house: from either kind of database into either, by the command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

HOFTE = Path(sys.executable).with_name("hofte")

#: Fills a house with two people, a page of one's own, a session with hard times and texts, and a recording's bytes.
FILL = """
import json, sys
from datetime import datetime, UTC
from uuid import UUID
from hofte.web.serving import ready
ready.load()
ready.migrate()
from django.contrib.sessions.backends.db import SessionStore
from hofte.web.library.models import Document
from hofte.web.people.services import add_person
from hofte.web.training.models import Entry, Signal
browser = SessionStore()
add_person(browser, "Birk")
astrid = add_person(browser, "Åstrid \U0001f33f")
browser.save()
own = {"text": "a\\r\\nb", "reading": {"exercises": []}, "digest": "d"}
Document.objects.create(person=astrid, kind="exercise", title="Min side", **own)
for n in range(3):
    Entry.objects.create(id=UUID(int=n + 1), session=UUID(int=9), person=astrid.id, seq=n, kind="note",
        at=datetime(2026, 11, 23, 12, 0, n, 123456, tzinfo=UTC), body={"text": "ø\\u2028 " * n, "x": [0.1, None, True]})
nobodys = {"id": UUID(int=7), "session": UUID(int=8), "person": None, "seq": 0}
Entry.objects.create(**nobodys, kind="note", at=datetime(2026, 1, 1, tzinfo=UTC), body={})
Signal.objects.create(id=UUID(int=5), session=UUID(int=9), person=astrid.id, at_s=0.1, description={"name": "x"},
    samples=bytes(range(256)))
"""
#: Everything that there is, as JSON that can be compared.
SHOW = """
import io
from hofte.web.serving import ready
ready.load()
ready.migrate()
from hofte.web.serving.dump import dump
out = io.BytesIO()
dump(out)
print(out.getvalue().decode())
"""


@pytest.fixture
def databases(tmp_path: Path, postgresql_url: str) -> Callable[[str, str], dict[str, str]]:
    """Environments of houses by kind and name; each database is new."""
    import psycopg

    def make(kind: str, name: str) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("HOFTE_", "DJANGO_"))}
        environment = kept | {"HOFTE_DATA": str(tmp_path / name)}
        if kind == "sqlite":
            return environment
        with psycopg.connect(postgresql_url, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {name}")
        return environment | {"HOFTE_DATABASE_URL": postgresql_url.replace("/postgres?", f"/{name}?")}

    return make


def python(script: str, environment: dict[str, str]) -> str:
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def hofte(environment: dict[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [str(HOFTE), *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def rows(environment: dict[str, str]) -> list[Any]:
    return [json.loads(line) for line in python(SHOW, environment).split("\n") if line]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_one_kind_kept_any_kind_takes(databases: Any, tmp_path: Path, kind: str) -> None:
    source = databases(kind, "source")
    python(FILL, source)
    before = rows(source)
    assert {row["model"] for row in before} == {
        "people.person", "library.document", "training.entry", "training.signal", "sessions.session",
    }  # fmt: skip
    file = tmp_path / "kept.zip"
    kept = hofte(source, "backup", file)
    assert kept.returncode == 0, kept.stderr
    # From SQLite to SQLite is in tests/diary.
    for other in ("sqlite", "postgresql") if kind == "postgresql" else ("postgresql",):
        target = databases(other, "target")
        done = hofte(target, "restore", file)
        assert done.returncode == 0, done.stderr
        assert rows(target) == before
        shutil.rmtree(tmp_path / "target")


def test_the_secret_key_is_not_in_it(databases: Any, tmp_path: Path) -> None:
    source = databases("sqlite", "source")
    python(FILL, source)
    hofte(source, "backup", tmp_path / "kept.zip")
    key = (tmp_path / "source" / "secret-key").read_bytes()
    with zipfile.ZipFile(tmp_path / "kept.zip") as archive:
        assert all(key not in archive.read(name) for name in archive.namelist())


def test_lines_that_cannot_be_read_leave_everything_as_it_was(databases: Any, tmp_path: Path) -> None:
    from hofte.diary.archive import write_archive

    target = databases("sqlite", "target")
    python(FILL, target)
    before = rows(target)
    person = {"model": "people.person", "pk": str(UUID(int=1)), "fields": {"device": str(UUID(int=2)), "name": "x"}}
    stray = person | {"model": "library.document", "fields": {"person": str(UUID(int=99))}}
    write_archive(tmp_path / "good.zip", "jsonl", lambda out: out.write(json.dumps(person).encode()))
    assert "already holds people's data" in hofte(target, "restore", tmp_path / "good.zip").stderr
    for n, line in enumerate(["no json", '{"model": "people.pet", "pk": 1, "fields": {}}', "7", json.dumps(stray)]):
        file = tmp_path / f"{n}.zip"
        write_archive(file, "jsonl", lambda out, line=line: out.write(f"{json.dumps(person)}\n{line}\n".encode()))
        done = hofte(target, "restore", file, "--replace")
        assert done.returncode == 2, (line, done)
        assert "Traceback" not in done.stderr
    assert rows(target) == before
