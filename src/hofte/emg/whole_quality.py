"""Signal quality of whole recordings with numpy: the same verdicts as :mod:`hofte.emg.quality`, many channels at once.

Samples come in portions of any size and are forgotten; what is kept is a few numbers of the last second.
"""

from __future__ import annotations

import math

import numpy as np

from hofte.core.errors import SignalError
from hofte.emg.finding import STEP_RATE, Hum, QualityFinding
from hofte.emg.quality_limits import CHUNKS, FLAT_SAMPLES, HALF, border, check_rate
from hofte.emg.whole_sums import Array, Chunks, Folds, MeanPower, Rails, by_step, flat_chunks
from hofte.emg.whole_verdict import Steps, WholeVerdicts

#: Steps whose samples are worked on at once: enough for numpy, and they fit into the cache of a processor.
BATCH = 8 * HALF
#: Steps that are waited for before work begins, so that short portions cost no more than long ones.
WAIT = 4 * BATCH


class QualityTracker:
    """Judges all channels of a recording.

    Parameters
    ----------
    sfreq : float
        Samples a second.
    n_channels : int
    floor : float
        As :class:`hofte.emg.quality.QualityStream` has it.

    Raises
    ------
    SignalError
        If there are fewer than a hundred samples a second, or no channel.
    """

    def __init__(self, sfreq: float, n_channels: int, *, floor: float = 0.0) -> None:
        check_rate(sfreq)
        if n_channels < 1:
            raise SignalError("a recording without a channel cannot be judged")
        self._sfreq, self._n_channels = sfreq, n_channels
        self._parts: list[Array] = []
        self._waiting = 0  # samples in the parts
        self._step = 0
        self._before = np.full((n_channels, FLAT_SAMPLES - 1), np.nan)
        self._means = [MeanPower() for _ in range(n_channels)]
        self._folds = Folds(sfreq, n_channels)
        self._high, self._low = Rails(n_channels), Rails(n_channels)
        self._verdicts = WholeVerdicts(sfreq, n_channels, floor)

    def feed(self, samples: Array) -> None:
        """Take the next samples; one that is not finite is lost.

        Parameters
        ----------
        samples : array, shape (n_channels, n_samples)
            Any number of samples. They are read later, so they must not be changed.

        Raises
        ------
        SignalError
            If the number of channels is another one.
        """
        if samples.ndim != 2 or len(samples) != self._n_channels:
            raise SignalError(f"an array of shape {samples.shape} came, not ({self._n_channels}, n_samples)")
        self._parts.append(samples)
        self._waiting += samples.shape[1]
        if self._waiting >= border(CHUNKS * WAIT, self._sfreq) + FLAT_SAMPLES:
            self._work(last=False)

    def finish(self) -> list[list[QualityFinding]]:
        """There is no more signal: what was found in each channel, in time order."""
        self._work(last=True)
        return self._verdicts.findings()

    def hum(self) -> list[Hum | None]:
        """The hum that was found in each channel so far."""
        return list(self._verdicts.hum)

    def _first(self, step: int) -> int:
        return border(CHUNKS * step, self._sfreq)

    def _work(self, *, last: bool) -> None:
        """Work on the half seconds that are complete and whose runs of equal samples are known; in the end on all."""
        if not self._parts:
            return
        samples = np.concatenate(self._parts, axis=1) if len(self._parts) > 1 else self._parts[0]
        start = self._first(self._step)
        ready = start + samples.shape[1] - (0 if last else FLAT_SAMPLES)
        stop = math.floor(max(0, ready) * STEP_RATE / self._sfreq) + 1
        while self._first(stop) > ready:
            stop -= 1
        stop -= 0 if last else stop % HALF
        measured = []
        at = 0
        while self._step < stop:
            steps = min(BATCH, stop - self._step)
            end = self._first(self._step + steps) - start
            measured.append(self._measure(samples[:, at : end + FLAT_SAMPLES - 1], end - at, steps))
            at, self._step = end, self._step + steps
        # A copy, so that the memory of what was fed is not held.
        self._parts, self._waiting = [samples[:, at:].copy()], samples.shape[1] - at
        if measured:
            self._judge(measured)

    def _measure(self, samples: Array, n_samples: int, steps: int) -> Chunks:
        """Sum up ``steps`` steps, which are the first ``n_samples``; what follows shows where runs go on."""
        first = self._first(self._step)
        borders = [border(CHUNKS * self._step + n, self._sfreq) - first for n in range(CHUNKS * steps + 1)]
        starts, sizes = np.array(borders[:-1]), np.diff(borders)
        seen = np.concatenate([self._before, samples], axis=1, dtype=float)
        x = seen[:, FLAT_SAMPLES - 1 : FLAT_SAMPLES - 1 + n_samples]
        self._before = seen[:, n_samples : n_samples + FLAT_SAMPLES - 1].copy()
        flat = flat_chunks(seen, starts, sizes)
        totals, squares = np.add.reduceat(x, starts, axis=1), np.add.reduceat(x * x, starts, axis=1)
        lost = flat | ~np.isfinite(totals)
        if lost.any():
            x = np.where(np.repeat(lost, sizes, axis=1), np.nan, x)
            totals, squares = np.where(lost, 0.0, totals), np.where(lost, 0.0, squares)
        tenths = starts[::CHUNKS]
        return Chunks(
            sizes,
            totals,
            np.maximum(0.0, squares - totals * totals / sizes),
            flat,
            ~lost,
            *self._high.add(x, tenths),
            *self._low.add(-x, tenths),
            self._folds.add(x, tenths, by_step(lost.astype(int)) == 0),
        )

    def _judge(self, measured: list[Chunks]) -> None:
        chunks = Chunks.joined(measured)
        means = chunks.totals / chunks.sizes
        powers = [
            power.feed(means[n], chunks.sizes, chunks.present[n], chunks.flat[n]) for n, power in enumerate(self._means)
        ]
        slow, fast = (np.array([both[n] for both in powers]) for n in range(2))
        self._verdicts.add(
            Steps(
                np.broadcast_to(by_step(chunks.sizes), slow.shape),
                by_step(np.where(chunks.present, chunks.sizes, 0)),
                slow,
                by_step(chunks.within) + fast,
                by_step(chunks.flat.astype(int)) > 0,
                chunks.high,
                chunks.at_high,
                chunks.low,
                chunks.at_low,
            ),
            chunks.peaks,
        )


def find_hum(samples: Array, sfreq: float) -> list[Hum | None]:
    """The hum of each channel in the first half minute or so of a recording, so that a filter can be chosen for it.

    Parameters
    ----------
    samples : array of float, shape (n_channels, n_samples)
    sfreq : float
        Samples a second.
    """
    tracker = QualityTracker(sfreq, len(samples))
    tracker.feed(samples)
    tracker.finish()
    return tracker.hum()
