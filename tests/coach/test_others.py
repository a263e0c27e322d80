"""The wrong muscles, live: each claim needs two sensors that hear two muscles."""

from __future__ import annotations

from functools import cache

import pytest

from hofte.coach.model import Event, Plan, RepResult
from hofte.coach.session import Session
from hofte.coach.timeline import make_timeline
from hofte.core.clock import ManualClock
from hofte.device.protocol import ChannelKind
from hofte.device.simulated import Simulated
from hofte.emg.features import FeatureStream
from hofte.emg.others import Likeness, co_contraction, is_constant, selectivity
from hofte.exercise.model import Exercise

PLAN = Plan(1, 2, 0.0, 5.0, 5.0, 0.0, per_side=False, ready_s=1.0, full_release=True)


@cache
def played(character: str, references: tuple[ChannelKind, ...] = ("buttock",)) -> tuple[RepResult, ...]:
    """Two squeezes by a simulated person who does what is asked for."""
    clock = ManualClock()
    device = Simulated(250.0, seed=3, character=character, references=references, clock=clock)
    stream = FeatureStream(device.description, device.scales())
    session = Session(make_timeline(Exercise("Knib", scope="PF", style="long"), PLAN))
    device.open()
    session.handle(Event("start", 0.0))
    while not session.is_finished and clock.now() < 60.0:
        clock.wait(0.1)
        phase = session.phase
        device.intend(0.75 if phase is not None and phase.kind in ("work", "hold") else 0.0)
        for block in device.read():
            for features in stream.feed(block):
                session.feed(features)
    return session.results


def test_a_person_who_squeezes_alone() -> None:
    for done in played("strong"):
        assert done.problems == ()
        assert done.selectivity is not None
        assert done.selectivity > 90
        assert done.co_contraction is not None
        assert done.co_contraction < 20
        assert done.first == "target"


def test_another_muscle_that_helps_is_named_and_measured() -> None:
    for done in played("wrong-muscle"):
        assert done.problems == ("wrong_muscle:buttock",)
        assert not done.counted
        assert done.selectivity == pytest.approx(62, abs=8)
        assert done.co_contraction == pytest.approx(75, abs=12)


def test_two_sensors_that_hear_one_muscle_cannot_be_judged() -> None:
    for done in played("crosstalk"):
        assert done.problems == ("crosstalk:buttock",)
        assert done.counted
        assert (done.selectivity, done.co_contraction, done.first) == (None, None, None)


def test_pressing_down_is_told_from_lifting() -> None:
    for done in played("bears-down"):
        assert set(done.problems) == {"bearing_down", "wrong_muscle:buttock"}


def test_with_one_sensor_no_claim_is_made() -> None:
    for done in played("wrong-muscle", ()):
        assert done.problems == ()
        assert (done.selectivity, done.co_contraction, done.first) == (None, None, None)


def test_the_two_indices() -> None:
    assert selectivity(60.0, 20.0) == 75.0
    assert selectivity(60.0, -3.0) == 100.0
    assert selectivity(-1.0, 0.0) is None
    assert co_contraction(60.0, 20.0) == 50.0
    assert co_contraction(30.0, 30.0) == 100.0
    assert co_contraction(-5.0, -5.0) == 0.0
    assert is_constant([0.4, 0.49], 0.25)
    assert not is_constant([0.4, 0.51], 0.25)


def test_only_the_wobble_of_muscles_that_are_both_on_is_compared() -> None:
    likeness = Likeness()
    for n in range(100):
        wobble = 3.0 * (-1) ** n
        likeness.add(n / 50, 50.0 + wobble, 25.0 + 0.5 * wobble, 12.0)
    assert likeness.r == pytest.approx(1.0)
    assert likeness.n == 90
    likeness.add(5.0, 50.0, 25.0, 12.0)  # after a gap
    likeness.add(5.02, 5.0, 25.0, 12.0)  # the target is off
    assert likeness.n == 90
    assert not likeness.is_comparing
