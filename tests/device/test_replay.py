"""A recording replayed: at its own rate by the clock, in little memory, and honest about what is broken."""

from __future__ import annotations

import gzip
import math
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hofte.core.clock import ManualClock
from hofte.core.errors import DeviceError
from hofte.device.protocol import Channel
from hofte.device.recording import Recording
from hofte.device.replay import Replay
from hofte.emg.features import FeatureStream

HEAD = "# sampling_rate_hz=100\nemg_uv,force\n"


def written(folder: Path, text: str, name: str = "r.csv") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def numbers(count: int) -> str:
    return "".join(f"{n},{2 * n}\n" for n in range(count))


Opened = Callable[..., tuple[Replay, ManualClock]]


@pytest.fixture
def opened() -> Iterator[Opened]:
    devices: list[Replay] = []

    def open_(path: Path, block_samples: int = 10) -> tuple[Replay, ManualClock]:
        clock = ManualClock()
        device = Replay(path, clock=clock, block_samples=block_samples)
        devices.append(device)
        device.open()
        return device, clock

    yield open_
    for device in devices:
        device.close()


def test_samples_come_when_they_are_due(opened: Opened, tmp_path: Path) -> None:
    device, clock = opened(written(tmp_path, HEAD + numbers(25)))
    assert list(device.read()) == []
    clock.wait(0.1)
    (block,) = device.read()
    assert block.first == 0
    assert list(block.samples[0]) == pytest.approx([n * 1e-6 for n in range(10)])
    assert list(block.samples[1]) == [2.0 * n for n in range(10)]
    clock.wait(0.15)
    assert [block.first for block in device.read()] == [10]
    assert not device.ended
    clock.wait(10.0)
    (last,) = device.read()
    assert (last.first, len(last.samples[0])) == (20, 5)
    assert list(device.read()) == []
    assert device.ended


def test_opened_again_it_begins_anew(opened: Opened, tmp_path: Path) -> None:
    device, clock = opened(written(tmp_path, HEAD + numbers(25)))
    clock.wait(1.0)
    first = device.read()
    device.open()
    assert list(device.read()) == []
    clock.wait(1.0)
    assert device.read() == first


def test_columns_become_channels(tmp_path: Path) -> None:
    path = written(tmp_path, "# sampling_rate_hz=1000\nraw,buttock,Thing_mV,belly\n1,2,3,4\n")
    assert Replay(path).description.channels == (
        Channel("raw", "target", "count"),
        Channel("buttock", "buttock", "count"),
        Channel("Thing_mV", "other", "V"),
        Channel("belly", "belly", "count"),
    )
    chosen = Replay(path, kinds={"raw": "thigh", "Thing_mV": "target"}).description.channels
    assert [channel.kind for channel in chosen] == ["thigh", "buttock", "target", "belly"]


def test_packed_and_plain_files_are_the_same(tmp_path: Path) -> None:
    text = HEAD + numbers(10)
    plain = written(tmp_path, text)
    packed = tmp_path / "r.csv.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    with Recording(plain) as first, Recording(packed) as second:
        assert list(first.rows()) == list(second.rows())


def test_lost_samples_are_not_numbers(tmp_path: Path) -> None:
    with Recording(written(tmp_path, HEAD + "1,2\n,4\nnan,6\n")) as recording:
        emg = [row[0] for row in recording.rows()]
    assert emg[0] == 1e-6
    assert all(map(math.isnan, emg[1:]))


def test_empty_lines_at_the_end_are_passed_by(tmp_path: Path) -> None:
    with Recording(written(tmp_path, HEAD + "1,2\r\n3,4\r\n\n \n")) as recording:
        assert len(list(recording.rows())) == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("5", "it has 1 values, not 2"),
        ("5,6,7", "it has 3 values, not 2"),
        ("5,six", "'six' is no number"),
        ("5,1_000", "is no number"),
        ("5,\ufffd", "is no number"),
        ("", "it is empty"),
        ("5," + "1" * 70_000, "it is too long"),
    ],
)
def test_a_broken_line_is_told_after_the_samples_before_it(
    opened: Opened, tmp_path: Path, line: str, reason: str
) -> None:
    device, clock = opened(written(tmp_path, f"{HEAD}{numbers(13)}{line}\n{numbers(5)}"))
    clock.wait(1.0)
    assert [len(block.samples[0]) for block in device.read()] == [10, 3]
    for _ in range(2):
        with pytest.raises(DeviceError, match=r"r\.csv, line 16: ") as error:
            device.read()
        assert reason in error.value.message
        assert not error.value.can_retry


def test_a_torn_packed_file_is_told_with_its_line(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "torn.csv.gz"
    path.write_bytes(gzip.compress((HEAD + numbers(100_000)).encode())[:-2000])
    device, clock = opened(path)
    clock.wait(3600.0)
    assert device.read()
    with pytest.raises(DeviceError, match=r"torn\.csv\.gz, line \d+: "):
        device.read()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "sampling rate"),
        ("time,emg\n1,2\n", "sampling rate"),
        ("# sampling_rate_hz=fast\na\n1\n", "sampling rate"),
        ("# sampling_rate_hz=0\na\n1\n", "sampling rate"),
        ("# sampling_rate_hz=nan\na\n1\n", "sampling rate"),
        ("# sampling_rate_hz=1000\n", "no name"),
        ("# sampling_rate_hz=1000\na,,b\n1,2,3\n", "no name"),
        ("# sampling_rate_hz=1000\na,a\n1,2\n", "same name"),
    ],
)
def test_a_file_that_is_no_recording_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(DeviceError, match=reason) as error:
        Replay(written(tmp_path, text))
    assert error.value.hint


def test_files_that_cannot_be_opened_are_refused(tmp_path: Path) -> None:
    no_gzip = written(tmp_path, HEAD, "r.csv.gz")
    for path in (tmp_path / "nowhere.csv", tmp_path, no_gzip):
        with pytest.raises(DeviceError):
            Replay(path)


@given(data=st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_end_in_a_message(tmp_path: Path, data: bytes) -> None:
    for head in (b"", HEAD.encode()):
        for path, content in (
            (tmp_path / "x.csv", head + data),
            (tmp_path / "x.csv.gz", gzip.compress(head)[:-4] + data),
        ):
            path.write_bytes(content)
            with suppress(DeviceError), Recording(path) as recording:
                assert all(len(row) == len(recording.names) for row in recording.rows())


def test_a_long_recording_needs_little_memory(opened: Opened, tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + numbers(50_000))
    device, clock = opened(path)
    tracemalloc.start()
    while not device.ended:
        clock.wait(5.0)
        device.read()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 500_000  # the numbers as Python objects would take five million


def test_closed_it_gives_nothing(opened: Opened, tmp_path: Path) -> None:
    device, _ = opened(written(tmp_path, HEAD + numbers(5)))
    device.close()
    with pytest.raises(DeviceError, match="not open"):
        device.read()


def test_a_real_recording_shows_its_contractions(opened: Opened, shared: Path) -> None:
    path = shared / "data/emg/biceps_fatigue_1ch_1000hz.csv.gz"
    device, clock = opened(path, 0)
    stream = FeatureStream(device.description, device.scales())
    clock.wait(6.0)
    features = [features for block in device.read() for features in stream.feed(block)]
    levels = {round(frame.at_s, 2): frame.level for frame in features}
    assert levels[0.6] == pytest.approx(0, abs=3)
    assert all((levels[at] or 0) > 15 for at in (1.5, 2.5, 3.5))
    assert levels[5.0] == pytest.approx(0, abs=3)
