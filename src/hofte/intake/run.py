"""Brings a site into a content folder, one source after the other, and can be killed at any moment.

A source that was imported by this program with the same facts and options, and whose pages are still there, is not
converted again. A page that a person has edited is left alone. Files are written beside their place and moved into it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, get_args

from hofte.core.errors import IntakeError, PageUnreadable
from hofte.core.finding import Finding
from hofte.intake.copies import copy_pictures
from hofte.intake.fingerprint import CONVERTS, fingerprint
from hofte.intake.ledger import Known, Ledger
from hofte.intake.model import CleanPage, Imported, Kind, Rights, Source
from hofte.intake.readings import Readings, Summary
from hofte.intake.written import page_text

#: The folder of pages whose language could not be told.
UNTOLD = "und"
State = Literal["new", "changed", "unchanged", "kept", "removed"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True)
class Written:
    """One page in the content folder: where, what happened to it, and how much it holds (nothing when removed)."""

    path: str
    state: State
    summary: Summary | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one source."""

    source: str
    pages: tuple[Written, ...] = ()
    findings: tuple[Finding, ...] = ()


class Intake:
    """An import that is under way; used in a ``with``.

    Parameters
    ----------
    kind : Kind
    root : Path
        The site's folder, or one file.
    folder : Path
        The content folder.
    rights : Rights
        What holds for pages that say nothing.
    overwrite : bool
        Whether pages that a person has edited are written anew.

    Raises
    ------
    IntakeError
        If there is no such site, it holds nothing of this kind, or the folder cannot be written.
    """

    def __init__(
        self, kind: Kind[Any], root: Path, folder: Path, rights: Rights | None = None, *, overwrite: bool = False
    ) -> None:
        self._kind, self._folder, self._overwrite = kind, folder, overwrite
        self._rights = rights or Rights()
        found = kind.find(root)
        if not found.files:
            raise IntakeError(f"{root}: nothing of the kind {kind.name} in it", hint="name the folder of the site")
        self._base = root if root.is_dir() else root.parent
        #: The sources, in order.
        self.files: Sequence[Path] = [file for file in found.files if not _is_inside(file, folder)]
        #: What was passed over.
        self.passed = tuple(Outcome(path, (), (finding,)) for path, finding in found.passed)
        self._facts = kind.survey(self._base, self.files)
        name = root.resolve().name
        self._ledger = Ledger(folder, f"{kind.name}:{name}")
        #: The readings of the folder's pages.
        self.readings = Readings(self._ledger.store)

    def __enter__(self) -> Intake:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ledger.close()

    def take(self, file: Path) -> Outcome:
        """Import one source; what is wrong with it is a finding.

        Raises
        ------
        IntakeError
            If a page cannot be written.
        """
        path = file.relative_to(self._base).as_posix()
        raw = _read(file, self._kind.largest)
        key = self._key(raw)
        known = self._ledger.known(path)
        if known is not None and known.key == key and all(map(self._is_there, known.pages)) and not self._overwrite:
            pages = tuple(Written(page, self._state(page), self._summary(page)) for page in known.pages)
            return _outcome(path, pages, known.findings)
        made = self._convert(Source(path, raw))
        findings = (*made.findings, *copy_pictures(made.pages, path, self._base, self._folder))
        places = self._places(made.pages, path)
        pages = tuple(self._write(place, page, path) for place, page in zip(places, made.pages, strict=True))
        for page in set(known.pages if known else ()) - set(places):
            self._remove(page)
        self._ledger.keep(path, Known(key, tuple(places), findings))
        return _outcome(path, pages, findings)

    def finish(self) -> tuple[Outcome, ...]:
        """Remove the pages of sources that are gone, unless a person has edited them; called when all are taken."""
        here = frozenset(file.relative_to(self._base).as_posix() for file in self.files)
        outcomes = []
        for path, known in self._ledger.gone(here):
            outcomes.append(_outcome(path, tuple(self._remove(page) for page in known.pages)))
            self._ledger.forget(path)
        return tuple(outcomes)

    def _key(self, raw: bytes) -> str:
        """What the pages of a source depend on."""
        parts = [fingerprint(*CONVERTS), self._kind.name, self._facts.digest, *astuple(self._rights)]
        return hashlib.sha256(json.dumps(parts).encode() + raw).hexdigest()

    def _convert(self, source: Source) -> Imported:
        try:
            made: Imported = self._kind.convert(source, self._facts, self._rights)
        except PageUnreadable as error:
            return Imported((), (Finding("page-unreadable", "error", error.line, error.message),))
        return made

    def _places(self, pages: Sequence[CleanPage], source: str) -> list[str]:
        """Where the pages of a source go; a name that another has gets the source's mark."""
        places: list[str] = []
        for n, page in enumerate(pages):
            name = f"{page.lang or UNTOLD}/{page.slug}"
            if f"{name}.md" in places or not self._ledger.owns(f"{name}.md", source):
                name += f"-{hashlib.sha256(f'{source}{n}'.encode()).hexdigest()[:6]}"
            places.append(f"{name}.md")
        return places

    def _write(self, place: str, page: CleanPage, source: str) -> Written:
        raw = page_text(page).encode()
        there = self._there(place)
        if there == raw:
            if not self._ledger.wrote(place, _digest(raw)):
                self._ledger.will_write(place, source, _digest(raw), before="")
            return Written(place, "unchanged", self._summary(place))
        if there and not self._overwrite and not self._ledger.wrote(place, _digest(there)):
            return Written(place, "kept", self._summary(place))
        self._ledger.will_write(place, source, _digest(raw), before=_digest(there))
        _move_into(self._folder / place, raw)
        return Written(place, "changed" if there else "new", self._summary(place))

    def _remove(self, place: str) -> Written:
        there = self._there(place)
        if there and not self._ledger.wrote(place, _digest(there)):
            return Written(place, "kept", self._summary(place))
        (self._folder / place).unlink(missing_ok=True)
        self._ledger.release(place)
        return Written(place, "removed")

    def _summary(self, place: str) -> Summary:
        lang = place.split("/", 1)[0]
        text = self._there(place).decode("utf-8", "replace")
        return self.readings.summary(text, path=place, lang="" if lang == UNTOLD else lang)

    def _state(self, place: str) -> State:
        return "unchanged" if self._ledger.wrote(place, _digest(self._there(place))) else "kept"

    def _is_there(self, place: str) -> bool:
        return bool(self._there(place))

    def _there(self, place: str) -> bytes:
        try:
            return (self._folder / place).read_bytes()
        except FileNotFoundError:
            return b""


def _outcome(source: str, pages: tuple[Written, ...], findings: tuple[Finding, ...] = ()) -> Outcome:
    """What became of a source; of a page that was left alone it says so."""
    kept = (page.path for page in pages if page.state == "kept")
    message = "{} was edited since it was imported and is left alone; --overwrite writes it anew"
    return Outcome(source, pages, (*findings, *(Finding("edited", "info", 0, message.format(path)) for path in kept)))


def _read(file: Path, largest: int) -> bytes:
    """A file's bytes; of one that is too large as many as show that it is."""
    try:
        with file.open("rb") as stream:
            return stream.read(largest + 1)
    except OSError as error:
        raise IntakeError(f"{file} cannot be read: {error.strerror}", hint="check its permissions") from error


def _move_into(file: Path, raw: bytes) -> None:
    """Write a file so that at any moment the old one is there whole, or the new one."""
    beside = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(raw)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise IntakeError(
            f"{file} cannot be written: {error.strerror}", hint="name another folder with --to"
        ) from error


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _is_inside(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder.resolve())
