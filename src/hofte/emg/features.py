"""Blocks of a sensor become frames: what each muscle does, fifty times a second, and honest about what is not known.

Frames are cut by the sensor's own sample counter, so the same recording gives the same frames whatever the size of
its blocks and whenever they arrive. A lost sample is a gap: the filter holds its state, nothing is filled in, and no
level is given until a whole window has come in again. Here stand only the guards that keep a false level from being
shown; hum, movement, clipping and contractions are judged elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from hofte.core.errors import SignalError
from hofte.emg.chain import Chain, is_signal
from hofte.emg.design import Section, design_sections
from hofte.emg.level import FRAME_RATE, Scale
from hofte.emg.model import Channel, Description, Features, Problem, SignalBlock

#: Length of the average behind the live level, in seconds: half of a rise shows after 29 ms, a steady squeeze
#: wobbles by 10 % (measured in the project's EMG report; longer is calmer and later).
WINDOW_S = 0.1
#: This many equal samples in a row are no skin: an electrode fell off or the amplifier stands at its rail. In
#: seventeen channels of free recordings (8 to 16 bit, 200 to 2048 Hz) the longest run was 7.
FLAT_SAMPLES = 15
#: Short flicks of a free recording reach 3.6 times its best half second; what lies far above is no muscle but a moved
#: electrode or a plug.
LARGEST_PERCENT = 500.0
#: After a longer jump of its counter, in seconds, the sensor was started anew and its time is not known.
LONGEST_GAP_S = 60.0
#: A counter that goes back by less than this, in seconds, is a packet sent twice.
SENT_TWICE_S = 1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What was measured at one moment, before any scale.

    Parameters
    ----------
    at_s : float
        Seconds since the sensor's first sample.
    rms : mapping of channel name to float or None
        Root mean square in the unit of the channel; ``None`` while it cannot be trusted or the first window is
        not full yet.
    problems : mapping of channel name to problem
        Why a value is ``None``.
    """

    at_s: float
    rms: Mapping[str, float | None]
    problems: Mapping[str, Problem] = field(default_factory=dict)


class RmsStream:
    """Blocks in, frames out: the signal chain of every muscle of a device.

    Parameters
    ----------
    description : Description
        What the device delivers. Channels of kind ``other`` (force, cues) are passed by.
    sections : sequence of Section or None
        The filter; ``None`` designs the usual one for the device's rate.
    window_s : float
        Length of the average, in seconds.

    Raises
    ------
    SignalError
        If no channel is a muscle, two have one name, or no filter exists for the rate.
    """

    def __init__(
        self, description: Description, *, sections: Sequence[Section] | None = None, window_s: float = WINDOW_S
    ) -> None:
        muscles = [(n, channel) for n, channel in enumerate(description.channels) if channel.kind != "other"]
        if not muscles:
            raise SignalError(f"{description.name} has no channel of a muscle", hint="use a sensor with electrodes")
        if len({channel.name for _, channel in muscles}) < len(muscles):
            raise SignalError(f"two channels of {description.name} have the same name")
        self._sfreq = description.sfreq
        self._n_channels = len(description.channels)
        filters = design_sections(description.sfreq) if sections is None else sections
        window = max(1, round(window_s * description.sfreq))
        self._tracks = [_Track(channel, n, filters, window) for n, channel in muscles]
        self._origin: int | None = None
        self._next = 0  # the counter of the sample that should come next
        self._frame = 1  # the number of the frame under way

    def feed(self, block: SignalBlock) -> list[Frame]:
        """Take the next block, give the frames that are complete.

        Parameters
        ----------
        block : SignalBlock
            Samples that came before are passed by (a packet sent twice).

        Returns
        -------
        list of Frame
            Fifty for each second of signal, those inside a gap as well.

        Raises
        ------
        SignalError
            If the block has another shape than the description says, or the counter shows that the sensor was
            started anew.
        """
        length = self._check(block)
        if self._origin is None:
            self._origin = self._next = block.first
        jump = block.first - self._next
        if not -SENT_TWICE_S * self._sfreq <= jump <= LONGEST_GAP_S * self._sfreq:
            raise SignalError(
                f"the sample counter jumped from {self._next} to {block.first}: the sensor was started anew",
                hint="begin the measurement again",
            )
        gap = self._advance(None, 0, jump) if jump > 0 else []
        seen = min(length, max(0, -jump))
        return gap + self._advance(block.samples, seen, length)

    def _check(self, block: SignalBlock) -> int:
        lengths = {len(samples) for samples in block.samples}
        if len(block.samples) != self._n_channels or len(lengths) != 1:
            raise SignalError(
                f"a block of {len(block.samples)} channels with {sorted(lengths)} samples came, "
                f"not {self._n_channels} channels of one length"
            )
        return lengths.pop()

    def _advance(self, samples: Sequence[Sequence[float]] | None, start: int, stop: int) -> list[Frame]:
        """Go through samples (``None``: lost ones), giving a frame at each border that is crossed."""
        frames: list[Frame] = []
        while start < stop:
            border = self._border()
            end = min(stop, start + border - self._next)
            for track in self._tracks:
                if samples is None:
                    track.lose()
                else:
                    track.collect(samples[track.place][start:end])
            self._next += end - start
            start = end
            if self._next == border:
                frames.append(self._cut())
        return frames

    def _border(self) -> int:
        return (self._origin or 0) + math.ceil(self._frame * self._sfreq / FRAME_RATE)

    def _cut(self) -> Frame:
        at_s = (self._next - (self._origin or 0)) / self._sfreq
        self._frame += 1
        for track in self._tracks:
            track.work()
        values = {track.channel.name: track.value() for track in self._tracks}
        problems = {track.channel.name: track.problem for track in self._tracks if track.problem}
        return Frame(at_s, values, problems)


