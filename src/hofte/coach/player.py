"""The clock of a session: events in, outputs out, no clock of its own. The yardstick for every other player.

The rules, in full. A player in another language that keeps them gives the same trace for the same script.

1.  Time. All times are seconds on the events' one clock. An event that is older than the newest seen counts as
    happening at the newest: time never goes back. Before an event is heeded, everything that is due up to its time
    happens, in order, each thing at its own true time; so a late tick never shifts anything.
2.  Start. Before ``start`` only ``stop``, ``signal_back`` and ``signal_lost`` are heeded. ``start`` enters the first
    phase. After the end nothing happens.
3.  A phase is entered at E with P seconds of it already passed (0 but after a pause); its own clock is Z = E - P. The
    next phase is entered at the moment the phase ends. After the last comes ``Finished``.
4.  A phase without an event ends at Z + at_least.
5.  A phase with an event ends when that event comes, not before Z + at_least (an earlier one is not heeded and not
    remembered), and at Z + at_most at the latest, if there is an at_most.
6.  Release (the event is ``released``). While there is no signal, it ends at Z + at_least by the clock, or at once when
    that is past. While there is one: at Z + ``let_go_at`` × at_least, if that is before Z + at_most, ``Said(let_go)``.
    At Z + at_most the next effort is not cued (PF19): ``Said(offer_stop)``, then ``Paused``; if no effort follows, the
    phase just ends.
7.  Signal. There is none until the first ``signal_back``; ``signal_lost`` takes it away. Losing it is said, and so is
    its return.
8.  ``pause`` stops the phase's clock with P = now - Z. ``resume`` gives ``Resumed`` and enters the phase again with
    that P; with P = 0 if the phase is effort (a squeeze cut in two is none) or the session paused itself by rule 6.
    While paused only ``resume``, ``stop``, ``signal_back`` and ``signal_lost`` are heeded, and ``resume`` only then.
9.  ``skip`` leaves the phase at once: from effort to the first phase that is not effort of the same repetition, else
    to the next. A release after effort cannot be skipped (PF06, PF19).
10. ``wrong_muscle`` is said once for each muscle, and ``let_go`` once, after each ``Entered``. ``stop`` ends it all.
    ``tick`` only lets time pass; so do ``let_go`` and ``offer_stop``, which are the player's own to say.
11. A player made from a ``Position`` does at ``start`` what rule 8 does at ``resume``, without ``Resumed``.

Arithmetic is +, -, × and comparison by order of doubles, in the order given here; no two times are compared for
being equal.
"""

from __future__ import annotations

import math
from typing import Literal

from hofte.coach.model import (
    EFFORT,
    Entered,
    EntryCause,
    Event,
    Finished,
    Judged,
    Output,
    Paused,
    Phase,
    Position,
    Resumed,
    Said,
    Timeline,
)
from hofte.coach.thresholds import thresholds
from hofte.core.errors import ValueInvalid
from hofte.core.stored import Json, to_json

State = Literal["idle", "running", "paused", "finished"]
_WHEN_PAUSED = frozenset(("resume", "stop", "signal_back", "signal_lost"))
_WHEN_IDLE = frozenset(("start", "stop", "signal_back", "signal_lost"))


