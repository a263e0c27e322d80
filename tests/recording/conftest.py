"""Recordings of our own making, in every format."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from hofte.recording.model import Source

Read = Callable[[Source], NDArray[np.float64]]


@pytest.fixture
def read() -> Read:
    """Read all samples of a source and close it."""

    def all_of(source: Source) -> NDArray[np.float64]:
        with source:
            return np.concatenate([portion.samples for portion in source.portions()], axis=1)

    return all_of


@pytest.fixture(scope="session")
def bursts() -> NDArray[np.float64]:
    """Two channels of 20 s at 1000 Hz, in volts: rest and three squeezes of 2 s; the second is half as loud."""
    chance = np.random.default_rng(5)
    noise = chance.normal(0.0, 2e-6, (2, 20_000))
    gain = np.ones(20_000)
    for start in (5, 10, 15):
        gain[start * 1000 : start * 1000 + 2000] = 20.0
    return noise * gain * np.array([[1.0], [0.5]])


def xdf_chunk(tag: int, body: bytes) -> bytes:
    return b"\x04" + struct.pack("<IH", len(body) + 2, tag) + body


def xdf_header(number: int, name: str, kind: str, labels: Sequence[str], sfreq: float, form: str = "float32") -> bytes:
    channels = "".join(f"<channel><label>{one}</label><unit>microvolts</unit></channel>" for one in labels)
    info = (
        f"<?xml version='1.0'?><info><name>{name}</name><type>{kind}</type><channel_count>{len(labels)}</channel_count>"
        f"<nominal_srate>{sfreq}</nominal_srate><channel_format>{form}</channel_format>"
        f"<desc><channels>{channels}</channels></desc></info>"
    )
    return xdf_chunk(2, struct.pack("<I", number) + info.encode())


def xdf_samples(number: int, samples: NDArray[np.float32], start_s: float, *, stamps: int, sfreq: float) -> bytes:
    """A chunk of samples, every ``stamps``-th with a time stamp."""
    body = struct.pack("<I", number) + b"\x04" + struct.pack("<I", samples.shape[1])
    for n, row in enumerate(samples.T):
        body += b"\x08" + struct.pack("<d", start_s + n / sfreq) if n % stamps == 0 else b"\0"
        body += row.astype("<f4").tobytes()
    return xdf_chunk(3, body)


@pytest.fixture
def xdf(tmp_path: Path) -> Callable[..., Path]:
    """Writes two channels in microvolts as LabRecorder would, beside a stream of words and one of an EEG."""

    def write(samples: NDArray[np.float64], *, lost_s: float = 0.0, stamps: int = 1, sfreq: float = 1000.0) -> Path:
        info = b"<?xml version='1.0'?><info><version>1.0</version></info>"
        parts = [b"XDF:", xdf_chunk(1, info), xdf_header(7, "Cometa", "EMG", ["left", "right"], sfreq)]
        parts += [xdf_header(8, "Cues", "Markers", ["cue"], 0, "string"), xdf_header(9, "Head", "EEG", ["Cz"], 250)]
        for start in range(0, samples.shape[1], 100):
            late = lost_s if start >= samples.shape[1] // 2 else 0.0
            part = (1e6 * samples[:, start : start + 100]).astype(np.float32)
            parts.append(xdf_samples(7, part, 50.0 + start / sfreq + late, stamps=stamps, sfreq=sfreq))
        footer = b"<?xml version='1.0'?><info><first_timestamp>0</first_timestamp></info>"
        parts += [xdf_chunk(6, struct.pack("<I", number) + footer) for number in (7, 8, 9)]
        path = tmp_path / "lab.xdf"
        path.write_bytes(b"".join(parts))
        return path

    return write
