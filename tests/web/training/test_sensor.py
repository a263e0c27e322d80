"""A muscle sensor before and after a session: today's scale, the gate, the assessment and what is told of it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from django.utils import timezone

from hofte.coach.model import Event
from hofte.core.clock import ManualClock
from hofte.device.simulated import Simulated
from hofte.diary.export import export_json
from hofte.diary.model import Calibrated, SessionRecord
from hofte.emg.advice import advice
from hofte.emg.model import Channel, Description, SignalBlock
from hofte.recording.open import open_recording
from hofte.web.training import raw
from hofte.web.training.log import Line, append, line
from hofte.web.training.models import Entry, Signal
from hofte.web.training.muscle import calibrate_again, guide, start_assessment, start_calibration
from hofte.web.training.pace import FRAME_S, Pace
from hofte.web.training.room import Room
from hofte.web.training.selectors import entries_of, scales_today, session_record

from .test_gates import names, pass_gates, squeezes, start

pytestmark = pytest.mark.django_db
STRONG = "simulated:strong"
#: What was played, so that each store need not play it: by purpose, sensor, attempt and when it was stopped.
_played: dict[tuple[Any, ...], list[Line]] = {}


def record_of(person: Any, session: UUID) -> SessionRecord:
    found = session_record(session, person)
    assert found
    assert found.started
    return found


def play(person: Any, session: UUID, stop_s: float = 1e9) -> SessionRecord:
    """Play a session frame by frame with its sensor, and keep what comes of it."""
    record = record_of(person, session)
    assert record.started
    key = (record.started.purpose, record.device, record.started.attempt, stop_s)
    if key not in _played:
        _played[key] = lines_of(record, stop_s)
    append(session, person.id, [Line(uuid4(), part.kind, part.body) for part in _played[key]])
    return record_of(person, session)


def lines_of(record: SessionRecord, stop_s: float) -> list[Line]:
    pace = Pace()
    pace.clock = ManualClock()
    pace.heard(0.0)
    room = Room(record, pace)
    lines = room.hear([(uuid4(), Event("start", 0.0))]).lines
    while not room.is_finished and pace.now_s < stop_s:
        pace.clock.wait(FRAME_S)
        lines += room.pump().lines
    return lines + room.hear([(uuid4(), Event("stop", pace.now_s))]).lines


def calibrate(person: Any, device: str = STRONG, *, scope: str = "PF", stop_s: float = 1e9) -> SessionRecord:
    return play(person, start_calibration(person, device, scope, "en"), stop_s)


def know_scale(person: Any, device: str = STRONG, scope: str = "PF") -> None:
    """As after a calibration."""
    scales = Simulated().scales().items()
    append(uuid4(), person.id, [line("calibrated", Calibrated(device, scope, name, scale)) for name, scale in scales])


# --- Today's scale ---------------------------------------------------------------------------------------------------


def test_pf20_a_calibration_finds_todays_scale_of_every_muscle(cast: Any) -> None:
    record = calibrate(cast.astrid)
    found = scales_today(cast.astrid, STRONG, "PF")
    expected = Simulated().scales()
    assert set(found) == {"target", "buttock"}
    for name, scale in found.items():
        assert scale.rest == pytest.approx(expected[name].rest, rel=0.1)  # of means of tenths, which scatter less
        assert scale.maximum == pytest.approx(expected[name].maximum, rel=0.2)
    assert record.reps == ()
    page = cast.client.get(f"/session/{record.session}/summary/")
    assert "training/calibrated.html" in names(page)
    assert page.context["told"].is_ready
    assert str(record.session) not in cast.client.get("/diary/").content.decode()


def test_pf20_a_scale_is_that_of_a_person_a_day_a_sensor_and_a_muscle(cast: Any) -> None:
    know_scale(cast.astrid)
    assert scales_today(cast.astrid, STRONG, "PF")
    assert not scales_today(cast.neighbour, STRONG, "PF")
    assert not scales_today(cast.astrid, "simulated:weak", "PF")
    assert not scales_today(cast.astrid, STRONG, "")
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Entry.objects.filter(kind="calibrated").update(at=midnight - timedelta(seconds=1))
    assert not scales_today(cast.astrid, STRONG, "PF")


def test_an_electrode_that_fell_off_is_told_of_and_only_the_rest_is_measured_again(cast: Any) -> None:
    device = "simulated:electrode-off"
    first = calibrate(cast.astrid, device)
    shown = cast.client.get(f"/session/{first.session}/summary/")
    assert [trouble.what for trouble in shown.context["told"].troubles] == [advice("en")["electrode_off"].what]
    assert not shown.context["told"].is_ready
    assert "target" not in scales_today(cast.astrid, device, "PF")

    second = record_of(cast.astrid, calibrate_again(cast.astrid, first))
    assert second.started
    assert second.started.timeline
    assert [phase.kind for phase in second.started.timeline.phases] == ["ready", "rest"]
    play(cast.astrid, second.session)
    assert set(scales_today(cast.astrid, device, "PF")) == {"target", "buttock"}


def test_a_muscle_that_never_lets_go_is_told_so_and_not_locked_out(cast: Any) -> None:
    record = calibrate(cast.astrid, "simulated:never-lets-go")
    told = cast.client.get(f"/session/{record.session}/summary/").context["told"]
    assert told.is_ready
    assert "tight" in told.notes[0].what


def test_a_calibration_that_was_stopped_says_what_is_missing(cast: Any) -> None:
    record = calibrate(cast.astrid, stop_s=12.0)
    told = cast.client.get(f"/session/{record.session}/summary/").context["told"]
    assert not told.is_ready
    assert {trouble.what for trouble in told.troubles} == {
        "The rest was too short to measure.",
        "Not all three squeezes were measured.",
    }
    assert told.again.startswith("the rest")


def test_pf20_a_session_with_a_sensor_asks_for_todays_scale_and_the_clock_needs_none(cast: Any, library: int) -> None:
    page = squeezes()
    pass_gates(cast.client, page)
    by_clock = start(cast.client, page, hold_s="6", rest_s="6", sensor="timer")
    assert "training/session.html" in names(cast.client.get(f"/session/{by_clock}/"))

    session = start(cast.client, page, hold_s="6", rest_s="6", sensor="simulated", character="strong")
    assert "training/scale.html" in names(cast.client.get(f"/session/{session}/"))
    refused = cast.client.post(f"/session/{session}/guide/", {"by": "sensor"}, follow=True)
    assert "training/scale.html" in names(refused)
    calibration = cast.client.post(f"/session/{session}/scale/")["Location"].split("/")[2]
    play(cast.astrid, UUID(calibration))
    told = cast.client.get(f"/session/{calibration}/summary/").context["told"]
    assert told.then == UUID(session)
    assert cast.client.get(f"/session/{session}/").context["is_ready"]
    played = cast.client.post(f"/session/{session}/guide/", {"by": "sensor"}, follow=True)
    assert played.context["data"]["device"]["name"] == "simulated"
    # The next one of the day begins at once, and its scales stay with it.
    second = start(cast.client, page, hold_s="6", rest_s="6", sensor="simulated", character="strong")
    guided = record_of(cast.astrid, UUID(second)).guided
    assert guided
    assert guided.scales == scales_today(cast.astrid, STRONG, "PF")


def test_without_measuring_the_session_goes_by_the_clock(cast: Any, library: int) -> None:
    page = squeezes()
    pass_gates(cast.client, page)
    session = start(cast.client, page, hold_s="6", rest_s="6", sensor="simulated", character="strong")
    played = cast.client.post(f"/session/{session}/guide/", {"by": "clock"}, follow=True)
    assert played.context["data"]["device"]["name"] == "timer"
    know_scale(cast.astrid)
    again = cast.client.post(f"/session/{session}/guide/", {"by": "sensor"}, follow=True)
    assert again.context["data"]["device"]["name"] == "timer"


def test_pf18_maximal_squeezes_are_behind_the_same_gates(cast: Any, library: int) -> None:
    assert "training/screen.html" in names(cast.client.get("/sensor/", follow=True))
    cast.client.post("/sensor/before/", {"gate": "screen"})
    asked = cast.client.get("/sensor/", follow=True)
    assert "training/pelvic.html" in names(asked)
    closed = cast.client.post("/sensor/before/", {"gate": "pelvic", asked.context["questions"][0][0]: "on"})
    assert "training/closed.html" in names(closed)
    for what in ("scale", "assessment"):
        cast.client.post("/sensor/", {"sensor": "simulated", "character": "strong", "what": what})
    assert not Entry.objects.filter(kind="session_started").exists()
    # A page that only lets go opens without the gate (PF18); measuring it asks for squeezes, and so for the gate.
    session = start_assessment(cast.astrid, STRONG, "en")
    assert "before" in cast.client.post(f"/session/{session}/scale/")["Location"]


def test_a_stranger_can_neither_guide_nor_calibrate_nor_read(cast: Any) -> None:
    session = start_assessment(cast.astrid, STRONG, "en")
    for path in ("guide", "scale", "again"):
        assert cast.stranger_client.post(f"/session/{session}/{path}/").status_code == 404
    assert cast.stranger_client.get(f"/session/{session}/values.csv").status_code == 404


def test_scales_and_what_was_measured_go_along_and_are_deleted_with_the_person(cast: Any) -> None:
    calibrate(cast.astrid)
    text = "".join(export_json(entries_of(cast.astrid)))
    assert '"calibrated"' in text
    assert '"measured"' in text
    cast.client.post(f"/people/{cast.astrid.id}/delete/")
    assert not Entry.objects.filter(person=cast.astrid.id).exists()


# --- The assessment --------------------------------------------------------------------------------------------------


def assess(person: Any, character: str = "strong", stop_s: float = 1e9) -> SessionRecord:
    device = f"simulated:{character}"
    know_scale(person, device)
    session = start_assessment(person, device, "en")
    assert guide(person, record_of(person, session), "sensor")
    return play(person, session, stop_s)


def test_pf21_an_assessment_is_told_part_by_part(cast: Any) -> None:
    record = assess(cast.astrid)
    shown = cast.client.get(f"/session/{record.session}/summary/")
    found = shown.context["report"].assessment
    assert found.is_whole
    assert found.part("quick").whole.peak == pytest.approx(90, abs=12)
    assert found.part("tonic").whole.mean == pytest.approx(65, abs=8)
    assert found.part("endurance").whole.mean == pytest.approx(37, abs=5)
    assert found.part("tonic").whole.onset_s == pytest.approx(0.25, abs=0.1)
    assert found.part("tonic").whole.release_s < 0.5
    assert [rep.target_hold_s for rep in record.reps] == [2.0] * 5 + [10.0] * 5 + [60.0]
    text = shown.content.decode()
    assert "No recording from a pelvic floor has validated our detector yet" in text
    assert "simulated muscle, not a person (strong)" in text
    assert text.count('<svg class="report trace"') == 5
    diary = cast.client.get("/diary/").content.decode()
    assert "the report tells it" in diary


def test_pf20_pf22_no_microvolts_no_frequency_and_no_verdict_between_days(cast: Any) -> None:
    assess(cast.astrid)
    record = assess(cast.astrid)
    shown = cast.client.get(f"/session/{record.session}/summary/")
    assert shown.context["earlier"]
    report = shown.context["report"]
    told = " ".join([report.sentence, report.change, *(part.sentence for part in report.parts)])
    assert not any(word in told.casefold() for word in ("µv", "volt", "hertz", "better", "worse", "last time"))
    assert "two tests are not compared" in shown.content.decode()


def test_an_assessment_goes_along_as_a_table(cast: Any) -> None:
    record = assess(cast.astrid)
    answer = cast.client.get(f"/session/{record.session}/values.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows[0][:2] == ["part", "rep"]
    assert [row[0] for row in rows[1 : rows.index([])]] == [
        "rest_before", *["quick"] * 6, *["tonic"] * 6, "endurance", "rest_after",
    ]  # fmt: skip
    head = rows[rows.index([]) + 1]
    assert head == ["cue", "rep", "at_s", "target_percent", "buttock_percent"]
    assert len(rows) > 3000
    assert cast.client.get(f"/session/{uuid4()}/values.csv").status_code == 404


def test_an_assessment_that_was_stopped_tells_only_what_was_seen(cast: Any) -> None:
    record = assess(cast.astrid, stop_s=80.0)
    report = cast.client.get(f"/session/{record.session}/summary/").context["report"]
    assert "not enough was seen of" in report.sentence
    assert report.assessment.part("rest_before").is_seen
    assert report.change == ""


def test_an_assessment_by_the_clock_alone_has_nothing_to_tell(cast: Any) -> None:
    session = start_assessment(cast.astrid, STRONG, "en")
    guide(cast.astrid, record_of(cast.astrid, session), "clock")
    events = [
        {"id": str(uuid4()), "kind": kind, "at_s": at_s, "detail": ""} for kind, at_s in (("start", 0), ("tick", 400))
    ]
    cast.client.post(f"/session/{session}/log", {"events": events}, content_type="application/json")
    report = cast.client.get(f"/session/{session}/summary/").context["report"]
    assert report.sentence.startswith("Nothing was measured")


# --- The recording itself --------------------------------------------------------------------------------------------


def keep_signal(person: Any, seconds: float = 4.0) -> SessionRecord:
    """The beginning of an assessment whose recording the person chose to keep."""
    know_scale(person)
    session = start_assessment(person, STRONG, "en", keeps_signal=True)
    guide(person, record_of(person, session), "sensor")
    pace = Pace()
    pace.clock = ManualClock()
    pace.heard(0.0)
    room = Room(record_of(person, session), pace)
    answers = [room.hear([(uuid4(), Event("start", 0.0))])]
    while pace.now_s < seconds:
        pace.clock.wait(FRAME_S)
        answers.append(room.pump())
    answers.append(room.hear([(uuid4(), Event("stop", pace.now_s))]))
    for answer in answers:
        raw.keep(session, person.id, answer.signal)
        append(session, person.id, answer.lines)
    return record_of(person, session)


def test_pf20_microvolts_stand_in_the_recording_that_was_kept_and_nowhere_else(cast: Any, tmp_path: Path) -> None:
    record = keep_signal(cast.astrid)
    page = cast.client.get(f"/session/{record.session}/summary/").content.decode()
    assert f"/session/{record.session}/signal-1.edf" in page
    text = cast.client.get(f"/session/{record.session}/signal-1.csv").content.decode().splitlines()
    assert text[1] == "target_uv,buttock_uv"
    assert len(text) == pytest.approx(2 + 4000, abs=30)
    file = tmp_path / "signal.edf"
    file.write_bytes(cast.client.get(f"/session/{record.session}/signal-1.edf").content)
    with open_recording(file) as recording:
        samples = np.concatenate([portion.samples for portion in recording.portions()], axis=1)
        assert [channel.name for channel in recording.channels] == ["target_uv", "buttock_uv"]
    first = [1e-6 * float(line.split(",")[0]) for line in text[2:1002]]
    assert samples[0, :1000] == pytest.approx(first, abs=2e-8)
    assert cast.client.get(f"/session/{record.session}/signal-2.edf").status_code == 404
    assert cast.stranger_client.get(f"/session/{record.session}/signal-1.csv").status_code == 404


def test_a_recording_is_gone_with_its_session_and_its_person_and_none_is_made_unasked(cast: Any) -> None:
    assess(cast.astrid, stop_s=80.0)
    assert not Signal.objects.exists()
    record = keep_signal(cast.astrid, 2.0)
    assert Signal.objects.filter(session=record.session).count() == 2
    cast.client.post(f"/session/{record.session}/delete/")
    assert not Signal.objects.exists()
    keep_signal(cast.astrid, 2.0)
    cast.client.post(f"/people/{cast.astrid.id}/delete/")
    assert not Signal.objects.exists()


def test_a_gap_in_the_signal_is_kept_as_one_and_a_long_one_begins_another_recording(cast: Any) -> None:
    session, description = uuid4(), Description("x", (Channel("target"),), 100.0)
    keeper = raw.Keeper(description, 10.0)
    pieces = [*keeper.add(SignalBlock([[1e-6] * 50], 0)), *keeper.add(SignalBlock([[2e-6] * 50], 60)), *keeper.finish()]
    assert [piece.at_s for piece in pieces] == [10.0, 10.6]
    late = raw.Keeper(description, 200.0)
    raw.keep(session, cast.astrid.id, [*pieces, *late.add(SignalBlock([[3e-6] * 100], 0))])
    assert raw.count_runs(session) == 2
    first, second = (raw.as_text(SessionRecord(session), number) or b"" for number in (1, 2))
    assert first.decode().splitlines()[2:].count("nan") == 10
    assert len(second.splitlines()) == 102
    assert raw.as_text(SessionRecord(session), 3) is None
