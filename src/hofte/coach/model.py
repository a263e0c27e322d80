"""A session as data: phases, what ends them, what happens, and what was done.

Times are seconds. ``Timeline`` is the plan; ``Entered``, ``Judged`` and ``Event`` are what the player and the
judge say while it runs; ``RepResult`` is what the diary keeps, target and actual side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PhaseKind = Literal["ready", "work", "hold", "release", "rest", "set_rest", "switch"]
Side = Literal["left", "right"]
EndEvent = Literal["rep", "released"]


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
        The phase ends here even without the event; ``None`` waits for as long as it takes.
    """

    at_least_s: float
    event: EndEvent | None = None
    at_most_s: float | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A target band for the level, in percent of today's rest…max."""

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
    """

    kind: PhaseKind
    until: Until
    cue: str
    target: Band | None = None
    rep: int = 0
    set: int = 0
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A dose with every choice made: what one session really does. All times in seconds."""

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
    #: The fields whose values are not from the page.
    proposed: tuple[str, ...] = ()


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
    """Something that happens in a session: from the person, the clock, the judge or the sensor."""

    kind: EventKind
    at_s: float
    detail: str = ""


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
        ``False``: only the clock counted it (no sensor, or the signal was lost); the fields below are ``None``.
    reached : bool or None
        Whether the level got into the target band.
    held_s : float or None
        How long the level stayed there.
    steadiness : float or None
        Coefficient of variation of the level while held; smaller is steadier.
    mean_level, peak_level : float or None
        Percent of today's rest…max while held.
    let_go : bool or None
        Whether the muscle came back to its resting band before the next effort; ``None``: not measured.
    release_s : float or None
        From the cue "let go" to the level staying below the release level.
    rest_s : float or None
        How long the pause really was.
    residual_level : float or None
        Median level in the last second of the pause.
    problems : tuple of str
        What disturbed it: ``signal_lost``, ``wrong_muscle:buttock``, ``skipped``, ``stopped``.
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
