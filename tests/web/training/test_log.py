"""The log of a session: what is sent twice counts once, whoever writes at the same time."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections

from hofte.coach.model import Event
from hofte.core.errors import DiaryError
from hofte.web.training import log
from hofte.web.training.log import append, event_line, line
from hofte.web.training.models import Entry


def events(n: int) -> list[log.Line]:
    return [event_line(uuid4(), Event("pause", float(k))) for k in range(n)]


def kept(session: UUID) -> list[tuple[UUID, int]]:
    return list(Entry.objects.filter(session=session).order_by("seq").values_list("id", "seq"))


@pytest.mark.django_db
def test_the_same_lines_twice_count_once(cast: Any) -> None:
    session, lines = uuid4(), events(5)
    first = append(session, cast.astrid.id, lines[:3])
    assert append(session, cast.astrid.id, [*lines, lines[0]]) == [part.id for part in [*lines, lines[0]]]
    assert first == [part.id for part in lines[:3]]
    assert kept(session) == [(part.id, n) for n, part in enumerate(lines)]


@pytest.mark.django_db
def test_what_is_there_stays_as_it_was(cast: Any) -> None:
    session, entry = uuid4(), uuid4()
    append(session, cast.astrid.id, [line("note", {"text": "first"}, entry=entry)])
    append(session, cast.astrid.id, [line("note", {"text": "second"}, entry=entry)])
    assert Entry.objects.get(id=entry).body == {"text": "first"}


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["\0", "a\0b", "\\u0000\0", "\ud800", float("nan"), object()])
def test_what_no_database_keeps_is_refused_whole(cast: Any, text: Any) -> None:
    session = uuid4()
    with pytest.raises(DiaryError):
        append(session, cast.astrid.id, [*events(1), log.Line(uuid4(), "note", {"text": text})])
    assert kept(session) == []


@pytest.mark.django_db
def test_a_flood_is_refused_and_what_was_there_stays(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "MOST_ENTRIES", 4)
    session, lines = uuid4(), events(6)
    append(session, cast.astrid.id, lines[:4])
    with pytest.raises(DiaryError, match="more entries"):
        append(session, cast.astrid.id, lines)
    assert len(kept(session)) == 4


@pytest.mark.django_db(transaction=True)
def test_two_threads_write_to_one_session(cast: Any) -> None:
    """Each sends half of its own lines twice, and both send the same ten."""
    session, shared = uuid4(), events(10)
    batches = [[*events(10), *shared] for _ in range(2)]
    start, failures = threading.Barrier(2), []

    def write(lines: list[log.Line]) -> None:
        try:
            start.wait(10)
            for n in range(0, len(lines), 2):
                append(session, cast.astrid.id, lines[max(0, n - 4) : n + 2])
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=[lines]) for lines in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    entries = kept(session)
    assert [seq for _, seq in entries] == list(range(30))
    assert {entry for entry, _ in entries} == {part.id for lines in batches for part in lines}
