"""A session as data: phases, what ends them, what happens, and what was done.

Times are seconds. ``Timeline`` is the plan; ``Event`` is what happens to a session, ``Entered``, ``Said``, ``Paused``,
``Resumed``, ``Finished`` and ``Judged`` are what it answers; ``RepResult`` is what the diary keeps, target and actual
side by side.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

from hofte.core.errors import ValueInvalid
from hofte.exercise.model import Move

PhaseKind = Literal["ready", "work", "hold", "release", "rest", "set_rest", "switch"]
Side = Literal["left", "right"]
EndEvent = Literal["rep", "released"]

#: The kinds of phase in which the person works; each is part of a repetition.
EFFORT: frozenset[PhaseKind] = frozenset(("work", "hold"))


@dataclass(frozen=True, slots=True)
class Until:
    """What ends a phase.

    Parameters
    ----------
    at_least_s : float
        The phase lasts this long at the least; with no ``event`` it lasts exactly this long.
    event : {"rep", "released"} or None
        What ends the phase once ``at_least_s`` have passed: the person says "done" (or the camera counts a
        rep), or the muscle is back in its resting band.
    at_most_s : float or None
        The phase ends here even without the event; ``None`` waits for as long as it takes. After a release that
        did not come the player does not cue the next effort: it offers to stop (rule 6 of
        :mod:`hofte.coach.player`).
    """

    at_least_s: float
    event: EndEvent | None = None
    at_most_s: float | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A target band for the level, in percent of today's rest…max.

    For effort the lower end is what has to be reached (more is not wrong); for release the upper end is.
    """

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of a session.

    Parameters
    ----------
    kind : str
        ``ready`` before the first, ``work`` and ``hold`` are effort, ``release`` is letting go and resting
        between repetitions, ``rest`` is rest between repetitions where nothing has to be let go,
        ``set_rest`` between sets, ``switch`` between sides.
    until : Until
    cue : str
        The key of what is said (``squeeze``, ``hold``, ``let_go``, ``up``, ``half_down`` …); the words of each
        language are data under ``hofte/lang/<code>/``.
    target : Band or None
        Where the level should be, when a muscle is measured.
    rep, set : int
        Counted from 1; 0 where it does not apply.
    side : {"left", "right"} or None
        The side at work; in ``ready``, ``set_rest`` and ``switch`` the side that comes next.
    """

    kind: PhaseKind
    until: Until
    cue: str
    target: Band | None = None
    rep: int = 0
    set: int = 0
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg of a repetition that is paced by the clock: where it goes and how many seconds it takes."""

    move: Move
    seconds: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A dose with every choice made: what one session really does. All times in seconds.

    Parameters
    ----------
    sets, reps : int
        Repetitions in each set (and on each side, when ``per_side``).
    work_s : float or None
        Movement of one repetition; 0: it is only held; ``None``: the person's own pace.
    hold_s : float
        Stillness or contraction in one repetition (for a quick contraction: how long it is on).
    rest_s : float
        Between repetitions. For pelvic-floor squeezes it is the release that belongs to every one of them.
    set_rest_s : float
        Between sets.
    legs : tuple of Leg
        The legs of one repetition when each is cued, holds included; their seconds replace ``work_s`` and
        ``hold_s``, which hold the sums.
    first_side : {"left", "right"}
        Where to begin, when ``per_side``.
    proposed : tuple of str
        The fields whose values are not from the page.
    rules : tuple of str
        Rules that chose a value, by id.
    """

    sets: int
    reps: int
    work_s: float | None
    hold_s: float
    rest_s: float
    set_rest_s: float
    per_side: bool
    ready_s: float = 5.0
    switch_s: float = 5.0
    full_release: bool = False
    proposed: tuple[str, ...] = ()
    legs: tuple[Leg, ...] = ()
    first_side: Side = "left"
    rules: tuple[str, ...] = ()

    @property
    def effort_s(self) -> float:
        """Seconds of effort in one repetition; without the movement when that has no pace."""
        if self.legs:
            return sum(leg.seconds for leg in self.legs)
        return (self.work_s or 0.0) + self.hold_s


@dataclass(frozen=True, slots=True)
class Timeline:
    """The session written out.

    ``planned_s`` of a phase that waits for an event counts its ``at_least_s``.
    """

    exercise: str
    lang: str
    plan: Plan
    phases: tuple[Phase, ...]
    #: Rules that shaped it, by id, so that messages can show their words.
    rules: tuple[str, ...] = ()

    @property
    def planned_s(self) -> float:
        """Seconds from the first phase to the end of the last, as planned."""
        return sum(phase.until.at_least_s for phase in self.phases)


EventKind = Literal[
    "start", "tick", "pause", "resume", "skip", "stop", "rep", "released",
    "let_go", "offer_stop", "wrong_muscle", "signal_lost", "signal_back",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens in a session: from the person, the clock, the judge or the sensor.

    Raises
    ------
    ValueInvalid
        If the time is not a finite number.
    """

    kind: EventKind
    at_s: float
    detail: str = ""

    def __post_init__(self) -> None:
        if not math.isfinite(self.at_s):
            raise ValueInvalid(f"the event {self.kind} has no time: {self.at_s}")


