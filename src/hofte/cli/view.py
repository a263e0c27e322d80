"""What a session looks like at one moment: everything that a screen or a spoken line needs, and nothing of how.

Made anew for each frame; the screen draws it, the plain player tells what changed between two of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hofte.cli.words import Speech
from hofte.coach.model import Band, Phase, PhaseKind

#: Effort, letting go, or neither: what the two colours, the shapes and the direction of the line stand for.
Mood = Literal["squeeze", "release", "neutral"]
#: How a repetition went: done and let go, done but not let go, done and not measured, under way, to come, left out.
Mark = Literal["good", "held_on", "done", "now", "later", "skipped"]

MOODS: dict[PhaseKind, Mood] = {
    "ready": "neutral",
    "work": "squeeze",
    "hold": "squeeze",
    "release": "release",
    "rest": "release",
    "set_rest": "release",
    "switch": "neutral",
}
SHAPES: dict[Mood, str] = {"squeeze": "▲", "release": "▽", "neutral": "◇"}
#: Work that goes down is still work: filled, where letting go is hollow.
_WAYS_DOWN = frozenset(("down", "half_down"))
#: For lines that scroll, where the terminal's own palette is best; a drawn screen has its own two tones.
COLORS_ON_LINES: dict[Mood, str | None] = {"squeeze": "magenta", "release": "cyan", "neutral": None}


def shape_of(phase: Phase) -> str:
    """The sign that stands beside a phase's name."""
    return "▼" if phase.cue in _WAYS_DOWN else SHAPES[MOODS[phase.kind]]


@dataclass(frozen=True, slots=True)
class Meter:
    """The level, in percent of today's rest…max, with the two bands it is held against.

    Parameters
    ----------
    level : float or None
        ``None`` while there is no signal that can be trusted.
    target : Band or None
        Where effort should be; only its lower end can be missed.
    released_below : float
        Under this level the muscle counts as let go.
    """

    level: float | None
    target: Band | None
    released_below: float

    def verdict(self, mood: Mood) -> str:
        """Say where the level stands, as a key of the words under ``level``; empty when nothing is asked of it."""
        if self.level is None:
            return "no_signal"
        if mood == "release":
            return "released" if self.level <= self.released_below else "not_released"
        if mood == "neutral" or self.target is None:
            return ""
        return "in_target" if self.level >= self.target.low else "below_target"


@dataclass(frozen=True, slots=True)
class View:
    """One moment of a session.

    Parameters
    ----------
    exercise : str
    say : mapping
        The words of the session's language (``cli.toml``).
    phase : Phase
    title, cue : str
        The phase and what to do in it, in words.
    place : str
        Set, repetition and side.
    following : str
        The name of the phase after it; empty when it is the last.
    left_s : float or None
        Until the phase ends; ``None`` when it waits for an event.
    passed_s, share : float
        Seconds since the phase began, and the part of it that has passed (0…1).
    marks : tuple of Mark
        The repetitions of this set and side.
    session_s, planned_s : float
        Seconds of session so far, and as planned.
    sensor : str
        What is listening, in words.
    meter : Meter or None
        ``None`` without a sensor.
    note : str
        What the person should know now; empty most of the time.
    paused, asking : bool
        Whether the session stands still, and whether it asks if it should end.
    """

    exercise: str
    say: Speech
    phase: Phase
    title: str
    cue: str
    place: str
    following: str
    left_s: float | None
    passed_s: float
    share: float
    marks: tuple[Mark, ...]
    session_s: float
    planned_s: float
    sensor: str
    meter: Meter | None = None
    note: str = ""
    paused: bool = False
    asking: bool = False

    @property
    def mood(self) -> Mood:
        return MOODS[self.phase.kind]

    @property
    def waits_for_person(self) -> bool:
        """Whether the repetition ends when the person says so."""
        return self.phase.until.event == "rep" and not self.paused

    @property
    def big(self) -> str:
        """What is drawn largest: seconds left, or the number of the repetition that ends in one's own time."""
        if self.left_s is None:
            if self.phase.until.event == "rep":
                return str(self.phase.rep)
            return f"+{max(0, int(self.passed_s - self.phase.until.at_least_s))}"
        whole = max(0, -int(-self.left_s // 1))
        return str(whole) if whole < 100 else f"{whole // 60}:{whole % 60:02d}"
