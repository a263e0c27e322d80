"""Contractions are found live and in whole recordings alike: when, how strong, how they were let go."""

from __future__ import annotations

import csv
import gzip
import math
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from bench._synthetic import synthetic
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from hofte.core.errors import SignalError
from hofte.emg.detect import Detector
from hofte.emg.envelope import LiveEnvelope, detection_sections
from hofte.emg.level import Scale
from hofte.emg.model import Contraction
from hofte.emg.whole import EnvelopeStream, estimate_scale, find_contractions

SCALE = Scale(1.0, 10.0)
Envelope = NDArray[np.float64]


def frames(*stretches: tuple[float, float], seed: int = 1, wobble: float = 3.0) -> Envelope:
    """An envelope from (level, seconds), NaN is a gap; a level wobbles as that of a muscle does within 10 ms."""
    levels = np.concatenate([np.full(round(100 * seconds), level) for level, seconds in stretches])
    return np.asarray(levels * np.sqrt(np.random.default_rng(seed).gamma(wobble, 1.0 / wobble, len(levels))))


def found(envelope: Envelope, scale: Scale = SCALE, longest_s: float = 60.0) -> list[Contraction]:
    return find_contractions(envelope, 100, scale, longest_s=longest_s)


def values(envelope: Envelope) -> list[float | None]:
    return [None if value != value else value for value in envelope.tolist()]


STRETCHES = st.lists(
    st.tuples(st.sampled_from([0.0, 1.0, 1.5, 2.5, 5.0, 10.0, math.nan]), st.floats(0.01, 7.0)), min_size=1, max_size=12
)


@given(stretches=STRETCHES, seed=st.integers(0, 99), portion=st.integers(1, 300), rest=st.sampled_from([0.0, 1.0]))
def test_live_and_whole_find_the_same_in_portions_of_any_size(
    stretches: list[tuple[float, float]], seed: int, portion: int, rest: float
) -> None:
    envelope = frames(*stretches, seed=seed)
    detector, scale = Detector(Scale(rest, 10.0), longest_s=8.0), Scale(rest, 10.0)
    given_frames = values(envelope)
    live = [c for at in range(0, len(given_frames), portion) for c in detector.feed(given_frames[at : at + portion])]
    assert live + detector.finish() == found(envelope, scale, longest_s=8.0)


