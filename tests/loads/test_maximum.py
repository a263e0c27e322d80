"""ST06 and its test vectors; what comes out is never heavier than what went in says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.core.errors import RuleBroken, ValueInvalid
from hofte.loads.maximum import HEAVIEST_KG, RepetitionMaximum, load_at, repetition_maximum


@pytest.mark.parametrize(
    ("reps", "epley", "brzycki"), [(5, 70.0, 67.5), (8, 76.0, 74.48), (10, 80.0, 80.0), (1, 60.0, 60.0)]
)
def test_st06_sixty_kilograms(reps: int, epley: float, brzycki: float) -> None:
    maximum = repetition_maximum(60.0, reps)
    assert (round(maximum.epley_kg, 2), round(maximum.brzycki_kg, 2)) == (epley, brzycki)


def test_st06_more_than_ten_repetitions_give_none() -> None:
    with pytest.raises(RuleBroken) as caught:
        repetition_maximum(60.0, 12)
    assert caught.value.rule == "ST06"


@pytest.mark.parametrize(("load", "reps"), [(0.0, 5), (-1.0, 5), (float("nan"), 5), (HEAVIEST_KG + 1, 5), (60.0, 0)])
def test_what_cannot_be_is_refused(load: float, reps: int) -> None:
    with pytest.raises(ValueInvalid):
        repetition_maximum(load, reps)


@given(st.floats(0.5, HEAVIEST_KG), st.integers(1, 10), st.floats(1.0, 100.0), st.sampled_from([0.5, 1.25, 2.5, 5.0]))
def test_a_load_is_a_whole_number_of_steps_and_not_above_its_share(
    load: float, reps: int, percent: float, step: float
) -> None:
    maximum = repetition_maximum(load, reps)
    found = load_at(percent, maximum, step_kg=step)
    assert found.low is not None
    assert found.high is not None
    assert step <= found.low <= found.high
    assert round(found.high / step) * step == pytest.approx(found.high)
    assert found.high <= max(step, (maximum.between_kg.high or 0.0) * percent / 100.0 + 1e-6)


def test_a_share_that_is_a_whole_number_of_steps_stays_it() -> None:
    assert load_at(70.0, RepetitionMaximum(100.0, 100.0)).low == 70.0


@pytest.mark.parametrize(("percent", "step"), [(0.0, 2.5), (101.0, 2.5), (70.0, 0.0), (float("nan"), 2.5)])
def test_shares_and_steps_that_cannot_be_are_refused(percent: float, step: float) -> None:
    with pytest.raises(ValueInvalid):
        load_at(percent, RepetitionMaximum(100.0, 100.0), step_kg=step)
