"""What is wrong with a signal: the same verdicts live and whole, few false alarms, faults found in time."""

from __future__ import annotations

import gzip
import math
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hofte.core.errors import SignalError
from hofte.device.recording import Recording
from hofte.emg.finding import QualityFinding
from hofte.emg.quality import QualityStream
from hofte.emg.quality_limits import FLAT_SAMPLES, NOISE_FLOOR_V
from hofte.emg.whole_quality import QualityTracker, find_hum
from hofte.emg.whole_sums import Array

RATES = (200.0, 250.0, 500.0, 1000.0, 1116.0, 2000.0, 2048.0)


def muscle(sfreq: float, seconds: float, seed: int = 1) -> Array:
    """Surface EMG at rest: root mean square 1, the spectrum of Stulen & De Luca, a large offset."""
    n_samples = round(seconds * sfreq)
    f = np.fft.rfftfreq(n_samples, 1 / sfreq)
    shape = f / np.sqrt((f**2 + 60.0**2) * (f**2 + 120.0**2) ** 2)
    noise = np.fft.irfft(np.fft.rfft(np.random.default_rng(seed).standard_normal(n_samples)) * shape, n_samples)
    x: Array = noise / noise.std() + 20.0
    return x


def live(x: Array, sfreq: float, cuts: list[int] | None = None, **options: float) -> list[QualityFinding]:
    stream = QualityStream(sfreq, **options)
    for part in np.split(x, sorted(cut for cut in cuts or [] if cut < len(x))):
        stream.feed(part.tolist())
    return stream.finish()


def share(findings: list[QualityFinding], seconds: float) -> float:
    return sum(found.end_s - found.start_s for found in findings) / seconds


@cache
def dirty(sfreq: float) -> Array:
    """Two channels with everything that can go wrong."""
    rows = []
    for seed in (1, 2):
        x = muscle(sfreq, 24.0, seed)
        t = np.arange(len(x)) / sfreq
        x[(t > 4) & (t < 6)] *= 12.0
        x += 2.0 * np.sin(2 * np.pi * (50.0 if seed == 1 else 60.0) * t) * (t > 9) * (t < 15)
        x += 15.0 * np.sin(2 * np.pi * 4.0 * t) * np.exp(-(((t - 7.8) / 0.15) ** 2))
        x = np.clip(x, 0.0, 40.0)
        x[(t > 17) & (t < 18)] = 40.0
        x[(t > 20) & (t < 20.06)] = math.nan
        x[round(21.0 * sfreq)] = math.inf
        rows.append(x)
    return np.stack(rows)


@settings(max_examples=15)
@given(
    sfreq=st.sampled_from((200.0, 333.3, 1000.0)),
    cuts=st.lists(st.integers(0, 24_000), max_size=12),
    portions=st.lists(st.integers(0, 24_000), max_size=12),
)
def test_live_and_whole_say_the_same_at_any_size_of_blocks(sfreq: float, cuts: list[int], portions: list[int]) -> None:
    x = dirty(sfreq)
    tracker = QualityTracker(sfreq, 2)
    for part in np.split(x, sorted(portion for portion in portions if portion < x.shape[1]), axis=1):
        tracker.feed(part)
    expected = [live(row, sfreq) for row in x]
    assert live(x[0], sfreq, cuts) == expected[0]
    assert [_rounded(found) for found in tracker.finish()] == [_rounded(found) for found in expected]
    assert {found.problem for found in expected[0]} >= {"hum", "movement", "electrode_off", "gap"}
    hums = tracker.hum()
    assert [hum and hum.mains for hum in hums] == [50.0, 60.0]


def _rounded(findings: list[QualityFinding]) -> list[tuple[object, ...]]:
    return [(f.problem, f.start_s, f.end_s, f.mains, float(f"{f.measure:.6g}")) for f in findings]


@pytest.mark.parametrize("sfreq", RATES)
def test_a_clean_signal_gives_no_false_alarm(sfreq: float) -> None:
    x = muscle(sfreq, 120.0)
    t = np.arange(len(x)) / sfreq
    x = 20.0 + (x - 20.0) * (1.0 + 9.0 * ((t % 8) > 5))
    assert share(whole(x, sfreq), 120.0) < 0.01


def whole(x: Array, sfreq: float) -> list[QualityFinding]:
    tracker = QualityTracker(sfreq, 1)
    tracker.feed(x[None])
    return tracker.finish()[0]


def _hum(mains: float) -> Callable[[Array], Array]:
    return lambda t: math.sqrt(2.0) * np.sin(2 * np.pi * (mains + 0.1) * t)


def _loose(t: Array) -> Array:
    return 20.0 * np.sin(2 * np.pi * 50.0 * t)


def _rail(t: Array) -> Array:
    return np.full(len(t), 1e4)


