"""The chain: equal to the golden vectors, whatever the blocks, without drift."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.core.errors import SignalError
from hofte.emg.chain import Cascade, Chain
from hofte.emg.design import design_sections

OWN = json.loads(Path(__file__).with_name("golden.json").read_text())


def chain_of(vectors: dict[str, Any]) -> Chain:
    return Chain(vectors["sos"], vectors["window_samples"], vectors["subtract_first_sample"])


def in_blocks(chain: Chain, samples: list[float], sizes: list[int]) -> tuple[list[float], list[float]]:
    band: list[float] = []
    rms: list[float] = []
    start = 0
    for size in [*sizes, len(samples)]:
        parts = chain.feed_both(samples[start : start + size])
        band += parts[0]
        rms += parts[1]
        start += size
    return band, rms


@pytest.mark.parametrize("sfreq", OWN)
def test_equals_scipy_on_our_own_vectors(sfreq: str) -> None:
    vectors = OWN[sfreq]
    band, rms = chain_of(vectors).feed_both(vectors["input"])
    assert band == pytest.approx(vectors["band"], abs=1e-8)
    assert rms == pytest.approx(vectors["rms"], abs=1e-8)


@pytest.mark.parametrize("sfreq", OWN)
def test_designed_coefficients_are_those_of_the_vectors(sfreq: str) -> None:
    designed = [value for section in design_sections(float(sfreq), notch=50) for value in section]
    assert designed == pytest.approx([value for section in OWN[sfreq]["sos"] for value in section], abs=1e-9)


@pytest.mark.parametrize("size", [1, 7, 10, 64, 10_000])
def test_equals_the_shared_vectors_at_any_block_size(shared: Path, size: int) -> None:
    golden = json.loads((shared / "data/emg/golden_chain.json").read_text())
    for vectors in golden.values():
        sizes = [size] * (len(vectors["input"]) // size)
        band, rms = in_blocks(chain_of(vectors), vectors["input"], sizes)
        assert band == pytest.approx(vectors["band"], abs=1e-6)
        assert rms == pytest.approx(vectors["rms"], abs=1e-6)


@given(sizes=st.lists(st.integers(0, 300), max_size=30))
def test_blocks_leave_no_trace(sizes: list[int]) -> None:
    vectors = OWN["500"]
    assert in_blocks(chain_of(vectors), vectors["input"], sizes) == chain_of(vectors).feed_both(vectors["input"])


def test_rounding_of_loud_samples_does_not_stay_behind() -> None:
    chain = Chain((), 100, subtract_first_sample=False)
    noise = random.Random(1)
    for _ in range(360):
        chain.feed([noise.gauss(0, 1e6) for _ in range(100)])
    chain.feed([0.001] * 100)
    assert chain.feed([0.001]) == [pytest.approx(0.001, rel=1e-12)]
    chain.feed([0.0] * 99)
    assert chain.feed([0.0]) == [0.0]


def test_average_counts_the_time_before_the_first_sample_as_zero() -> None:
    assert Chain((), 4, False).feed([2.0] * 6) == pytest.approx([1.0, math.sqrt(2), math.sqrt(3), 2.0, 2.0, 2.0])


def test_offset_is_taken_off_only_when_asked() -> None:
    assert Chain((), 1).feed([5.0, 5.0, 6.0]) == [0.0, 0.0, 1.0]
    assert Chain((), 1, False).feed([5.0, 5.0, 6.0]) == [5.0, 5.0, 6.0]


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf, 1e200])
def test_a_sample_that_is_no_number_is_refused_and_changes_nothing(wrong: float) -> None:
    samples = OWN["250"]["input"]
    chain, undisturbed = chain_of(OWN["250"]), chain_of(OWN["250"])
    chain.feed(samples[:50])
    with pytest.raises(SignalError, match="finite"):
        chain.feed([1.0, wrong, 2.0])
    undisturbed.feed(samples[:50])
    assert chain.feed(samples[50:]) == undisturbed.feed(samples[50:])


def test_an_empty_block_is_no_first_sample() -> None:
    chain = chain_of(OWN["250"])
    assert chain.feed([]) == []
    assert chain.feed(OWN["250"]["input"]) == chain_of(OWN["250"]).feed(OWN["250"]["input"])


def test_reset_begins_anew() -> None:
    samples, chain = OWN["250"]["input"], chain_of(OWN["250"])
    first = chain.feed(samples)
    chain.reset()
    assert chain.feed(samples) == first


def test_impossible_chains_are_refused() -> None:
    with pytest.raises(SignalError):
        Chain((), 0)
    with pytest.raises(SignalError):
        Cascade([(1.0, 0.0, 0.0, 2.0, 0.0, 0.0)])
    with pytest.raises(SignalError):
        Cascade([(1.0, 0.0, 0.0)])
