"""The benchmark runs: a long recording stays small, and files are done by one and by two."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_a_long_recording_takes_little_memory() -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "bench.recordings", "--quick", "--json"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    memory, workers = (json.loads(line) for line in run.stdout.splitlines())
    assert memory["n_channels"] == 8
    assert memory["contractions"] == 8 * 60
    assert memory["megabytes"] < 150
    assert workers["one_s"] > 0 < workers["two_s"]
