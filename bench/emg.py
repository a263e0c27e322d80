"""The live EMG chain, block by block: our plain Python beside scipy's ``sosfilt`` with ``zi``, in the same run.

Both filter the same noise with the same sections and give the same root mean square; that they do is checked before
anything is printed. Times are wall time of one block of 10 ms, all channels.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from scipy import signal

from hofte.emg.chain import Chain
from hofte.emg.design import Section, design_sections

CASES = ((1, 1000), (8, 2000))
BLOCK_S, WINDOW_S, SECONDS = 0.01, 0.1, 60.0
#: What we promise for one block, in microseconds.
TARGETS_US = {(1, 1000): 30.0, (8, 2000): 300.0}


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


def measure(n_channels: int, sfreq: int, seconds: float) -> dict[str, Any]:
    """Both chains over the same noise; raises AssertionError if they do not agree."""
    chance = random.Random(1)  # noqa: S311 (noise, no secret)
    size, n_samples = round(BLOCK_S * sfreq), round(seconds * sfreq)
    samples = [[chance.gauss(2.0, 1.0) for _ in range(n_samples)] for _ in range(n_channels)]
    sections, window = design_sections(sfreq, notch=50), round(WINDOW_S * sfreq)
    lists = [[channel[at : at + size] for channel in samples] for at in range(0, n_samples, size)]
    chains, peer = [Chain(sections, window) for _ in range(n_channels)], Peer(sections, window, n_channels)
    ours, results = timed(lambda block: [chain.feed(c) for chain, c in zip(chains, block, strict=True)], lists)
    theirs, expected = timed(peer.feed, [np.array(block) for block in lists])
    np.testing.assert_allclose(np.hstack([np.array(r) for r in results]), np.hstack(expected), atol=1e-9)
    return {
        "n_channels": n_channels,
        "sfreq": sfreq,
        "blocks": len(lists),
        "hofte_p50_us": statistics.median(ours),
        "hofte_p99_us": statistics.quantiles(ours, n=100)[98],
        "scipy_p50_us": statistics.median(theirs),
        "scipy_p99_us": statistics.quantiles(theirs, n=100)[98],
        "ratio_p50": statistics.median(theirs) / statistics.median(ours),
        "target_us": TARGETS_US[n_channels, sfreq],
    }


def lines(results: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The results as a table."""
    yield f"{'EMG chain, a block of 10 ms':30} {'hofte p50/p99':>18} {'scipy p50/p99':>18} {'ratio':>7} {'target':>8}"
    for r in results:
        name = f"{r['n_channels']} ch at {r['sfreq']} Hz"
        ours = f"{r['hofte_p50_us']:.1f} / {r['hofte_p99_us']:.1f} us"
        theirs = f"{r['scipy_p50_us']:.1f} / {r['scipy_p99_us']:.1f} us"
        yield f"{name:30} {ours:>18} {theirs:>18} {r['ratio_p50']:6.1f}x {r['target_us']:5.0f} us"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="a few seconds of signal only")
    options.add_argument("--json", action="store_true", help="one JSON line for each case")
    chosen = options.parse_args()
    results = [measure(*case, SECONDS / 12 if chosen.quick else SECONDS) for case in CASES]
    print("\n".join(map(json.dumps, results)) if chosen.json else "\n".join(lines(results)))


if __name__ == "__main__":
    main()
