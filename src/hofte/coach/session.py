"""A session: player and judge together. The reference for the terminal, for tests and for the browser.

The player keeps the clock, the judge looks at the muscle; what the judge decides goes to the player as an event. With
no features at all the clock counts the repetitions and none is measured; when the signal goes away, the session goes
on by the clock and the repetition says so.

A session is its script: the events and features it was given, in their order. The same script gives the same trace
and the same results to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from hofte.coach.judge import Judge, Verdict
from hofte.coach.model import Event, Finished, Judged, Output, Phase, Position, RepResult, Timeline
from hofte.coach.player import Player
from hofte.coach.thresholds import Thresholds
from hofte.emg.model import Features

#: What a session answers.
SessionOutput: TypeAlias = Output | Judged


class Session:
    """Plays and judges a timeline.

    Parameters
    ----------
    timeline : Timeline
    position : Position or None
        Where an earlier session of the same timeline stood.
    limits : Thresholds or None
        ``None`` takes those that ship with Hofte.

    Raises
    ------
    ValueInvalid
        If the position is not one of this timeline.
    """

    def __init__(
        self, timeline: Timeline, position: Position | None = None, *, limits: Thresholds | None = None
    ) -> None:
        self.timeline = timeline
        self.player = Player(timeline, position)
        self._judge = Judge(timeline, limits)
        self._results: list[RepResult] = []
        self._outputs: list[SessionOutput] = []
        self._decided: list[Event] = []

    @property
    def results(self) -> tuple[RepResult, ...]:
        """The repetitions that are over, in order."""
        return tuple(self._results)

    @property
    def phase(self) -> Phase | None:
        """The phase at hand; ``None`` after the end."""
        return self.player.phase

    @property
    def position(self) -> Position:
        """Where it stands, for coming back to this very repetition."""
        return self.player.position

    @property
    def is_finished(self) -> bool:
        return self.player.state == "finished"

    @property
    def decided(self) -> tuple[Event, ...]:
        """What the judge decided because of the last event or frame; a player elsewhere has to hear it too."""
        return tuple(self._decided)

    @property
    def deadline_s(self) -> float | None:
        """When something will happen by itself; ``None`` when only an event or a frame can bring it on."""
        due = [at_s for at_s in (self.player.deadline_s, self._judge.deadline_s) if at_s is not None]
        return min(due) if due and not self.is_finished else None

    def handle(self, event: Event) -> tuple[SessionOutput, ...]:
        """Take an event from the person or the clock.

        Returns
        -------
        tuple of SessionOutput
            What happened up to and because of it, in order; ``Judged`` follows the phase that ended a repetition.
        """
        self._outputs, self._decided = [], []
        self._notice_silence(event.at_s)
        self._play(event)
        self._hear(self._judge.watch(event.at_s))
        return tuple(self._outputs)

    def feed(self, features: Features) -> tuple[SessionOutput, ...]:
        """Take a frame of the muscle; the clock goes on to its time.

        Raises
        ------
        ValueInvalid
            If the frame's time is not a finite number.
        """
        self._outputs, self._decided = [], []
        if not self.is_finished:
            self._notice_silence(features.at_s)
            self._play(Event("tick", features.at_s))
            self._hear(self._judge.feed(features))
        return tuple(self._outputs)

    def _notice_silence(self, at_s: float) -> None:
        """If the signal went away on the way to ``at_s``, that happens at its own time."""
        silent_s = self._judge.deadline_s
        if silent_s is not None and silent_s <= at_s:
            self._play(Event("tick", silent_s))
            self._hear(self._judge.watch(silent_s))

    def _play(self, event: Event) -> None:
        for output in self.player.handle(event):
            self._outputs.append(output)
            self._hear(self._judge.follow(output))
            if isinstance(output, Finished):
                self._hear(self._judge.finish())

    def _hear(self, verdicts: Iterable[Verdict]) -> None:
        for verdict in verdicts:
            if isinstance(verdict, RepResult):
                self._results.append(verdict)
                self._outputs.append(Judged(verdict))
            else:
                self._decided.append(verdict)
                self._play(verdict)


def play_script(timeline: Timeline, script: Iterable[Event | Features]) -> tuple[SessionOutput, ...]:
    """Play a session from its script: what a replay, a test and another player's yardstick need.

    Parameters
    ----------
    timeline : Timeline
    script : iterable of Event or Features
        In the order in which the session was given them.
    """
    session = Session(timeline)
    outputs: list[SessionOutput] = []
    for item in script:
        outputs += session.handle(item) if isinstance(item, Event) else session.feed(item)
    return tuple(outputs)
