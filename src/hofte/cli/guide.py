"""The loop of a guided session: keys, sensor and clock in; face and diary out.

Time comes from one clock, so a whole session runs in a test as fast as the machine can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hofte.cli.faces import Face
from hofte.cli.interrupts import Interrupts
from hofte.cli.keys import Keys, NoKeys
from hofte.cli.moment import Moments, Narrator
from hofte.cli.record import Recorder
from hofte.cli.sensor import Listener
from hofte.coach.model import Entered, Event, EventKind, Finished, Paused, RepResult
from hofte.coach.session import Session, SessionOutput
from hofte.core.clock import Clock
from hofte.emg.advice import advice
from hofte.emg.notice import Notices

#: How often keys and sensor are asked and the face is shown, in seconds.
TICK_S = 0.05


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a session went.

    Parameters
    ----------
    reason : str
        ``done``, ``stopped`` by the person, or ``interrupted`` (Ctrl-C).
    results : tuple of RepResult
        What was done, in order.
    """

    reason: str
    results: tuple[RepResult, ...]


class Guide:
    """Guides one session.

    Parameters
    ----------
    narrator : Narrator
        Of the timeline that is played.
    clock : Clock
    keys : Keys
    listener : Listener
        Entered already; closed by whoever entered it.
    face : Face
        Likewise.
    recorder : Recorder
        Started already.
    """

    def __init__(
        self, narrator: Narrator, clock: Clock, keys: Keys, listener: Listener, face: Face, recorder: Recorder
    ) -> None:
        self._say = narrator.say
        self._narrator = narrator
        self._clock = clock
        self._keys = keys
        self._listener = listener
        self._face = face
        self._recorder = recorder
        self._session = Session(narrator.timeline)
        self._moments = Moments(self._session, narrator)
        self._start_s = clock.now()
        self._asking = False
        self._was_running = True  # when it began to ask
        self._told: set[str] = set()
        self._notices = Notices()
        self._reason = "done"

    def run(self, interrupts: Interrupts) -> Outcome:
        """Play the session to its end, or until the person stops it; an interrupt ends it tidily."""
        self._start_s = self._clock.now()
        self._open()
        self._act("start")
        while not self._session.is_finished:
            self._step()
            self._clock.wait(TICK_S)
            if interrupts.came and not self._session.is_finished:
                self._act("stop")
                self._reason = "interrupted"
                break
        return Outcome(self._reason, self._session.results)

    def _open(self) -> None:
        """Say what is not from the page before anything is done by it, and what one sensor cannot tell."""
        if proposed := self._narrator.proposed():
            text = f"{self._say['reading']['proposed']}: {', '.join(proposed)}"
            self._face.tell(text)
            self._moments.note(text, self._now_s)
        if self._listener.measures and not self._listener.hears_others:
            self._face.tell(str(advice(self._narrator.timeline.lang)["one_sensor"]))

    @property
    def _now_s(self) -> float:
        return self._clock.now() - self._start_s

    def _step(self) -> None:
        for features in self._listener.read():
            self._moments.hear(features)
            self._take(self._session.feed(features))
            if self._notices.hear(features):
                self._tell_quality()
        for key in self._keys.read():
            self._press(key)
        self._act("tick")
        self._warn()
        sensor = self._say["sensor"][self._listener.kind if self._listener.measures else "timer"]
        view = self._moments.view(self._now_s, sensor=sensor, measures=self._listener.measures, asking=self._asking)
        if view:
            self._face.show(view)

    def _press(self, key: str) -> None:
        state = self._session.player.state
        if self._asking:
            self._asking = False
            if key == "q":
                self._act("stop")
            elif self._was_running:
                self._act("resume")
        elif key == "q":
            self._asking, self._was_running = True, state == "running"
            self._act("pause")
        elif key == " ":
            self._act("resume" if state == "paused" else "pause")
        elif key == "s":
            self._act("skip")
        elif key in "d\r\n":
            self._act("rep")

    def _act(self, kind: EventKind) -> None:
        self._take(self._session.handle(Event(kind, self._now_s)))

    def _take(self, outputs: Sequence[SessionOutput]) -> None:
        for output in outputs:
            self._recorder.hear(output)
            self._face.hear(output)
            self._moments.note(self._narrator.note(output), self._now_s)
            if isinstance(output, Entered):
                self._listener.follow(self._narrator.timeline.phases[output.phase])
            elif isinstance(output, (Paused, Finished)):
                self._listener.follow(None)
            if isinstance(output, Finished):
                self._reason = output.reason
        if Paused in map(type, outputs) and isinstance(self._keys, NoKeys):
            self._act("stop")  # the session asks whether to stop, and nobody can answer

    def _tell_quality(self) -> None:
        """Say what is wrong with the signal, and what to do, each time that it begins."""
        for problem in self._notices.told[:1]:
            text = str(advice(self._narrator.timeline.lang)[problem])
            self._face.tell(text)
            self._moments.note(text, self._now_s)

    def _warn(self) -> None:
        """Say once that the sensor died or that the diary cannot be written; the session goes on."""
        problems = [
            self._listener.failure and f"{self._say['sensor']['lost']} ({self._listener.failure.message})",
            self._recorder.problem and self._recorder.problem.message,
        ]
        for problem in problems:
            if problem and problem not in self._told:
                self._told.add(problem)
                self._face.tell(problem)
                self._moments.note(problem, self._now_s)
