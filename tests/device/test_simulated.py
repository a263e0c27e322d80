"""The simulated person: deterministic, steered, and each character shows in the levels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import signal

from hofte.core.clock import ManualClock
from hofte.core.errors import DeviceError, ValueInvalid
from hofte.device.muscle import CHARACTERS, Character
from hofte.device.protocol import Device, SignalBlock
from hofte.device.simulated import BUFFER_S, Simulated
from hofte.device.timer import Timer
from hofte.emg.features import FeatureStream
from hofte.emg.model import Features, Problem

SQUEEZE = [(2.0, 1.0), (6.0, 0.0)]


def joined(blocks: Sequence[SignalBlock]) -> dict[int, tuple[float, ...]]:
    """Every sample that arrived, by its number."""
    return {
        block.first + n: tuple(channel[n] for channel in block.samples)
        for block in blocks
        for n in range(len(block.samples[0]))
    }


def played(device: Simulated, clock: ManualClock, steps: Sequence[float]) -> list[SignalBlock]:
    device.open()
    blocks: list[SignalBlock] = []
    for step in steps:
        clock.wait(step)
        blocks += device.read()
    return blocks


def levels_of(character: str, wishes: Sequence[tuple[float, float]] = SQUEEZE, seconds: float = 10.0) -> list[Features]:
    clock = ManualClock()
    device = Simulated(seed=7, character=character, wishes=wishes, clock=clock)
    stream = FeatureStream(device.description, device.scales())
    return [features for block in played(device, clock, [seconds]) for features in stream.feed(block)]


def mean_level(features: Sequence[Features], start: float, stop: float) -> float:
    return fmean(f.level for f in features if start < f.at_s <= stop and f.level is not None)


@given(
    steps=st.lists(st.floats(0.001, 0.4), min_size=1, max_size=12),
    block=st.integers(1, 60),
    character=st.sampled_from(sorted(CHARACTERS)),
)
def test_neither_blocks_nor_reading_moments_change_a_sample(steps: list[float], block: int, character: str) -> None:
    clock, other = ManualClock(), ManualClock()
    wishes = [(0.1, 1.0), (0.7, 0.2)]
    device = Simulated(500, 3, character=character, wishes=wishes, clock=clock, block_samples=block)
    whole = Simulated(500, 3, character=character, wishes=wishes, clock=other)
    samples = joined(played(device, clock, steps))
    reference = joined(played(whole, other, [sum(steps) + 0.2]))
    assert samples == {at: reference[at] for at in samples}
    assert len(samples) >= min(len(reference), sum(steps) * 500 - block - 60) - 30


def test_a_live_wish_acts_from_its_moment_however_often_it_is_read() -> None:
    def with_reads(steps: int) -> dict[int, tuple[float, ...]]:
        clock = ManualClock()
        device = Simulated(clock=clock)
        blocks = played(device, clock, [1.0 / steps] * steps)
        device.intend(1.0)
        for _ in range(steps):
            clock.wait(1.0 / steps)
            blocks += device.read()
        return joined(blocks)

    assert with_reads(1) == with_reads(8)


def test_another_seed_is_another_noise() -> None:
    clock = ManualClock()
    first, second = (joined(played(Simulated(seed=n, clock=clock), clock, [0.1])) for n in (1, 2))
    assert not set(first.values()) & set(second.values())


def test_opened_again_it_begins_anew() -> None:
    clock = ManualClock()
    device = Simulated(clock=clock, wishes=SQUEEZE)
    assert joined(played(device, clock, [3.0])) == joined(played(device, clock, [3.0]))


def test_the_strong_one_reaches_holds_and_lets_go() -> None:
    features = levels_of("strong")
    assert mean_level(features, 0.2, 2.2) < 5
    assert mean_level(features, 2.6, 6.2) == pytest.approx(90, abs=12)
    assert mean_level(features, 6.7, 10) < 5
    assert all(f.level is not None for f in features if f.at_s > 0.2)
    assert mean_level(levels_of("strong", [(1.0, 0.5)]), 2, 10) == pytest.approx(47, abs=8)


def test_the_weak_one_is_measured_on_a_scale_of_their_own() -> None:
    clock = ManualClock()
    scale = Simulated(character="weak", clock=clock).scales()["target"]
    assert 6 < scale.snr_db < 14
    assert mean_level(levels_of("weak"), 2.8, 6.2) == pytest.approx(90, abs=12)


def test_pf19_the_one_who_never_lets_go_stays_above_the_resting_band() -> None:
    features = levels_of("never-lets-go")
    assert mean_level(features, 7, 10) > 20


def test_the_wrong_muscle_shows_on_its_own_channel() -> None:
    def buttock(character: str) -> float:
        return fmean(f.references["buttock"] for f in levels_of(character) if 3 < f.at_s < 6 and f.references)

    assert buttock("strong") < 15
    assert buttock("wrong-muscle") > 40


def test_the_electrode_falls_off_and_is_put_back() -> None:
    features = levels_of("electrode-off", [(1.0, 0.5)], 35.0)
    off = [f for f in features if 20.1 < f.at_s < 30.0]
    assert {(f.level, f.problems) for f in off} == {(None, ("electrode_off",))}
    assert all("buttock" in f.references for f in off)
    assert mean_level(features, 31, 35) == pytest.approx(47, abs=8)
    assert all(f.level is None or f.level < 150 for f in features)


def test_lost_packets_are_gaps_of_the_counter() -> None:
    clock = ManualClock()
    blocks = played(Simulated(character=Character(lost=0.2), seed=5, clock=clock), clock, [30.0])
    arrived = joined(blocks)
    assert len(arrived) == pytest.approx(30_000 * 0.8, rel=0.1)
    jumps = [after.first - (before.first + len(before.samples[0])) for before, after in pairwise(blocks)]
    assert {jump for jump in jumps if jump} == {60}
    assert ("gap",) in {f.problems for f in levels_of("packets-lost")}


@pytest.mark.parametrize(
    ("character", "problem", "found_s"),
    [("hum", "hum", 2.0), ("movement", "movement", 9.0), ("clipping", "clipping", 5.0)],
)
def test_a_fault_is_said_and_no_level_is_false(character: str, problem: Problem, found_s: float) -> None:
    features = levels_of(character, [(4.0, 0.7), (7.0, 0.0), (10.0, 0.7), (13.0, 0.0)], 30.0)
    assert next(f.at_s for f in features if problem in f.problems) < found_s
    assert {problem} == {each for f in features for each in f.problems}
    quiet = [f.level for f in features if f.level is not None and (2 < f.at_s < 4 or f.at_s > 14)]
    assert len(quiet) > 400
    assert max(quiet) < 12
    squeezed = [f.level for f in features if 11 < f.at_s < 13]
    if problem == "clipping":
        assert set(squeezed) == {None}
    else:
        assert fmean(level for level in squeezed if level is not None) == pytest.approx(65, abs=6)


def test_a_weak_signal_is_said_and_its_level_shown() -> None:
    features = levels_of("weak")
    assert all(f.problems == ("weak",) for f in features if f.level is not None)
    assert features[-1].level is not None


def test_the_tone_creeps_up_and_pressing_down_quiets_the_muscle() -> None:
    assert mean_level(levels_of("tone-rises", (), 60.0), 55, 60) == pytest.approx(18, abs=4)
    features = levels_of("bears-down")
    assert mean_level(features, 3, 6) < 0
    assert fmean(f.references["buttock"] for f in features if 3 < f.at_s < 6) > 40


def test_electrodes_that_hear_the_same_muscle_say_the_same() -> None:
    features = [f for f in levels_of("crosstalk", [(1.0, 0.8)]) if f.at_s > 2]
    levels, others = [f.level for f in features], [f.references["buttock"] for f in features]
    assert np.corrcoef(np.diff(np.array(levels, float)), np.diff(others))[0, 1] > 0.9
    assert CHARACTERS["crosstalk"].mended() == Character()


def test_the_tiring_one_fades_and_recovers() -> None:
    wishes = [(1.0, 1.0), (21.0, 0.0), (50.0, 1.0)]
    features = levels_of("tires", wishes, 55.0)
    fresh, tired, rested = (mean_level(features, start, start + 2) for start in (1.6, 18.0, 50.6))
    assert tired < 0.75 * fresh
    assert rested > 1.15 * tired


def test_the_spectrum_is_that_of_surface_emg() -> None:
    # Stulen & De Luca (1981): f² / ((f² + 60²)(f² + 120²)²), compared up to a third of the rate.
    clock = ManualClock()
    device = Simulated(2000, clock=clock, wishes=[(0.0, 1.0)])
    volts = np.array([target for target, _ in joined(played(device, clock, [60.0])).values()])[2000:]
    frequency, power = signal.welch(volts, 2000, nperseg=256)
    chosen = (frequency > 25) & (frequency < 450)
    model = frequency**2 / ((frequency**2 + 60**2) * (frequency**2 + 120**2) ** 2)
    ratio = power[chosen] / model[chosen]
    assert np.std(ratio) / np.mean(ratio) < 0.15
    assert float(np.std(volts)) == pytest.approx(5e-5, rel=0.05)


def test_a_program_that_does_not_read_loses_what_the_sensor_cannot_keep() -> None:
    clock = ManualClock()
    device = Simulated(200, clock=clock)
    blocks = played(device, clock, [BUFFER_S + 3600.0])
    assert blocks[0].first == 3600 * 200
    assert len(joined(blocks)) == BUFFER_S * 200


def test_closed_it_gives_nothing() -> None:
    device = Simulated(clock=ManualClock())
    for act in (device.read, lambda: device.intend(1.0)):
        with pytest.raises(DeviceError, match="not open"):
            act()


@pytest.mark.parametrize("level", [-0.1, 1.1, math.nan])
def test_impossible_wishes_are_refused(level: float) -> None:
    device = Simulated(clock=ManualClock())
    device.open()
    with pytest.raises(ValueInvalid):
        device.intend(level)
    with pytest.raises(ValueInvalid):
        Simulated(wishes=[(1.0, level)])


@pytest.mark.parametrize(
    "wrong",
    [{"sfreq": 10.0}, {"sfreq": math.nan}, {"character": "nobody"}, {"block_samples": -1}, {"wishes": [(-1, 0)]}],
)
def test_impossible_sensors_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueInvalid):
        Simulated(**wrong)  # type: ignore[arg-type]


def test_the_timer_is_a_device_without_channels() -> None:
    timer: Device = Timer()
    timer.open()
    assert timer.description.channels == ()
    assert list(timer.read()) == []
    timer.close()
