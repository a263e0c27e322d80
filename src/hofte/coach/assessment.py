"""The assessment of the pelvic floor after Glazer: rest, quick squeezes, held ones, one long one, rest (PF21).

A test, not training: its long squeeze is longer than any plan may hold (PF08), and every pause after a squeeze still
waits until the muscle has let go (PF19). Everything is told in percent of today's own rest…maximum (PF20). Means and
peaks may be told as measures; rise and release are for practice within this session only, and no frequency is given
(PF22). What one session's error is has a source; between days it is not known, so two assessments are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median, pstdev
from typing import Final, Literal, get_args

from hofte.coach.cues import cue
from hofte.coach.measured import RATE, Measured
from hofte.coach.model import Band, Phase, Plan, RepResult, Timeline, Until
from hofte.coach.protocol import assessment_numbers, error_numbers
from hofte.coach.thresholds import thresholds
from hofte.coach.timeline import effort_band, release_phase
from hofte.emg.level import BEST_S, Scale
from hofte.emg.model import Contraction

PartName = Literal["rest_before", "quick", "tonic", "endurance", "rest_after"]
PARTS: Final[tuple[PartName, ...]] = get_args(PartName)
#: The key of a part's cue.
CUED: Final = "assess_"
#: A squeeze may begin this long before its cue, in seconds.
EARLY_S = 0.5
#: What the judge says about other muscles.
_MUSCLES: Final = frozenset(("wrong_muscle", "bearing_down", "crosstalk"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """One rest or one squeeze. Levels in percent of today's rest…maximum.

    Parameters
    ----------
    rep : int
        From 1; 0 for a rest.
    at_s : float
        Session time of its cue.
    seen : float
        The share of it that was measured, 0 to 1.
    mean, peak, sd : float or None
        Of the level, ``None`` when too little was seen. Of a held squeeze its first second does not count in mean and
        spread; the peak is the best half second, as the maximum of the scale is.
    cv : float or None
        Spread in percent of the mean, both of the amplitude: near rest a level has no mean to speak of.
    sem : float or None
        Standard error of measurement of the mean within one session, in points of the level.
    onset_s, release_s : float or None
        From the cue to the beginning of the squeeze; from its end to a level below 20 % that stays. For practice only.
    """

    rep: int
    at_s: float
    seen: float
    mean: float | None = None
    peak: float | None = None
    sd: float | None = None
    cv: float | None = None
    sem: float | None = None
    onset_s: float | None = None
    release_s: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the test: the averages of its stretches, and the stretches themselves.

    ``remarks`` is what disturbed it, as the problems of a repetition are named: ``wrong_muscle:buttock``,
    ``bearing_down``, ``gap`` …; each once.
    """

    name: PartName
    planned: int
    whole: Stretch
    stretches: tuple[Stretch, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def is_seen(self) -> bool:
        """Whether there is anything to tell."""
        return self.whole.mean is not None


@dataclass(frozen=True, slots=True)
class RestChange:
    """How the last rest differs from the first.

    Parameters
    ----------
    points : float
        Last minus first, in points of the level.
    percent : float
        The same in percent of the first rest's amplitude.
    least : float
        A difference below this, in points, may be the measurement's own error.
    """

    points: float
    percent: float
    least: float

    @property
    def is_beyond_error(self) -> bool:
        return abs(self.points) > self.least


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an assessment came to; ``parts`` in the order of the test, each of them, seen or not."""

    parts: tuple[Part, ...]
    rest_change: RestChange | None = None

    def part(self, name: PartName) -> Part:
        """One of its parts."""
        return self.parts[PARTS.index(name)]

    @property
    def is_whole(self) -> bool:
        """Whether every part was seen."""
        return all(part.is_seen for part in self.parts)


def assessment_timeline(lang: str) -> Timeline:
    """Write the assessment out; each part is a set of its own."""
    numbers = assessment_numbers()
    plan = Plan(len(PARTS), numbers.tonic_reps, 0.0, numbers.tonic_s, numbers.tonic_rest_s, 0.0, False,
                ready_s=numbers.ready_s, full_release=True, rules=("PF21",))  # fmt: skip
    rules = ("PF06", "PF11", "PF19", "PF20", "PF21", "PF22")
    return Timeline(cue(lang, "assessment").screen, lang, plan, tuple(_phases()), rules)


def judge_assessment(measured: Sequence[Measured], reps: Sequence[RepResult], target: str, scale: Scale) -> Assessment:
    """Judge what was measured.

    Parameters
    ----------
    measured : sequence of Measured
        In percent, in the order in which it was measured; of a squeeze that was begun again the last one counts.
    reps : sequence of RepResult
        What the judge of the session said of each squeeze: whether another muscle helped, or none can be told apart.
    target : str
        The channel of the trained muscle.
    scale : Scale
        Today's, in which the levels are.
    """
    contractions = [contraction for one in measured for contraction in one.contractions]
    parts = tuple(
        replace(_part(name, measured, target, scale, contractions), remarks=_remarks(name, measured, reps, target))
        for name in PARTS
    )
    return Assessment(parts, _rest_change(parts[0].whole, parts[-1].whole, scale))


def with_targets(result: RepResult) -> RepResult:
    """A squeeze of the test beside what was asked for in its own part; a plan has one length for all."""
    name = PARTS[result.set - 1]
    pauses = (phase for phase in _phases() if phase.kind == "release")
    rest_s = next(one.until.at_least_s for one in pauses if (one.set, one.rep) == (result.set, result.rep))
    return replace(result, target_hold_s=planned_s(name), target_rest_s=rest_s)


def planned_s(name: PartName) -> float:
    """How long one stretch of a part is."""
    return float(getattr(assessment_numbers(), f"{name}_s"))


def _phases() -> Iterator[Phase]:
    numbers = assessment_numbers()
    yield Phase("ready", Until(numbers.ready_s), "ready")
    yield _rest("rest_before")
    yield from _squeezes("quick", numbers.quick_reps, numbers.quick_rest_s, effort_band())
    yield from _squeezes("tonic", numbers.tonic_reps, numbers.tonic_rest_s, effort_band())
    yield from _squeezes("endurance", 1, numbers.between_s, None)
    yield _rest("rest_after")


def _rest(name: PartName) -> Phase:
    return Phase("rest", Until(planned_s(name)), CUED + name, None, 0, PARTS.index(name) + 1)


def _squeezes(name: PartName, reps: int, rest_s: float, band: Band | None) -> Iterator[Phase]:
    set_ = PARTS.index(name) + 1
    for rep in range(1, reps + 1):
        yield Phase("work", Until(planned_s(name)), CUED + name, band, rep, set_)
        yield _pause(rest_s if rep < reps else assessment_numbers().between_s, rep, set_)


def _pause(planned_s: float, rep: int, set_: int) -> Phase:
    """PF19, but that a pause of two seconds is not offered to be the last one after six: all wait as long."""
    phase = release_phase(planned_s, rep=rep, set_=set_)
    most_s = thresholds().offer_stop_at * assessment_numbers().between_s
    return replace(phase, until=replace(phase.until, at_most_s=most_s))


def _part(
    name: PartName, measured: Sequence[Measured], target: str, scale: Scale, contractions: Sequence[Contraction]
) -> Part:
    numbers = assessment_numbers()
    planned = {"quick": numbers.quick_reps, "tonic": numbers.tonic_reps}.get(name, 1)
    ours = [one for one in measured if one.cue == CUED + name]
    if name.startswith("rest"):
        levels = [value for one in ours for value in one.values.get(target, ())]
        whole = _stretch(0, ours[0].at_s if ours else 0.0, levels, planned_s(name), 0.0, scale)
        return Part(name, planned, whole, (whole,) if ours else ())
    last = {one.rep: one for one in ours}  # begun again: what came last
    settle_s = 0.0 if name == "quick" else numbers.settle_s
    stretches = tuple(
        _timed(_stretch(rep, one.at_s, one.values.get(target, ()), planned_s(name), settle_s, scale), one, contractions)
        for rep, one in sorted(last.items())
    )
    return Part(name, planned, _average(stretches, planned), stretches)


def _stretch(
    rep: int, at_s: float, levels: Sequence[float | None], due_s: float, settle_s: float, scale: Scale
) -> Stretch:
    everything = [level for level in levels if level is not None]
    settled = [level for level in levels[round(settle_s * RATE) :] if level is not None]
    seen = min(1.0, len(everything) / (due_s * RATE))
    if seen < assessment_numbers().coverage or len(settled) < 2:
        return Stretch(rep, at_s, seen)
    mean, sd = fmean(settled), pstdev(settled)
    amplitude = _amplitude(mean, scale)
    sem = error_numbers().sem_percent / 100.0 * amplitude
    return Stretch(rep, at_s, seen, mean, _peak(levels), sd, 100.0 * sd / amplitude, sem)


def _peak(levels: Sequence[float | None]) -> float | None:
    """The mean of the best half second that was seen without a gap; ``None`` if there is none."""
    length = round(BEST_S * RATE)
    windows = (levels[start : start + length] for start in range(len(levels) - length + 1))
    return max((fmean(whole) for whole in map(_whole, windows) if whole), default=None)


def _whole(window: Sequence[float | None]) -> list[float]:
    """The values of a stretch of which none is missing, else nothing."""
    seen = [level for level in window if level is not None]
    return seen if len(seen) == len(window) else []


def _amplitude(level: float, scale: Scale) -> float:
    """The root mean square of a level, in points: 100 of them are from rest to maximum."""
    return level + 100.0 * scale.rest / (scale.maximum - scale.rest)


def _timed(stretch: Stretch, one: Measured, contractions: Sequence[Contraction]) -> Stretch:
    """With the times of the squeeze that answers its cue."""
    length_s = max(map(len, one.values.values()), default=0) / RATE
    begin_s, end_s = one.at_s - EARLY_S, one.at_s + length_s
    answer = next((found for found in contractions if begin_s <= found.onset_s < end_s), None)
    if answer is None:
        return stretch
    return replace(stretch, onset_s=max(0.0, answer.onset_s - one.at_s), release_s=answer.release_s)


def _average(stretches: Sequence[Stretch], planned: int) -> Stretch:
    """The mean of the stretches that were seen; of the times the median, since one that was late is no tendency."""
    seen = sum(stretch.seen for stretch in stretches) / planned
    told = [stretch for stretch in stretches if stretch.mean is not None]
    at_s = stretches[0].at_s if stretches else 0.0
    if len(told) < assessment_numbers().coverage * planned:
        return Stretch(0, at_s, seen)
    means = {
        name: fmean(found) if (found := [value for one in told if (value := getattr(one, name)) is not None]) else None
        for name in ("mean", "peak", "sd", "cv", "sem")
    }
    onsets = [stretch.onset_s for stretch in told if stretch.onset_s is not None]
    releases = [stretch.release_s for stretch in told if stretch.release_s is not None]
    return Stretch(0, at_s, seen, **means, onset_s=median(onsets) if onsets else None,
                   release_s=median(releases) if releases else None)  # fmt: skip


def _remarks(name: PartName, measured: Sequence[Measured], reps: Sequence[RepResult], target: str) -> tuple[str, ...]:
    set_ = PARTS.index(name) + 1
    judged = [problem for rep in reps if rep.set == set_ for problem in rep.problems]
    seen = [trouble for one in measured if one.set == set_ for trouble in one.troubles(target)]
    return tuple(dict.fromkeys([problem for problem in judged if problem.partition(":")[0] in _MUSCLES] + seen))


def _rest_change(before: Stretch, after: Stretch, scale: Scale) -> RestChange | None:
    if before.mean is None or after.mean is None:
        return None
    amplitude = _amplitude(before.mean, scale)
    points = after.mean - before.mean
    return RestChange(points, 100.0 * points / amplitude, error_numbers().mdc_percent / 100.0 * amplitude)
