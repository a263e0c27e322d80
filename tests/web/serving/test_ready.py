"""What the first start of a server does to a data folder, and what it refuses to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from hofte.coach.model import RepResult
from hofte.diary.log import SessionLog
from hofte.diary.model import Started
from hofte.diary.rows import TABLE
from hofte.diary.store import Diary

HOFTE = Path(sys.executable).with_name("hofte")


def shape(path: Path) -> dict[str, Any]:
    """What SQLite knows of the table of entries: columns, indexes, constraints."""
    with closing(sqlite3.connect(path)) as database:
        columns = database.execute(f"PRAGMA table_info({TABLE})").fetchall()
        listed = database.execute(f"PRAGMA index_list({TABLE})").fetchall()
        indexes = {
            tuple(part[2] for part in database.execute(f"PRAGMA index_info({name})")): (unique, origin, partial)
            for _, name, unique, origin, partial in listed
        }
        (made,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (TABLE,)).fetchone()
    return {"columns": columns, "indexes": indexes, "made": " ".join(made.split())}


def test_the_web_makes_the_table_that_the_terminal_makes(seed: Path, tmp_path: Path) -> None:
    with Diary(tmp_path / "a.sqlite3"):
        pass
    assert shape(seed / "hofte.sqlite3") == shape(tmp_path / "a.sqlite3")


@pytest.mark.django_db
@pytest.mark.store("sqlite")
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_diary_that_the_terminal_made_first_is_taken_over(own_house: Any) -> None:
    shutil.rmtree(own_house.data)
    with Diary(own_house.data / "hofte.sqlite3") as diary:
        log = SessionLog(diary)
        log.start(Started("Bro"))
        log.rep(RepResult(1, 1, None, 0.0, 5.0, 5.0))
        before = list(diary.entries())
    own_house.start()
    with Diary(own_house.data / "hofte.sqlite3") as diary:  # both have it open
        assert list(diary.entries()) == before
        SessionLog(diary, log.session).finish()
    assert own_house.stop() in (0, -15)


def ready(data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start a server that cannot stay; what it says."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HOFTE_", "DJANGO_"))}
    return subprocess.run(
        [HOFTE, "serve", "--port", "0", "--no-open"],
        env=kept | {"HOFTE_DATA": str(data)} | environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The two lines of a refusal: what, and what to do."""
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    said = done.stderr.removeprefix("Getting ready for the first time …\n")
    assert said.startswith("hofte: ")
    assert "\n  → " in said
    return said


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    said = refused(ready(tmp_path / "data"))
    assert "data folder" in said
    assert "HOFTE_DATA" in said


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "hofte.sqlite3"
    file.write_bytes(b"my holiday pictures" * 500)
    assert str(file) in refused(ready(tmp_path))
    assert file.read_bytes() == b"my holiday pictures" * 500


def test_a_database_from_a_newer_hofte_is_refused(seed: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(seed, tmp_path / "data"))
    with closing(sqlite3.connect(data / "hofte.sqlite3")) as database:
        values = ("training", "0099_tomorrow", "2030-01-01")
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)", values)
        database.commit()
    said = refused(ready(data))
    assert "training.0099_tomorrow" in said
    assert "update Hofte" in said


@pytest.mark.parametrize(
    "url", ["postgres://nobody:secret@127.0.0.1:9/hofte", "mysteryql://x", "postgres://[", "postgres://u:p@host:port/x"]
)
def test_a_database_that_cannot_be_reached_is_said_without_its_password(tmp_path: Path, url: str) -> None:
    said = refused(ready(tmp_path, HOFTE_DATABASE_URL=url))
    assert "secret" not in said


def test_static_files_are_collected_once(seed: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(seed, tmp_path / "data"))
    script = (
        "from hofte.web.serving import ready\nready.load()\nprint(ready.make_ready(), ready.collect_static())\n"
        "from pathlib import Path\nfrom django.conf import settings\n"
        "Path(settings.STATIC_ROOT, 'made-from').write_text('old')\nprint(ready.collect_static())"
    )
    environment = dict(os.environ, HOFTE_DATA=str(data)) | {"DJANGO_SETTINGS_MODULE": "hofte.web.settings"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "False", "True"]
