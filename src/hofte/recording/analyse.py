"""From a recording to contractions: levels, release, quality. In portions, so that hours take no more than minutes do.

What a portion leaves in memory are a hundred envelope frames a second; even those wait in a temporary file when they
are many. Hum is known when the whole recording has been seen: channels that have it are then filtered once more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from hofte.core.errors import SignalError
from hofte.emg.decide import LONG, LONGEST_S
from hofte.emg.design import Section
from hofte.emg.envelope import detection_sections, settling_frames
from hofte.emg.finding import in_order
from hofte.emg.level import FRAME_RATE, Scale, calibrate, scale_of_recording
from hofte.emg.model import ENVELOPE_RATE, ChannelKind
from hofte.emg.strength import weakness
from hofte.emg.whole import EnvelopeStream, estimate_scale, find_contractions, moving_average
from hofte.emg.whole_quality import QualityTracker
from hofte.emg.whole_strength import weakness_of
from hofte.recording.frames import Frames
from hofte.recording.model import Mark, RecordingError, Source
from hofte.recording.open import open_recording
from hofte.recording.repeats import MOST_REPEATED, Repeats
from hofte.recording.result import DISTRUSTED, REFERENCES, Analysis, ChannelResult, ScaleOrigin, Trace
from hofte.recording.together import Effort, judge_efforts

#: Places of a trace: more than a page has dots.
_PLACES = 1500

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of an analysis; all is told by the file itself unless it is given here.

    Parameters
    ----------
    channels : tuple of str
        Which channels are analysed.
    sfreq : float or None
        The sampling rate in hertz.
    stream : str or None
        Which stream of an XDF file.
    kinds : mapping of channel name to kind
        Which channel is which muscle; those that are not named are the target.
    scales : mapping of channel name to Scale
        Today's rest and maximum; the name ``""`` is the first channel. Others' are estimated from the recording.
    origin : str
        Where ``scales`` are from.
    with_trace : bool
        Whether the result is to be drawn.
    longest_s : float
        The longest hold that was planned, in seconds.
    """

    channels: tuple[str, ...] = ()
    sfreq: float | None = None
    stream: str | None = None
    kinds: Mapping[str, ChannelKind] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
    origin: ScaleOrigin = "given"
    with_trace: bool = False
    longest_s: float = LONGEST_S

    def with_scales(self, scales: Mapping[str, Scale], origin: ScaleOrigin) -> Options:
        """The same with scales; the name ``""`` is the first channel."""
        return replace(self, scales=scales, origin=origin)


def analyse(path: Path, options: Options = Options(), progress: Progress | None = None) -> Analysis:
    """Analyse one recording.

    Parameters
    ----------
    path : Path
    options : Options
    progress : callable or None
        Told now and then how much has been done, from 0 to 1.

    Returns
    -------
    Analysis

    Raises
    ------
    RecordingError
        If nothing of the file can be read, or a channel that was named is not there.
    SignalError
        If its rate is too low.
    """
    with _Heard(path, options, progress) as heard:
        results: list[ChannelResult] = []
        levels: dict[str, NDArray[np.float32]] = {}
        for n in range(len(heard.channels)):
            envelope = heard.envelope(n)
            results.append(_judged(heard, n, envelope, options))
            if options.kinds and (scale := results[-1].shown_scale):
                levels[results[-1].name] = _levels(envelope, scale)
        duration_s, efforts = heard.n_samples / heard.sfreq, _efforts(results, levels)
        return Analysis(
            path,
            heard.sfreq,
            duration_s,
            tuple(results),
            tuple(heard.marks),
            tuple(heard.remarks),
            efforts,
            heard.error,
        )


def calibrated_scales(path: Path, options: Options = Options()) -> dict[str, Scale]:
    """Make the scales of a day from the recording of a guided calibration.

    Parameters
    ----------
    path : Path
        Rest and three maximal squeezes, marked ``rest`` and ``squeeze``; without marks its quiet 15th percentile is the
        rest and its best half second the maximum.
    options : Options
        Which channels.

    Returns
    -------
    dict of channel name to Scale

    Raises
    ------
    RecordingError
        If it cannot be read to its end, or a channel makes no scale; it says why and what to do.
    """
    with _Heard(path, options) as heard:
        if heard.error:
            raise RecordingError(path, heard.error.removeprefix(f"{path}: "), hint="calibrate again")
        scales = {}
        for n, channel in enumerate(heard.channels):
            try:
                scales[channel.name] = _calibrated(heard.envelope(n), heard.marks)
            except SignalError as error:
                raise RecordingError(path, f"{channel.name}: {error.message}", hint=error.hint) from error
        return scales


def _calibrated(envelope: NDArray[np.float64], marks: Sequence[Mark]) -> Scale:
    levels = moving_average(np.square(envelope), LONG)

    def marked(label: str) -> list[list[float]]:
        chosen = (mark for mark in marks if mark.label.lower().startswith(label))
        return [_known(levels[round(m.onset_s * ENVELOPE_RATE) : round((m.onset_s + m.duration_s) * ENVELOPE_RATE)])
                for m in chosen]  # fmt: skip

    if squeezes := marked("squeeze"):
        return calibrate([level for part in marked("rest") for level in part], squeezes, rate=ENVELOPE_RATE)
    return scale_of_recording(_known(levels), rate=ENVELOPE_RATE)


def _known(levels: NDArray[np.float64]) -> list[float]:
    known: list[float] = levels[np.isfinite(levels)].tolist()
    return known


