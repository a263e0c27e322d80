"""Whole recordings: an eight-hour file in bounded memory, and many files on one and on two processes.

The files are made here: EDF+ of eight channels, squeezes of five seconds in noise. The memory is the largest resident
set of the whole process ``hofte analyse --json``, as the kernel counts it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import edfio
import numpy as np

from hofte.recording.analyse import Options, analyse
from hofte.recording.many import map_recordings

N_CHANNELS = 8
#: What we promise: megabytes for eight hours; how much faster two processes are than one.
TARGET_MB, TARGET_RATIO = 300.0, 1.6
REPEATS = 5


def write_edf(path: Path, seconds: int, sfreq: int) -> Path:
    """Write a recording of any length, a minute at a time: the header of one minute, and then minutes."""
    chance = np.random.default_rng(7)
    gain = np.where((np.arange(60 * sfreq) // (5 * sfreq)) % 3 == 1, 40.0, 3.0)
    minute = (chance.normal(0.0, 1.0, (N_CHANNELS, 60 * sfreq)) * gain).clip(-400, 400)
    signals = [
        edfio.EdfSignal(row, sfreq, label=f"EMG {n + 1}", physical_dimension="uV", physical_range=(-500, 500))
        for n, row in enumerate(minute)
    ]
    edfio.Edf(signals, data_record_duration=1).write(path)
    whole = path.read_bytes()
    size = 256 * (N_CHANNELS + 1)
    with path.open("wb") as file:
        file.write(whole[:236] + str(seconds).ljust(8).encode() + whole[244:size])
        for start in range(0, seconds, 60):
            file.write(whole[size : size + (len(whole) - size) * min(60, seconds - start) // 60])
    return path


def measure_memory(folder: Path, hours: float, sfreq: int) -> dict[str, Any]:
    """One long recording, analysed by the command."""
    seconds = round(3600 * hours)
    path = write_edf(folder / "long.edf", seconds, sfreq)
    start = time.perf_counter()
    command = [sys.executable, "-m", "hofte", "analyse", "--json", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603  our own program
        out = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - start
    answer = json.loads(out)
    path.unlink()
    return {
        "what": "memory",
        "hours": hours,
        "n_channels": len(answer["channels"]),
        "sfreq": sfreq,
        "contractions": sum(len(channel["contractions"]) for channel in answer["channels"]),
        "seconds": took,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024,
        "target_megabytes": TARGET_MB,
    }


def measure_workers(folder: Path, minutes: float, n_files: int, repeats: int) -> dict[str, Any]:
    """The same files with one worker and with two, in turn."""
    seconds = round(60 * minutes)
    paths = [write_edf(folder / f"{n}.edf", seconds, 1000) for n in range(n_files)]
    took: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(repeats):
        for workers, times in took.items():
            start = time.perf_counter()
            rows = list(map_recordings(paths, partial(analyse, options=Options()), workers=workers))
            times.append(time.perf_counter() - start)
            if any(row.error for row in rows):
                raise RuntimeError(next(row.error for row in rows if row.error))
    one, two = (statistics.median(times) for times in took.values())
    return {
        "what": "workers",
        "files": n_files,
        "minutes": minutes,
        "one_s": one,
        "two_s": two,
        "ratio": statistics.median(a / b for a, b in zip(*took.values(), strict=True)),
        "target_ratio": TARGET_RATIO,
    }


def lines(results: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The results as sentences."""
    for r in results:
        if r["what"] == "memory":
            yield f"{r['hours']:g} h, {r['n_channels']} channels at {r['sfreq']} Hz, {r['contractions']} contractions:"
            yield f"  at most {r['megabytes']:.0f} MB resident (target {r['target_megabytes']:.0f})"
            yield f"  {r['seconds']:.1f} s, of them {r['cpu_seconds']:.1f} s of processor"
        else:
            yield f"{r['files']} files of {r['minutes']:g} min, eight channels at 1000 Hz:"
            yield f"  {r['one_s']:.1f} s with one worker, {r['two_s']:.1f} s with two"
            yield f"  {r['ratio']:.2f} times as fast, median of pairs (target {r['target_ratio']})"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="a quarter of an hour, one repeat of short files")
    options.add_argument("--json", action="store_true", help="one JSON line for each case")
    quick = (chosen := options.parse_args()).quick
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = [
            measure_memory(folder, 0.25 if quick else 8.0, 250 if quick else 1000),
            measure_workers(folder, 1 if quick else 20, 2 if quick else 12, 1 if quick else REPEATS),
        ]
    print("\n".join(map(json.dumps, results)) if chosen.json else "\n".join(lines(results)))


if __name__ == "__main__":
    main()
