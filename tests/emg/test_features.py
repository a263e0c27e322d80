"""Frames and features: fifty a second by the sensor's own counter, and never a false level."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.core.errors import SignalError
from hofte.device.recording import Recording
from hofte.emg.features import FeatureStream, Frame, RmsStream
from hofte.emg.level import Scale
from hofte.emg.model import Channel, Description, Features, SignalBlock
from hofte.emg.quality_limits import FLAT_SAMPLES

SCALE = Scale(0.5, 10.0)


def described(sfreq: float = 1000.0, *kinds: str) -> Description:
    return Description("test", tuple(Channel(kind, kind) for kind in kinds or ("target",)), sfreq)  # type: ignore[arg-type]


def noise(n_samples: int, seed: int = 1, loud: float = 5.0) -> list[float]:
    chance = random.Random(seed)
    return [chance.gauss(0.0, loud) for _ in range(n_samples)]


def cut(samples: Sequence[Sequence[float]], borders: Sequence[int], start: int = 0) -> Iterator[SignalBlock]:
    ends = sorted({0, len(samples[0]), *(border for border in borders if border < len(samples[0]))})
    for first, last in pairwise(ends):
        yield SignalBlock([channel[first:last] for channel in samples], start + first)


def features_of(blocks: Iterator[SignalBlock] | Sequence[SignalBlock], description: Description) -> list[Features]:
    stream = FeatureStream(description, SCALE)
    return [features for block in blocks for features in stream.feed(block)]


def frames_of(blocks: Iterator[SignalBlock] | Sequence[SignalBlock], description: Description) -> list[Frame]:
    stream = RmsStream(description)
    return [frame for block in blocks for frame in stream.feed(block)]


@pytest.mark.parametrize("sfreq", [200.0, 250.0, 333.3, 1000.0, 1116.0, 2048.0])
def test_fifty_frames_a_second_at_any_rate(sfreq: float) -> None:
    n_samples = math.ceil(4 * sfreq)
    features = features_of([SignalBlock([noise(n_samples)], 17)], described(sfreq))
    assert len(features) == 200
    assert [frame.at_s for frame in features] == pytest.approx([(n + 1) / 50 for n in range(200)], abs=1 / sfreq)


def test_time_is_that_of_the_session() -> None:
    stream = FeatureStream(described(), SCALE, start_s=12.5)
    assert [features.at_s for features in stream.feed(SignalBlock([noise(40)], 999))] == pytest.approx([12.52, 12.54])


def test_no_level_until_the_first_window_is_full() -> None:
    features = features_of([SignalBlock([noise(200)], 0)], described())
    assert [frame.level is None for frame in features] == [True] * 3 + [False] * 7
    assert all(frame.problems == () for frame in features)


@given(borders=st.lists(st.integers(1, 1999), max_size=25))
def test_blocks_leave_no_trace(borders: list[int]) -> None:
    target, buttock = noise(2000), noise(2000, 2)
    target[700:760] = [0.1875] * 60
    target[1500] = math.nan
    description = described(1116.0, "target", "buttock")
    whole = frames_of(cut([target, buttock], []), description)
    assert frames_of(cut([target, buttock], borders), description) == whole


@given(borders=st.lists(st.integers(1, 999), max_size=10), lost=st.integers(1, 3000))
def test_a_gap_is_shown_and_never_filled_in(borders: list[int], lost: int) -> None:
    before, after = noise(1010), noise(1000, 2)
    blocks = [*cut([before], borders), *cut([after], borders, start=1010 + lost)]
    features = features_of(blocks, described())
    assert [frame.at_s for frame in features] == pytest.approx([(n + 1) / 50 for n in range(len(features))])
    for frame in features:
        disturbed = 1010 < frame.at_s * 1000 < 1010 + lost + 65 - 1e-6  # the last sample always waits
        assert (frame.level is None) == (disturbed or frame.at_s < 0.07)
        assert frame.problems == (("gap",) if disturbed else ())


def test_a_gap_holds_the_state_of_the_filter() -> None:
    samples = noise(2000)
    joined = frames_of([SignalBlock([samples], 0)], described())
    torn = frames_of([SignalBlock([samples[:1000]], 0), SignalBlock([samples[1000:]], 1500)], described())
    assert torn[-1].rms == joined[-1].rms


def test_a_sample_that_is_no_number_is_a_lost_one() -> None:
    samples = noise(1000)
    samples[500] = math.nan
    features = features_of([SignalBlock([samples], 0)], described())
    disturbed = [frame for frame in features if frame.problems]
    assert {frame.problems for frame in disturbed} == {("gap",)}
    assert [frame.at_s for frame in disturbed] == pytest.approx([0.52, 0.54, 0.56, 0.58])
    assert all(frame.level is None for frame in disturbed)
    assert features[-1].level is not None


@pytest.mark.parametrize("rail", [0.0, -187.5, 1e6])
@pytest.mark.parametrize("begin", [1000, 1001, 1006, 1007, 1019])
def test_an_electrode_that_is_off_never_shows_a_level(rail: float, begin: int) -> None:
    samples = noise(3000, loud=0.5)
    samples[begin:2013] = [rail] * (2013 - begin)
    features = features_of([SignalBlock([samples], 0)], described())
    off = [frame for frame in features if 1.05 < frame.at_s < 2.1]
    assert {frame.level for frame in off} == {None}
    assert {frame.problems for frame in off} == {("electrode_off",)}
    assert all(frame.level is None or frame.level < 20 for frame in features)
    assert features[-1].level is not None


def test_a_plug_that_moves_is_no_muscle() -> None:
    samples = noise(1000, loud=0.5)
    samples[500] += 5000.0
    features = features_of([SignalBlock([samples], 0)], described())
    assert {frame.problems for frame in features} == {(), ("movement",)}
    assert all(frame.level is None or frame.level < 500 for frame in features)


def test_skin_is_never_taken_for_an_electrode_that_is_off(shared: Path) -> None:
    for path in sorted((shared / "data/emg").glob("*.csv.gz")):
        with Recording(path) as recording:
            names = [name for name in recording.names if "emg" in name or "vl_" in name]
            columns = list(zip(*recording.rows(), strict=True))[: len(names)]
        description = Description(path.name, tuple(Channel(name) for name in names), recording.sfreq)
        frames = frames_of([SignalBlock(columns, 0)], description)
        assert [frame.problems for frame in frames if frame.problems] == []


def test_a_packet_that_comes_twice_counts_once() -> None:
    samples = noise(1000)
    blocks = [
        SignalBlock([samples[:600]], 0),
        SignalBlock([samples[200:400]], 200),
        SignalBlock([samples[500:]], 500),
    ]
    assert frames_of(blocks, described()) == frames_of([SignalBlock([samples], 0)], described())


@pytest.mark.parametrize("first", [0, 5000 + 60_001 + 1000])
def test_a_sensor_that_was_started_anew_is_not_trusted(first: int) -> None:
    stream = RmsStream(described())
    stream.feed(SignalBlock([noise(1000)], 5000))
    with pytest.raises(SignalError, match="started anew"):
        stream.feed(SignalBlock([noise(10)], first))


def test_references_have_their_own_scale_and_their_own_trouble() -> None:
    description = described(1000.0, "target", "buttock", "belly", "other")
    flat = [0.0] * 1000
    stream = FeatureStream(description, {"target": SCALE, "buttock": Scale(0.5, 100.0), "belly": SCALE})
    last = stream.feed(SignalBlock([noise(1000), noise(1000), flat, flat], 0))[-1]
    assert last.level is not None
    assert last.problems == ()
    assert list(last.references) == ["buttock"]
    assert last.references["buttock"] < last.level / 5


def test_a_reference_without_a_scale_is_not_judged() -> None:
    stream = FeatureStream(described(1000.0, "buttock", "target"), SCALE)
    assert stream.feed(SignalBlock([noise(1000)] * 2, 0))[-1].references == {}


def test_flat_needs_more_samples_than_skin_ever_gave() -> None:
    samples = noise(400)
    samples[200 : 200 + FLAT_SAMPLES - 1] = [1.0] * (FLAT_SAMPLES - 1)
    assert not any(frame.problems for frame in frames_of([SignalBlock([samples], 0)], described()))


@pytest.mark.parametrize(
    "description",
    [
        Description("timer", (), 0.0),
        Description("force", (Channel("force", "other"),), 1000.0),
        Description("twice", (Channel("a"), Channel("a")), 1000.0),
        Description("slow", (Channel("a"),), 20.0),
    ],
)
def test_a_device_without_muscles_is_refused(description: Description) -> None:
    with pytest.raises(SignalError):
        RmsStream(description)


def test_features_need_a_target_and_its_scale() -> None:
    with pytest.raises(SignalError, match="trained"):
        FeatureStream(described(1000.0, "buttock"), SCALE)
    with pytest.raises(SignalError, match="no scale"):
        FeatureStream(described(), {"buttock": SCALE})


@pytest.mark.parametrize("samples", [[], [[1.0], [1.0]], [[1.0], [1.0, 2.0]]])
def test_a_block_of_another_shape_is_refused(samples: list[list[float]]) -> None:
    with pytest.raises(SignalError, match="not 1 channels"):
        RmsStream(described()).feed(SignalBlock(samples, 0))
