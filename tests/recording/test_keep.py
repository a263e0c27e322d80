"""What was recorded up to a crash is there, and becomes EDF+."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import edfio
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hofte.core.errors import DeviceError, SignalError
from hofte.device.recording import Recording
from hofte.emg.model import Channel, Description, SignalBlock
from hofte.recording.edf_export import export_edf
from hofte.recording.keep import RecordingWriter
from hofte.recording.model import Mark, RecordingError
from hofte.recording.open import open_recording

Read = Callable[..., NDArray[np.float64]]
PELVIC = Description("sensor", (Channel("target"), Channel("buttock", "buttock")), 100.0)

#: Writes a block a tick and says so, until it is killed. The value of a sample is its number, in microvolts.
ENDLESS = """
import sys
from pathlib import Path
from hofte.emg.model import Channel, Description, SignalBlock
from hofte.recording.keep import RecordingWriter
description = Description("sensor", (Channel("target"), Channel("buttock", "buttock")), 100.0)
writer = RecordingWriter(Path(sys.argv[1]), description)
at = 0
while True:
    numbers = [n * 1e-6 for n in range(at, at + 7)]
    writer.write(SignalBlock((numbers, numbers), at))
    at += 7
    print(at, flush=True)
"""


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_killed_recording_is_whole_up_to_its_last_second(seed: int, tmp_path: Path, read: Read) -> None:
    path = tmp_path / "session.csv"
    ticks = random.Random(seed).randint(20, 400)
    with subprocess.Popen([sys.executable, "-c", ENDLESS, path], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        acknowledged = [int(process.stdout.readline()) for _ in range(ticks)][-1]
        process.send_signal(signal.SIGKILL)
    samples = read(open_recording(path))
    assert samples.shape[1] >= acknowledged - 100 - 7
    np.testing.assert_allclose(samples, np.tile(np.arange(samples.shape[1]) * 1e-6, (2, 1)), atol=1e-12)


def test_lost_samples_are_kept_as_lost_and_repeated_ones_once(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.csv"
    with RecordingWriter(path, PELVIC) as writer:
        writer.write(SignalBlock(((1e-6, 2e-6), (3e-6, float("nan"))), 10))
        writer.write(SignalBlock(((2e-6, 5e-6), (4e-6, 6e-6)), 11))  # the first of these was sent before
        writer.write(SignalBlock(((7e-6,), (8e-6,)), 15))
        with pytest.raises(SignalError, match="started anew"):
            writer.write(SignalBlock(((7e-6,), (8e-6,)), 2_000_000))
    lost = np.nan
    expected = [[1, 2, 5, lost, lost, 7], [3, lost, 6, lost, lost, 8]]
    np.testing.assert_allclose(1e6 * read(open_recording(path)), expected)
    with Recording(path) as player:
        assert (player.sfreq, player.names) == (100.0, ("target_uv", "buttock_uv"))
        np.testing.assert_allclose(1e6 * np.array(list(player.rows())).T, expected)
    with pytest.raises(DeviceError, match="File exists"):
        RecordingWriter(path, PELVIC)


@given(values=st.lists(st.floats(-0.1, 0.1), min_size=1, max_size=50), sfreq=st.floats(100, 2048))
def test_what_is_written_is_read(values: list[float], sfreq: float, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("keep") / "a.csv"
    with RecordingWriter(path, Description("sensor", (Channel("emg, left"),), sfreq)) as writer:
        writer.write(SignalBlock((values,), 0))
    with open_recording(path) as source:
        assert source.sfreq == pytest.approx(sfreq)
        (portion,) = source.portions()
    np.testing.assert_allclose(portion.samples[0], values, atol=0.51e-9)


@pytest.mark.parametrize(("sfreq", "record_s"), [(1000.0, 0.1), (2048.0, 1.0)])
def test_edf_holds_samples_marks_and_gaps(sfreq: float, record_s: float, tmp_path: Path, read: Read) -> None:
    path, target = tmp_path / "a.csv", tmp_path / "a.edf"
    signal = np.random.default_rng(3).normal(0.0, 4e-5, 2_550)
    with RecordingWriter(
        path, Description("sensor", (Channel("emg"), Channel("emg_adc", unit="count")), sfreq)
    ) as writer:
        writer.write(SignalBlock((signal[:1000].tolist(), [*range(1000)]), 0))
        writer.write(SignalBlock((signal[1100:].tolist(), [*range(1100, 2550)]), 1100))
    started = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    export_edf(path, target, marks=[Mark(0.5, 1.0, "klem"), Mark(2.0, 0.0, "slipp")], started=started)
    edf = edfio.read_edf(target)
    assert (edf.data_record_duration, edf.startdate, edf.starttime) == (record_s, started.date(), started.time())
    assert edf.local_patient_identification == "X X X X"
    assert [one.text for one in edf.annotations if one.text != "lost samples"] == ["klem", "slipp"]
    with open_recording(target, channels=["emg_uv", "emg_adc"]) as source:
        samples = read(source)
    assert source.marks == [Mark(0.5, 1.0, "klem"), Mark(2.0, 0.0, "slipp")]
    assert np.isnan(samples[:, 1000:1100]).all()
    assert np.isnan(samples[:, 2550:]).all()
    known = np.r_[0:1000, 1100:2550]
    np.testing.assert_allclose(samples[0, known], signal[known], atol=1e-8)
    np.testing.assert_allclose(samples[1, known], known, atol=0.05)


def test_a_rate_that_edf_cannot_say_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("# sampling_rate_hz=954.83\nemg_uv\n1\n2\n", encoding="utf-8")
    with pytest.raises(RecordingError, match="do not fit into the records"):
        export_edf(path, tmp_path / "a.edf")
