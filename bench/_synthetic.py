"""Synthetic surface EMG with known contractions, to compare detectors on.

White noise shaped like the spectrum of surface EMG (high-pass at 60 Hz, two low-passes at 120 Hz: Stulen & De Luca
1981, Shwedyk et al. 1977) rises within 50 ms and falls within 100 ms; quick squeezes of 0.8 to 1.5 s and holds of 5 to
10 s come in random order with rests between; below lies white noise of the amplifier, on an offset. *Dirty* adds hum as
large as that noise (and 0.3 of it at 150 Hz) and movements fifteen times as large, *heavy* ten times and 150 times.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import signal

#: Hum and movement as multiples of the noise.
DIRT = {"clean": (0.0, 0.0), "dirty": (1.0, 15.0), "heavy": (10.0, 150.0)}
OFFSET = 20.0
RISE_S, FALL_S = 0.05, 0.1
QUICK_S, HOLD_S, REST_S = (0.8, 1.5), (5.0, 10.0), (2.0, 6.0)
LEAD_S = 12.0
#: A movement every so many seconds, and how long it lasts.
MOVES_EACH_S, MOVE_S = 10.0, (0.2, 0.6)

Signal = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A signal of noise RMS 1 and when the muscle really worked, in seconds."""

    samples: Signal
    sfreq: float
    truth: tuple[tuple[float, float], ...]


def synthetic(
    snr_db: float, dirt: str = "clean", *, seed: int, seconds: float = 240.0, sfreq: float = 1000.0
) -> Synthetic:
    """Make one recording; the same arguments make the same."""
    chance = np.random.default_rng(seed)
    n_samples = round(seconds * sfreq)
    truth = _plan(chance, seconds)
    muscle = _shaped(chance, n_samples, sfreq) * _activation(truth, n_samples, sfreq)
    samples = OFFSET + chance.normal(0.0, 1.0, n_samples) + 10.0 ** (snr_db / 20.0) * muscle
    hum, movement = DIRT[dirt]
    time = np.arange(n_samples) / sfreq
    samples += hum * math.sqrt(2.0) * np.sin(2 * np.pi * (50.0 * time + chance.random()))
    samples += 0.3 * hum * math.sqrt(2.0) * np.sin(2 * np.pi * (150.0 * time + chance.random()))
    if movement:
        samples += movement * _movement(chance, n_samples, sfreq)
    return Synthetic(samples, sfreq, truth)


def _plan(chance: np.random.Generator, seconds: float) -> tuple[tuple[float, float], ...]:
    truth = []
    at = LEAD_S
    while True:
        length = float(chance.uniform(*(QUICK_S if chance.random() < 0.5 else HOLD_S)))
        if at + length > seconds - 1.0:
            return tuple(truth)
        truth.append((at, at + length))
        at += length + float(chance.uniform(*REST_S))


def _activation(truth: Sequence[tuple[float, float]], n_samples: int, sfreq: float) -> Signal:
    time = np.arange(n_samples) / sfreq
    activation = np.zeros(n_samples)
    for start, end in truth:
        up, down = (time - start) / RISE_S, 1.0 - (time - end) / FALL_S
        activation = np.maximum(activation, np.clip(np.minimum(up, down), 0.0, 1.0))
    return activation


def _shaped(chance: np.random.Generator, n_samples: int, sfreq: float) -> Signal:
    """EMG of root mean square 1."""
    high = signal.butter(1, 60.0, "highpass", fs=sfreq, output="sos")
    low = signal.butter(1, min(120.0, 0.45 * sfreq), fs=sfreq, output="sos")
    shaped = signal.sosfilt(np.vstack([high, low, low]), chance.normal(0.0, 1.0, n_samples))
    return np.asarray(shaped / shaped.std())


def _movement(chance: np.random.Generator, n_samples: int, sfreq: float) -> Signal:
    """Swings of 1 to 10 Hz with a largest value of 1, here and there."""
    moved = np.zeros(n_samples)
    for _ in range(round(n_samples / sfreq / MOVES_EACH_S)):
        length = round(float(chance.uniform(*MOVE_S)) * sfreq)
        start = int(chance.integers(0, n_samples - length))
        swing = np.sin(2 * np.pi * (chance.uniform(1.0, 10.0) * np.arange(length) / sfreq + chance.random()))
        moved[start : start + length] += swing * np.hanning(length)
    return moved