@pytest.mark.parametrize("sfreq", [200.0, 250.0, 333.0, 1000.0, 2048.0])
@settings(max_examples=12)
@given(portion=st.integers(1, 900), seed=st.integers(0, 99))
def test_live_and_whole_envelopes_are_the_same(sfreq: float, portion: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    samples = 100.0 + chance.normal(0.0, 1.0, round(1.7 * sfreq))
    samples[chance.random(len(samples)) < 0.002] = np.nan
    samples[round(0.4 * sfreq) : round((0.4 + chance.random()) * sfreq)] = np.nan
    live, whole = LiveEnvelope(sfreq), EnvelopeStream(sfreq, 1)
    once = live.feed(values(samples))
    parts = [whole.feed(samples[None, at : at + portion]) for at in range(0, len(samples), portion)]
    expected = np.concatenate(parts, axis=1)[0]
    np.testing.assert_allclose([math.nan if f is None else f for f in once], expected, rtol=1e-9, atol=1e-9)
    again = LiveEnvelope(sfreq)
    assert [f for at in range(0, len(samples), portion) for f in again.feed(values(samples[at : at + portion]))] == once


@pytest.mark.parametrize("sfreq", [200.0, 250.0, 500.0, 1000.0, 2000.0])
def test_an_envelope_rises_as_fast_at_every_rate(sfreq: float) -> None:
    """In the middle of the band of the slowest sensor, from the real rate, not from an assumed one."""
    time = np.arange(round(2 * sfreq)) / sfreq
    envelope = EnvelopeStream(sfreq, 1).feed((np.sin(2 * np.pi * 60.0 * time) * (time >= 1.0))[None])[0]
    smooth = np.sqrt(np.convolve(envelope[50:] ** 2, np.full(10, 0.1), "valid"))
    assert smooth[-1] == pytest.approx(math.sqrt(0.5), rel=0.05)
    rise = np.argmax(smooth > 0.9 * smooth[-1]) - np.argmax(smooth > 0.1 * smooth[-1])
    assert rise == pytest.approx(8, abs=1)


def test_a_squeeze_is_measured() -> None:
    (squeeze,) = found(frames((1.0, 5.0), (5.5, 4.0), (1.0, 5.0)))
    assert squeeze.onset_s == pytest.approx(5.0, abs=0.03)
    assert squeeze.offset_s == pytest.approx(9.0, abs=0.03)
    assert 0.0 < squeeze.decided_s - squeeze.onset_s < 0.13
    assert squeeze.mean_percent == pytest.approx(50.0, abs=3.0)
    assert squeeze.mean_percent < squeeze.peak_percent < 80.0
    assert 0.0 < squeeze.steadiness < 25.0
    assert squeeze.release_s == pytest.approx(0.1, abs=0.05)
    assert squeeze.return_s == pytest.approx(0.1, abs=0.05)
    assert squeeze.residual_percent == pytest.approx(0.0, abs=2.0)


def test_what_is_left_after_letting_go_is_measured() -> None:
    (squeeze,) = found(frames((1.0, 5.0), (10.0, 3.0), (2.5, 2.0), (1.3, 3.0)))
    assert squeeze.release_s == pytest.approx(0.1, abs=0.05)  # 17 % is below 20 %, but not below 10 %
    assert squeeze.return_s == pytest.approx(2.1, abs=0.1)
    assert squeeze.residual_percent == pytest.approx(100 * 0.3 / 9.0, abs=2.0)


def test_rest_is_followed_as_it_creeps_up() -> None:
    tone = np.linspace(1.0, 3.5, 12000)
    squeezes = [(at, at + 300) for at in range(1000, 11500, 1000)]
    for start, end in squeezes:
        tone[start:end] = 10.0
    envelope = frames((1.0, 120.0)) * tone
    assert [round(c.onset_s) for c in found(envelope)] == [start // 100 for start, _ in squeezes]


def test_tension_that_stays_after_a_squeeze_hides_no_later_one() -> None:
    envelope = frames((1.0, 5.0), *[(10.0, 2.0), (3.0, 3.0)] * 5)
    assert [round(c.onset_s) for c in found(envelope)] == [5, 10, 15, 20, 25]


def test_flicks_on_top_of_a_tonic_squeeze_are_counted() -> None:
    tonic, *flicks = found(frames((1.0, 5.0), *[(3.0, 3.0), (10.0, 0.3)] * 4, (3.0, 2.0)))
    assert tonic.onset_s == pytest.approx(5.0, abs=0.05)
    assert [c.onset_s for c in flicks] == pytest.approx([8.0, 11.3, 14.6, 17.9], abs=0.06)
    assert (tonic.release_s, tonic.residual_percent) == (None, None)  # it was never let go


def test_short_pauses_between_holds_are_enough() -> None:
    envelope = frames((1.0, 5.0), *[(7.0, 3.0), (1.0, 1.0)] * 20)
    assert len(found(envelope)) == 20


def test_a_long_hold_is_one_and_the_flicks_after_it_are_found() -> None:
    envelope = frames((1.0, 5.0), (2.8, 60.0), *[(1.0, 1.0), (10.0, 0.3)] * 3, (1.0, 2.0))
    onsets = [c.onset_s for c in found(envelope)]
    assert onsets == pytest.approx([5.0, 66.0, 67.3, 68.6], abs=0.05)


@pytest.mark.parametrize("seed", range(3))
def test_the_state_is_never_on_for_longer_than_the_longest_hold_and_five_seconds(seed: int) -> None:
    detector = Detector(SCALE, longest_s=10.0)
    on = longest = 0
    for value in frames((1.0, 5.0), (6.0, 100.0), seed=seed):
        detector.feed([value])
        on = on + 1 if detector.active else 0
        longest = max(longest, on)
    assert 1000 < longest <= 1500
    assert not detector.active  # what stays is tone


def test_a_recording_may_begin_in_a_squeeze_and_end_in_one() -> None:
    first, last = found(frames((6.0, 2.0), (1.0, 3.0), (6.0, 2.0)))
    assert first.onset_s < 0.15
    assert last.offset_s == pytest.approx(7.0, abs=0.02)
    assert last.release_s is None


def test_a_gap_is_never_filled_in() -> None:
    across, ended = found(frames((1.0, 5.0), (8.0, 2.0), (math.nan, 0.7), (8.0, 2.0), (1.0, 3.0), (8.0, 2.0)))
    assert across.offset_s == pytest.approx(9.7, abs=0.05)  # the same squeeze before and after
    assert ended.onset_s == pytest.approx(12.7, abs=0.05)
    (cut,) = found(frames((1.0, 5.0), (8.0, 2.0), (math.nan, 3.0), (1.0, 3.0)))
    assert (cut.offset_s, cut.release_s) == (pytest.approx(7.0, abs=0.02), None)
    assert found(frames((math.nan, 9.0))) == found(frames((math.inf, 2.0), (1e200, 2.0))) == []
    assert Detector(SCALE).feed([math.inf, 1e200, math.nan, None] * 9) == []


def test_a_steep_beginning_needs_no_rest_before_it_to_be_known() -> None:
    """Nothing was measured on that day: both ends come from the recording."""
    envelope = frames(*[(8.0, 3.0), (1.0, 1.0)] * 12)
    assert len(found(envelope, estimate_scale(envelope))) == 12


def test_two_artefacts_do_not_set_the_maximum() -> None:
    envelope = frames((1.0, 5.0), *[(8.0, 2.0), (1.0, 3.0)] * 6)
    envelope[[230, 1900]] = 500.0
    assert estimate_scale(envelope).maximum < 12.0


@pytest.mark.parametrize("envelope", [np.ones(99), np.full(500, np.nan), np.zeros(500), np.ones(500)])
def test_a_recording_in_which_nothing_happens_has_no_scale(envelope: Envelope) -> None:
    with pytest.raises(SignalError):
        estimate_scale(envelope)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(SignalError, match="frames a second"):
        Detector(SCALE, rate=50)
    with pytest.raises(SignalError, match="longest hold"):
        found(np.ones(10), longest_s=0.0)
    with pytest.raises(SignalError, match="too few"):
        LiveEnvelope(50.0)
    with pytest.raises(SignalError, match="2 channels"):
        EnvelopeStream(1000.0, 2).feed(np.zeros((1, 10)))


def hits(found_s: list[float], true_s: list[tuple[float, float]]) -> list[float]:
    """How late each contraction that was found began; each is counted once."""
    free, late = list(found_s), []
    for start, tolerance in true_s:
        near = [onset for onset in free if abs(onset - start) <= tolerance]
        if near:
            best = min(near, key=lambda onset: abs(onset - start))
            free.remove(best)
            late.append(best - start)
    return late


@pytest.mark.parametrize(("dirt", "snr"), [("clean", 20), ("clean", 6), ("dirty", 10), ("heavy", 6)])
def test_synthetic_contractions_are_found(dirt: str, snr: float) -> None:
    made = synthetic(snr, dirt, seed=1000 + int(snr), seconds=120.0)
    sections = detection_sections(made.sfreq, mains=None if dirt == "clean" else 50.0)
    envelope = EnvelopeStream(made.sfreq, 1, sections).feed(made.samples[None])[0]
    contractions = found(envelope, estimate_scale(envelope))
    late = hits([c.onset_s for c in contractions], [(start, 0.3) for start, _ in made.truth])
    assert len(late) == len(made.truth) == len(contractions)
    assert statistics.median(map(abs, late)) <= 0.03


def recordings(folder: Path) -> Iterator[tuple[Envelope, list[tuple[float, float]]]]:
    """The envelope of the first channel, and when contractions begin and how exactly that is known."""
    for annotated in sorted(folder.glob("*_[14]ch_*.annotations.csv")):
        if "low_snr" in annotated.name:
            continue  # its contractions are 1.5 times the rest: the bench tells of it
        with gzip.open(annotated.with_name(annotated.name.replace(".annotations.csv", ".csv.gz")), "rt") as file:
            sfreq = float(file.readline().partition("=")[2])
            samples = np.loadtxt(file, delimiter=",", skiprows=1, ndmin=2, usecols=0)
        with annotated.open() as file:
            rows = list(csv.DictReader(file))
        yield EnvelopeStream(sfreq, 1).feed(samples.T)[0], [(float(r["start_s"]), 0.4) for r in rows]


def test_contractions_of_people_are_found(shared: Path) -> None:
    true = n_found = 0
    late: list[float] = []
    for envelope, annotated in recordings(shared / "data" / "emg"):
        contractions = found(envelope, estimate_scale(envelope))
        true, n_found = true + len(annotated), n_found + len(contractions)
        late += hits([c.onset_s for c in contractions], annotated)
    assert true == 53
    assert 2 * len(late) / (true + n_found) >= 0.97
    assert statistics.median(map(abs, late)) <= 0.05


def test_live_code_needs_no_numpy() -> None:
    code = "import sys, hofte.emg.detect, hofte.emg.envelope; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
