"""Entries: kept and read back as they were, and folded to the same session whatever way they come."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hofte.coach.model import Event, RepResult
from hofte.core.errors import DiaryError, NotStored
from hofte.core.stored import from_json, to_json
from hofte.core.values import Range, Span
from hofte.diary.export import COLUMNS, entry_from_json, entry_to_json, export_csv, export_json
from hofte.diary.fold import fold, fold_all
from hofte.diary.model import BODIES, Amended, Entry, Finished, Note, Started
from hofte.diary.rows import from_row, to_row
from hofte.diary.store import Diary
from hofte.dose.model import Dose

SESSION = UUID(int=1)

seconds = st.floats(0, 1e6)
#: Text as a person can write it: no character 0 and no half of a surrogate pair, which no database keeps.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
maybe = st.none() | seconds

reps = st.builds(
    RepResult,
    set=st.integers(1, 9),
    rep=st.integers(1, 99),
    side=st.sampled_from([None, "left", "right"]),
    started_s=seconds,
    target_hold_s=seconds,
    target_rest_s=seconds,
    measured=st.booleans(),
    reached=st.none() | st.booleans(),
    held_s=maybe,
    mean_level=maybe,
    let_go=st.none() | st.booleans(),
    release_s=maybe,
    problems=st.lists(st.sampled_from(["signal_lost", "wrong_muscle:buttock"]), max_size=2).map(tuple),
)
dose = Dose(sets=Range(3, 3), hold_s=Range(None, 10), spans={"sets": Span(4, 5)}, rest_rule="at_least_hold")
bodies = st.one_of(
    st.tuples(st.just("session_started"), st.builds(Started, texts, page=texts, dose=st.sampled_from([None, dose]))),
    st.tuples(st.just("rep"), reps),
    st.tuples(st.just("event"), st.builds(Event, st.sampled_from(["pause", "let_go"]), seconds, texts)),
    st.tuples(st.just("note"), st.builds(Note, texts)),
    st.tuples(st.just("session_finished"), st.builds(Finished, texts)),
    st.tuples(st.sampled_from(["from_the_future", "rep2"]), st.builds(Note, texts)),
)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def sessions(draw: st.DrawFn, session: UUID = SESSION) -> list[Entry]:
    """The entries of one session, in order, amendments among them."""
    entries: list[Entry] = []
    for seq, (kind, body) in enumerate(draw(st.lists(bodies, min_size=1, max_size=12))):
        entries.append(Entry(draw(st.uuids()), session, seq, kind, draw(moments), to_json(body)))
    amendable = [entry for entry in entries if entry.kind == "rep"]
    if amendable and draw(st.booleans()):
        body = {"entry": draw(st.sampled_from(amendable)).id.hex, "rep": to_json(draw(reps))}
        entries.append(Entry(draw(st.uuids()), session, len(entries), "amended", draw(moments), body))
    return entries


def entry(seq: int, kind: str, body: object, session: UUID = SESSION) -> Entry:
    at = datetime(2026, 1, 31, 12, tzinfo=UTC) + timedelta(seconds=seq)
    return Entry(UUID(int=session.int * 1000 + seq), session, seq, kind, at, to_json(body))


def rep(number: int, **measured: float) -> RepResult:
    return RepResult(1, number, None, 10.0 * number, 5.0, 5.0, **measured)  # type: ignore[arg-type]


@given(entries=sessions(), seed=st.integers(0, 99))
def test_neither_order_nor_repetition_of_entries_changes_a_session(entries: list[Entry], seed: int) -> None:
    shuffled = entries * 2
    random.Random(seed).shuffle(shuffled)
    assert fold(shuffled) == fold(entries)


@given(entries=sessions())
def test_a_log_cut_off_anywhere_is_still_a_session(entries: list[Entry]) -> None:
    for length in range(1, len(entries) + 1):
        record = fold(entries[:length])
        kinds = [one.kind for one in entries[:length]]
        assert len(record.reps) == kinds.count("rep")
        assert (len(record.events), len(record.notes)) == (kinds.count("event"), kinds.count("note"))
        assert (record.started is None) == ("session_started" not in kinds)
        assert (record.finished is None) == ("session_finished" not in kinds)
        assert set(record.unknown) == set(kinds) - set(BODIES)


@given(entries=sessions())
def test_an_entry_is_the_same_after_any_way_of_keeping_it(entries: list[Entry]) -> None:
    for one in entries:
        assert from_row(to_row(one)) == one
        assert entry_from_json(json.loads(json.dumps(entry_to_json(one)))) == one
        if one.kind in BODIES:
            assert to_json(from_json(BODIES[one.kind], one.body)) == one.body


@given(entries=sessions(), other=sessions(UUID(int=2)))
@settings(max_examples=15)
def test_what_is_appended_is_read_back(entries: list[Entry], other: list[Entry]) -> None:
    taken = {one.id for one in entries}
    other = [one for one in other if one.id not in taken]
    with TemporaryDirectory() as folder, Diary(Path(folder) / "d.sqlite3") as diary:
        assert all(diary.append(one) for one in entries)
        assert all(diary.append(one) for one in reversed(other))
        assert not any(diary.append(one) for one in [*entries, *other])
        assert list(diary.entries(session=SESSION)) == entries
        assert tuple(diary.sessions()) == fold_all([*entries, *other])
        assert {one.id for one in diary.entries()} == {one.id for one in [*entries, *other]}


def test_an_amended_repetition_stands_as_last_said_and_the_log_keeps_the_first() -> None:
    log = [entry(0, "rep", rep(1)), entry(1, "rep", rep(2))]
    log.append(entry(2, "amended", Amended(log[0].id.hex, rep(1, held_s=3.0))))
    log.append(entry(3, "amended", Amended(log[0].id.hex, rep(1, held_s=4.0))))
    log.append(entry(4, "amended", Amended(UUID(int=99).hex, rep(7))))
    record = fold(log)
    assert record.reps == (rep(1, held_s=4.0), rep(2))
    assert record.amended == 1


def test_the_first_start_and_the_last_end_count() -> None:
    log = [
        entry(0, "session_started", Started("Bro")),
        entry(1, "session_finished", Finished("stopped")),
        entry(2, "session_started", Started("Other")),
        entry(3, "session_finished", Finished()),
    ]
    record = fold(log)
    assert record.started == Started("Bro")
    assert record.started_at == log[0].at
    assert record.finished == Finished("done")
    assert record.finished_at == log[3].at


def test_sessions_come_in_order_of_time() -> None:
    late = entry(5, "note", Note("b"), UUID(int=1))
    early = entry(0, "note", Note("a"), UUID(int=2))
    assert [record.notes for record in fold_all([late, early])] == [("a",), ("b",)]
    assert fold_all([]) == ()


def test_entries_of_several_sessions_are_no_session() -> None:
    for entries in ([], [entry(0, "note", Note("a")), entry(0, "note", Note("b"), UUID(int=2))]):
        with pytest.raises(DiaryError):
            fold(entries)


def test_a_body_that_does_not_fit_names_the_entry() -> None:
    with pytest.raises(DiaryError, match=f"entry 3 of session {SESSION}.*int was expected"):
        fold([replace(entry(3, "rep", rep(1)), body={**to_json(rep(1)), "set": "one"})])


def test_times_are_kept_in_utc_as_the_web_application_keeps_them() -> None:
    oslo = datetime(2026, 7, 1, 14, 0, 0, tzinfo=timezone(timedelta(hours=2)))
    row = to_row(replace(entry(0, "note", Note("a")), at=oslo))
    assert row == (f"{1000:032x}", f"{1:032x}", None, 0, "note", "2026-07-01 12:00:00", '{"text": "a"}')
    assert (
        to_row(replace(entry(0, "note", Note("a")), at=oslo.replace(microsecond=5)))[5] == "2026-07-01 12:00:00.000005"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"at": datetime(2026, 1, 1)},  # noqa: DTZ001
        {"kind": ""},
        {"kind": "k" * 33},
        {"seq": -1},
        {"seq": 2**31},
        {"body": {"text": "a\0b"}},
        {"body": {"text": "\ud800"}},
        {"body": {"level": float("nan")}},
        {"body": {"what": object()}},
    ],
)
def test_what_a_database_cannot_keep_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(DiaryError):
        to_row(replace(entry(0, "note", Note("a")), **wrong))  # type: ignore[arg-type]


def test_two_backslashes_are_no_character_zero() -> None:
    assert from_row(to_row(entry(0, "note", Note("\\u0000")))).body == {"text": "\\u0000"}


@pytest.mark.parametrize("place", range(7))
def test_a_row_that_holds_something_else_is_told(place: int) -> None:
    row: list[object] = list(to_row(entry(0, "note", Note("a"))))
    row[place] = "?" if place in (0, 1, 2, 3, 5) else None if place == 6 else 7
    if place == 4:
        row[6] = "[]"
    with pytest.raises(DiaryError, match="cannot be read"):
        from_row(tuple(row))


def test_export_holds_everything_and_is_json() -> None:
    log = [entry(0, "session_started", Started("Bækkenbund")), entry(1, "rep", rep(1))]
    document = json.loads("".join(export_json(log)))
    assert (document["format"], document["version"]) == ("hofte-diary", 1)
    assert [entry_from_json(one) for one in document["entries"]] == log
    assert json.loads("".join(export_json([])))["entries"] == []


@pytest.mark.parametrize("wrong", [{}, {"id": 5}, {"id": "x", "session": "y"}])
def test_a_stranger_in_an_export_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(NotStored):
        entry_from_json(wrong)


def table(rows: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return list(csv.DictReader(io.StringIO(text.getvalue())))


def test_the_table_has_target_and_actual_side_by_side() -> None:
    done = replace(rep(2, held_s=4.5), let_go=True, problems=("signal_lost", "wrong_muscle:buttock"))
    log = [entry(0, "session_started", Started("Bro", lang="da")), entry(1, "rep", rep(1)), entry(2, "rep", done)]
    first, second = table(list(export_csv([fold(log)])))
    assert list(first) == list(COLUMNS)
    assert (first["exercise"], first["lang"], first["started_at"]) == ("Bro", "da", "2026-01-31T12:00:00+00:00")
    assert (first["target_hold_s"], first["held_s"], first["let_go"], first["measured"]) == ("5.0", "", "", "no")
    assert (second["rep"], second["held_s"], second["let_go"]) == ("2", "4.5", "yes")
    assert second["problems"] == "signal_lost wrong_muscle:buttock"


def test_a_name_is_never_a_formula_in_the_table() -> None:
    log = [entry(0, "session_started", Started("=HYPERLINK(1)")), entry(1, "rep", rep(1, residual_level=-2.0))]
    (row,) = table(list(export_csv([fold(log)])))
    assert row["exercise"] == "'=HYPERLINK(1)"
    assert row["residual_level"] == "-2.0"
