"""What the muscle does becomes what was done: levels and times with a known answer, frame by frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.coach.judge import Judge, Verdict
from hofte.coach.model import Entered, Event, Finished, Output, Paused, Plan, RepResult, Resumed, Timeline
from hofte.coach.thresholds import threshold_entries, thresholds
from hofte.coach.timeline import make_timeline
from hofte.core.errors import SignalError
from hofte.emg.model import Features
from hofte.exercise.model import Exercise

LONG = Exercise("Maraton", lang="nb", scope="PF", style="long")
PLANK = Exercise("Planke", lang="da", style="hold")
PLAN = Plan(1, 1, 0.0, 5.0, 10.0, 0.0, per_side=False, ready_s=0.0)
SQUEEZE = make_timeline(LONG, PLAN)  # hold 0-5, release 5-15
BY_CLOCK: tuple[Output, ...] = (Entered(0, 0.0, "start"), Entered(1, 5.0), Finished(15.0, "done"))

Level = Callable[[float], float | None]


def steps(*levels: tuple[float, float | None]) -> Level:
    """A level that is ``levels[n][1]`` from ``levels[n][0]`` on."""

    def level(at_s: float) -> float | None:
        return [value for from_s, value in levels if from_s < at_s][-1]

    return level


def frames(level: Level, until_s: float = 15.0, rate: int = 50, **references: Level) -> list[Features]:
    made = []
    for n in range(1, round(until_s * rate) + 1):
        at_s = n / rate
        others = {name: value for name, of in references.items() if (value := of(at_s)) is not None}
        value = level(at_s)
        made.append(Features(at_s, value, others, () if value is not None else ("electrode_off",)))
    return made


def judged(
    features: Iterable[Features], outputs: Iterable[Output] = BY_CLOCK, timeline: Timeline = SQUEEZE
) -> list[Verdict]:
    """Each output before the first frame that is not older than it, as a session does."""
    judge, waiting, verdicts = Judge(timeline), list(outputs), list[Verdict]()
    for frame in features:
        while waiting and waiting[0].at_s <= frame.at_s:
            verdicts += judge.follow(waiting.pop(0))
        verdicts += judge.feed(frame)
    for output in waiting:
        verdicts += judge.follow(output)
    return [*verdicts, *judge.finish()]


def result(verdicts: Iterable[Verdict]) -> RepResult:
    (only,) = [verdict for verdict in verdicts if isinstance(verdict, RepResult)]
    return only


def events(verdicts: Iterable[Verdict]) -> list[Event]:
    """Events without the repeats of ``released``."""
    found: list[Event] = []
    for verdict in verdicts:
        if isinstance(verdict, Event) and not (verdict.kind == "released" and found and found[-1].kind == "released"):
            found.append(verdict)
    return found


GOOD = steps((0, 0), (0.4, 60), (2.4, 80), (5.3, 15), (5.5, 5), (14.0, 4))


def test_a_good_squeeze() -> None:
    done = result(judged(frames(GOOD)))
    assert done.measured
    assert done.reached
    assert done.held_s == pytest.approx(4.6, abs=0.03)
    assert done.mean_level == pytest.approx((2.0 * 60 + 2.6 * 80) / 4.6, abs=0.2)
    assert done.peak_level == 80
    assert done.steadiness == pytest.approx(0.139, abs=0.002)
    assert done.let_go
    assert done.release_s == pytest.approx(0.3, abs=0.03)
    assert (done.rest_s, done.effort_s, done.residual_level) == (pytest.approx(10), pytest.approx(5), 4)
    assert (done.target_hold_s, done.target_rest_s, done.problems, done.counted) == (5, 10, (), True)


def test_pf19_released_is_said_when_the_pause_has_passed_and_the_muscle_is_in_its_band() -> None:
    assert events(judged(frames(GOOD, 16.0), BY_CLOCK[:2])) == [Event("signal_back", 0.02), Event("released", 15.0)]


@pytest.mark.parametrize(
    ("level", "at_s"),
    [
        (steps((0, 60), (5, 15)), None),  # below the release level, never in the resting band
        (steps((0, 60), (5, 50), (15.7, 5)), 16.2),  # late: half a second below, then released
        (steps((0, 60), (5, 5), (14.9, 60)), None),  # tense again when the pause is over
        (steps((0, 60), (5, 5), (14.9, 60), (17.0, 5)), 17.5),
        (steps((0, 60), (5, 5), (14.0, 12), (17.0, 5)), 17.16),  # out of the band, never out of the release
        (lambda at_s: 60 if at_s < 5 else (4 if round(at_s * 50) % 3 == 0 else 15), None),  # troughs of the noise
        (steps((0, 60), (5, -8)), 15.0),  # below rest is at rest
    ],
)
def test_pf19_neither_the_pause_nor_the_release_is_enough(level: Level, at_s: float | None) -> None:
    said = [event.at_s for event in events(judged(frames(level, 20.0), BY_CLOCK[:2])) if event.kind == "released"]
    assert said[:1] == ([] if at_s is None else [pytest.approx(at_s, abs=0.03)])


def test_released_is_repeated_so_that_no_message_can_be_missed() -> None:
    said = [verdict for verdict in judged(frames(GOOD, 15.5), BY_CLOCK[:2]) if isinstance(verdict, Event)]
    assert len([event for event in said if event.kind == "released"]) == 26


def test_a_muscle_that_does_not_let_go() -> None:
    done = result(judged(frames(steps((0, 60), (5, 30), (14, 28)))))
    assert (done.reached, done.let_go, done.release_s, done.residual_level) == (True, False, None, 28)
    assert done.counted


def test_a_weak_squeeze_is_not_reached_and_its_peak_is_shown() -> None:
    done = result(judged(frames(steps((0, 25), (5, 2)))))
    assert (done.measured, done.reached, done.held_s, done.peak_level) == (True, False, 0, 25)
    assert (done.mean_level, done.steadiness) == (None, None)
    assert done.let_go


def test_more_than_todays_maximum_is_not_wrong() -> None:
    assert result(judged(frames(steps((0, 130), (5, 2))))).held_s == pytest.approx(5, abs=0.03)


def test_held_is_the_longest_stay_and_short_dips_do_not_end_it() -> None:
    dip = steps((0, 60), (1, 30), (1.4, 60), (3, 30), (4, 60), (5, 2))
    assert result(judged(frames(dip))).held_s == pytest.approx(2.6, abs=0.03)


# Other muscles


@pytest.mark.parametrize(
    ("share", "problems"),
    [(31.0, ("wrong_muscle:buttock",)), (30.0, ()), (10.0, ())],
)
def test_a_loud_reference_is_the_wrong_muscle(share: float, problems: tuple[str, ...]) -> None:
    buttock = steps((0, 2), (1, share), (5, 2))
    verdicts = judged(frames(GOOD, buttock=buttock))
    assert result(verdicts).problems == problems
    assert [event.detail for event in events(verdicts) if event.kind == "wrong_muscle"] == ["buttock"] * len(problems)
    assert result(verdicts).counted is not bool(problems)


def test_a_short_burst_is_no_muscle_that_helps() -> None:
    burst = steps((0, 2), (2, 50), (2.2, 2))
    assert result(judged(frames(GOOD, thigh=burst))).problems == ()


@pytest.mark.parametrize(
    ("onset_s", "problems"),
    [(0.30, ("wrong_muscle:belly",)), (0.38, ()), (0.44, ())],
)
def test_a_reference_that_leads_is_the_wrong_muscle(onset_s: float, problems: tuple[str, ...]) -> None:
    belly = steps((0, 2), (onset_s, 20), (5, 2))
    assert result(judged(frames(GOOD, belly=belly))).problems == problems


def test_who_leads_is_not_told_from_frames_that_are_too_far_apart() -> None:
    belly = steps((0, 2), (0.1, 20), (5, 2))
    assert result(judged(frames(GOOD, rate=50, belly=belly))).problems == ("wrong_muscle:belly",)
    assert result(judged(frames(GOOD, rate=10, belly=belly))).problems == ()


def test_who_leads_is_not_told_of_a_muscle_that_was_on_before() -> None:
    assert result(judged(frames(GOOD, belly=steps((0, 20), (5, 2))))).problems == ()


def test_a_reference_counts_in_effort_only() -> None:
    assert result(judged(frames(GOOD, buttock=steps((0, 2), (6, 90))))).problems == ()


def test_bearing_down_is_belly_up_and_pelvic_floor_below_rest() -> None:
    done = result(judged(frames(steps((0, -5), (5, 2)), belly=steps((0, 50), (5, 2)))))
    assert set(done.problems) == {"bearing_down", "wrong_muscle:belly"}
    assert not done.counted
    told = judged(frames(steps((0, -5), (5, 2)), belly=steps((0, 50), (5, 2))))
    assert [event.detail for event in events(told) if event.kind == "wrong_muscle"] == ["bearing_down"]


def test_a_belly_alone_is_no_bearing_down() -> None:
    wobbling = frames(lambda at_s: 3.0 if round(50 * at_s) % 3 else -4.0, belly=steps((0, 50), (5, 2)))
    assert result(judged(wobbling)).problems == ("wrong_muscle:belly",)


def test_with_one_sensor_nothing_is_said_about_other_muscles() -> None:
    assert {event.kind for event in events(judged(frames(GOOD)))} <= {"signal_back", "released"}


# What was not seen


def test_without_features_the_clock_counts() -> None:
    done = result(judged([]))
    assert done == RepResult(1, 1, None, 0.0, 5.0, 10.0, rest_s=10.0, effort_s=5.0)
    assert events(judged([])) == []


def test_a_lost_signal_in_the_squeeze_leaves_it_unmeasured() -> None:
    level = steps((0, 60), (1, None), (4.5, 60), (5, 2))
    verdicts = judged(frames(level))
    done = result(verdicts)
    assert (done.measured, done.reached, done.held_s, done.let_go) == (False, None, None, None)
    assert done.problems == ("electrode_off", "signal_lost")
    assert [(event.kind, pytest.approx(event.at_s, abs=0.03)) for event in events(verdicts)][:3] == [
        ("signal_back", 0.02), ("signal_lost", 2.0), ("signal_back", 4.52),
    ]  # fmt: skip


def test_a_lost_signal_in_the_release_leaves_the_release_unmeasured() -> None:
    done = result(judged(frames(steps((0, 60), (5.1, None)))))
    assert (done.measured, done.reached, done.let_go, done.release_s, done.residual_level) == (
        True, True, None, None, None,
    )  # fmt: skip
    assert "signal_lost" in done.problems


def test_a_release_that_was_seen_before_the_signal_was_lost_stays_seen() -> None:
    done = result(judged(frames(steps((0, 60), (5.2, 2), (7, None)))))
    assert (done.let_go, done.release_s) == (True, pytest.approx(0.2, abs=0.03))


def test_lost_frames_are_a_gap_and_are_not_filled_in() -> None:
    seen = [frame for frame in frames(GOOD) if not 2.0 < frame.at_s <= 2.6]
    done = result(judged(seen))
    assert done.problems == ("gap",)
    assert done.measured
    # The gap lasts longer than a dip may: the longest stay is that after it.
    assert done.held_s == pytest.approx(2.4, abs=0.05)


def test_a_release_is_not_told_across_a_gap() -> None:
    level = steps((0, 60), (5, 2), (5.2, 60), (5.4, 2))
    seen = [frame for frame in frames(level) if not 5.14 < frame.at_s <= 5.5]
    assert result(judged(seen)).release_s == pytest.approx(0.52, abs=0.03)


def test_frames_that_stop_are_noticed_by_time() -> None:
    judge = Judge(SQUEEZE)
    judge.follow(BY_CLOCK[0])
    for frame in frames(GOOD, 2.0):
        judge.feed(frame)
    assert judge.watch(2.9) == ()
    assert judge.watch(3.5) == (Event("signal_lost", 3.0),)
    assert judge.watch(4.0) == ()
    assert judge.feed(Features(4.5, 60.0)) == (Event("signal_back", 4.5),)


def test_frames_out_of_order_are_passed_by() -> None:
    given_ = frames(GOOD)
    shuffled = [frame for n, frame in enumerate(given_) for frame in (frame, given_[max(0, n - 3)])]
    assert judged(shuffled) == judged(given_)


@pytest.mark.parametrize("at_s", [float("nan"), float("inf")])
def test_a_frame_without_a_time_is_refused(at_s: float) -> None:
    with pytest.raises(SignalError):
        Judge(SQUEEZE).feed(Features(at_s, 1.0))


# What the player did


def test_a_squeeze_that_was_paused_begins_again() -> None:
    outputs = (
        Entered(0, 0.0, "start"), Paused(3.0), Resumed(20.0), Entered(0, 20.0, "resume"), Entered(1, 25.0),
        Finished(35.0, "done"),
    )  # fmt: skip
    level = steps((0, 60), (3, 90), (20, 2), (20.5, 50), (25, 2))
    done = result(judged(frames(level, 35.0), outputs))
    assert (done.started_s, done.effort_s, done.peak_level) == (20.0, pytest.approx(5), 50)
    assert done.held_s == pytest.approx(4.5, abs=0.03)
    assert done.problems == ("paused",)


def test_a_pause_that_was_paused_does_not_grow() -> None:
    outputs = (
        Entered(0, 0.0, "start"), Entered(1, 5.0), Paused(7.0), Resumed(50.0), Entered(1, 50.0, "resume", 2.0),
        Finished(58.0, "done"),
    )  # fmt: skip
    done = result(judged(frames(steps((0, 60), (5, 2)), 58.0), outputs))
    assert (done.rest_s, done.problems, done.let_go) == (pytest.approx(10), ("paused",), True)


@pytest.mark.parametrize(
    ("outputs", "problems"),
    [
        ((Entered(0, 0.0, "start"), Entered(1, 2.0, "skip"), Finished(12.0, "done")), ("skipped",)),
        ((Entered(0, 0.0, "start"), Finished(2.0, "stopped", "stop")), ("stopped",)),
        ((Entered(0, 0.0, "start"), Entered(1, 5.0), Finished(7.0, "stopped", "stop")), ("stopped",)),
        ((Entered(1, 0.0, "start", 3.0), Finished(7.0, "done")), ("restored",)),
        ((Entered(0, 0.0, "start"), Finished(4.0, "done", "skip")), ("skipped",)),
        ((Entered(0, 0.0, "start"), Entered(1, 5.0), Paused(9.0, "offer_stop"), Finished(9.5, "stopped", "stop")),
         ("offer_stop", "stopped")),
    ],
)  # fmt: skip
def test_what_disturbed_a_repetition_is_told(outputs: tuple[Output, ...], problems: tuple[str, ...]) -> None:
    assert result(judged(frames(GOOD), outputs)).problems == problems


def test_letting_go_as_an_exercise_is_measured_by_its_release() -> None:
    ease = make_timeline(Exercise("Giv slip", scope="PF", style="release"), replace(PLAN, hold_s=20.0))
    outputs = (Entered(0, 0.0, "start"), Finished(20.0, "done"))
    done = result(judged(frames(steps((0, 40), (4, 3)), 20.0), outputs, ease))
    assert (done.measured, done.reached, done.let_go, done.effort_s) == (True, None, True, pytest.approx(20))
    assert done.release_s == pytest.approx(4, abs=0.03)
    assert (done.peak_level, done.residual_level, done.rest_s) == (None, 3, 0)


def test_an_exercise_without_a_target_has_levels_and_no_verdict() -> None:
    timeline = make_timeline(PLANK, replace(PLAN, hold_s=10.0))
    outputs = (Entered(0, 0.0, "start"), Finished(10.0, "done"))
    done = result(judged(frames(steps((0, 30)), 10.0), outputs, timeline))
    assert (done.measured, done.reached, done.held_s, done.let_go) == (True, None, None, None)
    assert (done.mean_level, done.peak_level) == (pytest.approx(30), 30)


# The grid

WAVES = st.lists(st.tuples(st.integers(1, 290).map(lambda n: n / 20), st.floats(-20, 120)), max_size=12).map(
    lambda given_: steps((0.0, 0.0), *sorted(given_))
)


@given(WAVES)
def test_the_rate_of_the_frames_changes_nothing_but_the_grid(level: Level) -> None:
    fine, coarse = (result(judged(frames(level, rate=rate))) for rate in (200, 20))
    assert (fine.reached, fine.peak_level) == (coarse.reached, coarse.peak_level)
    assert fine.held_s == pytest.approx(coarse.held_s, abs=0.06)
    assert (fine.rest_s, fine.effort_s) == (pytest.approx(coarse.rest_s), pytest.approx(coarse.effort_s))


@given(WAVES, st.integers(1, 40))
def test_frames_that_come_late_and_in_batches_give_the_same(level: Level, size: int) -> None:
    given_ = frames(level)
    judge, waiting, verdicts = Judge(SQUEEZE), list(BY_CLOCK), list[Verdict]()
    for start in range(0, len(given_), size):
        batch = given_[start : start + size]
        while waiting and waiting[0].at_s <= batch[-1].at_s:  # the player is ahead of the sensor
            verdicts += judge.follow(waiting.pop(0))
        for frame in batch:
            verdicts += judge.feed(frame)
    assert result([*verdicts, *judge.finish()]) == result(judged(given_))


@given(st.lists(st.builds(Features, at_s=st.floats(0, 20), level=st.none() | st.floats(-50, 300)), max_size=60))
def test_no_frames_crash_it_and_a_replay_is_identical(given_: list[Features]) -> None:
    first = judged(given_)
    assert judged(given_) == first
    assert sum(isinstance(verdict, RepResult) for verdict in first) == 1


def test_every_threshold_has_a_source() -> None:
    assert all(entry["source"] for entry in threshold_entries().values())
    limits: Any = thresholds()
    assert limits.rest_level < limits.release_level < limits.effort_level < limits.full_level
