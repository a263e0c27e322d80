"""`hofte diary` and `hofte demo`."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import Result

from hofte.diary.export import REP_FIELDS
from hofte.diary.log import SessionLog
from hofte.diary.model import Started
from hofte.diary.store import Diary

Hofte = Callable[..., Result]


@pytest.fixture
def played(hofte: Hofte, diary_file: Path, page: Path) -> str:
    """The id of a session that was played; another one lies before it."""
    hofte("play", page, "-e", "raske", keys=[(1, "q"), (2, "q")])
    hofte("play", page, "-e", 1, "--hold", 4, "--rest", 4)
    with Diary(diary_file) as diary:
        _, second = diary.sessions()
    return second.session.hex


def test_the_sessions_are_listed(hofte: Hofte, played: str) -> None:
    first, second = hofte("diary").stdout.splitlines()
    assert "0/6  Raske knip  stopped, timer" in first
    assert second.startswith(played[:8])
    assert "2/2  Kort økt  done, timer" in second


def test_the_list_as_json(hofte: Hofte, played: str) -> None:
    second = json.loads(hofte("diary", "--json").stdout.splitlines()[1])
    assert second["session"].replace("-", "") == played
    assert (second["reps"], second["counted"], second["of"], second["reason"]) == (2, 2, 2, "done")


@pytest.mark.parametrize("name", ["last", "{id}", "{start}"])
def test_one_session_whole(hofte: Hofte, played: str, name: str) -> None:
    shown = hofte("diary", "show", name.format(id=played, start=played[:6])).stdout
    assert shown.splitlines()[0] == "Kort økt"
    assert "Du gjorde alle 2 repetisjonene." in shown
    assert "1.2  4 → – s  –        4 → 4 s" in shown


def test_what_happened_is_shown_with_its_time(hofte: Hofte, played: str) -> None:
    first = json.loads(hofte("diary", "--json").stdout.splitlines()[0])["session"]
    assert "  0:02  stop" in hofte("diary", "show", first).stdout


def test_the_log_as_json(hofte: Hofte, played: str) -> None:
    entries = [json.loads(line) for line in hofte("diary", "show", "last", "--json").stdout.splitlines()]
    assert [entry["kind"] for entry in entries] == ["session_started", "rep", "rep", "session_finished"]
    assert entries[0]["body"]["page_title"] == "Knip i korthet"


def test_everything_can_be_taken_along(hofte: Hofte, played: str) -> None:
    whole = json.loads(hofte("diary", "export").stdout)
    assert len({entry["session"] for entry in whole["entries"]}) == 2
    rows = list(csv.DictReader(io.StringIO(hofte("diary", "export", "--format", "csv").stdout)))
    assert [row["rep"] for row in rows if row["exercise"] == "Kort økt"] == ["1", "2"]
    assert set(REP_FIELDS) <= set(rows[0])


def test_the_sessions_of_people_with_an_account_are_not_shown(hofte: Hofte, diary_file: Path, played: str) -> None:
    with Diary(diary_file) as diary:
        SessionLog(diary, person=uuid4()).start(Started("private"))
    assert "private" not in hofte("diary").stdout
    assert "private" not in hofte("diary", "export").stdout


def test_looking_makes_no_diary(hofte: Hofte, diary_file: Path) -> None:
    result = hofte("diary")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "No sessions yet" in result.stderr
    for args in (("show", "last"), ("export",)):
        result = hofte("diary", *args)
        assert result.exit_code == 2
        assert "there is no diary yet" in result.stderr
    assert not diary_file.exists()


@pytest.mark.parametrize(("session", "problem"), [("xyz", "no session begins"), ("", "several sessions begin")])
def test_a_session_that_is_not_clear(hofte: Hofte, played: str, session: str, problem: str) -> None:
    result = hofte("diary", "show", session)
    assert result.exit_code == 2
    assert problem in result.stderr


def test_a_session_without_its_beginning_is_still_shown(hofte: Hofte, diary_file: Path) -> None:
    with Diary(diary_file) as diary:
        SessionLog(diary).note("forgot the start")
    assert "broken off" in hofte("diary").stdout
    assert "forgot the start" in hofte("diary", "show", "last").stdout


def test_another_file(hofte: Hofte, played: str, tmp_path: Path) -> None:
    assert "No sessions yet" in hofte("diary", "--diary", tmp_path / "none.sqlite3").stderr


@pytest.mark.parametrize("lang", ["da", "nb", "en"])
def test_the_demonstration_keeps_nothing(hofte: Hofte, diary_file: Path, lang: str) -> None:
    result = hofte("demo", "--lang", lang)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1].strip()
    assert "3 → " not in result.stdout
    assert {"da": "Gemmes ikke", "nb": "Lagres ikke", "en": "Not kept"}[lang] in result.stdout
    assert not diary_file.exists()
