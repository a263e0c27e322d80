"""One muscle of a device: its chain, and what stands against showing what the chain says.

Samples are worked on a frame at a time (or up to a gap), never by the block, so blocks leave no trace. The last run of
equal samples, most often one sample, waits for the next frame: it may be the beginning of a rail, whose step would look
like a squeeze. A notch is put in only when hum was found, and stays: what hums now and then needs it now and then.
"""

from __future__ import annotations

from collections.abc import Sequence

from hofte.emg.chain import Chain, is_signal
from hofte.emg.design import Section, notch_sections
from hofte.emg.model import Channel, Problem
from hofte.emg.quality import QualityStream, has_flat
from hofte.emg.quality_limits import FLAT_SAMPLES, NOISE_FLOOR_V

#: Width of a notch in hertz, the same at each multiple of the mains. The report's 50 / 30 is sharper than mains and the
#: clocks of cheap sensors agree on (a tenth of a hertz leaves an eighth of the hum there, a twentieth here), and rings
#: longer; a wider one would take more of the muscle.
NOTCH_HZ = 4.0
#: How long a new notch rings, in seconds: five time constants of 1 / (pi · width).
SETTLE_S = 0.4
#: While one of these is so, the level would be false.
FALSE: frozenset[Problem] = frozenset(("electrode_off", "clipping", "movement"))


class Track:
    """One muscle.

    Parameters
    ----------
    channel : Channel
    place : int
        Its row in the blocks.
    sfreq : float
        Samples a second.
    sections : sequence of Section
        The filter.
    window : int
        Samples of the average.
    """

    def __init__(self, channel: Channel, place: int, sfreq: float, sections: Sequence[Section], window: int) -> None:
        self.channel = channel
        self.place = place
        self._sfreq = sfreq
        self._chain = Chain(sections, window)
        self._window = window
        self._missing = window  # samples until the window holds signal only
        self._is_at_rail = False
        self._trouble: Problem | None = None  # why they are missing
        self._pending: list[float] = []
        self._rms = 0.0
        self._quality = QualityStream(sfreq, floor=NOISE_FLOOR_V if channel.unit == "V" else 0.0)
        self._notched: set[float] = set()

    @property
    def problem(self) -> Problem | None:
        """Why there is no value, or what should be mended although there is one."""
        judged = (problem for problem in self._quality.problems if problem != "gap")
        return self._trouble or next(judged, None)

    def value(self) -> float | None:
        """The root mean square at the end of the frame, or ``None``."""
        return None if self._missing or not FALSE.isdisjoint(self._quality.problems) else self._rms

    def collect(self, samples: Sequence[float]) -> None:
        """Keep samples until the frame is complete."""
        self._pending += samples
        self._quality.feed(samples)

    def work(self) -> None:
        """The frame is complete: take in what was collected, but for the last run of equal samples."""
        if not is_signal(self._pending):
            self._pending = []
            self._distrust("gap")  # a sample that is no number is a lost one
            return
        last = _last_run(self._pending)
        ready = self._pending[: len(self._pending) - last]
        self._pending = self._pending[len(ready) :][:FLAT_SAMPLES]
        self._take(ready)
        if last >= FLAT_SAMPLES:
            self._distrust("electrode_off")
        self._put_notches()

    def lose(self, n_samples: int) -> None:
        """A gap: the filter holds its state, the window no longer holds signal only."""
        self.work()
        rest, self._pending = self._pending, []
        self._take(rest)
        self._distrust("gap")
        self._quality.lose(n_samples)

    def _take(self, samples: list[float]) -> None:
        if not samples:
            return
        if has_flat(samples):
            self._distrust("electrode_off")
            return
        if self._is_at_rail:
            self._is_at_rail = False
            self._chain.reset()  # the step from the rail to the skin is no signal
        self._rms = self._chain.feed(samples)[-1]
        self._missing = max(0, self._missing - len(samples))
        if not self._missing:
            self._trouble = None

    def _put_notches(self) -> None:
        hum = self._quality.hum
        new = set(hum.frequencies) - self._notched if hum else set()
        if new:
            self._notched |= new
            top = self._sfreq / 2
            for hertz in sorted(new):
                self._chain.append(notch_sections(self._sfreq, hertz, harmonics=1, quality=hertz / NOTCH_HZ, top=top))
            self._distrust("hum")
            self._missing += round(SETTLE_S * self._sfreq)

    def _distrust(self, problem: Problem) -> None:
        self._is_at_rail = self._is_at_rail or problem == "electrode_off"
        if self._trouble != "electrode_off":
            self._trouble = problem
        self._missing = max(self._missing, self._window)


def _last_run(samples: Sequence[float]) -> int:
    """How many equal samples there are at the end."""
    run = 0
    while run < len(samples) and samples[-1 - run] == samples[-1]:
        run += 1
    return run