class _Track:
    """One muscle: its chain, and what stands against trusting it.

    Samples are worked on a frame at a time (or up to a gap), never by the block, so blocks leave no trace. The last
    run of equal samples, most often one sample, waits for the next frame: it may be the beginning of a rail, whose
    step would look like a squeeze.
    """

    def __init__(self, channel: Channel, place: int, sections: Sequence[Section], window: int) -> None:
        self.channel = channel
        self.place = place
        self.problem: Problem | None = None
        self._chain = Chain(sections, window)
        self._window = window
        self._missing = window  # samples until the window holds signal only
        self._pending: list[float] = []
        self._rms = 0.0

    def collect(self, samples: Sequence[float]) -> None:
        """Keep samples until the frame is complete."""
        self._pending += samples

    def work(self) -> None:
        """The frame is complete: take in what was collected, but for the last run of equal samples."""
        if not is_signal(self._pending):
            self._pending = []
            self._distrust("gap")  # a sample that is no number is a lost one
            return
        last = _runs(self._pending)[-1] if self._pending else 0
        ready = self._pending[: len(self._pending) - last]
        self._pending = self._pending[len(ready) :][:FLAT_SAMPLES]
        self._take(ready)
        if last >= FLAT_SAMPLES:
            self._distrust("electrode_off")

    def lose(self) -> None:
        """A gap: the filter holds its state, the window no longer holds signal only."""
        self.work()
        rest, self._pending = self._pending, []
        self._take(rest)
        self._distrust("gap")

    def value(self) -> float | None:
        """The root mean square at the end of the frame, or ``None``."""
        return None if self._missing else self._rms

    def _take(self, samples: list[float]) -> None:
        if not samples:
            return
        if max(_runs(samples)) >= FLAT_SAMPLES:
            self._distrust("electrode_off")
            return
        if self.problem == "electrode_off" and self._missing == self._window:
            self._chain.reset()  # the step from the rail to the skin is no signal
        self._rms = self._chain.feed(samples)[-1]
        self._missing = max(0, self._missing - len(samples))
        if not self._missing:
            self.problem = None

    def _distrust(self, problem: Problem) -> None:
        if self.problem != "electrode_off":
            self.problem = problem
        self._missing = self._window


def _runs(samples: Sequence[float]) -> list[int]:
    """How long the runs of equal samples are."""
    return [len(list(run)) for _, run in groupby(samples)]


class FeatureStream:
    """Blocks in, features out: levels in percent of today's rest and maximum.

    Parameters
    ----------
    description : Description
        What the device delivers; the first channel of kind ``target`` is the muscle that is trained.
    scale : Scale or mapping of channel name to Scale
        One scale is the target's; a reference muscle without a scale is not judged.
    start_s : float
        Session time at the sensor's first sample, in seconds.

    Raises
    ------
    SignalError
        If there is no target channel, it has no scale, or no filter exists for the rate.
    """

    def __init__(self, description: Description, scale: Scale | Mapping[str, Scale], *, start_s: float = 0.0) -> None:
        targets = [channel.name for channel in description.channels if channel.kind == "target"]
        if not targets:
            raise SignalError(f"{description.name} has no channel of the muscle that is trained")
        self._target = targets[0]
        scales = {self._target: scale} if isinstance(scale, Scale) else dict(scale)
        if self._target not in scales:
            raise SignalError(f"the channel {self._target} has no scale", hint="calibrate: rest, then three squeezes")
        self._scale = scales[self._target]
        self._references = {
            channel.name: scales[channel.name]
            for channel in description.channels
            if channel.kind not in ("target", "other") and channel.name in scales
        }
        self._stream = RmsStream(description)
        self._start_s = start_s

    def feed(self, block: SignalBlock) -> list[Features]:
        """Take the next block, give the features that are complete; errors as :meth:`RmsStream.feed`."""
        return [self._features(frame) for frame in self._stream.feed(block)]

    def _features(self, frame: Frame) -> Features:
        rms, problem = frame.rms[self._target], frame.problems.get(self._target)
        level = _plausible(self._scale, rms)
        if level is None and rms is not None:
            problem = "movement"
        levels = {name: _plausible(scale, frame.rms[name]) for name, scale in self._references.items()}
        references = {name: value for name, value in levels.items() if value is not None}
        return Features(self._start_s + frame.at_s, level, references, (problem,) if problem else ())


def _plausible(scale: Scale, rms: float | None) -> float | None:
    level = None if rms is None else scale.percent(rms)
    return None if level is None or level > LARGEST_PERCENT else level
