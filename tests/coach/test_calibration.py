"""Today's scale: the timeline of a calibration, and the gate that says what to measure again and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hofte.coach.calibration import (
    REST,
    REST_CUE,
    SQUEEZE_CUE,
    Gate,
    calibration_timeline,
    gate,
    squeeze_cue,
    still_good,
)
from hofte.coach.measured import RATE, Measured
from hofte.coach.model import EFFORT
from hofte.coach.protocol import protocol_entries
from hofte.emg.advice import advice
from hofte.emg.finding import GRAVEST
from hofte.emg.level import REST_S
from hofte.emg.model import Channel
from hofte.lang.data import languages, words

TARGET, BUTTOCK = Channel("target"), Channel("buttock", "buttock")
BOTH = (TARGET, BUTTOCK)
REST_V, MAX_V = 5e-6, 5e-5


def measured(
    channels: tuple[Channel, ...] = BOTH, *, rest_s: float = 30.0, squeeze_v: float = MAX_V, left_v: float = REST_V
) -> list[Measured]:
    """A calibration as a sound sensor and a willing person give it."""
    names = [channel.name for channel in channels]
    still = {name: (REST_V, REST_V * 1.1) * round(rest_s * RATE / 2) for name in names}
    made = [Measured(REST_CUE, "rest", 0, 0, 5.0, still, "V")]
    for set_, channel in enumerate(channels, 1):
        for rep in (1, 2, 3):
            at_s = 35.0 + 39.0 * (set_ - 1) + 13.0 * (rep - 1)
            squeezed = dict.fromkeys(names, (squeeze_v,) * (3 * RATE))
            made.append(Measured(squeeze_cue(channel), "work", set_, rep, at_s, squeezed, "V"))
            made.append(Measured("let_go", "release", set_, rep, at_s + 3, {"target": (left_v,) * (10 * RATE)}, "V"))
    return made


def reasons(found: Gate) -> set[tuple[str, str, str]]:
    return {(complaint.part, complaint.channel, complaint.reason) for complaint in found.complaints}


def change(made: list[Measured], cue: str, **changes: Any) -> list[Measured]:
    return [replace(one, **changes) if one.cue == cue else one for one in made]


def test_pf20_a_rest_then_three_squeezes_of_each_muscle_the_trained_one_first() -> None:
    timeline = calibration_timeline((BUTTOCK, TARGET), "en")
    cued = [phase.cue for phase in timeline.phases if phase.kind in (*EFFORT, "rest")]
    assert cued == [REST_CUE, *[SQUEEZE_CUE] * 3, *["squeeze_max_buttock"] * 3]
    rest = next(phase for phase in timeline.phases if phase.kind == "rest")
    assert rest.until.at_least_s >= REST_S
    assert all(phase.target is None and phase.until.event is None for phase in timeline.phases)
    assert "PF20" in timeline.rules


def test_pf19_at_least_half_of_a_calibration_is_rest() -> None:
    phases = calibration_timeline(BOTH, "en").phases
    work_s = sum(phase.until.at_least_s for phase in phases if phase.kind in EFFORT)
    assert work_s <= sum(phase.until.at_least_s for phase in phases if phase.kind == "release")


def test_only_what_failed_is_repeated() -> None:
    again = calibration_timeline(BOTH, "en", ("buttock",))
    assert {phase.cue for phase in again.phases} == {"ready", "squeeze_max_buttock", "let_go"}
    assert {phase.set for phase in again.phases if phase.rep} == {1}


def test_pf20_rest_is_zero_and_the_own_maximum_a_hundred() -> None:
    found = gate(BOTH, measured())
    assert found.complaints == ()
    assert found.again == ()
    assert found.notes == ()
    assert found.scales["target"].percent(MAX_V) == pytest.approx(100)
    assert abs(found.scales["buttock"].percent(REST_V)) < 2


@pytest.mark.parametrize("problem", ["electrode_off", "clipping"])
def test_what_spoils_the_rest_is_named_and_the_rest_alone_measured_again(problem: str) -> None:
    found = gate(BOTH, change(measured(), REST_CUE, problems=(f"target:{problem}",)))
    assert reasons(found) == {(REST, "target", problem)}
    assert found.again == (REST,)
    assert set(found.scales) == {"buttock"}


@pytest.mark.parametrize("problem", ["gap", "movement"])
def test_what_was_lost_of_a_rest_counts_only_when_too_little_is_left(problem: str) -> None:
    lost = (f"target:{problem}",)
    assert gate((TARGET,), change(measured((TARGET,)), REST_CUE, problems=lost)).again == ()
    found = gate((TARGET,), change(measured((TARGET,), rest_s=8), REST_CUE, problems=lost))
    assert reasons(found) == {(REST, "target", problem)}


def test_hum_that_is_taken_out_and_a_weak_signal_are_noted_and_do_not_stop_anybody() -> None:
    humming = gate((TARGET,), change(measured((TARGET,)), REST_CUE, problems=("target:hum",)))
    assert [note.reason for note in humming.notes] == ["hum"]
    weak = gate((TARGET,), measured((TARGET,), squeeze_v=2.5 * REST_V))
    assert [note.reason for note in weak.notes] == ["weak"]
    assert set(weak.scales) == set(humming.scales) == {"target"}


def test_a_rest_that_was_cut_short_or_restless_or_flat_says_so() -> None:
    assert reasons(gate((TARGET,), measured((TARGET,), rest_s=8))) == {(REST, "target", "short_rest")}
    worked = {"target": (REST_V,) * 150 + (MAX_V,) * 150}
    assert reasons(gate((TARGET,), change(measured((TARGET,)), REST_CUE, values=worked))) == {
        (REST, "target", "restless")
    }
    flat = {"target": (0.0,) * 300}
    assert reasons(gate((TARGET,), change(measured((TARGET,)), REST_CUE, values=flat))) == {(REST, "target", "flat")}


def test_a_squeeze_that_is_missing_is_asked_for_again() -> None:
    made = [one for one in measured((TARGET,)) if not (one.cue == SQUEEZE_CUE and one.rep == 2)]
    assert reasons(gate((TARGET,), made)) == {("target", "target", "short_squeeze")}


def test_squeezes_hardly_above_the_rest_repeat_both() -> None:
    found = gate((TARGET,), measured((TARGET,), squeeze_v=1.5 * REST_V))
    assert {reason for _, _, reason in reasons(found)} == {"hardly_above"}
    assert found.again == (REST, "target")


def test_nothing_measured_is_everything_again() -> None:
    assert gate(BOTH, []).again == (REST, "target", "buttock")


def test_a_second_attempt_keeps_what_was_good() -> None:
    first = change(measured(), REST_CUE, problems=("buttock:electrode_off",))
    failed = gate(BOTH, first)
    kept = still_good(BOTH, first, failed.again)
    assert {one.cue for one in kept} == {SQUEEZE_CUE, "squeeze_max_buttock"}
    assert set(gate(BOTH, [*kept, measured()[0]]).scales) == {"target", "buttock"}


def test_a_squeeze_begun_again_counts_once() -> None:
    made = measured((TARGET,))
    broken = replace(made[1], values={"target": (MAX_V,)})
    assert gate((TARGET,), [made[0], broken, *made[1:]]).complaints == ()


def test_a_muscle_that_stays_tight_is_told_of_and_not_locked_out() -> None:
    found = gate((TARGET,), measured((TARGET,), left_v=0.5 * MAX_V))
    assert [note.reason for note in found.notes] == ["tight"]
    assert "target" in found.scales


@pytest.mark.parametrize("lang", languages())
def test_every_reason_says_why_and_what_to_do(lang: str) -> None:
    said = words(lang, "calibration")
    assert list(said) == list(words("en", "calibration"))
    assert set(said) == {"short_rest", "flat", "restless", "short_squeeze", "hardly_above", "tight"}
    assert all(set(entry) == {"what", "do"} for entry in said.values())
    assert set(advice(lang)) >= set(GRAVEST)


def test_every_number_has_a_source() -> None:
    assert all(entry["source"] for group in protocol_entries().values() for entry in group.values())
