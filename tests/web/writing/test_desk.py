"""Pages as they are written: read anew with every save, whatever stands in the folder; nothing outside it is shown."""

from __future__ import annotations

import html
import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PAGE = "# Knæbøj\n\nLav {reps} gentagelser i 3 sæt.\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.WATCHED = str(tmp_path / "content")
    (tmp_path / "content" / "da").mkdir(parents=True)
    return tmp_path / "content"


def body(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def test_without_a_folder_there_is_no_desk(client: Client) -> None:
    assert client.get("/writing/").status_code == 404
    assert client.get("/writing/da/squat.md").status_code == 404


def test_a_page_is_shown_as_it_is_saved(client: Client, folder: Path) -> None:
    file = folder / "da" / "squat.md"
    file.write_text(PAGE.format(reps=10), encoding="utf-8")
    assert "da/squat.md" in body(client.get("/writing/"))
    first = client.get("/writing/da/squat.md")
    assert first.context["draft"].reading.exercises[0].doses[0].reps.low == 10
    file.write_text(PAGE.format(reps=12) + "\nStop strålen, når du tisser, 10 gange.\n", encoding="utf-8")
    os.utime(file, (1, 1))
    second = client.get("/writing/da/squat.md")
    assert second.context["draft"].reading.exercises[0].doses[0].reps.low == 12
    assert second["ETag"] != first["ETag"]
    assert "PF14" in {finding.code for finding in second.context["draft"].findings}


def test_what_has_not_changed_is_not_sent_again(client: Client, folder: Path) -> None:
    (folder / "page.md").write_text(PAGE.format(reps=10), encoding="utf-8")
    for address in ("/writing/", "/writing/page.md"):
        mark = client.get(address)["ETag"]
        assert client.head(address, headers={"if-none-match": mark}).status_code == 304
        assert "no-store" in client.get(address)["Cache-Control"]


def test_a_draft_is_shown_too(client: Client, folder: Path) -> None:
    (folder / "page.md").write_text("---\npublished: false\n---\n" + PAGE.format(reps=10), encoding="utf-8")
    assert client.get("/writing/page.md").context["draft"].doses == 1


@pytest.mark.parametrize("name", ["../secret.md", "/etc/passwd", ".hidden.md", "da/%2e%2e/secret.md", "nothing.md"])
def test_nothing_outside_the_folder_is_shown(client: Client, folder: Path, name: str) -> None:
    (folder.parent / "secret.md").write_text("secret", encoding="utf-8")
    (folder / ".hidden.md").write_text("secret", encoding="utf-8")
    assert client.get(f"/writing/{name}").status_code == 404


def test_a_file_that_is_too_large_is_said_and_not_read(client: Client, folder: Path) -> None:
    (folder / "page.md").write_bytes(b"3 reps\n" * 400_000)
    shown = client.get("/writing/page.md")
    assert shown.status_code == 200
    assert "large" in shown.context["draft"].problem


@given(raw=st.binary(max_size=300))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_answered(client: Client, folder: Path, raw: bytes) -> None:
    (folder / "page.md").write_bytes(raw)
    for address in ("/writing/", "/writing/page.md"):
        assert client.get(address).status_code == 200
