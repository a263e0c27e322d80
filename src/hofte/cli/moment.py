"""From a running session to what it looks like now: the words of its phases, and the view of one moment."""

from __future__ import annotations

from collections import deque

from hofte.cli.view import Mark, Meter, View
from hofte.cli.words import Speech, fill, say_clock, say_number, speech
from hofte.coach.cues import closing, cue, praise
from hofte.coach.model import (
    EFFORT,
    Entered,
    Finished,
    Judged,
    Paused,
    Phase,
    RepResult,
    Resumed,
    Said,
    Timeline,
)
from hofte.coach.session import Session, SessionOutput
from hofte.coach.thresholds import thresholds
from hofte.emg.model import Features

#: How long a note stays, in seconds.
NOTE_S = 4.0
#: The needle shows the mean over this time, in seconds: the level behind it wobbles by a tenth, and a wobbling
#: needle is no rest for the eye. Only the drawing is smoothed.
NEEDLE_S = 0.25


class Narrator:
    """Knows what to call the phases and happenings of one timeline, in its language."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.say: Speech = speech(timeline.lang)

    def title(self, phase: Phase) -> str:
        """The phase in a word or three."""
        return cue(self.timeline.lang, phase.cue).screen

    def sentence(self, phase: Phase) -> str:
        """What to do in it."""
        return cue(self.timeline.lang, phase.cue).speech

    def following(self, index: int) -> str:
        """The title of the phase after that one; empty when it is the last."""
        phases = self.timeline.phases
        return self.title(phases[index + 1]) if index + 1 < len(phases) else ""

    def place(self, phase: Phase) -> str:
        """Set, repetition and side, as far as they matter."""
        said, plan = self.say["session"], self.timeline.plan
        parts = []
        if plan.sets > 1 and phase.set:
            parts.append(fill(said["set"], n=phase.set, total=plan.sets))
        if phase.rep:
            parts.append(fill(said["rep"], n=phase.rep, total=plan.reps))
        if phase.side:
            parts.append(str(said[phase.side]))
        return " · ".join(parts)

    def total(self) -> str:
        """How long the session is planned to take; at least so long when repetitions go at the person's own pace."""
        time = say_clock(self.timeline.planned_s)
        own_pace = any(phase.until.event == "rep" for phase in self.timeline.phases)
        return fill(self.say["timeline"]["at_least"], time=time) if own_pace else time

    def proposed(self) -> list[str]:
        """The values of the plan that are not from the page, each with its name."""
        values = ((name, getattr(self.timeline.plan, name, None)) for name in self.timeline.plan.proposed)
        return [self._value(name, value) for name, value in values if value != 0 or name == "per_side"]

    def _value(self, name: str, value: float | bool | None) -> str:
        if name == "per_side":
            return str(self.say["dose"]["per_side" if value else "not_per_side"])
        field = str(self.say["field"][name])
        if value is None:
            return field
        return f"{field} {say_number(value, self.say)}" + (" s" if name.endswith("_s") else "")

    def note(self, output: SessionOutput) -> str:
        """What the person should know now, beside the phase itself; empty when there is nothing."""
        lang = self.timeline.lang
        if isinstance(output, Said):
            return cue(lang, output.cue, output.detail).speech
        if isinstance(output, Judged):
            return " ".join(cue(lang, key).speech for key in praise(output.result))
        return ""

    def line(self, output: SessionOutput) -> str:
        """A happening as one line that can be read aloud; empty when it is not worth one."""
        lang = self.timeline.lang
        if isinstance(output, Entered):
            return self._entered(self.timeline.phases[output.phase])
        if isinstance(output, Judged):
            return self._judged(output.result)
        if isinstance(output, (Paused, Resumed)):
            return cue(lang, "paused" if isinstance(output, Paused) else "resumed").speech
        if isinstance(output, Finished):
            return cue(lang, closing(self.timeline, output)).speech
        return self.note(output)

    def _entered(self, phase: Phase) -> str:
        said = self.say["session"]
        parts = [self.sentence(phase)]
        if phase.until.event == "rep":
            parts.append(f"{said['press_done'].capitalize()}.")
        else:
            parts.append(f"{say_number(phase.until.at_least_s, self.say)} s.")
        place = self.place(phase)
        return " ".join([*parts, f"({place})"] if place and phase.kind in EFFORT else parts)

    def _judged(self, result: RepResult) -> str:
        if not result.measured:
            return ""
        said = self.say["summary"]
        parts = [f"{said['held']} {say_number(result.held_s or 0.0, self.say)} s"]
        if result.let_go is not None:
            parts.append(f"{said['let_go']}: {said['yes' if result.let_go else 'no']}")
        parts += [say_problem(problem, self.say) for problem in result.problems]
        return f"{said['rep']} {result.rep}: {', '.join(parts)}"


