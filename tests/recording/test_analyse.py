"""From a file to contractions: the same whatever the format and the portions, and honest about what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import edfio
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from numpy.typing import NDArray

from hofte.emg.level import Scale
from hofte.emg.model import Channel
from hofte.recording import analyse as module
from hofte.recording import edf
from hofte.recording.analyse import Options, analyse, calibrated_scales
from hofte.recording.model import Portion, RecordingError, Source
from hofte.recording.result import Analysis, analysis_json
from hofte.recording.say import table

Signal = NDArray[np.float64]
NAMES = ("left", "right")


def write_edf(path: Path, signal: Signal, marks: list[edfio.EdfAnnotation] | None = None) -> Path:
    signals = [
        edfio.EdfSignal(1e6 * row, 1000, label=f"EMG {name}", physical_dimension="uV", physical_range=(-500, 500))
        for name, row in zip(NAMES, signal, strict=False)
    ]
    edfio.Edf(signals, data_record_duration=0.1, annotations=marks or []).write(path)
    return path


def write_csv(path: Path, signal: Signal) -> Path:
    rows = "".join(",".join(f"{1e6 * x:.4f}" for x in row) + "\n" for row in signal.T)
    names = ",".join(f"{name}_uv" for name, _ in zip(NAMES, signal, strict=False))
    path.write_text(f"# sampling_rate_hz=1000\n{names}\n{rows}", encoding="utf-8")
    return path


def onsets(analysis: Analysis, place: int = 0) -> list[float]:
    return [one.onset_s for one in analysis.channels[place].contractions]


def test_every_format_gives_the_same_contractions(bursts: Signal, tmp_path: Path) -> None:
    parquet = tmp_path / "a.parquet"
    columns = {f"{name}_uv": 1e6 * row for name, row in zip(NAMES, bursts, strict=True)}
    pq.write_table(pa.table(columns).replace_schema_metadata({"sfreq": "1000"}), parquet)
    files = [write_edf(tmp_path / "a.edf", bursts), write_csv(tmp_path / "a.csv", bursts), parquet]
    results = [analyse(path) for path in files]
    for result in results:
        assert (result.sfreq, result.duration_s, result.is_sound) == (1000.0, 20.0, True)
        for channel in result.channels:
            assert [one.onset_s for one in channel.contractions] == pytest.approx([5, 10, 15], abs=0.03)
            assert [one.offset_s for one in channel.contractions] == pytest.approx([7, 12, 17], abs=0.06)
            assert (channel.scale, channel.unit, channel.quality) == ("estimated", "V", ())
        left, right = result.channels
        assert left.maximum == pytest.approx(2 * (right.maximum or 0), rel=0.1)
    assert [[one.onset_s for one in channel.contractions] for result in results for channel in result.channels] == [
        onsets(results[0], 0), onsets(results[0], 1)
    ] * 3  # fmt: skip


def test_portions_leave_no_trace(bursts: Signal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_edf(tmp_path / "a.edf", bursts)
    whole = analyse(path)
    monkeypatch.setattr(edf, "PORTION", 1111)
    assert analyse(path) == whole


class Endless(Source):
    """A recording of any length, the same ten seconds again and again."""

    sfreq, channels = 1000.0, (Channel("EMG"),)

    def __init__(self, n_portions: int) -> None:
        super().__init__(Path("endless"))
        self._n_portions = n_portions

    def close(self) -> None:
        pass

    def _portions(self) -> Iterator[Portion]:
        chance = np.random.default_rng(1)
        gain = np.where(np.arange(20_000) % 10_000 < 3000, 1e-4, 1e-6)
        for n in range(self._n_portions):
            yield Portion(chance.normal(size=(1, 20_000)) * gain, n / self._n_portions)


def test_a_longer_recording_takes_no_more_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hofte.recording.frames._IN_MEMORY", 2**12)
    peaks = []
    for n_portions in (5, 25):
        monkeypatch.setattr(module, "open_recording", lambda path, n=n_portions, **_: Endless(n))
        tracemalloc.start()
        analysis = analyse(Path("endless"))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert all(len(channel.contractions) in (2 * n_portions, 2 * n_portions - 1) for channel in analysis.channels)
    # What grows are the envelope of one channel at a time and the contractions themselves.
    assert peaks[1] - peaks[0] < 8 * 8 * 2000 * 20


def test_hum_is_told_and_taken_out(bursts: Signal, tmp_path: Path) -> None:
    hum = 2e-5 * np.sin(2 * np.pi * 50 * np.arange(20_000) / 1000)
    result = analyse(write_edf(tmp_path / "a.edf", bursts[:1] + hum))
    (channel,) = result.channels
    assert {found.problem for found in channel.quality} == {"hum"}
    assert onsets(result) == pytest.approx([5, 10, 15], abs=0.05)
    assert channel.rest == pytest.approx(2e-6, rel=0.5)


def test_a_lost_electrode_is_not_analysed_and_lost_samples_keep_the_time(bursts: Signal, tmp_path: Path) -> None:
    signal = bursts[:1].copy()
    signal[:, 9_500:12_500] = 3e-4  # the second squeeze
    signal[:, 4_000:4_200] = np.nan
    result = analyse(write_csv(tmp_path / "a.csv", signal))
    assert onsets(result) == pytest.approx([5, 15], abs=0.05)
    found = {(one.problem, round(one.start_s)) for one in result.channels[0].quality}
    assert found >= {("gap", 4), ("electrode_off", 9)} or found >= {("gap", 4), ("electrode_off", 10)}


@pytest.mark.parametrize(
    "signal",
    [
        np.full((1, 20_000), np.nan),
        np.zeros((1, 20_000)),
        np.full((2, 20_000), 1e-4),
        np.ones((1, 3)),
        np.linspace(0, 1e-3, 900)[None],
    ],
    ids=["lost", "zero", "constant", "three rows", "a ramp"],
)
def test_what_cannot_be_judged_has_no_scale_and_says_why(signal: Signal, tmp_path: Path) -> None:
    result = analyse(write_csv(tmp_path / "a.csv", signal), Options(with_trace=True))
    said = json.loads(json.dumps(analysis_json(result), allow_nan=False))
    assert not result.is_sound
    for channel in said["channels"]:
        assert (channel["rest"], channel["max"], channel["scale"], channel["contractions"]) == (None, None, "none", [])


def test_what_is_before_a_broken_place_is_analysed(bursts: Signal, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", bursts)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[13_002] = "1.0;2.0"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    result = analyse(path)
    assert onsets(result) == pytest.approx([5, 10], abs=0.03)
    assert result.error == f"{path}: line 13003, sample 13000: it has 1 values, not 2"
    assert not result.is_sound


def test_a_file_that_was_cut_says_where(bursts: Signal, tmp_path: Path) -> None:
    path = write_edf(tmp_path / "a.edf", bursts)
    path.write_bytes(path.read_bytes()[:-50_001])
    result = analyse(path)
    told = {one.code: one.values["sample"] for one in result.remarks}
    assert told == {"records": round(1000 * result.duration_s), "cut": round(1000 * result.duration_s)}
    assert not result.is_sound
    assert onsets(result)[0] == pytest.approx(5, abs=0.03)


def test_a_weak_signal_has_times_and_no_levels(tmp_path: Path) -> None:
    chance = np.random.default_rng(2)
    gain = np.where((np.arange(40_000) // 2000) % 4 == 2, 1.5, 1.0)
    result = analyse(write_csv(tmp_path / "a.csv", chance.normal(0, 5e-6, (1, 40_000)) * gain))
    (channel,) = analysis_json(result)["channels"]
    assert [one["problem"] for one in channel["quality"]] == ["weak"]
    assert all(one["mean_percent"] is None and one["onset_s"] >= 0 for one in channel["contractions"])


def test_a_scale_that_is_given_is_used(bursts: Signal, tmp_path: Path) -> None:
    path = write_edf(tmp_path / "a.edf", bursts)
    given = Options().with_scales({"": Scale(2e-6, 8e-5)}, "given")
    left, right = analyse(path, given).channels
    assert (left.scale, left.rest, left.maximum, right.scale) == ("given", 2e-6, 8e-5, "estimated")
    assert all(one.mean_percent == pytest.approx(45, abs=3) for one in left.contractions)
    for wrong in (replace(given, scales={"middle": Scale(0, 1)}), Options(kinds={"middle": "thigh"})):
        with pytest.raises(RecordingError, match="no channel 'middle'"):
            analyse(path, wrong)


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_calibration_gives_the_scale_of_every_channel(is_marked: bool, bursts: Signal, tmp_path: Path) -> None:
    signal = np.concatenate([bursts[:, :5000], bursts[:, :4000], bursts], axis=1)
    squeezes = [edfio.EdfAnnotation(onset, 2.0, "squeeze_max") for onset in (14.0, 19.0, 24.0)]
    marks = [edfio.EdfAnnotation(0.2, 13.0, "rest"), *squeezes] if is_marked else []
    scales = calibrated_scales(write_edf(tmp_path / "c.edf", signal, marks))
    assert set(scales) == {"EMG left", "EMG right"}
    assert scales["EMG left"].rest == pytest.approx(1.9e-6, rel=0.2)
    assert scales["EMG left"].maximum == pytest.approx(4e-5, rel=0.1)
    with pytest.raises(RecordingError, match=r"r\.edf: EMG left: .* times the rest"):
        calibrated_scales(write_edf(tmp_path / "r.edf", bursts[:, :4900]))


def test_other_muscles_are_judged_when_it_is_said_which_they_are(tmp_path: Path) -> None:
    chance = np.random.default_rng(8)
    gains = np.ones((2, 40_000))
    for start in (5, 12, 19, 26):
        gains[0, start * 1000 : start * 1000 + 3000] = 20.0
    gains[1, 12_000:15_000] = 15.0  # the other muscle helps with the second squeeze
    gains[1, 33_000:36_000] = 20.0  # and works alone while the trained one is pressed down
    gains[0, 33_000:36_000] = 0.5
    path = write_edf(tmp_path / "a.edf", chance.normal(0, 2e-6, (2, 40_000)) * gains)
    assert analyse(path).efforts == ()
    result = analyse(path, Options(kinds={"EMG right": "buttock"}))
    problems = [(round(one.onset_s), one.problems) for one in result.efforts]
    assert problems == [(5, ()), (12, ("wrong_muscle:EMG right",)), (19, ()), (26, ()), (33, ("bearing_down",))]
    alone, helped = result.efforts[0], result.efforts[1]
    assert (alone.selectivity or 0) > 95
    assert helped.selectivity == pytest.approx(56, abs=5)
    assert (helped.co_contraction or 0) > 60 > (alone.co_contraction or 0)
    said = "\n".join(table(result, "en"))
    assert "EMG right (buttock) in 1 of 4: " in said
    assert "0:33.0: " in said


@pytest.mark.parametrize(("times", "remarks"), [(1, []), (2, []), (5, [("repeats", 200)])])
def test_a_rate_that_cannot_be_true_is_told(
    times: int, remarks: list[tuple[str, int]], bursts: Signal, tmp_path: Path
) -> None:
    slow = bursts[:, :: max(1, times)]
    result = analyse(write_csv(tmp_path / "a.csv", np.repeat(slow, times, axis=1)))
    assert [(one.code, one.values["found"]) for one in result.remarks] == remarks
    assert not remarks or "about 200 a second are new" in table(result, "en")[-1]


def test_the_annotated_recordings_are_found(shared: Path) -> None:
    hofte = Path(sys.executable).with_name("hofte")
    command = [sys.executable, shared / "score_emg.py", hofte, shared / "data/emg", "0.95", "biosppy_low_snr"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
