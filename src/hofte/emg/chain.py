"""The live chain of one channel: filter, square, average. Causal, and the same whatever the size of the blocks.

All state crosses the borders of blocks, so feeding a recording at once or one sample at a time gives the same
numbers to the last digit. Knows samples, not time, devices or people.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import sqrt

from hofte.core.errors import SignalError
from hofte.emg.design import Section

#: A larger sample is no signal in any unit; it would overflow when squared.
LARGEST = 1e100


def is_signal(samples: Sequence[float]) -> bool:
    """Whether all samples are finite numbers of a size that a sensor can give."""
    return sum(map(abs, samples)) <= LARGEST  # false for NaN too


class Cascade:
    """Second-order sections one after the other (transposed direct form II).

    Parameters
    ----------
    sections : sequence of Section
        As :func:`hofte.emg.design.design_sections` or scipy gives them, with ``a0`` = 1.

    Raises
    ------
    SignalError
        If a section is not six numbers with ``a0`` = 1.
    """

    def __init__(self, sections: Sequence[Sequence[float]]) -> None:
        self._sections = [_checked(section) for section in sections]
        self.reset()

    def reset(self) -> None:
        """Forget all samples."""
        self._states = [(0.0, 0.0)] * len(self._sections)

    def append(self, sections: Sequence[Sequence[float]]) -> None:
        """From the next sample on, filter with these as well; what was before has to ring out."""
        self._sections += [_checked(section) for section in sections]
        self._states += [(0.0, 0.0)] * len(sections)

    def feed(self, samples: Sequence[float]) -> list[float]:
        """Filter the next samples; any number of them."""
        signal = list(samples)
        for n, section in enumerate(self._sections):
            signal, self._states[n] = _run(section, self._states[n], signal)
        return signal


class Chain:
    """Band signal and its root mean square over the last ``window_samples`` samples.

    Parameters
    ----------
    sections : sequence of Section
        The filter, first section first.
    window_samples : int
        Length of the average. Before the first sample the signal counts as zero.
    subtract_first_sample : bool
        Whether the very first sample is taken from all samples, so that a large constant offset makes no
        transient.

    Raises
    ------
    SignalError
        If the window is empty or a section is none.
    """

    def __init__(
        self, sections: Sequence[Sequence[float]], window_samples: int, subtract_first_sample: bool = True
    ) -> None:
        if window_samples < 1:
            raise SignalError(f"an average over {window_samples} samples cannot be taken")
        self._cascade = Cascade(sections)
        self._window = window_samples
        self._subtract = subtract_first_sample
        self.reset()

    def reset(self) -> None:
        """Forget all samples: the next one is the first."""
        self._cascade.reset()
        self._offset: float | None = None if self._subtract else 0.0
        # The squares of the window under way, their sum so far, and for each place in it the sum of those
        # squares of the window before that still count. Nothing is ever subtracted, so no rounding can pile
        # up over hours or make a sum negative.
        self._squares: list[float] = []
        self._sum = 0.0
        self._tail = [0.0] * self._window

    @property
    def window_samples(self) -> int:
        return self._window

    def append(self, sections: Sequence[Sequence[float]]) -> None:
        """From the next sample on, filter with these as well; what was before has to ring out."""
        self._cascade.append(sections)

    def feed(self, samples: Sequence[float]) -> list[float]:
        """Take the next samples, give the root mean square at each of them.

        Parameters
        ----------
        samples : sequence of float, shape (n_samples,)
            Any unit, any number of samples.

        Returns
        -------
        list of float, shape (n_samples,)
            In the unit of the samples.

        Raises
        ------
        SignalError
            If a sample is not a finite number; the chain is then as it was before the call.
        """
        return self.feed_both(samples)[1]

    def feed_both(self, samples: Sequence[float]) -> tuple[list[float], list[float]]:
        """Take the next samples, give the band signal and its root mean square; see :meth:`feed`."""
        if not is_signal(samples):
            raise SignalError(
                "a sample is not a finite number", hint="leave lost samples out and let the sample counter jump"
            )
        if self._offset is None:
            if not samples:
                return [], []
            self._offset = samples[0]
        offset = self._offset
        band = self._cascade.feed([sample - offset for sample in samples])
        return band, self._average(band)

    def _average(self, band: list[float]) -> list[float]:
        levels: list[float] = []
        start = 0
        while start < len(band):
            place = len(self._squares)
            part = [value * value for value in band[start : start + self._window - place]]
            start += len(part)
            sums = list(accumulate(part, initial=self._sum))
            self._sum = sums[-1]
            self._squares += part
            scale = 1.0 / self._window
            levels += [sqrt((now + before) * scale) for now, before in zip(sums[1:], self._tail[place:], strict=False)]
            if len(self._squares) == self._window:
                self._next_window()
        return levels

    def _next_window(self) -> None:
        sums = list(accumulate(reversed(self._squares)))
        sums.reverse()
        self._tail = [*sums[1:], 0.0]
        self._squares = []
        self._sum = 0.0


def _checked(section: Sequence[float]) -> Section:
    if len(section) != 6 or section[3] != 1.0:
        raise SignalError("a filter section is six numbers, the fourth of them 1", hint="normalise it by its a0")
    b0, b1, b2, a0, a1, a2 = section
    return (b0, b1, b2, a0, a1, a2)


def _run(section: Section, state: tuple[float, float], signal: list[float]) -> tuple[list[float], tuple[float, float]]:
    b0, b1, b2, _, a1, a2 = section
    first, second = state
    out: list[float] = []
    append = out.append
    for x in signal:
        y = b0 * x + first
        first = b1 * x - a1 * y + second
        second = b2 * x - a2 * y
        append(y)
    return out, (first, second)
