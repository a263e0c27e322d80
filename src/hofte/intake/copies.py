"""Pictures that may be shown are copied from the site into the content folder, to the place that the page names."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from hofte.core.errors import IntakeError
from hofte.core.finding import Finding
from hofte.intake.model import CleanPage

#: What is copied, by its ending; larger files are no pictures of a page.
SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"})
LARGEST = 20_000_000
#: Where sites keep what their addresses begin with.
ROOTS = ("", "public", "static")


def copy_pictures(pages: Iterable[CleanPage], source: str, site: Path, folder: Path) -> tuple[Finding, ...]:
    """Copy the pictures of some pages that may be shown and lie in the site.

    Parameters
    ----------
    pages : iterable of CleanPage
    source : str
        The path of the source they were made of.
    site, folder : Path
        The site and the content folder.

    Returns
    -------
    tuple of Finding
        ``picture-missing`` for each that is not there, is no picture, or is too large.

    Raises
    ------
    IntakeError
        If one cannot be written.
    """
    missing = []
    for name in dict.fromkeys(_named(pages)):
        found = _found(name, source, site)
        if found is None:
            message = f"the picture {name} is not in the site, or no picture that can be shown; not copied"
            missing.append(Finding("picture-missing", "warning", 0, message))
        else:
            _copy(found, folder / name)
    return tuple(missing)


def _named(pages: Iterable[CleanPage]) -> Iterator[str]:
    """The places that pages name, below the content folder; those on other hosts are left there."""
    for page in pages:
        for entry in page.meta.get("pictures", []):
            if entry.get("published") is False:
                continue
            try:
                parts = urlsplit(entry["src"])
            except ValueError:
                continue
            if not parts.scheme and not parts.netloc and parts.path.strip("/"):
                yield unquote(parts.path).lstrip("/")


def _found(name: str, source: str, site: Path) -> Path | None:
    """The file in the site; nothing outside it."""
    place = PurePosixPath(name)
    if ".." in place.parts or place.suffix.lower() not in SUFFIXES or "\0" in name:
        return None
    folders = (*(site / root for root in ROOTS), (site / source).parent)
    with suppress(OSError):  # a name that no file can have
        for file in (folder / name for folder in folders):
            if file.is_file() and file.resolve().is_relative_to(site.resolve()) and file.stat().st_size <= LARGEST:
                return file
    return None


def _copy(file: Path, to: Path) -> None:
    """Copy unless it is there already: a copy has the size and the time of its original."""
    try:
        there, here = to.stat() if to.exists() else None, file.stat()
        if there is not None and (there.st_size, there.st_mtime_ns) == (here.st_size, here.st_mtime_ns):
            return
        to.parent.mkdir(parents=True, exist_ok=True)
        beside = to.with_name(f".{to.name}")
        shutil.copy2(file, beside)
        beside.replace(to)
    except OSError as error:
        raise IntakeError(f"{to} cannot be written: {error.strerror}", hint="name another folder with --to") from error
