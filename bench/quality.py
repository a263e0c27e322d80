"""Signal quality: what the gate costs live and whole, how often it is wrong, and what it says of real recordings.

Live times are those of the whole way from a block of 10 ms to what a person may see: filter, average, quality, gate,
and the notch where the signal hums. There is no peer: none of the packages of ``bench.emg`` judges a signal live.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench._synthetic import synthetic
from hofte.emg.features import FeatureStream
from hofte.emg.finding import QualityFinding
from hofte.emg.level import Scale
from hofte.emg.model import Channel, ChannelKind, Description, SignalBlock
from hofte.emg.whole import EnvelopeStream
from hofte.emg.whole_quality import QualityTracker
from hofte.emg.whole_strength import contrast_db, weakness_of

LIVE = ((1, 1000, 30.0), (8, 2000, 300.0))
RATES = (200, 250, 500, 1000, 1116, 2000, 2048)
WHOLE_CHANNELS, WHOLE_RATE, WHOLE_TARGET_S = 8, 2000, 0.35
KINDS: tuple[ChannelKind, ...] = ("target", "buttock", "thigh", "belly")


def live(n_channels: int, sfreq: int, target_us: float, seconds: float) -> Iterator[dict[str, Any]]:
    """Wall time of each block, with and without hum."""
    channels = tuple(Channel(f"{n}", KINDS[min(n, 1)]) for n in range(n_channels))
    size = sfreq // 100
    for hums in (False, True):
        made = [
            synthetic(20.0, "dirty" if hums else "clean", seed=n, seconds=seconds, sfreq=sfreq)
            for n in range(n_channels)
        ]
        rows = [one.samples.tolist() for one in made]
        stream = FeatureStream(Description("bench", channels, sfreq), {one.name: Scale(1.0, 10.0) for one in channels})
        times = []
        for at in range(0, len(rows[0]) - size, size):
            block = SignalBlock([row[at : at + size] for row in rows], at)
            start = time.perf_counter()
            stream.feed(block)
            times.append(1e6 * (time.perf_counter() - start))
        yield {
            "case": "live", "n_channels": n_channels, "sfreq": sfreq, "hums": hums, "target_us": target_us,
            "p50_us": statistics.median(times), "mean_us": statistics.fmean(times),
            "p99_us": statistics.quantiles(times, n=100)[98],
        }  # fmt: skip


def whole(minutes: float) -> dict[str, Any]:
    """Processor time of quality alone over a long recording, in portions of ten seconds."""
    samples = np.random.default_rng(1).standard_normal((WHOLE_CHANNELS, round(60 * minutes * WHOLE_RATE)))
    tracker = QualityTracker(WHOLE_RATE, WHOLE_CHANNELS)
    start = time.process_time()
    for at in range(0, samples.shape[1], 10 * WHOLE_RATE):
        tracker.feed(samples[:, at : at + 10 * WHOLE_RATE])
    tracker.finish()
    seconds = (time.process_time() - start) * 10.0 / minutes
    return {"case": "whole", "seconds_of_10_min": seconds, "target_s": WHOLE_TARGET_S}


def made(sfreq: int, seconds: float) -> Iterator[dict[str, Any]]:
    """Shares of time that were flagged in synthetic signals."""
    for dirt in ("clean", "dirty", "heavy"):
        signals = [synthetic(db, dirt, seed=n, seconds=seconds, sfreq=sfreq) for n, db in enumerate((20.0, 10.0, 6.0))]
        found = judged(np.stack([one.samples for one in signals]), sfreq)
        yield {"case": "made", "sfreq": sfreq, "dirt": dirt, "shares": shares(found, seconds)}


def recordings(folder: Path) -> Iterator[dict[str, Any]]:
    """What is said of each channel of the recordings."""
    for path in sorted(folder.glob("*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            sfreq = float(file.readline().partition("=")[2])
            names = file.readline().strip().split(",")
            rows = np.loadtxt(file, delimiter=",", ndmin=2).T
        samples = rows[[n for n, name in enumerate(names) if "emg" in name or name.startswith("vl_")]]
        envelope = EnvelopeStream(sfreq, len(samples)).feed(samples)
        contrasts = [round(contrast_db(row) or 0.0, 1) for row in envelope]
        weak = [[found] if (found := weakness_of(row)) else [] for row in envelope]
        seconds = samples.shape[1] / sfreq
        every = [[*found, *more] for found, more in zip(judged(samples, sfreq), weak, strict=True)]
        yield {
            "case": "recording",
            "name": path.name.removesuffix(".csv.gz"),
            "shares": shares(every, seconds),
            "contrast_db": contrasts,
        }


def judged(samples: np.ndarray[Any, Any], sfreq: float) -> list[list[QualityFinding]]:
    """The findings of each channel."""
    tracker = QualityTracker(sfreq, len(samples))
    tracker.feed(samples)
    return tracker.finish()


def shares(findings: Sequence[Sequence[QualityFinding]], seconds: float) -> dict[str, float]:
    """The share of the time of all channels that each problem has."""
    found: dict[str, float] = {}
    for one in (one for channel in findings for one in channel):
        found[one.problem] = found.get(one.problem, 0.0) + (one.end_s - one.start_s) / seconds / len(findings)
    return {problem: round(share, 4) for problem, share in sorted(found.items())}


def line(result: dict[str, Any]) -> str:
    """One result, readable."""
    if result["case"] == "live":
        name = f"{result['n_channels']} ch at {result['sfreq']} Hz{', hum' if result['hums'] else ''}"
        times = f"p50 {result['p50_us']:.1f}, mean {result['mean_us']:.1f}, p99 {result['p99_us']:.0f} us"
        return f"live, a block of 10 ms, {name:22} {times} (target p50 {result['target_us']:.0f})"
    if result["case"] == "whole":
        seconds, target = result["seconds_of_10_min"], result["target_s"]
        return f"whole, 8 ch x 2 kHz x 10 min: {seconds:.2f} s of processor (target {target:g})"
    said = ", ".join(f"{problem} {100 * share:.1f} %" for problem, share in result["shares"].items()) or "nothing"
    name = result.get("name") or f"{result['dirt']} at {result['sfreq']} Hz"
    return f"{result['case']} {name:40} {said}"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="a few seconds of signal only")
    options.add_argument("--json", action="store_true", help="one JSON line for each result")
    options.add_argument("--recordings", type=Path, default=Path("../shared/data/emg"), help="folder of recordings")
    chosen = options.parse_args()
    seconds = 30.0 if chosen.quick else 240.0
    results = [result for case in LIVE for result in live(*case, seconds / 8)]
    results.append(whole(0.5 if chosen.quick else 10.0))
    results += [result for sfreq in RATES[:: 3 if chosen.quick else 1] for result in made(sfreq, seconds)]
    results += recordings(chosen.recordings)
    print("\n".join(json.dumps(result) if chosen.json else line(result) for result in results))


if __name__ == "__main__":
    main()
