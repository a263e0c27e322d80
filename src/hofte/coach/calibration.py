"""Today's scale, guided: a rest, then three maximal squeezes of each muscle; and a gate that says why it is none.

The gate asks again for what failed and for nothing else. A muscle beside the trained one may fail: it is then not
judged (no scale, no claim). A person whose muscle stays tight between the squeezes is told so and not locked out: it is
they who need to see how they let go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles
from typing import Final

from hofte.coach.cues import cue
from hofte.coach.measured import RATE, Measured
from hofte.coach.model import Phase, Plan, Timeline, Until
from hofte.coach.protocol import calibration_numbers
from hofte.core.errors import SignalError
from hofte.emg.finding import GRAVEST
from hofte.emg.level import BEST_S, REST_S, Scale, calibrate
from hofte.emg.model import Channel
from hofte.emg.strength import strength

#: What spoils a part whatever else was seen of it: the contact is another one afterwards, the top was cut off.
SPOILS: Final = frozenset(("electrode_off", "clipping"))
#: What is measured without effort; the other parts are named like the channel whose turn it is.
REST: Final = "rest"
REST_CUE, SQUEEZE_CUE = "be_still", "squeeze_max"


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why a part cannot be used.

    Parameters
    ----------
    part : str
        ``rest`` or the channel that was squeezed: what has to be measured again.
    channel : str
    reason : str
        A problem of a signal (:func:`hofte.emg.advice.advice`) or a key of ``lang/<code>/calibration.toml``; both say
        why and what to do.
    """

    part: str
    channel: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gate:
    """What a calibration comes to.

    Parameters
    ----------
    scales : mapping of channel name to Scale
        Of those muscles that can be shown today.
    complaints : tuple of Complaint
    again : tuple of str
        The parts to be measured again, in the order of the timeline.
    notes : tuple of Complaint
        What should be mended although there is a scale: hum that is taken out, a weak signal, a muscle that stayed
        ``tight`` between the squeezes.
    """

    scales: Mapping[str, Scale]
    complaints: tuple[Complaint, ...] = ()
    again: tuple[str, ...] = ()
    notes: tuple[Complaint, ...] = ()


def parts_of(channels: Iterable[Channel]) -> tuple[str, ...]:
    """All parts of a calibration: the rest, then each muscle, the trained one first."""
    return (REST, *(channel.name for channel in sorted(_muscles(channels), key=lambda one: one.kind != "target")))


def calibration_timeline(channels: Sequence[Channel], lang: str, parts: Sequence[str] = ()) -> Timeline:
    """Write a calibration out.

    Parameters
    ----------
    channels : sequence of Channel
        What the sensor measures.
    lang : str
    parts : sequence of str
        What is to be measured; everything when it is empty.

    Returns
    -------
    Timeline
        Each muscle is a set of its own. All by the clock: before there is a scale nobody can tell whether a muscle has
        let go.
    """
    numbers = calibration_numbers()
    wanted = [part for part in parts_of(channels) if part in (parts or parts_of(channels))]
    sets = sum(part != REST for part in wanted)
    plan = Plan(max(1, sets), numbers.squeezes, 0.0, numbers.squeeze_s, numbers.pause_s, numbers.between_s, False,
                ready_s=numbers.ready_s, full_release=True, rules=("PF19", "PF20"))  # fmt: skip
    phases = tuple(_phases(channels, wanted))
    return Timeline(cue(lang, "calibration").screen, lang, plan, phases, ("PF19", "PF20"))


def gate(channels: Sequence[Channel], measured: Sequence[Measured]) -> Gate:
    """Judge what was measured.

    Parameters
    ----------
    channels : sequence of Channel
    measured : sequence of Measured
        In volts, of one or of several attempts; what was measured again counts instead of what was before it.
    """
    rests = _last_of(measured, REST_CUE)
    scales: dict[str, Scale] = {}
    complaints: list[Complaint] = []
    for channel in _muscles(channels):
        squeezes = _last_of(measured, squeeze_cue(channel))
        found = [*_of_rest(channel.name, rests), *_of_squeezes(channel.name, squeezes)]
        if not found:
            try:
                scales[channel.name] = _scale(channel.name, rests, squeezes)
            except SignalError:  # each alone is sound: the squeezes are hardly above the rest
                found = [Complaint(part, channel.name, "hardly_above") for part in (REST, channel.name)]
        complaints += found
    missing = {complaint.part for complaint in complaints}
    again = tuple(part for part in parts_of(channels) if part in missing)
    return Gate(scales, tuple(complaints), again, tuple(_notes(channels, measured, scales)))


