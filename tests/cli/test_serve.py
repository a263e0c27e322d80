"""What `hofte serve`, `backup` and `restore` say when they cannot; the real server is tested in tests/web/serving."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from hofte.cli import serve
from hofte.cli.main import main
from hofte.diary.log import SessionLog
from hofte.diary.model import Started
from hofte.diary.store import Diary


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with one session in it."""
    monkeypatch.setenv("HOFTE_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("HOFTE_DATABASE_URL", raising=False)
    with Diary(tmp_path / "data" / "hofte.sqlite3") as diary:
        SessionLog(diary).start(Started("Bro"))
    return tmp_path / "data"


def test_without_the_web_packages_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    done = CliRunner().invoke(main, ["serve"])
    assert done.exit_code == 2
    assert done.stderr == "hofte: the web application is not installed\n  → pip install 'hofte[web]'\n"


def test_a_backup_needs_no_web_packages(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    kept = CliRunner().invoke(main, ["backup", str(tmp_path / "kept.zip")])
    assert kept.exit_code == 0
    assert f"Kept in {tmp_path / 'kept.zip'}" in kept.stdout
    refused = CliRunner().invoke(main, ["restore", str(tmp_path / "kept.zip")])
    assert refused.exit_code == 2
    assert "already holds people's data" in refused.stderr
    done = CliRunner().invoke(main, ["restore", str(tmp_path / "kept.zip"), "--replace"])
    assert done.exit_code == 0
    assert "Put back:" in done.stdout
    with Diary(data / "hofte.sqlite3") as diary:
        assert [record.started.exercise for record in diary.sessions() if record.started] == ["Bro"]


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_folder_that_is_not_there_is_said(data: Path, tmp_path: Path, command: str) -> None:
    done = CliRunner().invoke(main, [command, str(tmp_path / "none" / "kept.zip")])
    assert done.exit_code == 2
    assert str(tmp_path / "none" / "kept.zip") in done.stderr
    assert "→" in done.stderr


@pytest.mark.parametrize(
    ("terminal", "screen", "wanted", "opened"),
    [(True, True, True, True), (False, True, True, False), (True, False, True, False), (True, True, False, False)],
)
def test_a_browser_opens_at_a_terminal_with_a_screen_only(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, screen: bool, wanted: bool, opened: bool
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(serve.webbrowser, "open", seen.append)
    monkeypatch.setattr(serve, "_has_screen", lambda: screen)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    serve._tell("http://127.0.0.1:8000/", lan=False, opened=wanted)
    assert bool(seen) is opened
