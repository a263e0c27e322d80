"""Writes ``golden.json`` beside this file: what an independent implementation (scipy) makes of a synthetic signal.

Run it by hand when the chain is meant to change: ``python tests/emg/make_golden.py``. The signal is ours: noise that
swells twice, a constant offset, hum at 50 Hz and one spike.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from scipy import signal

RATES = (200, 250, 500, 1000, 2048)
SECONDS = 0.6


def vectors(sfreq: int) -> dict[str, object]:
    rng = np.random.default_rng(sfreq)
    t = np.arange(round(SECONDS * sfreq)) / sfreq
    swell = 1.0 + 8.0 * np.exp(-(((t - 0.2) / 0.03) ** 2)) + 4.0 * np.exp(-(((t - 0.45) / 0.05) ** 2))
    samples = -35.0 + swell * rng.standard_normal(t.size) + 2.0 * np.sin(2 * np.pi * 50 * t)
    samples[t.size // 2] += 150.0
    samples = samples.round(3)
    band = signal.butter(2, [20, min(450, 0.45 * sfreq)], "bandpass", fs=sfreq, output="sos")
    notch = signal.tf2sos(*signal.iirnotch(50, 30, fs=sfreq))
    sos = np.vstack([band, notch])
    filtered = signal.sosfilt(sos, samples - samples[0])
    window = round(0.1 * sfreq)
    sums = np.convolve(filtered**2, np.ones(window))[: t.size]
    return {
        "sos": sos.tolist(),
        "window_samples": window,
        "subtract_first_sample": True,
        "input": samples.tolist(),
        "band": filtered.round(9).tolist(),
        "rms": np.sqrt(sums / window).round(9).tolist(),
    }


if __name__ == "__main__":
    text = json.dumps({str(sfreq): vectors(sfreq) for sfreq in RATES}, separators=(",", ":"))
    Path(__file__).with_name("golden.json").write_text(text + "\n")
