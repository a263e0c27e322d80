"""The diary file: what is acknowledged stays, what is no diary is left alone, what is erased is gone."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from hofte.coach.model import Event, RepResult
from hofte.core.clock import ManualClock
from hofte.core.errors import DiaryError
from hofte.diary import store
from hofte.diary.log import SessionLog
from hofte.diary.model import Entry, Finished, Started
from hofte.diary.rows import COLUMNS
from hofte.diary.store import Diary
from hofte.diary.where import default_path

SESSION = UUID(int=1)
ANNA = UUID(int=77)
REP = RepResult(1, 1, None, 5.0, 5.0, 5.0)


def kept(diary: Diary, seq: int = 0, text: str = "a", *, number: int | None = None) -> Entry:
    return Entry(UUID(int=number or 100 + seq), SESSION, seq, "note", diary.clock.today(), {"text": text})


def content(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")) if file.suffix != ".lock")


def test_a_session_is_written_and_read(diary: Diary, clock: ManualClock) -> None:
    log = SessionLog(diary, person=ANNA)
    log.start(Started("Bro", device="simulated"))
    clock.wait(30.0)
    first = log.rep(REP)
    log.event(Event("let_go", 31.0))
    log.note("godt")
    log.amend(first.id, RepResult(1, 1, None, 5.0, 5.0, 5.0, measured=True))
    log.finish("stopped")
    record = diary.session(log.session)
    assert record is not None
    assert (record.person, record.started, record.finished) == (
        ANNA,
        Started("Bro", device="simulated"),
        Finished("stopped"),
    )
    assert record.finished_at is not None
    assert record.started_at is not None
    assert (record.finished_at - record.started_at).total_seconds() == 30.0
    assert [rep.measured for rep in record.reps] == [True]
    assert (record.events, record.notes, record.amended) == ((Event("let_go", 31.0),), ("godt",), 1)
    assert [entry.seq for entry in diary.entries(session=log.session)] == list(range(6))


def test_a_session_goes_on_where_it_was(diary: Diary) -> None:
    log = SessionLog(diary)
    log.start(Started("Bro"))
    assert SessionLog(diary, log.session).note("later").seq == 1


def test_the_same_entry_sent_twice_counts_once(diary: Diary) -> None:
    assert diary.append(kept(diary))
    assert not diary.append(kept(diary))
    assert len(list(diary.entries())) == 1


def test_another_entry_in_the_same_place_is_refused_and_nothing_lost(diary: Diary) -> None:
    diary.append(kept(diary))
    with pytest.raises(DiaryError, match="place 0"):
        diary.append(kept(diary, number=999))
    with pytest.raises(DiaryError, match="id 0000"):
        diary.append(kept(diary, text="b"))
    assert list(diary.entries()) == [kept(diary)]


def test_persons_are_kept_apart(diary: Diary) -> None:
    for person in (None, ANNA, None):
        SessionLog(diary, person=person).start(Started("Bro"))
    assert [record.person for record in diary.sessions(ANNA)] == [ANNA]
    assert [record.person for record in diary.sessions(None)] == [None, None]
    assert len(list(diary.sessions())) == 3
    assert diary.session(uuid4()) is None


def test_the_schema_is_the_one_the_web_application_makes(diary: Diary) -> None:
    with sqlite3.connect(diary.path) as reader:
        columns = reader.execute("PRAGMA table_info(training_entry)").fetchall()
        (mode,) = reader.execute("PRAGMA journal_mode").fetchone()
        (version,) = reader.execute("PRAGMA user_version").fetchone()
    reader.close()
    # Name, type, not null, primary key: what Django 5.2's schema editor wrote for the model in hofte.diary.rows.
    assert [(name, kind.lower(), needed, key) for _, name, kind, needed, _, key in columns] == [
        ("id", "char(32)", 1, 1),
        ("session", "char(32)", 1, 0),
        ("person", "char(32)", 0, 0),
        ("seq", "integer unsigned", 1, 0),
        ("kind", "varchar(32)", 1, 0),
        ("at", "datetime", 1, 0),
        ("body", "text", 1, 0),
    ]
    assert tuple(name for _, name, *_ in columns) == COLUMNS
    assert (mode, version) == ("wal", 1)


def test_only_its_owner_may_read_it(diary: Diary) -> None:
    assert diary.path.stat().st_mode & 0o777 == 0o600


def test_the_beginning_and_the_end_wait_for_the_disk(diary: Diary) -> None:
    log = SessionLog(diary)
    modes = []
    for write in (lambda: log.start(Started("Bro")), lambda: log.rep(REP), lambda: log.finish()):
        write()
        modes.append(diary._db.execute("PRAGMA synchronous").fetchone()[0])
    assert modes == [2, 1, 2]  # FULL, NORMAL, FULL


@pytest.mark.parametrize("whose", ["session", "person"])
def test_what_is_erased_is_gone_from_the_file(diary: Diary, whose: str) -> None:
    other, log = SessionLog(diary), SessionLog(diary, person=ANNA)
    other.note("stays-here")
    log.start(Started("Bro"))
    log.note("very-private-words " * 500)
    assert b"very-private-words" in content(diary.path)
    assert (diary.erase_session(log.session) if whose == "session" else diary.erase_person(ANNA)) == 2
    assert b"very-private-words" not in content(diary.path)
    assert log.session.hex.encode() not in content(diary.path)
    assert b"stays-here" in content(diary.path)
    assert [record.notes for record in diary.sessions()] == [("stays-here",)]


def test_erasing_the_one_without_account_leaves_the_others(diary: Diary) -> None:
    SessionLog(diary).note("a")
    SessionLog(diary, person=ANNA).note("b")
    assert diary.erase_person(None) == 1
    assert [record.person for record in diary.sessions()] == [ANNA]
    assert diary.erase_person(None) == 0


def test_traces_that_another_program_holds_are_told(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    SessionLog(diary).note("a")
    reader = sqlite3.connect(diary.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM training_entry").fetchall()
    monkeypatch.setattr(store, "PATIENCE_S", 0.01)
    with Diary(diary.path) as impatient:
        with pytest.raises(DiaryError, match="traces"):
            impatient.erase_person(None)
        reader.close()
        assert impatient.erase_person(None) == 0


def test_a_diary_made_by_the_web_application_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "web.sqlite3"
    with Diary(path) as diary:
        diary.append(kept(diary))
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 0")
    database.execute("CREATE TABLE auth_user (id integer)")
    database.close()
    with Diary(path) as diary:
        assert len(list(diary.entries())) == 1


def foreign(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE photos (name text)")
    database.execute("INSERT INTO photos VALUES ('summer')")
    database.commit()
    database.close()


def newer(path: Path) -> None:
    Diary(path).close()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 2")
    database.close()


def other_columns(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE training_entry (id text, body text)")
    database.close()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.write_text("a letter"), "not a database"),
        (lambda path: path.write_bytes(b"\x89PNG" + bytes(range(256)) * 40), "not a database"),
        (foreign, "no diary"),
        (other_columns, "no diary"),
        (newer, "newer Hofte"),
    ],
)
def test_what_is_no_diary_is_left_as_it_is(tmp_path: Path, make: object, reason: str) -> None:
    path = tmp_path / "thing"
    make(path)  # type: ignore[operator]
    before = path.read_bytes()
    with pytest.raises(DiaryError, match=reason) as error:
        Diary(path)
    assert error.value.hint
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["thing"]


def test_places_that_cannot_be_are_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    for path in (tmp_path, file / "hofte.sqlite3", Path("/proc/hofte/hofte.sqlite3")):
        with pytest.raises(DiaryError) as error:
            Diary(path)
        assert "HOFTE_DATA" in error.value.hint


def test_a_damaged_page_is_told_and_not_made_worse(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite3"
    with Diary(path) as diary:
        for seq in range(200):
            diary.append(kept(diary, seq, "words " * 20))
    damaged = bytearray(path.read_bytes())
    damaged[4096:] = bytes(b ^ 0x5A for b in damaged[4096:])
    path.write_bytes(damaged)
    with Diary(path) as diary, pytest.raises(DiaryError, match=r"malformed|cannot be read"):
        list(diary.entries())
    assert path.read_bytes() == damaged


def test_a_file_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite3"
    with Diary(path) as diary:
        diary.append(kept(diary))
    header = bytearray(path.read_bytes())
    header[18] = 3  # a write version above 2 makes the file read-only for SQLite, even for root
    path.write_bytes(header)
    with Diary(path) as diary:
        assert len(list(diary.entries())) == 1
        with pytest.raises(DiaryError, match="readonly") as error:
            SessionLog(diary).note("b")
    assert "writable" in error.value.hint


FULL_DISK = """
import resource, sys
from pathlib import Path
from hofte.core.errors import DiaryError
from hofte.diary.log import SessionLog
from hofte.diary.store import Diary
diary = Diary(Path(sys.argv[1]))
log = SessionLog(diary)
log.note("first")
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
written = 1
try:
    while True:
        log.note("x" * 5000)
        written += 1
