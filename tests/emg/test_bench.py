"""The benchmark runs, and both sides of it agree."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_the_benchmark_compares_chains_and_counts_contractions() -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "bench.emg", "--quick", "--json"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    results = [json.loads(line) for line in run.stdout.splitlines()]
    live = [(r["n_channels"], r["sfreq"]) for r in results if r["case"] == "live" and r["ratio_p50"] > 0]
    assert live == [(1, 1000), (8, 2000)]
    assert [r["contractions"] > 0 for r in results if r["case"] == "whole"] == [True]
    made = [r for r in results if r["case"] == "detection" and r["group"] not in ("people", "low SNR")]
    assert len(made) == 9
    assert all(r["f1"] >= 0.97 and r["onset_error_ms"] <= 30.0 for r in made)
