"""Levels: percent of today's rest and maximum, or a plain reason why there is none."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.core.errors import SignalError
from hofte.emg.level import Scale, calibrate, scale_of_recording

REST = [5.0] * 500
SQUEEZES = [[20.0] * 10 + [50.0] * 40 + [30.0] * 10, [45.0] * 60, [40.0] * 60]


def test_pf20_level_is_percent_of_todays_rest_and_maximum() -> None:
    scale = calibrate(REST, SQUEEZES)
    assert scale == Scale(5.0, 50.0)
    assert [scale.percent(rms) for rms in (5.0, 27.5, 50.0)] == [0.0, 50.0, 100.0]
    assert scale.snr_db == pytest.approx(20.0)


@given(gain=st.floats(1e-6, 1e6), rms=st.floats(0, 100))
def test_pf20_level_does_not_depend_on_gain_or_unit(gain: float, rms: float) -> None:
    scaled = calibrate([gain * r for r in REST], [[gain * r for r in squeeze] for squeeze in SQUEEZES])
    assert scaled.percent(gain * rms) == pytest.approx(calibrate(REST, SQUEEZES).percent(rms), abs=1e-6)


def test_level_is_not_cut_off() -> None:
    assert Scale(5.0, 50.0).percent(2.75) == pytest.approx(-5.0)
    assert Scale(5.0, 50.0).percent(95.0) == pytest.approx(200.0)


def test_a_cough_during_rest_does_not_count() -> None:
    assert calibrate(REST + [60.0] * 60, SQUEEZES).rest == 5.0


def test_maximum_is_the_best_half_second_of_any_squeeze() -> None:
    spike = [10.0] * 30 + [400.0] + [10.0] * 30
    scale = calibrate(REST, [spike, [30.0] * 25, [20.0] * 25])
    assert scale.maximum == 30.0


@pytest.mark.parametrize(
    ("rest", "squeezes", "reason"),
    [
        (REST[:-1], SQUEEZES, "10 are needed"),
        ([], SQUEEZES, "10 are needed"),
        (REST, SQUEEZES[:2], "3 are needed"),
        (REST, [*SQUEEZES, [50.0] * 24], "shorter than 0.5"),
        (REST, [[9.9] * 30] * 3, "only 2.0 times the rest"),
        (REST, [[5.0] * 30] * 3, "only 1.0 times the rest"),
        ([0.0] * 500, SQUEEZES, "flat"),
        (REST, [[math.inf] * 30] * 3, "no numbers"),
        (REST, [*SQUEEZES, [math.nan] * 30], "no numbers"),
        ([*REST, math.nan], SQUEEZES, "no numbers"),
    ],
)
def test_a_calibration_that_cannot_be_says_why(rest: list[float], squeezes: list[list[float]], reason: str) -> None:
    with pytest.raises(SignalError, match=reason) as error:
        calibrate(rest, squeezes)
    assert error.value.hint


def test_six_decibels_are_enough() -> None:
    assert calibrate(REST, [[10.0] * 30] * 3).maximum == pytest.approx(10.0)


def test_a_recording_is_its_own_scale() -> None:
    assert scale_of_recording(REST + [50.0] * 25 + REST) == Scale(5.0, 50.0)
    with pytest.raises(SignalError, match="shorter"):
        scale_of_recording(REST[:49])


@pytest.mark.parametrize(("rest", "maximum"), [(5.0, 5.0), (5.0, 4.0), (-1.0, 4.0), (math.nan, 4.0), (1.0, math.inf)])
def test_impossible_scales_are_refused(rest: float, maximum: float) -> None:
    with pytest.raises(SignalError):
        Scale(rest, maximum)