class _Heard:
    """A recording that has been gone through once: its envelopes wait in :class:`Frames`."""

    def __init__(self, path: Path, options: Options, progress: Progress | None = None) -> None:
        self._path, self._options = path, options
        with _opened(path, options, options.channels) as source:
            self.sfreq, self.channels = source.sfreq, source.channels
            self.marks, self.remarks = source.marks, source.remarks
            _check_names(source, options)
            self._frames = Frames(len(self.channels))
            self.n_samples, self.error = 0, ""
            try:
                self._take(source, progress)
            except BaseException:
                self._frames.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._frames.close()

    def _take(self, source: Source, progress: Progress | None) -> None:
        tracker = QualityTracker(self.sfreq, len(self.channels))
        stream = EnvelopeStream(self.sfreq, len(self.channels))
        repeats = Repeats()
        try:
            for portion in source.portions():
                repeats.add(portion.samples)
                tracker.feed(portion.samples)
                self._frames.add(stream.feed(portion.samples))
                self.n_samples += portion.samples.shape[1]
                if progress:
                    progress(portion.share)
        except RecordingError as broken:
            if not self.n_samples:
                raise
            self.error = broken.message
        self.quality, self._hums = tracker.finish(), tracker.hum()
        if repeats.share > MOST_REPEATED:
            source.remark("repeats", told=round(self.sfreq, 1), found=round(self.sfreq * (1.0 - repeats.share)))

    def envelope(self, place: int) -> NDArray[np.float64]:
        """The envelope of a channel, NaN where it is not trusted."""
        hum = self._hums[place]
        sections = detection_sections(self.sfreq, mains=hum.mains if hum else None)
        envelope = self._filtered_again(place, sections) if hum else self._frames.channel(place)
        for found in self.quality[place]:
            if found.problem in DISTRUSTED:
                # The step from the rail back to the skin rings in the filter, and is no squeeze.
                end = round(found.end_s * ENVELOPE_RATE) + settling_frames(sections, self.sfreq)
                envelope[round(found.start_s * ENVELOPE_RATE) : end] = np.nan
        return envelope

    def _filtered_again(self, place: int, sections: Sequence[Section]) -> NDArray[np.float64]:
        """The envelope behind another filter, from a second look at the file."""
        with _opened(self._path, self._options, [self.channels[place].name]) as source, Frames(1) as frames:
            stream = EnvelopeStream(self.sfreq, 1, sections)
            with suppress(RecordingError):  # told at the first look
                for portion in source.portions():
                    frames.add(stream.feed(portion.samples))
            return frames.channel(0)


def _opened(path: Path, options: Options, channels: Sequence[str]) -> Source:
    return open_recording(path, channels=channels, sfreq=options.sfreq, stream=options.stream)


def _check_names(source: Source, options: Options) -> None:
    names = [channel.name for channel in source.channels]
    for name in (*options.kinds, *options.scales):
        if name and name not in names:
            raise RecordingError(source.path, f"there is no channel {name!r}", hint=f"it has {', '.join(names)}")


def _judged(heard: _Heard, place: int, envelope: NDArray[np.float64], options: Options) -> ChannelResult:
    channel, quality = heard.channels[place], heard.quality[place]
    given = options.scales.get(channel.name) or (None if place else options.scales.get(""))
    scale, origin = (given, options.origin) if given else _estimated(envelope)
    contractions = find_contractions(envelope, ENVELOPE_RATE, scale, longest_s=options.longest_s) if scale else []
    weak = weakness(given, len(envelope) / ENVELOPE_RATE) if given else weakness_of(envelope)
    return ChannelResult(
        channel.name,
        options.kinds.get(channel.name, channel.kind),
        channel.unit,
        scale.rest if scale else None,
        scale.maximum if scale else None,
        origin,
        tuple(contractions),
        tuple(in_order([*quality, weak] if weak else quality)),
        _trace(envelope) if options.with_trace else None,
    )


def _estimated(envelope: NDArray[np.float64]) -> tuple[Scale | None, ScaleOrigin]:
    try:
        return estimate_scale(envelope, ENVELOPE_RATE), "estimated"
    except SignalError:  # too short, flat, or nothing of it can be trusted
        return None, "none"


def _levels(envelope: NDArray[np.float64], scale: Scale) -> NDArray[np.float32]:
    """Levels as a live session has them: in percent, ``FRAME_RATE`` times a second."""
    rms = moving_average(np.square(envelope), LONG)[:: ENVELOPE_RATE // FRAME_RATE]
    return (100.0 * (rms - scale.rest) / (scale.maximum - scale.rest)).astype(np.float32)


def _efforts(results: Sequence[ChannelResult], levels: Mapping[str, NDArray[np.float32]]) -> tuple[Effort, ...]:
    """How other muscles worked along with the first that is trained; nothing where either has no level."""
    target = next((one for one in results if one.kind == "target" and one.name in levels), None)
    others = {one.name: one.contractions for one in results if one.kind in REFERENCES and one.name in levels}
    if target is None or not others:
        return ()
    return judge_efforts(target.contractions, others, levels[target.name], {name: levels[name] for name in others})


def _trace(envelope: NDArray[np.float64]) -> Trace:
    levels = moving_average(np.square(envelope), LONG)
    each = max(1, -(-len(levels) // _PLACES))
    padded = np.concatenate([levels, np.full(-len(levels) % each, np.nan)]).reshape(-1, each)
    low, high = np.fmin.reduce(padded, axis=1), np.fmax.reduce(padded, axis=1)
    return Trace(each / ENVELOPE_RATE, _with_none(low), _with_none(high))


def _with_none(values: NDArray[np.float64]) -> tuple[float | None, ...]:
    return tuple(None if value != value else value for value in values.tolist())
