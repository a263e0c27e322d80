"""Every format gives the same samples as its yardstick, in portions, in volts, with its gaps."""

from __future__ import annotations

import gzip
import json
import warnings
from collections.abc import Callable
from pathlib import Path

import edfio
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import pyxdf
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from hofte.device.recording import Recording
from hofte.recording import edf, lines, text
from hofte.recording.analyse import analyse
from hofte.recording.model import Mark, RecordingError
from hofte.recording.needs import PackageMissing, need
from hofte.recording.open import open_recording
from hofte.recording.result import analysis_json

Signal = NDArray[np.float64]
Read = Callable[..., Signal]


def write_csv(path: Path, text: str) -> Path:
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_text_is_read_in_portions_as_the_player_reads_it(
    name: str, tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"{n / 8},{'' if n % 7 == 0 else -n},{n}" for n in range(5000)]
    path = write_csv(tmp_path / name, "\n".join(["# sampling_rate_hz=250", "left_uv,right_mv,cue", *rows, ""]))
    monkeypatch.setattr(lines, "_BLOCK", 1000)
    monkeypatch.setattr(text, "PORTION", 64)
    with open_recording(path) as source:
        sizes = [portion.samples.shape[1] for portion in source.portions()]
        assert (source.sfreq, [(one.name, one.unit) for one in source.channels]) == (
            250.0,
            [("left_uv", "V"), ("right_mv", "V")],
        )
    assert sum(sizes) == 5000
    assert max(sizes) <= 32
    with Recording(path) as expected:
        np.testing.assert_allclose(read(open_recording(path)), np.array(list(expected.rows())).T[:2], rtol=1e-12)


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("left_mv;right_mv", "1,5;-2,25", [1.5e-3, -2.25e-3]),
        ("left_mv\tright_mv", "1.5\t-2.25", [1.5e-3, -2.25e-3]),
        ("\ufeffleft_mv,right_mv", "1.5,-2.25", [1.5e-3, -2.25e-3]),
    ],
)
def test_other_delimiters(head: str, row: str, expected: list[float], tmp_path: Path, read: Read) -> None:
    path = write_csv(tmp_path / "a.txt", f"{head}\r\n{row}\r\n{row}\r\n{row}\r\n")
    np.testing.assert_allclose(read(open_recording(path, sfreq=500.0))[:, 0], expected)


@pytest.mark.parametrize(("name", "unit"), [("time", 1.0), ("time", 1e3), ("time_us", 1e6)])
def test_time_stamps_give_the_rate_and_the_gaps(name: str, unit: float, tmp_path: Path, read: Read) -> None:
    times = np.arange(3000) / 500.0
    times[1000:] += 0.4
    body = "".join(f"{unit * at:.4f},{n}\n" for n, at in enumerate(times))
    with open_recording(write_csv(tmp_path / "a.csv", f"{name},emg\n{body}")) as source:
        samples = read(source)
    assert source.sfreq == pytest.approx(500.0)
    assert np.flatnonzero(np.isnan(samples[0])).tolist() == list(range(1000, 1200))


