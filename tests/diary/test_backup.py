"""A diary kept in one file and put back: all of it or nothing, and nothing that is damaged."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.coach.model import RepResult
from hofte.core.errors import ArchiveError
from hofte.diary.archive import CONTENT, MANIFEST, read_archive, write_archive
from hofte.diary.backup import backup_database, restore_database
from hofte.diary.log import SessionLog
from hofte.diary.model import Started
from hofte.diary.store import Diary


def trained(path: Path, exercise: str = "Bro") -> list[str]:
    """A diary with a session; the ids of its entries."""
    with Diary(path) as diary:
        log = SessionLog(diary)
        log.start(Started(exercise))
        log.rep(RepResult(1, 1, None, 0.0, 5.0, 5.0))
    return ids(path)


def ids(path: Path) -> list[str]:
    with Diary(path) as diary:
        return [str(entry.id) for entry in diary.entries()]


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, list[str]]:
    """A backup, and the entries in it."""
    entries = trained(tmp_path / "a.sqlite3")
    backup_database(tmp_path / "a.sqlite3", tmp_path / "kept.zip")
    return tmp_path / "kept.zip", entries


def put_back(file: Path, database: Path, **options: bool) -> None:
    content = database.with_name("content")
    read_archive(file, content)
    try:
        restore_database(content, database, **options)
    finally:
        content.unlink()


def test_what_was_kept_comes_back(kept: tuple[Path, list[str]], tmp_path: Path) -> None:
    file, entries = kept
    put_back(file, tmp_path / "b.sqlite3")
    assert ids(tmp_path / "b.sqlite3") == entries


def test_a_backup_is_its_owners_alone_with_nothing_beside_it(kept: tuple[Path, list[str]], tmp_path: Path) -> None:
    file, _ = kept
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir() if "sqlite3" not in path.name) == ["kept.zip"]
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == [CONTENT["sqlite"], MANIFEST]


def test_an_open_diary_is_kept_as_it_is_at_one_moment(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    with Diary(path) as diary:
        log = SessionLog(diary)
        log.start(Started("Bro"))
        backup_database(path, tmp_path / "kept.zip")
        log.rep(RepResult(1, 1, None, 0.0, 5.0, 5.0))
    put_back(tmp_path / "kept.zip", tmp_path / "b.sqlite3")
    assert ids(tmp_path / "b.sqlite3") == ids(path)[:1]


def test_people_s_data_are_replaced_only_when_asked(kept: tuple[Path, list[str]], tmp_path: Path) -> None:
    file, entries = kept
    other = tmp_path / "b.sqlite3"
    theirs = trained(other)
    with pytest.raises(ArchiveError, match="already holds"):
        put_back(file, other)
    assert ids(other) == theirs
    put_back(file, other, replace=True)
    assert ids(other) == entries


def test_a_server_that_has_it_open_sees_what_was_put_back(kept: tuple[Path, list[str]], tmp_path: Path) -> None:
    file, entries = kept
    with Diary(tmp_path / "b.sqlite3") as diary:
        put_back(file, tmp_path / "b.sqlite3")
        assert [str(entry.id) for entry in diary.entries()] == entries


def test_an_empty_diary_may_be_replaced(kept: tuple[Path, list[str]], tmp_path: Path) -> None:
    with Diary(tmp_path / "b.sqlite3"):
        pass
    put_back(kept[0], tmp_path / "b.sqlite3")
    assert ids(tmp_path / "b.sqlite3") == kept[1]


def test_a_file_of_that_name_is_replaced_only_when_asked(kept: tuple[Path, list[str]], tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="exists already"):
        backup_database(tmp_path / "a.sqlite3", kept[0])
    backup_database(tmp_path / "a.sqlite3", kept[0], replace=True)


def test_nothing_to_keep_is_said(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="nothing to keep"):
        backup_database(tmp_path / "none.sqlite3", tmp_path / "kept.zip")
    assert not (tmp_path / "kept.zip").exists()


def test_a_damaged_database_is_not_kept_as_if_it_were_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    with Diary(path) as diary:
        log = SessionLog(diary)
        for n in range(200):
            log.note(f"{n} " * 50)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
    raw = bytearray(path.read_bytes())
    raw[3 * 4096 : 3 * 4096 + 64] = b"\xff" * 64
    path.write_bytes(raw)
    with pytest.raises(ArchiveError):
        backup_database(path, tmp_path / "kept.zip")
    assert not (tmp_path / "kept.zip").exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "other"}, "no backup"),
        ({"version": 2}, "update Hofte|version 2"),
        ({"sha256": "0" * 64}, "checksum"),
        ({"size": 10**12}, "checksum"),
        ({"size": 10}, "checksum"),
        ({"kind": "parquet"}, "no backup"),
        ({"size": "many"}, "no backup"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    kept: tuple[Path, list[str]], tmp_path: Path, change: dict[str, object], words: str
) -> None:
    with zipfile.ZipFile(kept[0]) as archive:
        manifest = json.loads(archive.read(MANIFEST)) | change
        content = archive.read(CONTENT["sqlite"])
    with zipfile.ZipFile(tmp_path / "other.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(CONTENT["sqlite"], content)
        archive.writestr(MANIFEST, json.dumps(manifest))
    with pytest.raises(ArchiveError, match=words):
        read_archive(tmp_path / "other.zip", tmp_path / "content")
    assert not (tmp_path / "content").exists()


def test_any_changed_byte_is_noticed_or_harmless(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    file, content = folder / "kept.zip", folder / "content"
    text = b"\n".join(b'{"line": %d}' % n for n in range(50))
    write_archive(file, "jsonl", lambda stream: stream.write(text))
    whole = file.read_bytes()

    @given(st.integers(0, len(whole) - 1), st.integers(1, 255))
    def check(place: int, flip: int) -> None:
        changed = bytearray(whole)
        changed[place] ^= flip
        file.write_bytes(changed)
        content.unlink(missing_ok=True)
        try:
            read_archive(file, content)
        except ArchiveError:
            assert not content.exists()
        else:
            assert content.read_bytes() == text

    check()


@pytest.mark.parametrize("raw", [b"", b"PK", b"no zip at all", b"SQLite format 3\0" * 300])
def test_what_is_no_archive_is_said(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "kept.zip"
    file.write_bytes(raw)
    with pytest.raises(ArchiveError, match="no backup"):
        read_archive(file, tmp_path / "content")


def test_a_content_that_is_no_database_leaves_everything_as_it_was(tmp_path: Path) -> None:
    theirs = trained(tmp_path / "b.sqlite3")
    (tmp_path / "content").write_bytes(b"not a database, though its checksum may be right" * 200)
    with pytest.raises(ArchiveError):
        restore_database(tmp_path / "content", tmp_path / "b.sqlite3", replace=True)
    assert ids(tmp_path / "b.sqlite3") == theirs
