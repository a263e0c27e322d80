"""Live detection and detection in whole recordings find the same, whatever the size of the portions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.emg.detect import Detector
from hofte.emg.envelope import LiveEnvelope
from hofte.emg.level import Scale
from hofte.emg.whole import EnvelopeStream, find_contractions

SCALE = Scale(1.0, 10.0)
#: Levels and how long they last: rest, squeezes, gaps.
STRETCHES = st.lists(
    st.tuples(st.sampled_from([1.0, 1.5, 2.5, 5.0, 10.0, math.nan]), st.integers(1, 700)), min_size=1, max_size=12
)


@given(stretches=STRETCHES, seed=st.integers(0, 99), portion=st.integers(1, 300))
def test_live_and_whole_find_the_same(stretches: list[tuple[float, int]], seed: int, portion: int) -> None:
    noise = np.random.default_rng(seed).gamma(8.0, 1.0 / 8.0, sum(length for _, length in stretches))
    envelope = np.concatenate([np.full(length, level) for level, length in stretches]) * noise
    values = [None if math.isnan(value) else value for value in envelope.tolist()]
    detector = Detector(SCALE, longest_s=8.0)
    live = [found for at in range(0, len(values), portion) for found in detector.feed(values[at : at + portion])]
    assert live + detector.finish() == find_contractions(envelope, 100, SCALE, longest_s=8.0)


@pytest.mark.parametrize("sfreq", [200.0, 250.0, 333.0, 1000.0, 2048.0])
@given(portion=st.integers(1, 900), seed=st.integers(0, 99))
def test_live_and_whole_envelopes_are_the_same(sfreq: float, portion: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    samples = 100.0 + chance.normal(0.0, 1.0, round(1.7 * sfreq))
    samples[chance.random(len(samples)) < 0.002] = np.nan
    samples[round(0.4 * sfreq) : round((0.4 + chance.random()) * sfreq)] = np.nan
    live, whole = LiveEnvelope(sfreq), EnvelopeStream(sfreq, 1)
    values = [None if math.isnan(value) else value for value in samples.tolist()]
    frames = live.feed(values)
    parts = [whole.feed(samples[None, at : at + portion]) for at in range(0, len(samples), portion)]
    expected = np.concatenate(parts, axis=1)[0]
    np.testing.assert_allclose([math.nan if f is None else f for f in frames], expected, rtol=1e-9, atol=1e-9)
