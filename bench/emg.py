"""Surface EMG: how quick a block is, how quick a recording, and how well contractions are found.

Live: our plain Python beside scipy's ``sosfilt`` with ``zi``; both filter the same noise with the same sections and
give the same root mean square, which is checked before anything is printed. Whole recordings and detection stand beside
NeuroKit2 and BioSPPy as their users call them, in an environment of their own that is made on first use; where they are
slow they get a shorter recording, and the time is scaled by the number of samples. What is compared is the time of a
core, so that whatever else runs on the machine does not count.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import signal

from bench import _emg_score as score
from bench._peers import interpreter
from bench._synthetic import synthetic
from hofte.emg.chain import Chain
from hofte.emg.design import Section, design_sections
from hofte.emg.detect import Detector
from hofte.emg.envelope import LiveEnvelope
from hofte.emg.level import Scale
from hofte.emg.whole import EnvelopeStream, estimate_scale, find_contractions
from hofte.emg.whole_quality import QualityTracker

CASES = ((1, 1000), (8, 2000))
BLOCK_S, WINDOW_S, SECONDS = 0.01, 0.1, 60.0
#: What we promise for one block, in microseconds.
TARGETS_US = {(1, 1000): 30.0, (8, 2000): 300.0}
#: A whole recording: channels, samples a second, seconds; what we promise for it, in seconds and megabytes, and how
#: many times faster than the peers.
WHOLE, WHOLE_TARGET = (8, 2000, 600), (1.0, 150.0)
WHOLE_RATIOS = {"NeuroKit2 emg_process": 500.0, "BioSPPy emg": 10.0}
PEER_SECONDS = 120
PACKAGES = ("neurokit2==0.2.13", "biosppy==2.2.4", "peakutils==1.3.5")


class Peer:
    """The same chain in scipy: state in ``zi``, the average by a cumulated sum over the last window."""

    def __init__(self, sections: Sequence[Section], window: int, n_channels: int) -> None:
        self._sos = np.array(sections)
        self._zi = np.zeros((len(sections), n_channels, 2))
        self._window = window
        self._squares = np.zeros((n_channels, window))
        self._first: np.ndarray[Any, Any] | None = None

    def feed(self, block: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        if self._first is None:
            self._first = block[:, :1].copy()
        band, self._zi = signal.sosfilt(self._sos, block - self._first, zi=self._zi)
        squares = np.concatenate([self._squares, band * band], axis=1)
        sums = np.cumsum(squares, axis=1)
        self._squares = squares[:, -self._window :]
        return np.sqrt((sums[:, self._window :] - sums[:, : -self._window]) / self._window)


def timed(feed: Callable[[Any], Any], blocks: Sequence[Any]) -> tuple[list[float], list[Any]]:
    """How long each block took, in microseconds, and what came of it."""
    times, results = [], []
    for block in blocks:
        start = time.perf_counter()
        result = feed(block)
        times.append(1e6 * (time.perf_counter() - start))
        results.append(result)
    return times, results


def live(n_channels: int, sfreq: int, seconds: float) -> dict[str, Any]:
    """Both chains over the same noise; raises AssertionError if they do not agree."""
    chance = random.Random(1)  # noqa: S311 (noise, no secret)
    size, n_samples = round(BLOCK_S * sfreq), round(seconds * sfreq)
    samples = [[chance.gauss(2.0, 1.0) for _ in range(n_samples)] for _ in range(n_channels)]
    sections, window = design_sections(sfreq, notch=50), round(WINDOW_S * sfreq)
    lists = [[channel[at : at + size] for channel in samples] for at in range(0, n_samples, size)]
    chains, peer = [Chain(sections, window) for _ in range(n_channels)], Peer(sections, window, n_channels)
    times, results = timed(lambda block: [chain.feed(c) for chain, c in zip(chains, block, strict=True)], lists)
    theirs, expected = timed(peer.feed, [np.array(block) for block in lists])
    np.testing.assert_allclose(np.hstack([np.array(r) for r in results]), np.hstack(expected), atol=1e-9)
    finders = [(LiveEnvelope(sfreq), Detector(Scale(1.0, 10.0))) for _ in range(n_channels)]
    found, _ = timed(lambda block: [d.feed(e.feed(c)) for (e, d), c in zip(finders, block, strict=True)], lists)
    return {
        "case": "live",
        "n_channels": n_channels,
        "sfreq": sfreq,
        "blocks": len(lists),
        "hofte_p50_us": statistics.median(times),
        "hofte_p99_us": statistics.quantiles(times, n=100)[98],
        "detector_p50_us": statistics.median(found),
        "detector_p99_us": statistics.quantiles(found, n=100)[98],
        "scipy_p50_us": statistics.median(theirs),
        "scipy_p99_us": statistics.quantiles(theirs, n=100)[98],
        "ratio_p50": statistics.median(theirs) / statistics.median(times),
        "target_us": TARGETS_US[n_channels, sfreq],
    }


def analysed(samples: np.ndarray[Any, Any], sfreq: int) -> int:
    """Envelope, quality and contractions of all channels, in portions of ten seconds; how many contractions."""
    stream, tracker = EnvelopeStream(sfreq, len(samples)), QualityTracker(sfreq, len(samples))
    parts = []
    for at in range(0, samples.shape[1], 10 * sfreq):
        portion = samples[:, at : at + 10 * sfreq]
        tracker.feed(portion)
        parts.append(stream.feed(portion))
    tracker.finish()
    frames = np.concatenate(parts, axis=1)
    return sum(len(find_contractions(row, 100, estimate_scale(row))) for row in frames)


def whole_here(seconds: int) -> dict[str, Any]:
    """A whole recording in this process: its time (best of three), and the most memory that was taken beyond it."""
    n_channels, sfreq, _ = WHOLE
    samples = np.stack([synthetic(20, seed=n, seconds=seconds, sfreq=sfreq).samples for n in range(n_channels)])
    analysed(samples[:, : 20 * sfreq], sfreq)  # what is loaded once is no cost of a recording
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the largest resident set counts from here
    before, times, work = _resident_mb("VmRSS"), [], []
    for _ in range(3):
        start, worked = time.perf_counter(), time.process_time()
        n_found = analysed(samples, sfreq)
        times.append(time.perf_counter() - start)
        work.append(time.process_time() - worked)
    return {
        "case": "whole",
        "n_channels": n_channels,
        "sfreq": sfreq,
        "seconds": seconds,
        "contractions": n_found,
        "hofte_s": min(times),
        "hofte_cpu_s": min(work),
        "extra_mb": _resident_mb("VmHWM") - before,
    }


def _resident_mb(key: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(key)) / 1024.0


def whole(seconds: int, python: Path | None) -> dict[str, Any]:
    """A whole recording in a process of its own; and the peers, on a shorter one, scaled."""
    command = [sys.executable, "-m", "bench.emg", "--whole", str(seconds)]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603  ourselves
    result: dict[str, Any] = json.loads(run.stdout)
    result["peers"] = {}
    if python:
        n_channels, sfreq, _ = WHOLE
        short = {f"{sfreq}:short": synthetic(20, seed=1, seconds=PEER_SECONDS, sfreq=sfreq).samples}
        for line in score.run_peers(python, short, "--time"):
            scaled = line["seconds"] * n_channels * seconds / PEER_SECONDS
            ratio = scaled / result["hofte_cpu_s"]
            result["peers"][line["method"]] = {"measured_s": line["seconds"], "scaled_s": scaled, "ratio": ratio}
    return result


def detection(cases: Sequence[score.Case], python: Path | None) -> Iterator[dict[str, Any]]:
    """How well each method finds what is there."""
    found = {score.OURS: {case.name: score.ours(case) for case in cases}}
    if python:
        found |= score.theirs(python, cases)
    for method, onsets in found.items():
        yield from ({"case": "detection", **row} for row in score.scored(method, cases, onsets))


def lines(results: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The results as tables."""
    yield f"{'EMG, a block of 10 ms':24} {'chain p50/p99':>20} {'scipy p50/p99':>20} {'ratio':>7} {'target':>8}"
    for r in (r for r in results if r["case"] == "live"):
        name = f"{r['n_channels']} ch at {r['sfreq']} Hz"
        ours = f"{r['hofte_p50_us']:.1f} / {r['hofte_p99_us']:.1f} us"
        theirs = f"{r['scipy_p50_us']:.1f} / {r['scipy_p99_us']:.1f} us"
        yield f"{name:24} {ours:>20} {theirs:>20} {r['ratio_p50']:6.1f}x {r['target_us']:5.0f} us"
        yield f"{'  detector beside it':24} {r['detector_p50_us']:8.1f} / {r['detector_p99_us']:.1f} us"
    for r in (r for r in results if r["case"] == "whole"):
        yield ""
        yield f"{r['n_channels']} channels, {r['sfreq']} Hz, {r['seconds']} s: envelope, quality, contractions"
        yield f"{'hofte':24} {r['hofte_s']:9.2f} s, {r['extra_mb']:.0f} MB extra (targets 1 s, 150 MB)"
        yield f"{'':24} {r['hofte_cpu_s']:9.2f} s of a core"
        for name, p in r["peers"].items():
            target = f"target {WHOLE_RATIOS[name]:.0f}x; {p['measured_s']:.2f} s of {PEER_SECONDS} s, 1 channel, scaled"
            yield f"{name:24} {p['scaled_s']:9.2f} s of a core, {p['ratio']:.0f}x ({target})"
    yield from _detection_lines([r for r in results if r["case"] == "detection"])


