"""The family of errors. Each says what was wrong, where, and what to do, and carries data a caller can act on.

::

    HofteError
    ├── ValueInvalid        a number or a span that cannot be
    ├── NotStored           a stored value that cannot be read back
    ├── PageUnreadable      a file that is no page (missing, not text, too large)
    ├── ExerciseNotFound    no exercise of that name on the page
    ├── DoseIncomplete      a dose that lacks what a session needs
    ├── RuleBroken          a clinical rule forbids it; names the rule
    ├── SignalError         a signal that cannot be processed
    ├── DeviceError         a sensor that cannot be opened or went away; says whether trying again can help
    ├── DiaryError          the diary file cannot be opened, read or written
    ├── StoreError          the data folder or the database of the web application cannot be used
    ├── ArchiveError        a backup that cannot be made, read or put back
    ├── PortTaken           the web application cannot be served at this address
    │
    │   raised by one package only, and defined there
    ├── LanguageUnknown     no words for this language (lang.data)
    ├── RuleUnknown         no clinical rule has this id (rules.catalogue)
    ├── NumberUnknown       the rule has no number of this name (rules.catalogue)
    ├── NumberUnverified    a number that nobody has looked up must not become a default (rules.catalogue)
    ├── RuleNotSaid         the rule has no words for a trainee (rules.catalogue)
    ├── ScreenUnanswered    the safety screen cannot be skipped; names the open questions (rules.screen)
    ├── LineUnreadable      a line of JSON that holds no text to read; names the line (dose.lines)
    ├── RecordingError      a recording that cannot be read, or not further than here (recording.model)
    ├── PackageMissing      a package of an extra is not installed; names it (recording.needs)
    └── ClusterUnreachable  nobody answers at the address of the cluster (recording.many)
"""

from __future__ import annotations

from pathlib import Path


class HofteError(Exception):
    """The root of the family.

    Parameters
    ----------
    message : str
        What was wrong, and where.
    hint : str
        What the person can do about it; empty when there is nothing.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ValueInvalid(HofteError, ValueError):
    """A number, range or span that cannot be."""


class NotStored(HofteError):
    """A stored value that cannot be read back: ``path`` leads to the part that is wrong."""

    def __init__(self, message: str, *, path: str = "", hint: str = "") -> None:
        super().__init__(f"{path}: {message}" if path else message, hint=hint)
        self.path = path


class PageUnreadable(HofteError):
    """A file that cannot be read as a page."""

    def __init__(self, message: str, *, file: Path | None = None, line: int = 0, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.file = file
        self.line = line


class ExerciseNotFound(HofteError):
    """No exercise of that name; ``names`` holds those that there are."""

    def __init__(self, message: str, *, names: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.names = names


class DoseIncomplete(HofteError):
    """A dose that lacks what a session needs; ``missing`` names the fields."""

    def __init__(self, message: str, *, missing: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.missing = missing


class RuleBroken(HofteError):
    """A clinical rule forbids it; ``rule`` is its id, for instance ``PF06``."""

    def __init__(self, rule: str, message: str, *, hint: str = "") -> None:
        super().__init__(f"{rule}: {message}", hint=hint)
        self.rule = rule


class SignalError(HofteError):
    """A signal that cannot be processed (empty, not finite, impossible rate)."""


class DeviceError(HofteError):
    """A sensor that cannot be opened or went away; ``can_retry`` says whether trying again can help."""

    def __init__(self, message: str, *, can_retry: bool = False, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.can_retry = can_retry


class DiaryError(HofteError):
    """The diary file cannot be opened, read or written; nothing acknowledged earlier is lost."""


class StoreError(HofteError):
    """The data folder or the database cannot be used: not writable, unreachable, or from a newer Hofte."""


class ArchiveError(HofteError):
    """A backup that cannot be made, is damaged, or may not be put back; what there was is as it was."""


class IntakeError(HofteError):
    """A site cannot be imported at all: not there, of another kind, or its pages cannot be written."""


class PortTaken(HofteError):
    """The web application cannot be served at this host and port."""