def say_problem(problem: str, say: Speech) -> str:
    """A problem of a repetition in words; what has none stays as it is written."""
    name, _, muscle = problem.partition(":")
    template = say["problem"].get(name)
    if template is None:
        return problem.replace("_", " ")
    return fill(template, muscle=say["muscle"].get(muscle, muscle or say["muscle"]["other"]))


class Moments:
    """Makes the view of each moment of one session.

    Parameters
    ----------
    session : Session
    narrator : Narrator
    """

    def __init__(self, session: Session, narrator: Narrator) -> None:
        self._session = session
        self._narrator = narrator
        self._note = ("", -NOTE_S)
        self._levels: deque[tuple[float, float | None]] = deque()
        self._before = _planned_before(session.timeline)
        self._target = next((phase.target for phase in session.timeline.phases if phase.kind in EFFORT), None)

    def hear(self, features: Features) -> None:
        """Take the newest frame, for the needle."""
        self._levels.append((features.at_s, features.level))
        while self._levels[0][0] <= features.at_s - NEEDLE_S:
            self._levels.popleft()

    def note(self, text: str, now_s: float) -> None:
        """Show a note for a moment."""
        if text:
            self._note = (text, now_s)

    def view(self, now_s: float, *, sensor: str, measures: bool, asking: bool) -> View | None:
        """The view of this moment; ``None`` after the end."""
        player, phase, say = self._session.player, self._session.phase, self._narrator.say
        if phase is None:
            return None
        passed_s = player.passed_s(now_s)
        text, at_s = self._note
        paused = player.state == "paused"
        at_least_s = phase.until.at_least_s
        pause = cue(self._session.timeline.lang, "paused")
        return View(
            exercise=self._session.timeline.exercise,
            say=say,
            phase=phase,
            title=pause.screen if paused else self._narrator.title(phase),
            cue=pause.speech if paused else self._narrator.sentence(phase),
            place=self._narrator.place(phase),
            following=self._narrator.following(player.index),
            left_s=player.left_s(now_s),
            passed_s=passed_s,
            share=passed_s / at_least_s if at_least_s else 0.0,
            marks=self._marks(phase),
            session_s=self._before[player.index] + min(passed_s, at_least_s),
            planned_s=self._session.timeline.planned_s,
            sensor=sensor,
            meter=self._meter(now_s) if measures else None,
            note=text if paused or now_s - at_s < NOTE_S else "",
            paused=paused,
            asking=asking,
        )

    def _meter(self, now_s: float) -> Meter:
        fresh = [level for at_s, level in self._levels if now_s - at_s <= thresholds().gap_s]
        known = [level for level in fresh if level is not None]
        level = sum(known) / len(known) if known and fresh[-1] is not None else None
        return Meter(level, self._target, thresholds().rest_level)

    def _marks(self, phase: Phase) -> tuple[Mark, ...]:
        set_ = phase.set or 1
        results = {
            result.rep: result for result in self._session.results if (result.set, result.side) == (set_, phase.side)
        }
        reps = range(1, self._session.timeline.plan.reps + 1)
        return tuple(_mark(results[rep]) if rep in results else "now" if rep == phase.rep else "later" for rep in reps)


def _mark(result: RepResult) -> Mark:
    if not result.counted:
        return "skipped"
    if not result.measured or result.let_go is None:
        return "done"
    return "good" if result.let_go else "held_on"


def _planned_before(timeline: Timeline) -> list[float]:
    """Seconds planned before each phase."""
    before = [0.0]
    for phase in timeline.phases:
        before.append(before[-1] + phase.until.at_least_s)
    return before
