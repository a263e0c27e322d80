"""A person who hears cues and squeezes: the closed loop that sessions are tried in. Time is moved by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pytest

from hofte.coach.model import Entered, Event, Phase, Timeline
from hofte.coach.session import Session, SessionOutput
from hofte.emg.model import Features

RATE = 50


@dataclass
class Person:
    """Squeezes to ``strength`` after ``reaction_s``, lets go to ``rest``; ``helps`` are other muscles while squeezing.

    ``unseen(at_s)`` is when the sensor sends frames without a level, ``silent(at_s)`` when it sends nothing.
    """

    strength: float = 80.0
    rest: float = 2.0
    reaction_s: float = 0.3
    helps: dict[str, float] = field(default_factory=dict)
    unseen: Callable[[float], bool] = lambda at_s: False
    silent: Callable[[float], bool] = lambda at_s: False
    squeezing_since: float | None = None
    resting_since: float = 0.0

    def hear(self, output: SessionOutput, phases: tuple[Phase, ...]) -> None:
        if not isinstance(output, Entered):
            return
        if phases[output.phase].kind in ("work", "hold"):
            self.squeezing_since = output.at_s
        elif self.squeezing_since is not None:
            self.squeezing_since, self.resting_since = None, output.at_s

    def frame(self, at_s: float) -> Features:
        since = self.squeezing_since
        on = since is not None and at_s - since > self.reaction_s
        still_on = since is None and self.resting_since > 0.0 and at_s - self.resting_since <= self.reaction_s
        level = self.strength if on or still_on else self.rest
        if self.unseen(at_s):
            return Features(at_s, None, problems=("electrode_off",))
        return Features(at_s, level, {name: share if on else 0.0 for name, share in self.helps.items()})


@dataclass
class Played:
    """A session that was played, and what it was given."""

    session: Session
    outputs: list[SessionOutput]
    script: list[Event | Features]


def play(
    timeline: Timeline, person: Person, events: Iterable[Event] = (), rate: int = RATE, most_s: float = 600.0
) -> Played:
    """Play until the end (or ``most_s``), frame by frame, with the person's events at their times."""
    session = Session(timeline)
    played = Played(session, [], [])

    def give(item: Event | Features) -> None:
        played.script.append(item)
        for output in session.handle(item) if isinstance(item, Event) else session.feed(item):
            played.outputs.append(output)
            person.hear(output, timeline.phases)

    waiting = sorted(events, key=lambda event: event.at_s)
    give(Event("start", 0.0))
    frame = 0
    while not session.is_finished and frame / rate < most_s:
        frame += 1
        at_s = frame / rate
        while waiting and waiting[0].at_s <= at_s:
            give(waiting.pop(0))
        give(Event("tick", at_s) if person.silent(at_s) else person.frame(at_s))
    return played


class Stage:
    """What the tests of this folder share."""

    person = Person
    play = staticmethod(play)


@pytest.fixture(scope="session")
def stage() -> Stage:
    return Stage()
