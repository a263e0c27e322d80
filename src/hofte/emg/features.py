"""Blocks of a sensor become frames: what each muscle does, fifty times a second, and honest about what is not known.

Frames are cut by the sensor's own sample counter, so the same recording gives the same frames whatever the size of
its blocks and whenever they arrive. A lost sample is a gap: the filter holds its state, nothing is filled in, and no
level is given until a whole window has come in again, nor while :mod:`hofte.emg.track` says that it would be false.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hofte.core.errors import SignalError
from hofte.emg.design import Section, design_sections
from hofte.emg.level import FRAME_RATE, Scale
from hofte.emg.model import Description, Features, Problem, SignalBlock
from hofte.emg.strength import strength
from hofte.emg.track import Track

#: Length of the average behind the live level, in seconds: half of a rise shows after 19 ms, a steady squeeze
#: wobbles by 13 % (measured in the project's EMG report). 0.1 s would be calmer, 10 %, and too late for a bar that
#: follows the muscle within 60 ms; the number beside it is an average of its own.
WINDOW_S = 0.064
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
        Why a value is ``None``, or what should be mended although it can be trusted (``hum`` that is taken out).
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
        self._tracks = [Track(channel, n, description.sfreq, filters, window) for n, channel in muscles]
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
                    track.lose(end - start)
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
        self._strength = strength(self._scale)
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
        problems: tuple[Problem, ...] = (problem,) if problem else ()
        if self._strength in ("none", "poor"):
            level, problems = None if self._strength == "none" else level, (*problems, "weak")
        levels = {name: _plausible(scale, frame.rms[name]) for name, scale in self._references.items()}
        references = {name: value for name, value in levels.items() if value is not None}
        return Features(self._start_s + frame.at_s, level, references, problems)


def _plausible(scale: Scale, rms: float | None) -> float | None:
    level = None if rms is None else scale.percent(rms)
    return None if level is None or level > LARGEST_PERCENT else level