EntryCause = Literal["start", "clock", "limit", "rep", "released", "skip", "resume"]


@dataclass(frozen=True, slots=True)
class Entered:
    """A phase began, or goes on after a pause.

    Parameters
    ----------
    phase : int
        Its index in the timeline.
    at_s : float
        When: the true moment, also when it was noticed late.
    by : str
        What ended the phase before (``clock``, ``limit``: its at-most time, an event, ``skip``) or made this one
        go on (``start``, ``resume``).
    passed_s : float
        How much of the phase had passed before a pause; its deadlines count from ``at_s - passed_s``.
    """

    phase: int
    at_s: float
    by: EntryCause = "clock"
    passed_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Said:
    """Something to be said beside the cues of the phases; ``detail`` is for instance the muscle that helps."""

    cue: str
    at_s: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Paused:
    """The clock stands still: the person wished so, or the session asks whether to stop."""

    at_s: float
    reason: Literal["person", "offer_stop"] = "person"


@dataclass(frozen=True, slots=True)
class Resumed:
    """The clock runs again; an ``Entered`` follows at once."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Finished:
    """The session is over; ``by`` is what ended its last phase, or ``stop``."""

    at_s: float
    reason: Literal["done", "stopped"]
    by: EntryCause | Literal["stop"] = "clock"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a session stands, small enough to be kept after every event; see ``Player.position``."""

    phase: int
    passed_s: float = 0.0


@dataclass(frozen=True, slots=True)
class RepResult:
    """What was done in one repetition, beside what was asked for.

    Parameters
    ----------
    set, rep : int
    side : {"left", "right"} or None
    started_s : float
        When its effort began, seconds of session time.
    target_hold_s, target_rest_s : float
        What the plan asked for.
    measured : bool
        ``False``: only the clock counted it (no sensor, or the signal was lost during the effort); the fields below
        are ``None`` but for ``rest_s`` and ``effort_s``, which the clock knows.
    reached : bool or None
        Whether the level got into the target band.
    held_s : float or None
        The longest stay there; a dip shorter than the release time does not end it and is not counted.
    steadiness : float or None
        Coefficient of variation of the level while in the band; smaller is steadier.
    mean_level, peak_level : float or None
        Percent of today's rest…max: the mean while in the band (``None`` when it was not reached), the peak of
        the whole effort.
    let_go : bool or None
        Whether the muscle came back to its resting band before the next effort; ``None``: not measured.
    release_s : float or None
        From the cue "let go" to the level staying below the release level.
    rest_s : float or None
        How long the pause really was, without the time in which the session was paused.
    residual_level : float or None
        Median level in the last second of the pause.
    problems : tuple of str
        What disturbed it: ``signal_lost``, ``wrong_muscle:buttock``, ``crosstalk:buttock`` (both electrodes hear the
        same muscle: of that one nothing else is said), ``bearing_down``, ``paused``, ``offer_stop``,
        ``skipped``, ``stopped``, ``restored`` (its effort was before the session was taken up again), and the
        signal's own problems (``gap``, ``electrode_off`` …).
    effort_s : float or None
        How long the effort really lasted, by the clock.
    selectivity : float or None
        How much of what worked was the muscle that is meant, beside the loudest other one, in percent; ``None`` with
        one sensor, and where it cannot be judged.
    co_contraction : float or None
        The index of Falconer & Winter with the other muscle that worked along most, in percent.
    first : str or None
        Which muscle came on first: the name of another one when it led by more than ``lead_s``, else ``target``.
    """

    set: int
    rep: int
    side: Side | None
    started_s: float
    target_hold_s: float
    target_rest_s: float
    measured: bool = False
    reached: bool | None = None
    held_s: float | None = None
    steadiness: float | None = None
    mean_level: float | None = None
    peak_level: float | None = None
    let_go: bool | None = None
    release_s: float | None = None
    rest_s: float | None = None
    residual_level: float | None = None
    problems: tuple[str, ...] = ()
    effort_s: float | None = None
    selectivity: float | None = None
    co_contraction: float | None = None
    first: str | None = None

    @property
    def counted(self) -> bool:
        """Whether it counts as done: finished, and by the muscle that was meant (PF15)."""
        return not any(problem.partition(":")[0] in _NOT_COUNTED for problem in self.problems)


_NOT_COUNTED = frozenset(("skipped", "stopped", "wrong_muscle", "bearing_down"))


@dataclass(frozen=True, slots=True)
class Judged:
    """A repetition is over, and this is what was done."""

    result: RepResult


#: What a player answers.
Output: TypeAlias = Entered | Said | Paused | Resumed | Finished