@pytest.mark.parametrize("sfreq", [200.0, 1000.0, 2048.0])
@pytest.mark.parametrize(
    ("problem", "fault"),
    [("hum", _hum(50.0)), ("hum", _hum(60.0)), ("electrode_off", _loose), ("electrode_off", _rail)],
)
def test_hum_and_contact_loss_are_said_within_two_seconds(
    sfreq: float, problem: str, fault: Callable[[Array], Array]
) -> None:
    x = muscle(sfreq, 14.0)
    t = np.arange(len(x)) / sfreq
    begin = round(10.03 * sfreq)
    x[begin:] = np.clip(x[begin:] + fault(t[begin:]), -1e4, 1e4)
    stream = QualityStream(sfreq)
    stream.feed(x[:begin].tolist())
    assert stream.problems == ()
    stream.feed(x[begin : begin + round(2.0 * sfreq)].tolist())
    assert problem in stream.problems


@pytest.mark.parametrize("sfreq", RATES)
def test_movement_is_found_and_goes_away(sfreq: float) -> None:
    x = muscle(sfreq, 30.0)
    t = np.arange(len(x)) / sfreq
    x += 15.0 * np.sin(2 * np.pi * 4.0 * t) * np.exp(-(((t - 12.0) / 0.15) ** 2))
    (found,) = live(x, sfreq)
    assert found.problem == "movement"
    assert 11.3 < found.start_s < 12.0 < found.end_s < 13.3


def test_clipping_is_found_in_squeezes_and_not_in_a_coarse_rest() -> None:
    x = muscle(1000.0, 20.0)
    t = np.arange(len(x)) / 1000.0
    squeezed = np.clip(20.0 + (x - 20.0) * (1.0 + 19.0 * (t > 10)), -10.0, 50.0)
    (found,) = live(squeezed, 1000.0)
    assert found.problem == "clipping"
    assert found.start_s == pytest.approx(10.0, abs=0.6)
    assert found.measure > 0.01
    assert live(np.round(2.0 * x), 1000.0) == []  # two bits of the sensor are used


def test_a_silent_amplifier_is_no_skin() -> None:
    x = (muscle(1000.0, 4.0) - 20.0) * 1e-7
    assert {found.problem for found in live(x, 1000.0, floor=NOISE_FLOOR_V)} == {"electrode_off"}
    assert live(10.0 * x, 1000.0, floor=NOISE_FLOOR_V) == []


def test_at_low_rates_what_cannot_be_judged_is_not_judged() -> None:
    x = muscle(104.0, 20.0)
    x += 3.0 * np.sin(2 * np.pi * 50.0 * np.arange(len(x)) / 104.0)
    assert live(x, 104.0) == []
    with pytest.raises(SignalError, match="too few"):
        QualityStream(99.0)
    with pytest.raises(SignalError, match="too few"):
        QualityTracker(math.nan, 1)


def test_equal_samples_are_found_wherever_they_begin() -> None:
    x = muscle(200.0, 3.0)
    for begin in range(400, 412):
        flat = x.copy()
        flat[begin : begin + FLAT_SAMPLES] = 20.0
        assert [found.problem for found in live(flat, 200.0)] == ["electrode_off"]
        flat[begin + FLAT_SAMPLES - 1] = 21.0
        assert live(flat, 200.0) == []


def test_multiples_that_hum_are_told_apart_from_those_that_do_not() -> None:
    x = muscle(1000.0, 20.0)
    t = np.arange(len(x)) / 1000.0
    x += 2.0 * np.sin(2 * np.pi * 50.0 * t) + 0.8 * np.sin(2 * np.pi * 150.0 * t)
    (hum,) = find_hum(x[None], 1000.0)
    assert hum is not None
    assert hum.frequencies == (50.0, 150.0)
    assert find_hum(muscle(1000.0, 20.0)[None], 1000.0) == [None]


def test_another_shape_is_refused() -> None:
    with pytest.raises(SignalError, match="shape"):
        QualityTracker(1000.0, 2).feed(np.zeros((3, 10)))
    with pytest.raises(SignalError, match="without a channel"):
        QualityTracker(1000.0, 0)


CLEAN = (
    "adductor_pollicis_flicks_1ch_1000hz",
    "biceps_fatigue_1ch_1000hz",
    "biosppy_low_snr_1ch_1000hz",
    "myo_fist_cued_8ch_200hz",
    "myo_rest_8ch_200hz",
    "novainstrumentation_1ch_1000hz",
    "vastus_lateralis_ramp_force_4ch_2048hz",
)


@pytest.mark.parametrize("name", CLEAN)
def test_clean_recordings_are_not_flagged(shared: Path, name: str) -> None:
    samples, sfreq = recording(shared / "data" / "emg" / f"{name}.csv.gz")
    tracker = QualityTracker(sfreq, len(samples))
    tracker.feed(samples)
    assert tracker.finish() == [[] for _ in samples]


def recording(path: Path) -> tuple[Array, float]:
    with Recording(path) as opened:
        muscles = [n for n, name in enumerate(opened.names) if "emg" in name or name.startswith("vl_")]
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = np.loadtxt(file, delimiter=",", skiprows=2, ndmin=2)
        return rows.T[muscles], opened.sfreq