def still_good(channels: Sequence[Channel], measured: Sequence[Measured], again: Sequence[str]) -> tuple[Measured, ...]:
    """What need not be measured again."""
    cues = {squeeze_cue(channel): channel.name for channel in channels} | {REST_CUE: REST}
    cued = [(cues.get(one.cue, ""), one) for one in measured]
    return tuple(one for part, one in cued if part and part not in again)


def squeeze_cue(channel: Channel) -> str:
    """What is said when it is this muscle's turn."""
    return SQUEEZE_CUE if channel.kind == "target" else f"{SQUEEZE_CUE}_{channel.kind}"


def _muscles(channels: Iterable[Channel]) -> list[Channel]:
    return [channel for channel in channels if channel.kind != "other"]


def _phases(channels: Sequence[Channel], wanted: Sequence[str]) -> Iterator[Phase]:
    numbers = calibration_numbers()
    by_name = {channel.name: channel for channel in channels}
    yield Phase("ready", Until(numbers.ready_s), "ready")
    if REST in wanted:
        yield Phase("rest", Until(numbers.rest_s), REST_CUE)
    for set_, name in enumerate((part for part in wanted if part != REST), 1):
        if set_ > 1:
            yield Phase("set_rest", Until(numbers.between_s), "set_rest", set=set_ - 1)
        for rep in range(1, numbers.squeezes + 1):
            yield Phase("work", Until(numbers.squeeze_s), squeeze_cue(by_name[name]), None, rep, set_)
            yield Phase("release", Until(numbers.pause_s), "let_go", None, rep, set_)


def _last_of(measured: Sequence[Measured], cued: str) -> list[Measured]:
    """The newest attempt at a part; a rest that was interrupted has several stretches, a squeeze only its last one."""
    by_place = {(one.rep, one.at_s if cued == REST_CUE else 0.0): one for one in measured if one.cue == cued}
    return list(by_place.values())


def _of_rest(channel: str, rests: Sequence[Measured]) -> Iterator[Complaint]:
    seen = [value for rest in rests for value in rest.seen(channel)]
    reason = _reason(channel, rests, "short_rest", is_enough=len(seen) >= REST_S * RATE)
    if not reason and min(seen) <= 0.0:
        reason = "flat"
    if not reason and _restlessness(seen) > calibration_numbers().restless_ratio:
        reason = "restless"
    if reason:
        yield Complaint(REST, channel, reason)


def _of_squeezes(channel: str, squeezes: Sequence[Measured]) -> Iterator[Complaint]:
    good = [squeeze for squeeze in squeezes if _longest_run(squeeze.values.get(channel, ())) >= BEST_S * RATE]
    is_enough = len(good) >= calibration_numbers().squeezes
    if reason := _reason(channel, squeezes, "short_squeeze", is_enough=is_enough):
        yield Complaint(channel, channel, reason)


def _reason(channel: str, measured: Sequence[Measured], short: str, *, is_enough: bool) -> str:
    """Why a part cannot be used, as far as its signal goes: what spoils it, or what took too much of it away."""
    troubles = {trouble for one in measured for trouble in one.troubles(channel)}
    if spoilt := sorted(troubles & SPOILS):
        return spoilt[0]
    if is_enough:
        return ""
    return next((problem for problem in GRAVEST if problem in troubles), short)


def _scale(channel: str, rests: Sequence[Measured], squeezes: Sequence[Measured]) -> Scale:
    rest = [value for one in rests for value in one.seen(channel)]
    return calibrate(rest, [one.seen(channel) for one in squeezes], rate=RATE)


def _restlessness(seen: Sequence[float]) -> float:
    cuts = quantiles(seen, n=20)
    return cuts[16] / cuts[2]


def _longest_run(values: Sequence[float | None]) -> int:
    longest = run = 0
    for value in values:
        run = 0 if value is None else run + 1
        longest = max(longest, run)
    return longest


def _notes(
    channels: Sequence[Channel], measured: Sequence[Measured], scales: Mapping[str, Scale]
) -> Iterator[Complaint]:
    for channel in channels:
        if channel.name not in scales:
            continue
        if any("hum" in one.troubles(channel.name) for one in measured):
            yield Complaint(REST, channel.name, "hum")
        if strength(scales[channel.name]) == "poor":
            yield Complaint(channel.name, channel.name, "weak")
        if channel.kind == "target" and _is_tight(channel, measured, scales[channel.name]):
            yield Complaint(channel.name, channel.name, "tight")


def _is_tight(target: Channel, measured: Sequence[Measured], scale: Scale) -> bool:
    """Whether the trained muscle had not come back at the end of any pause after its own squeezes."""
    left = []
    for before, pause in pairwise(measured):
        seen = pause.seen(target.name)[-RATE:]
        if before.cue == squeeze_cue(target) and pause.kind == "release" and seen:
            left.append(scale.percent(median(seen)))
    return bool(left) and min(left) > calibration_numbers().tight_level