def _detection_lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    methods, groups = (list(dict.fromkeys(r[key] for r in rows)) for key in ("method", "group"))
    width = 20
    yield ""
    yield f"{'F1, onset error':16}" + "".join(f"{method:>{width}}" for method in methods)
    for group in groups:
        cells = []
        for method in methods:
            r = next(r for r in rows if (r["method"], r["group"]) == (method, group))
            error = "" if r["onset_error_ms"] is None else f", {r['onset_error_ms']:.0f} ms"
            cells.append(f"{r['f1']:.3f}{error}")
        yield f"{group:16}" + "".join(f"{cell:>{width}}" for cell in cells)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="little signal, no peers")
    options.add_argument("--json", action="store_true", help="one JSON line for each result")
    options.add_argument("--whole", type=int, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.whole:
        print(json.dumps(whole_here(chosen.whole)))
        return
    quick = chosen.quick
    python = None if quick else interpreter("emg", PACKAGES)
    cases = [*score.synthetic_cases(60.0 if quick else 120.0, score.SEEDS[:1] if quick else score.SEEDS)]
    results = [live(*case, SECONDS / 12 if quick else SECONDS) for case in CASES]
    results.append(whole(60 if quick else WHOLE[2], python))
    results += detection([*cases, *score.annotated_cases()], python)
    print("\n".join(map(json.dumps, results)) if chosen.json else "\n".join(lines(results)))


if __name__ == "__main__":
    main()