except DiaryError as error:
    print(written, error.hint)
"""


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite3"
    run = subprocess.run([sys.executable, "-c", FULL_DISK, str(path)], capture_output=True, text=True, check=True)
    written, hint = run.stdout.split(maxsplit=1)
    assert "make room" in hint
    with Diary(path) as diary:
        assert len(list(diary.entries())) == int(written) > 5


def test_default_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOFTE_DATA", str(tmp_path))
    assert default_path() == tmp_path / "hofte.sqlite3"
    monkeypatch.delenv("HOFTE_DATA")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_path().name == "hofte.sqlite3"
    assert default_path().is_relative_to(tmp_path)


def test_a_recording_of_the_web_application_is_erased_with_its_session(tmp_path: Path) -> None:
    path = tmp_path / "hofte.sqlite3"
    with Diary(path) as diary:
        diary.append(kept(diary))
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE training_signal (session char(32), person char(32))")
    database.executemany("INSERT INTO training_signal VALUES (?, NULL)", [(SESSION.hex,), (uuid4().hex,)])
    database.commit()
    database.close()
    with Diary(path) as diary:
        assert diary.erase_session(SESSION) == 1
    database = sqlite3.connect(path)
    left = [session for (session,) in database.execute("SELECT session FROM training_signal")]
    database.close()
    assert len(left) == 1
    assert SESSION.hex not in left
