"""Coefficients: equal to scipy's at every rate, and refused where no such filter can be."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import signal

from hofte.core.errors import SignalError
from hofte.emg.design import design_sections, edge_sections, response

RATES = (200, 250, 333.3, 500, 512, 1000, 1116, 2000, 2048)


@pytest.mark.parametrize("order", [2, 4])
@pytest.mark.parametrize("sfreq", RATES)
def test_band_pass_equals_scipy(sfreq: float, order: int) -> None:
    expected = signal.butter(order, [20, min(450, 0.45 * sfreq)], "bandpass", fs=sfreq, output="sos")
    np.testing.assert_allclose(design_sections(sfreq, order=order), expected, atol=1e-9)


@given(sfreq=st.floats(200, 2048), low=st.floats(5, 60), share=st.floats(0.35, 0.45))
def test_any_corners_give_the_same_gain_as_scipy(sfreq: float, low: float, share: float) -> None:
    sections = design_sections(sfreq, low=low, high=share * sfreq)
    expected = signal.butter(2, [low, share * sfreq], "bandpass", fs=sfreq, output="sos")
    np.testing.assert_allclose(sections, expected, atol=1e-9)


@pytest.mark.parametrize("kind", ["high", "low"])
@pytest.mark.parametrize("order", [2, 4, 6])
def test_an_edge_is_what_scipy_designs(kind: Literal["high", "low"], order: int) -> None:
    for sfreq in RATES:
        ours = [response(edge_sections(sfreq, 30, order, kind), hum, sfreq) for hum in (5, 29, 31, 60, 95)]
        sections = signal.butter(order, 30, kind, fs=sfreq, output="sos")
        np.testing.assert_allclose(ours, signal.sosfreqz(sections, (5, 29, 31, 60, 95), fs=sfreq)[1], atol=1e-9)


@pytest.mark.parametrize("notch", [50, 60])
@pytest.mark.parametrize("sfreq", RATES)
def test_notch_equals_scipy(sfreq: float, notch: float) -> None:
    expected = signal.tf2sos(*signal.iirnotch(notch, 30, fs=sfreq))
    np.testing.assert_allclose(design_sections(sfreq, notch=notch)[-1:], expected, atol=1e-9)


@pytest.mark.parametrize(("corner", "order"), [(0.0, 2), (500.0, 2), (30.0, 3), (30.0, 0)])
def test_an_edge_that_cannot_be_is_refused(corner: float, order: int) -> None:
    with pytest.raises(SignalError):
        edge_sections(1000, corner, order, "high")


def test_harmonics_are_taken_out_as_far_as_the_band_goes() -> None:
    sections = design_sections(500, notch=50, harmonics=9)
    assert len(sections) == 2 + 4  # 50, 100, 150 and 200 Hz; the band ends at 225
    assert all(abs(response(sections, hum, 500)) < 1e-6 for hum in (50, 100, 150, 200))
    assert abs(response(sections, 75, 500)) > 0.9


def test_corners_are_three_decibels_down() -> None:
    sections = design_sections(1000)
    assert abs(response(sections, 20, 1000)) == pytest.approx(math.sqrt(0.5))
    assert abs(response(sections, 450, 1000)) == pytest.approx(math.sqrt(0.5))


def test_equals_the_shared_vectors(shared: Path) -> None:
    golden = json.loads((shared / "data/emg/golden_chain.json").read_text())
    for sfreq, vectors in golden.items():
        # The vectors of 250 Hz were made with 112 Hz, a whole number, where the rule gives 112.5 Hz.
        high = 112.0 if sfreq == "250" else None
        np.testing.assert_allclose(design_sections(float(sfreq), high=high, notch=50), vectors["sos"], atol=1e-9)


@pytest.mark.parametrize("sfreq", [0.0, -1000.0, math.nan, math.inf, 30.0, 1e9])
def test_impossible_rates_are_refused(sfreq: float) -> None:
    with pytest.raises(SignalError):
        design_sections(sfreq)


@pytest.mark.parametrize(
    "wrong",
    [{"low": 0.0}, {"low": 300.0, "high": 200.0}, {"high": 500.0}, {"low": math.nan}, {"order": 3}, {"notch": 460.0}],
)
def test_impossible_filters_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(SignalError):
        design_sections(1000.0, **wrong)  # type: ignore[arg-type]
