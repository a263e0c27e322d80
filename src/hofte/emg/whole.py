"""Whole recordings: envelope frames and contractions with numpy and scipy, in portions of any size.

The same answers as the live code (:mod:`hofte.emg.envelope`, :mod:`hofte.emg.detect`). Memory holds a hundred frames
for each second of a channel, never its samples. Needs the extra ``analysis``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hofte.core.errors import SignalError
from hofte.emg.chain import LARGEST
from hofte.emg.decide import BLOCK, LONG, LONGEST_S, SHORT, Decider
from hofte.emg.design import Section
from hofte.emg.detect import PAUSE_S, check_arguments
from hofte.emg.envelope import HELD_FRAMES, border, check_rate, detection_sections, settling_frames
from hofte.emg.level import REST_PERCENTILE, SQUEEZES, Scale
from hofte.emg.measure import LOOK_BACK, Span, measured, refined
from hofte.emg.model import ENVELOPE_RATE, Contraction
from hofte.emg.sosfilt import sosfilt

#: The maximum of a recording is the third largest of the peaks of its seconds, so that two artefacts may be larger, and
#: one in five hundred more in a long one.
PEAK_SHARE = 500
#: A level so many times above the third largest median of a tenth of a second is a spike, no muscle.
OUTLIER = 3.0

Array = NDArray[np.floating[Any]]


class EnvelopeStream:
    """The envelope of all channels of a recording.

    Parameters
    ----------
    sfreq : float
        Sampling frequency in hertz, at least ``ENVELOPE_RATE``.
    n_channels : int
        How many channels the portions have.
    sections : sequence of Section or None
        The filter of all channels; ``None`` is :func:`hofte.emg.envelope.detection_sections` without a notch.

    Raises
    ------
    SignalError
        If no such filter exists or the rate is too low.
    """

    def __init__(self, sfreq: float, n_channels: int, sections: Sequence[Section] | None = None) -> None:
        check_rate(sfreq)
        self._sfreq = sfreq
        chosen = detection_sections(sfreq) if sections is None else sections
        settling = settling_frames(chosen, sfreq)
        self._tracks = [_Track(np.array(chosen), settling) for _ in range(n_channels)]
        self._pending = np.zeros((n_channels, 0))
        self._frame = 0

    def feed(self, samples: Array) -> NDArray[np.float64]:
        """Take the next portion, give the frames that are complete.

        Parameters
        ----------
        samples : array of float, shape (n_channels, n_samples)
            NaN where a sample was lost.

        Returns
        -------
        array of float, shape (n_channels, n_frames)
            Root mean squares in the unit of the samples; NaN where a sample of the frame is missing.

        Raises
        ------
        SignalError
            If the portion has another number of channels.
        """
        if samples.ndim != 2 or len(samples) != len(self._tracks):
            raise SignalError(f"a portion of shape {samples.shape} came for {len(self._tracks)} channels")
        joined = np.concatenate([self._pending, samples], axis=1)
        first = border(self._frame, self._sfreq)
        n_frames = int((first + joined.shape[1]) * ENVELOPE_RATE / self._sfreq) + 1 - self._frame
        borders = np.ceil((self._frame + np.arange(n_frames + 1)) * self._sfreq / ENVELOPE_RATE).astype(int) - first
        borders = borders[borders <= joined.shape[1]]
        self._frame += len(borders) - 1
        self._pending = joined[:, borders[-1] :].copy()
        if len(borders) == 1:
            return np.zeros((len(self._tracks), 0))
        ready = joined[:, : borders[-1]]
        return np.stack([track.feed(row, borders) for track, row in zip(self._tracks, ready, strict=True)])


class _Track:
    """The filter of one channel."""

    def __init__(self, sos: NDArray[np.float64], settling: int) -> None:
        self._sos = sos
        self._settling = settling
        self._unsettled = 0
        self._zi = np.zeros((len(sos), 2))
        self._offset: float | None = None
        self._lost = 0

    def feed(self, samples: Array, borders: NDArray[np.int_]) -> NDArray[np.float64]:
        """Frames between the borders (the first is 0, the last the number of samples)."""
        if np.abs(samples).sum() <= LARGEST:  # all are numbers
            return self._roots(samples, borders)
        return self._with_gaps(samples, borders)

    def _roots(self, samples: Array, borders: NDArray[np.int_]) -> NDArray[np.float64]:
        if self._offset is None or self._lost > HELD_FRAMES:
            self._offset = float(samples[0])
            self._zi[:] = 0.0
            self._unsettled = self._settling
        self._lost = 0
        band = sosfilt(self._sos, np.subtract(samples, self._offset, dtype=np.float64), self._zi)
        np.square(band, out=band)
        frames = np.sqrt(np.add.reduceat(band, borders[:-1]) / np.diff(borders))
        frames[: self._unsettled] = np.nan
        self._unsettled = max(0, self._unsettled - len(frames))
        return np.asarray(frames)

    def _with_gaps(self, samples: Array, borders: NDArray[np.int_]) -> NDArray[np.float64]:
        good = np.abs(samples) <= LARGEST  # false for NaN too
        counts = np.add.reduceat(good, borders[:-1], dtype=int)
        frames = np.full(len(counts), np.nan)
        whole = counts == np.diff(borders)
        # Stretches between frames without any sample; the filter goes from one to the next as if nothing were lost.
        edges = np.flatnonzero(np.diff(np.concatenate([[0], counts > 0, [0]])))
        at = 0
        for start, stop in edges.reshape(-1, 2):
            self._lost += int(start) - at
            inner = np.concatenate([[0], np.cumsum(counts[start:stop])])
            part = samples[borders[start] : borders[stop]][good[borders[start] : borders[stop]]]
            frames[start:stop] = self._roots(part, inner)
            at = int(stop)
        self._lost += len(counts) - at
        frames[~whole] = np.nan
        return frames


def find_contractions(envelope: Array, rate: float, scale: Scale, *, longest_s: float = LONGEST_S) -> list[Contraction]:
    """Find the stretches in which a muscle is active.

    Parameters
    ----------
    envelope : array of float, shape (n_frames,)
        Frames of one channel, NaN where they are not trusted.
    rate : float
        Frames a second, ``ENVELOPE_RATE``.
    scale : Scale
        Rest and maximum; see :func:`estimate_scale` if they were not measured.
    longest_s : float
        The longest hold that was planned, in seconds.

    Returns
    -------
    list of Contraction
        In time order, not overlapping; what :class:`hofte.emg.detect.Detector` finds in the same frames.

    Raises
    ------
    SignalError
        If the rate is another or the longest hold is not positive.
    """
    check_arguments(rate, longest_s)
    powers = _powers(envelope)
    levels = moving_average(powers, LONG)
    spans = _spans(powers, Decider(scale, longest_s))
    found: list[Contraction] = []
    free = 0
    for n, span in enumerate(spans):
        following = spans[n + 1].onset if n + 1 < len(spans) else len(levels)
        until = span.offset if span.closed else min(following, span.offset + round(PAUSE_S * ENVELOPE_RATE))
        first = max(free, span.onset - LOOK_BACK)
        edges = refined(span, _values(powers[first:until]), first, first, until)
        found.append(measured(edges, _values(levels[edges.onset : until]), scale))
        free = edges.offset
    return found


def _values(frames: NDArray[np.float64]) -> list[float | None]:
    values = frames.tolist()
    return [None if value != value else value for value in values] if np.isnan(frames).any() else values


def _powers(envelope: Array) -> NDArray[np.float64]:
    """Squares of the frames, NaN where one is no number of a size that can be."""
    with np.errstate(over="ignore"):
        powers = np.square(np.asarray(envelope, dtype=np.float64))
    powers[~np.isfinite(powers)] = np.nan
    return powers


def moving_average(powers: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """Root mean square of the last ``length`` frames at each frame; NaN until there are so many."""
    total = np.full(len(powers), np.nan)
    if len(powers) >= length:
        inner = total[length - 1 :]
        inner[:] = 0.0
        for n in range(length):
            inner += powers[n : len(powers) - length + 1 + n]  # oldest first, as the live code sums
    return np.sqrt(total / length)


def _spans(powers: NDArray[np.float64], decider: Decider) -> list[Span]:
    n_blocks = len(powers) // BLOCK
    shape = (n_blocks, BLOCK)
    table = powers[: n_blocks * BLOCK].reshape(shape)
    peaks = moving_average(powers, SHORT)[: n_blocks * BLOCK].reshape(shape).max(axis=1).tolist()
    largest = table.argmax(axis=1).tolist()
    lows, highs = table.min(axis=1).tolist(), table.max(axis=1).tolist()
    sums = np.zeros(n_blocks)
    for column in table.T:
        sums += column
    means = np.sqrt(sums / BLOCK).tolist()
    spans: list[Span] = []
    for n, (low, high, mean, peak, at) in enumerate(zip(lows, highs, means, peaks, largest, strict=True)):
        if low != low:
            spans += decider.walk(n * BLOCK, _values(table[n]))
        elif not decider.is_quiet(n * BLOCK + BLOCK, low, high):
            spans += decider.walk(n * BLOCK, table[n].tolist())
        risen = decider.learn(n * BLOCK, mean if mean == mean else None, peak if peak == peak else None, at)
        spans += [risen] if risen else []
    spans += decider.walk(n_blocks * BLOCK, _values(powers[n_blocks * BLOCK :]))
    last = decider.finish(len(powers))
    return [*spans, last] if last else spans


def estimate_scale(envelope: Array, rate: float = ENVELOPE_RATE) -> Scale:
    """Estimate both ends of the scale from a recording that has no calibration of its own.

    Parameters
    ----------
    envelope : array of float, shape (n_frames,)
        Frames of one channel; NaN is left out.
    rate : float
        Frames a second.

    Returns
    -------
    Scale
        Levels on it are of this recording only, never of the day; say that it is estimated.

    Raises
    ------
    SignalError
        If there is less than a second of signal, it is flat, or nothing in it rises above the rest.
    """
    check_arguments(rate, LONGEST_S)
    powers = _powers(envelope)
    levels = moving_average(powers, LONG)
    sure = levels[np.isfinite(levels)]
    if len(sure) < ENVELOPE_RATE:
        raise SignalError("there is less than a second of signal", hint="record rest and squeezes")
    medians = np.sqrt(np.median(powers[: len(powers) // LONG * LONG].reshape(-1, LONG), axis=1))
    largest = OUTLIER * _third_peak(medians, ENVELOPE_RATE // LONG)
    maximum = _third_peak(np.where(levels <= largest, levels, np.nan), ENVELOPE_RATE)
    return Scale(float(np.percentile(sure, REST_PERCENTILE)), maximum)


def _third_peak(levels: NDArray[np.float64], a_second: int) -> float:
    n_seconds = len(levels) // a_second
    seconds = np.nan_to_num(levels[: n_seconds * a_second], nan=0.0).reshape(n_seconds, a_second)
    peaks = np.sort(seconds.max(axis=1))
    return float(peaks[-min(n_seconds, SQUEEZES + n_seconds // PEAK_SHARE)])
