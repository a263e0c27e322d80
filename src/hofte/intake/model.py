"""What goes into an importer and what comes out of it: a source, clean pages, and what could not be carried over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from hofte.core.finding import Finding

#: What a page of unknown licence says of itself.
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a site.

    Parameters
    ----------
    path : str
        Its place in the site, with forward slashes: ``_exercises/hip-thrust.md``.
    raw : bytes
        The file as it is.
    """

    path: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Rights:
    """Licence and author of a text; empty where nobody said it. ``withheld`` says why it may not be shown.

    ``pictures`` is the licence of pictures that name none.
    """

    license: str = ""
    author: str = ""
    withheld: str = ""
    pictures: str = ""


@dataclass(frozen=True)
class CleanPage:
    """A page as Hofte reads it.

    Parameters
    ----------
    lang : str
        ``da``, ``nb``, ``nn``, ``sv`` or ``en``; empty when it could not be told.
    slug : str
        Its name in the content folder and in addresses.
    meta : mapping
        The front matter, JSON values, in the order in which it is written.
    body : str
        Markdown without anything of a site generator.
    """

    lang: str
    slug: str
    meta: Mapping[str, Any]
    body: str


@dataclass(frozen=True)
class Imported:
    """What became of one source: no page, one, or several (a data set), and what was noticed."""

    pages: tuple[CleanPage, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Found:
    """The files of a site that are pages, and what was passed over, with its path."""

    files: tuple[Path, ...] = ()
    passed: tuple[tuple[str, Finding], ...] = ()


class Facts(Protocol):
    """What one page needs to know of its site; two sites with the same digest give the same pages."""

    @property
    def digest(self) -> str: ...


F = TypeVar("F", bound=Facts)


@dataclass(frozen=True)
class NoFacts:
    """The facts of a site whose pages stand for themselves."""

    digest: str = ""


@dataclass(frozen=True)
class Kind(Generic[F]):
    """A kind of site.

    Parameters
    ----------
    name : str
        As typed on the command line.
    find : callable
        A folder or file → the files that are pages.
    survey : callable
        The folder and those files → the facts that each page needs of the others.
    convert : callable
        A source, the facts, and the rights where a page says none → clean pages and findings. Pure, and never raises
        for what a file holds, except :class:`~hofte.core.errors.PageUnreadable`.
    largest : int
        Larger files are refused unread, in bytes.
    """

    name: str
    find: Callable[[Path], Found]
    survey: Callable[[Path, Sequence[Path]], F]
    convert: Callable[[Source, F, Rights], Imported]
    largest: int


def no_survey(root: Path, files: Sequence[Path]) -> NoFacts:
    """The survey of a site whose pages stand for themselves."""
    return NoFacts()


@dataclass
class Pictures:
    """The pictures of a page while it is read: each once, with what is known of it.

    ``license`` is that of those that name none.
    """

    license: str = ""
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, src: object, **about: object) -> None:
        """Keep a picture; what an earlier mention did not say is added."""
        if not isinstance(src, str) or not src.strip():
            return
        entry = self.entries.setdefault(src.strip(), {"src": src.strip()})
        for key, value in about.items():
            if isinstance(value, str) and value.strip():
                entry.setdefault(key, value.strip())

    def as_meta(self) -> list[dict[str, Any]]:
        """The front matter's list: every picture names its licence, if only as unknown."""
        return [self._with_rights(entry) for entry in self.entries.values()]

    def _with_rights(self, entry: dict[str, Any]) -> dict[str, Any]:
        license_ = entry.get("license") or self.license or UNKNOWN
        known = {**entry, "license": license_}
        return known if license_ != UNKNOWN else {**known, "published": False}
