"""Kill -9 at any moment, and several processes at once: nothing acknowledged is lost, nothing counts twice."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hofte.diary.store import Diary

#: Says when it begins to open the diary, then each entry once it is acknowledged.
WRITER = """
import sys
from pathlib import Path
from uuid import UUID
from hofte.coach.model import RepResult
from hofte.diary.log import SessionLog
from hofte.diary.model import Started
from hofte.diary.store import Diary
print("opening", flush=True)
diary = Diary(Path(sys.argv[1]))
log = SessionLog(diary, UUID(sys.argv[2]) if len(sys.argv) > 2 else None)
for n in range(int(sys.argv[3]) if len(sys.argv) > 3 else 10**9):
    if n % 7 == 0:
        entry = log.start(Started("Bro", page="p" * 3000))
    else:
        entry = log.rep(RepResult(1, n, None, 0.0, 5.0, 5.0))
    print(entry.id.hex, flush=True)
"""


def started(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", WRITER, *arguments], stdout=subprocess.PIPE, text=True)


def killed_after(path: Path, lines: int) -> list[str]:
    """The ids that a writer acknowledged before it was killed."""
    with started(str(path)) as writer:
        assert writer.stdout is not None
        seen = [writer.stdout.readline().strip() for _ in range(lines)]
        writer.kill()
        seen += writer.stdout.read().splitlines()
    assert writer.returncode == -signal.SIGKILL
    return [line for line in seen[1:] if len(line) == 32]


@pytest.mark.parametrize("run", range(3))
def test_kill_at_any_moment_loses_no_acknowledged_entry(tmp_path: Path, run: int) -> None:
    path, chance = tmp_path / "d.sqlite3", random.Random(run)
    acknowledged: list[str] = []
    # One diary lives through all of them; the first is killed while it is being made.
    kills = [1, 2, *(chance.randrange(2, 150) for _ in range(5))]
    for lines in kills:
        acknowledged += killed_after(path, lines)
        with Diary(path) as diary:
            kept = [entry.id.hex for entry in diary.entries()]
            assert diary._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert len(kept) == len(set(kept))
        assert set(acknowledged) <= set(kept)
    assert len(acknowledged) > sum(kills) - 2 * len(kills)
    # Of each killed writer one entry at the most was safe before it could say so.
    assert len(kept) <= len(acknowledged) + len(kills)


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    path, session = tmp_path / "d.sqlite3", f"{5:032x}"
    writers = [started(str(path), session, "60") for _ in range(2)]
    acknowledged = [line for writer in writers for line in writer.communicate()[0].splitlines()[1:]]
    assert [writer.returncode for writer in writers] == [0, 0]
    with Diary(path) as diary:
        entries = list(diary.entries())
    assert sorted(entry.id.hex for entry in entries) == sorted(acknowledged)
    assert [entry.seq for entry in entries] == list(range(120))
