"""The benchmark runs, and both sides of it agree."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_the_benchmark_compares_both_chains() -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "bench.emg", "--quick", "--json"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    results = [json.loads(line) for line in run.stdout.splitlines()]
    assert [(result["n_channels"], result["sfreq"]) for result in results] == [(1, 1000), (8, 2000)]
    assert all(result["ratio_p50"] > 0 for result in results)
