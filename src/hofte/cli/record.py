"""Writes a session into the diary while it runs, repetition by repetition.

When the diary cannot be written (a full disk), the session goes on: what could not be kept waits and is tried again
with the next entry.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping

from hofte.coach.model import Entered, Event, EventKind, Finished, Judged, Paused, Resumed, Said
from hofte.coach.session import SessionOutput
from hofte.core.errors import DiaryError
from hofte.diary.log import SessionLog
from hofte.diary.model import Started

_SAID: Mapping[str, EventKind] = {
    "let_go": "let_go",
    "offer_stop": "offer_stop",
    "wrong_muscle": "wrong_muscle",
    "signal_lost": "signal_lost",
    "signal_back": "signal_back",
}


class Recorder:
    """Keeps what a session answers.

    Parameters
    ----------
    log : SessionLog
    """

    def __init__(self, log: SessionLog) -> None:
        self._log = log
        self._waiting: deque[Callable[[], object]] = deque()
        #: Why the newest entry is not kept yet, when it is not.
        self.problem: DiaryError | None = None

    def start(self, started: Started) -> None:
        """The session begins; raises DiaryError at once, before anything was done that could be lost."""
        self._log.start(started)

    def hear(self, output: SessionOutput) -> None:
        """Keep what happened, if a diary tells of it."""
        if isinstance(output, Judged):
            self._keep(lambda: self._log.rep(output.result))
        elif event := _event(output):
            self._keep(lambda: self._log.event(event))

    def finish(self, reason: str) -> None:
        """The session is over; :attr:`problem` tells if something of it could not be kept."""
        self._keep(lambda: self._log.finish(reason))

    def _keep(self, write: Callable[[], object]) -> None:
        self._waiting.append(write)
        self.problem = None
        while self._waiting and not self.problem:
            try:
                self._waiting[0]()
                self._waiting.popleft()
            except DiaryError as error:
                self.problem = error


def _event(output: SessionOutput) -> Event | None:
    match output:
        case Said(cue, at_s, detail) if cue in _SAID:
            return Event(_SAID[cue], at_s, detail)
        case Paused(at_s, reason):
            return Event("pause", at_s, reason)
        case Resumed(at_s):
            return Event("resume", at_s)
        case Entered(_, at_s, "skip"):
            return Event("skip", at_s)
        case Finished(at_s, "stopped"):
            return Event("stop", at_s)
    return None
