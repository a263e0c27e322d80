"""The assessment: its timeline, its recorder, and what is told of it."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise

import pytest

from hofte.coach.assessment import (
    PARTS,
    Assessment,
    Part,
    RestChange,
    Stretch,
    assessment_timeline,
    judge_assessment,
    with_targets,
)
from hofte.coach.measured import RATE, Measured, Recorder
from hofte.coach.model import EFFORT, Entered, Event, Finished, Paused, RepResult, Timeline
from hofte.coach.player import Player
from hofte.coach.protocol import assessment_numbers, protocol_entries
from hofte.core.stored import from_json, to_json
from hofte.emg.level import Scale
from hofte.emg.model import Contraction
from hofte.rules.catalogue import rule

SCALE = Scale(5e-6, 5e-5)
LEVELS = {"rest_before": 2.0, "quick": 80.0, "tonic": 70.0, "endurance": 40.0, "rest_after": 6.0}


def played(levels: dict[str, float] = LEVELS, *, stop_s: float = 1e9) -> list[Measured]:
    """The assessment as somebody did it who squeezes and lets go at once, recorded frame by frame."""
    timeline = assessment_timeline("en")
    player, recorder, found = Player(timeline), Recorder(timeline), []
    for output in player.handle(Event("start", 0.0)):
        recorder.follow(output)
    n = 0
    while player.state == "running" and n / 50 < stop_s:
        n += 1
        phase = player.phase  # a frame stands for the time before it
        for output in player.handle(Event("tick", n / 50)):
            recorder.follow(output)
        level = levels.get(phase.cue.removeprefix("assess_"), 1.0) if phase else 1.0
        found += recorder.add(n / 50, {"target": level + n % 2, "buttock": 0.0})
    return found + recorder.finish()


def judged(made: list[Measured]) -> Assessment:
    return judge_assessment(made, (), "target", SCALE)


def test_pf21_rest_quick_tonic_endurance_rest_with_the_numbers_of_the_rule() -> None:
    numbers, pf21 = assessment_numbers(), rule("PF21")
    cued = [phase.cue for phase in assessment_timeline("en").phases if phase.kind in (*EFFORT, "rest")]
    expected = [["assess_" + name] * {"quick": 5, "tonic": 5}.get(name, 1) for name in PARTS]
    assert cued == [cue for part in expected for cue in part]
    same = {name: name for name in ("rest_before_s", "quick_reps", "tonic_reps", "endurance_s", "rest_after_s")}
    for ours, theirs in (same | {"tonic_s": "tonic_hold_s"}).items():
        assert getattr(numbers, ours) == pf21.number(theirs, allow_unverified=True)


def test_pf19_every_pause_after_a_squeeze_waits_for_the_muscle() -> None:
    pauses = [phase for phase in assessment_timeline("en").phases if phase.kind == "release"]
    assert len(pauses) == 11
    assert all(phase.until.event == "released" for phase in pauses)
    assert {phase.until.at_most_s for phase in pauses} == {30.0}  # three times ten seconds, also for the quick ones


def test_pf06_pf11_pauses_are_as_long_as_the_squeezes_before_them() -> None:
    phases = assessment_timeline("en").phases
    for effort, pause in pairwise(phases):
        if effort.kind in EFFORT and not effort.cue.endswith("endurance"):
            assert pause.until.at_least_s >= effort.until.at_least_s


def test_what_nobody_has_looked_up_is_marked() -> None:
    marked = {name for name, entry in protocol_entries()["assessment"].items() if entry.get("from_memory")}
    assert marked == {"between_s"}


def test_each_part_is_told_in_percent_of_the_own_maximum() -> None:
    found = judged(played())
    assert found.is_whole
    for name, level in LEVELS.items():
        part = found.part(name)  # type: ignore[arg-type]  # a key of the parts
        assert part.whole.mean == pytest.approx(level + 0.5, abs=0.5)
        assert part.whole.peak == pytest.approx(level + 0.5, abs=0.5)
        assert len(part.stretches) == part.planned
        assert part.whole.seen == pytest.approx(1.0, abs=0.05)
    assert found.part("tonic").whole.sd == pytest.approx(0.5, abs=0.5)
    assert all(part.remarks == () for part in found.parts)


def test_the_error_of_a_mean_is_the_studys_share_of_its_amplitude() -> None:
    whole = judged(played()).part("tonic").whole
    amplitude = (whole.mean or 0) + 100 / 9  # rest is a ninth of the way from rest to maximum
    assert whole.sem == pytest.approx(0.157 * amplitude)


def test_a_change_of_rest_is_held_against_the_error() -> None:
    little = judged(played()).rest_change
    assert little
    assert little.points == pytest.approx(4, abs=0.1)
    assert not little.is_beyond_error
    much = judged(played({**LEVELS, "rest_after": 15.0})).rest_change
    assert much
    assert much.is_beyond_error


def test_pf22_there_is_no_frequency_and_no_comparison_with_another_day() -> None:
    names = {field.name for kind in (Assessment, Part, Stretch, RestChange) for field in fields(kind)}
    assert not any("frequency" in name or "median" in name or "earlier" in name for name in names)


def test_times_are_those_of_the_squeeze_that_answers_the_cue() -> None:
    made = played()
    tonic = [one for one in made if one.cue == "assess_tonic"]
    squeeze = Contraction(tonic[0].at_s + 0.3, tonic[0].at_s + 10.2, 0.0, 70.0, 80.0, 5.0, release_s=0.25)
    made[-1] = replace(made[-1], contractions=(squeeze,))
    stretches = judged(made).part("tonic").stretches
    assert stretches[0].onset_s == pytest.approx(0.3)
    assert stretches[0].release_s == 0.25
    assert stretches[1].onset_s is None


def test_what_disturbed_a_part_is_told_once() -> None:
    made = [replace(one, problems=("target:gap",)) if one.cue == "assess_quick" else one for one in played()]
    reps = [RepResult(3, rep, None, 0.0, 10.0, 10.0, problems=("wrong_muscle:buttock", "paused")) for rep in (1, 2)]
    found = judge_assessment(made, reps, "target", SCALE)
    assert found.part("quick").remarks == ("gap",)
    assert found.part("tonic").remarks == ("wrong_muscle:buttock",)
    assert found.part("endurance").remarks == ()


def test_a_squeeze_stands_beside_what_its_own_part_asks_for() -> None:
    asked = {(2, 1): (2.0, 2.0), (2, 5): (2.0, 10.0), (3, 1): (10.0, 10.0), (4, 1): (60.0, 10.0)}
    for (set_, rep), (hold_s, rest_s) in asked.items():
        result = with_targets(RepResult(set_, rep, None, 0.0, 0.0, 0.0))
        assert (result.target_hold_s, result.target_rest_s) == (hold_s, rest_s)


def test_a_part_that_was_not_seen_is_not_told_of() -> None:
    found = judged(played(stop_s=80.0))
    assert found.part("rest_before").is_seen
    assert not found.part("endurance").is_seen
    assert not found.is_whole
    assert found.rest_change is None
    assert not judged([]).parts[0].is_seen


def test_a_gap_is_kept_as_one_and_a_restart_within_a_phase_begins_anew() -> None:
    timeline = assessment_timeline("en")
    recorder = Recorder(timeline)
    recorder.follow(Entered(1, 5.0))
    for n in range(50):
        assert recorder.add(5.0 + (n + 1) / 50, {"target": None if 20 <= n < 23 else 1.0}, ("target:gap",)) == []
    recorder.follow(Paused(6.0))
    recorder.follow(Entered(1, 20.0, "resume", 1.0))
    (first,) = recorder.add(22.02, {"target": 3.0})
    assert first.values["target"] == (1.0,) * 4 + (None,) + (1.0,) * 5
    assert first.troubles("target") == ["gap"]
    for n in range(1, 11):
        recorder.add(22.02 + n / 50, {"target": 3.0})
    recorder.follow(Finished(22.3, "stopped"))
    (second,) = recorder.finish()
    assert second.at_s == 22.02
    assert second.values["target"] == (3.0, 3.0)
    assert from_json(Measured, to_json(second)) == second


def test_frames_that_come_late_belong_to_their_own_phase() -> None:
    timeline: Timeline = assessment_timeline("en")
    recorder = Recorder(timeline)
    recorder.follow(Entered(1, 0.0))
    recorder.follow(Entered(2, 1.0))
    over = [one for n in range(1, 101) for one in recorder.add(n / 50, {"target": float(n > 50)})]
    assert [len(one.values["target"]) for one in over] == [10]
    assert set(over[0].values["target"]) == {0.0}
    assert set(recorder.finish()[0].values["target"]) == {1.0}
    assert RATE == 10
