"""The log of one session while it runs: a method for each thing that can happen."""

from __future__ import annotations

from uuid import UUID, uuid4

from hofte.coach.model import Event, RepResult
from hofte.diary.model import Amended, Entry, Finished, Note, Started
from hofte.diary.store import Diary


class SessionLog:
    """Writes one session into a diary. Each method returns when the entry is safe, and raises DiaryError when not.

    Parameters
    ----------
    diary : Diary
    session : UUID or None
        A session to go on with; ``None`` is a new one.
    person : UUID or None
        Whose session it is.
    """

    def __init__(self, diary: Diary, session: UUID | None = None, *, person: UUID | None = None) -> None:
        self.session = session or uuid4()
        self._diary = diary
        self._person = person

    def start(self, started: Started) -> Entry:
        return self._write("session_started", started)

    def rep(self, result: RepResult) -> Entry:
        return self._write("rep", result)

    def event(self, event: Event) -> Entry:
        return self._write("event", event)

    def note(self, text: str) -> Entry:
        return self._write("note", Note(text))

    def amend(self, entry: UUID, result: RepResult) -> Entry:
        """The repetition of that entry was really so; the entry itself stays as it is."""
        return self._write("amended", Amended(entry.hex, result))

    def finish(self, reason: str = "done") -> Entry:
        return self._write("session_finished", Finished(reason))

    def _write(self, kind: str, body: object) -> Entry:
        return self._diary.write(self.session, kind, body, person=self._person)