class Player:
    """Plays a timeline.

    Parameters
    ----------
    timeline : Timeline
    position : Position or None
        Where an earlier player of the same timeline stood.

    Raises
    ------
    ValueInvalid
        If the position is not one of this timeline.
    """

    def __init__(self, timeline: Timeline, position: Position | None = None) -> None:
        position = position or Position(0)
        last = len(timeline.phases)
        if not (0 <= position.phase <= last and math.isfinite(position.passed_s) and position.passed_s >= 0.0):
            raise ValueInvalid(
                f"{position} is no place in a timeline of {last} phases", hint="start from the beginning"
            )
        self.timeline = timeline
        self.state: State = "idle"
        self._phases = timeline.phases
        self._index = position.phase
        self._passed_s = position.passed_s  # of the phase, while the clock stands still
        self._zero_s = 0.0  # Z of rule 3, while it runs
        self._now_s = -math.inf
        self._signal = False
        self._signal_known = False
        self._said: set[tuple[str, str]] = set()
        self._outputs: list[Output] = []

    @property
    def phase(self) -> Phase | None:
        """The phase at hand, or the one to begin with; ``None`` after the end."""
        over = self.state == "finished" or self._index >= len(self._phases)
        return None if over else self._phases[self._index]

    @property
    def index(self) -> int:
        """Where :attr:`phase` stands in the timeline."""
        return self._index

    @property
    def has_signal(self) -> bool:
        """Whether a muscle is measured right now."""
        return self._signal

    @property
    def deadline_s(self) -> float | None:
        """When something will happen by itself; ``None`` when only an event can bring it on."""
        return self._next_due()[0] if self.state == "running" else None

    @property
    def position(self) -> Position:
        """Where the session stands after the last event: keep it to come back to this very repetition."""
        if self.state != "running":
            return Position(self._index, self._passed_s)
        return Position(self._index, self._now_s - self._zero_s)

    def passed_s(self, now_s: float) -> float:
        """Seconds of the phase that have passed, for showing."""
        return max(0.0, now_s - self._zero_s) if self.state == "running" else self._passed_s

    def left_s(self, now_s: float) -> float | None:
        """Seconds until the phase ends by the clock, for showing; ``None`` while it waits for an event."""
        phase = self.phase
        if phase is None:
            return 0.0
        left = phase.until.at_least_s - self.passed_s(now_s)
        return None if left < 0.0 or phase.until.event == "rep" else left

    def handle(self, event: Event) -> tuple[Output, ...]:
        """Take the next event.

        Returns
        -------
        tuple of Output
            What happened up to and because of it, in time order.
        """
        self._outputs = []
        at_s = max(event.at_s, self._now_s)
        self._catch_up(at_s)
        self._now_s = at_s
        if self._heeds(event):
            self._act(event, at_s)
            self._catch_up(at_s)
        return tuple(self._outputs)

    def _heeds(self, event: Event) -> bool:
        if self.state == "running":
            return event.kind not in ("start", "resume")
        if self.state == "idle":
            return event.kind in _WHEN_IDLE
        return self.state == "paused" and event.kind in _WHEN_PAUSED

    def _act(self, event: Event, at_s: float) -> None:
        match event.kind:
            case "start":
                self._take_up("start", at_s)
            case "rep" | "released":
                self._end_by_event(event.kind, at_s)
            case "skip":
                self._skip(at_s)
            case "pause":
                self._pause(Paused(at_s), at_s - self._zero_s)
            case "resume":
                self._outputs.append(Resumed(at_s))
                self._take_up("resume", at_s)
            case "stop":
                self._passed_s = self.passed_s(at_s)
                self.state = "finished"
                self._outputs.append(Finished(at_s, "stopped", "stop"))
            case "signal_back" | "signal_lost":
                self._hear_signal(event.kind, at_s)
            case "wrong_muscle":
                self._say("wrong_muscle", at_s, event.detail)

    # What time brings (rules 1, 4, 5, 6)

    def _catch_up(self, at_s: float) -> None:
        while self.state == "running":
            due_s, what = self._next_due()
            if due_s is None or due_s > at_s:
                return
            self._meet(what, max(due_s, self._now_s))

    def _next_due(self) -> tuple[float | None, Literal["clock", "limit", "let_go"]]:
        until = self._phases[self._index].until
        if until.event is None or (until.event == "released" and not self._signal):
            return self._zero_s + until.at_least_s, "clock"
        limit_s = None if until.at_most_s is None else self._zero_s + until.at_most_s
        if until.event == "released" and ("let_go", "") not in self._said:
            let_go_s = self._zero_s + thresholds().let_go_at * until.at_least_s
            if limit_s is None or let_go_s < limit_s:
                return let_go_s, "let_go"
        return limit_s, "limit"

    def _meet(self, what: Literal["clock", "limit", "let_go"], at_s: float) -> None:
        self._now_s = at_s
        if what == "let_go":
            self._say("let_go", at_s)
        elif what == "limit" and self._phases[self._index].until.event == "released" and self._effort_follows():
            self._say("offer_stop", at_s)
            self._pause(Paused(at_s, "offer_stop"), 0.0)
        else:
            self._enter(self._index + 1, at_s, what)

    def _effort_follows(self) -> bool:
        return any(phase.kind in EFFORT for phase in self._phases[self._index + 1 :])

    # What the person, the judge and the sensor bring

    def _end_by_event(self, kind: Literal["rep", "released"], at_s: float) -> None:
        until = self._phases[self._index].until
        if until.event == kind and at_s >= self._zero_s + until.at_least_s:
            self._enter(self._index + 1, at_s, kind)

    def _skip(self, at_s: float) -> None:
        here = self._phases[self._index]
        if here.until.event == "released":
            return
        index = self._index + 1
        if here.kind in EFFORT:
            while index < len(self._phases) and _is_same_effort(here, self._phases[index]):
                index += 1
        self._enter(index, at_s, "skip")

    def _pause(self, paused: Paused, passed_s: float) -> None:
        self.state = "paused"
        self._passed_s = passed_s
        self._outputs.append(paused)

    def _take_up(self, by: EntryCause, at_s: float) -> None:
        """Rules 8 and 11."""
        phase = self.phase
        starts_over = phase is None or phase.kind in EFFORT
        self._enter(self._index, at_s, by, passed_s=0.0 if starts_over else self._passed_s)

    def _hear_signal(self, kind: Literal["signal_back", "signal_lost"], at_s: float) -> None:
        is_back = kind == "signal_back"
        if is_back == self._signal:
            return
        self._signal = is_back
        if self._signal_known:
            self._outputs.append(Said(kind, at_s))
        self._signal_known = True

    def _say(self, cue: str, at_s: float, detail: str = "") -> None:
        if (cue, detail) not in self._said:
            self._said.add((cue, detail))
            self._outputs.append(Said(cue, at_s, detail))

    def _enter(self, index: int, at_s: float, by: EntryCause, *, passed_s: float = 0.0) -> None:
        self._index, self._zero_s, self._said = index, at_s - passed_s, set()
        self._passed_s = 0.0
        if index >= len(self._phases):
            self.state = "finished"
            self._outputs.append(Finished(at_s, "done", by))
        else:
            self.state = "running"
            self._outputs.append(Entered(index, at_s, by, passed_s))


def _is_same_effort(one: Phase, other: Phase) -> bool:
    return other.kind in EFFORT and (other.set, other.rep, other.side) == (one.set, one.rep, one.side)


def as_line(output: Output | Judged) -> dict[str, Json]:
    """One line of a trace as a JSON value, ``what`` first: how two players are compared, and what goes over a wire."""
    return {"what": type(output).__name__.lower(), **to_json(output)}