@pytest.mark.parametrize(
    ("rows", "line", "sample", "reason"),
    [
        (["1,2", "3,x", "5,6"], 4, 1, "'x' is no number"),
        (["1,2", "3", "5,6"], 4, 1, "it has 1 values, not 2"),
        (["1,2", "", "5,6"], 4, 1, "it is empty"),
        (["1,2", "3,4", "1_0,6"], 5, 2, "'1_0' is no number"),
        (["1,2", "3,4", "5,6,"], 5, 2, "it has 3 values, not 2"),
        (["x,2", "3,y", "5,6"], 3, 0, "'x' is no number"),
        (["1,2", "3,y", "x,6"], 4, 1, "'y' is no number"),
        (["1,2", "3,4\r5,6", "7,8"], 4, 1, "it has 3 values, not 2"),
        (["1,2\r", "3,4\r5", "7,8"], 4, 1, "'4\\r5' is no number"),
    ],
)
def test_a_broken_line_is_named_and_what_is_before_it_comes(
    rows: list[str], line: int, sample: int, reason: str, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", "\n".join(["# sampling_rate_hz=1000", "a_uv,b_uv", *rows, ""]))
    with open_recording(path) as source:
        portions = source.portions()
        before = sum(next(portions).samples.shape[1] for _ in range(min(sample, 1)))
        with pytest.raises(RecordingError) as error:
            next(portions)
    assert error.value.reason == f"line {line}, sample {sample}: {reason}"
    assert (before, error.value.sample) == (sample, sample)


def test_a_line_without_its_end_is_left_out(tmp_path: Path, read: Read) -> None:
    path = write_csv(tmp_path / "a.csv", "# sampling_rate_hz=1000\nemg_uv\n10\n11\n1")
    with open_recording(path) as source:
        np.testing.assert_allclose(read(source), [[10e-6, 11e-6]])
    assert [one.code for one in source.remarks] == ["last-line"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "# sampling_rate_hz=1000\n",
        "# sampling_rate_hz=fast\nemg\n1\n",
        "# sampling_rate_hz=-5\nemg\n1\n",
        "# sampling_rate_hz=3\nemg\n1\n",
        "# sampling_rate_hz=1000\n1,2\n3,4\n",
        "# sampling_rate_hz=1000\nemg,emg\n3,4\n",
        "# sampling_rate_hz=1000\ntime,force\n3,4\n",
        "emg\n1\n2\n",
        "time,emg\n1,5\n1,6\n1,7\n",
        "x" * 70_000,
        "# sampling_rate_hz=1000\nemg\n" + "1" * 5_000_000,
        "# sampling_rate_hz=1000\n" + ",".join(f"emg{n}" for n in range(65)) + "\n",
    ],
)
def test_what_is_no_recording_says_so(content: str, tmp_path: Path, read: Read) -> None:
    path = write_csv(tmp_path / "a.csv", content)
    with pytest.raises(RecordingError, match=r"a\.csv: "):
        read(open_recording(path))


def test_edf_is_read_as_edfio_reads_it(shared: Path, read: Read) -> None:
    path = shared / "data/emg/biceps_fatigue_1ch_1000hz.edf"
    expected = edfio.read_edf(path)
    with open_recording(path) as source:
        np.testing.assert_allclose(read(source)[0], expected.signals[0].data, rtol=1e-12)
    assert source.sfreq == 1000.0
    assert source.marks == [Mark(one.onset, one.duration or 0.0, one.text) for one in expected.annotations]
    text = read(open_recording(shared / "data/emg/biceps_fatigue_1ch_1000hz.csv.gz"))
    assert np.corrcoef(text, read(open_recording(path)))[0, 1] > 0.999


