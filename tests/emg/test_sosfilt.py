"""The filter loaded alone is scipy's filter, and does not bring the rest of scipy."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from scipy import signal

from hofte.emg import sosfilt
from hofte.emg.design import design_sections


@pytest.mark.parametrize("moved", [False, True])
def test_it_filters_as_scipy_does_across_blocks(moved: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if moved:
        monkeypatch.setattr(sosfilt, "_filter", None)
    sections = np.array(design_sections(1000.0, notch=50))
    samples = np.random.default_rng(1).normal(size=5000)
    state = np.zeros((len(sections), 2))
    parts = [sosfilt.sosfilt(sections, part, state) for part in np.split(samples, [1, 700, 701, 4000])]
    np.testing.assert_array_equal(np.concatenate(parts), signal.sosfilt(sections, samples))


def test_the_rest_of_scipy_stays_out() -> None:
    code = "import sys, hofte.recording.analyse; assert 'scipy.signal' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