def test_bdf_is_read_as_edfio_reads_it_in_portions(
    bursts: Signal, tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    signals = [
        edfio.BdfSignal(1e6 * row, 1000, label=f"EMG {n}", physical_dimension="uV") for n, row in enumerate(bursts)
    ]
    slow = edfio.BdfSignal(np.zeros(5000), 250, label="EMG slow", physical_dimension="uV")
    path = tmp_path / "a.bdf"
    marks = [edfio.EdfAnnotation(12.5, 2.0, "knip æ"), edfio.EdfAnnotation(3.25, None, "begin")]
    edfio.Bdf([*signals, slow], data_record_duration=0.1, annotations=marks).write(path)
    monkeypatch.setattr(edf, "PORTION", 1000)
    with open_recording(path) as source:
        samples = read(source)
    np.testing.assert_allclose(samples, [one.data * 1e-6 for one in signals], atol=1e-15)
    assert source.marks == [Mark(3.25, 0.0, "begin"), Mark(12.5, 2.0, "knip æ")]
    assert [one.code for one in source.remarks] == ["other-rate"]


def test_an_interrupted_edf_has_its_gaps(bursts: Signal, tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.edf"
    signal = edfio.EdfSignal(1e6 * bursts[0], 1000, label="EMG", physical_dimension="uV")
    edfio.Edf([signal], data_record_duration=1.0, annotations=[]).write(path)
    raw = path.read_bytes().replace(b"EDF+C", b"EDF+D")
    for second in reversed(range(10, 20)):  # from 10 s on, the records say that they are 4 s later
        raw = raw.replace(f"+{second}\x14".encode(), f"+{second + 4}\x14".encode(), 1)
    path.write_bytes(raw)
    samples = read(open_recording(path))
    assert samples.shape == (1, 24_000)
    assert np.flatnonzero(np.isnan(samples[0])).tolist() == list(range(10_000, 14_000))


@pytest.mark.parametrize("stamps", [1, 3, 100])
def test_xdf_is_read_as_pyxdf_reads_it(stamps: int, bursts: Signal, xdf: Callable[..., Path], read: Read) -> None:
    path = xdf(bursts[:, :3000], stamps=stamps)
    with open_recording(path) as source:
        samples = read(source)
    streams, _ = pyxdf.load_xdf(path, dejitter_timestamps=False, synchronize_clocks=False)
    np.testing.assert_allclose(samples, 1e-6 * streams[0]["time_series"].T.astype(float), rtol=1e-6)
    assert [one.name for one in source.channels] == ["left", "right"]
    assert source.sfreq == 1000.0
    assert [(one.code, one.values["stream"]) for one in source.remarks] == [("stream", "Cometa")]


def test_lost_samples_of_an_xdf_are_a_gap_and_streams_are_chosen(
    bursts: Signal, xdf: Callable[..., Path], read: Read
) -> None:
    path = xdf(bursts, lost_s=2.0)
    samples = read(open_recording(path, stream="EMG", channels=["right"]))
    assert np.flatnonzero(np.isnan(samples[0])).tolist() == list(range(10_000, 12_000))
    with pytest.raises(RecordingError, match=r"no stream 'Pulse'.*Cometa.*EMG, 2 at 1000 Hz"):
        open_recording(path, stream="Pulse")


@pytest.mark.parametrize("has_rate", [True, False])
def test_parquet(has_rate: bool, bursts: Signal, tmp_path: Path, read: Read) -> None:
    columns = {"left_uv": 1e6 * bursts[0], "right_uv": 1e6 * bursts[1], "cue": np.zeros(20_000, int)}
    if not has_rate:
        columns["timestamp"] = pa.array((np.arange(20_000) * 1_000_000).astype("datetime64[ns]"))
    table = pa.table(columns).replace_schema_metadata({"sampling_rate_hz": "1000"} if has_rate else {})
    path = tmp_path / "a.parquet"
    pq.write_table(table, path, row_group_size=3000)
    with open_recording(path) as source:
        np.testing.assert_allclose(read(source), bursts, rtol=1e-12)
    assert source.sfreq == pytest.approx(1000.0)


def _made(name: str, bursts: Signal, xdf: Callable[..., Path], folder: Path) -> bytes:
    short = bursts[:, :3000]
    if name == "xdf":
        return xdf(short).read_bytes()
    path = folder / f"made.{name}"
    if name == "parquet":
        table = pa.table({"emg_uv": short[0]}).replace_schema_metadata({"sfreq": "1000"})
        pq.write_table(table, path)
    elif name == "csv.gz":
        write_csv(path, "# sampling_rate_hz=1000\nemg_uv\n" + "".join(f"{1e6 * x:.2f}\n" for x in short[0]))
    else:
        kind, signal = (edfio.Edf, edfio.EdfSignal) if name == "edf" else (edfio.Bdf, edfio.BdfSignal)
        one = signal(1e6 * short[0], 1000, label="EMG", physical_dimension="uV")
        kind([one], data_record_duration=0.1, annotations=[edfio.EdfAnnotation(1.0, 1.0, "knip")]).write(path)
    return path.read_bytes()


@pytest.mark.parametrize("name", ["csv.gz", "edf", "bdf", "xdf", "parquet"])
def test_damaged_files_are_read_or_refused_with_their_name(
    name: str, bursts: Signal, xdf: Callable[..., Path], tmp_path: Path, read: Read
) -> None:
    whole = _made(name, bursts, xdf, tmp_path)
    path = tmp_path / f"damaged.{name}"

    @settings(max_examples=150)
    @given(
        cut=st.integers(0, len(whole)),
        changes=st.lists(
            st.tuples(st.integers(0, min(2000, len(whole)) - 1) | st.integers(0, len(whole) - 1), st.integers(0, 255)),
            max_size=4,
        ),
    )
    def damage(cut: int, changes: list[tuple[int, int]]) -> None:
        raw = bytearray(whole)
        for place, value in changes:
            raw[place] = value
        path.write_bytes(raw[:cut] if cut % 2 else raw)
        samples, reason = None, ""
        try:
            samples = read(open_recording(path))
            if cut % 5 == 0:
                json.dumps(analysis_json(analyse(path)), allow_nan=False)
        except RecordingError as error:
            reason = str(error)
        assert reason.startswith(f"{path}: ") or (samples.shape[1] > 0 and not np.isinf(samples).any())

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        damage()


def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("hofte.recording.needs.find_spec", lambda name: None)
    with pytest.raises(PackageMissing, match="pyarrow is not installed") as error:
        need("pyarrow.csv")
    assert error.value.hint == "pip install 'hofte[analysis]'"


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"nowhere\.edf: No such file"):
        open_recording(tmp_path / "nowhere.edf")
    with pytest.raises(RecordingError, match="Is a directory"):
        open_recording(tmp_path)
