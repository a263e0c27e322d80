"""Which files of a folder are pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from hofte.core.errors import IntakeError

#: Folders of tools, never of content.
NO_CONTENT = frozenset(
    {"node_modules", "vendor", "__pycache__", "_site", "_includes", "_layouts", "_data", "_sass", "_plugins"}
)


def files_below(root: Path, suffixes: frozenset[str], enter: Callable[[str], bool] | None = None) -> Iterator[Path]:
    """Regular files with one of these endings, sorted by their path; nothing hidden, no link out of the folder.

    Parameters
    ----------
    root : Path
        A folder, or one file.
    suffixes : frozenset of str
        In lower case, with the dot.
    enter : callable, optional
        Whether to look into a folder, by its path below ``root``.

    Raises
    ------
    IntakeError
        If there is no such file or folder, or it cannot be read.
    """
    if root.is_file():
        yield root
        return
    if not root.is_dir():
        raise IntakeError(f"{root}: there is no such file or folder", hint="name the folder of the site")
    for place, folders, names in os.walk(root, onerror=_refuse):
        below = Path(place).relative_to(root).as_posix()
        folders[:] = sorted(name for name in folders if _is_entered(name, below, enter))
        for name in sorted(names):
            file = Path(place, name)
            if (
                file.suffix.lower() in suffixes
                and not name.startswith(".")
                and file.is_file()
                and not file.is_symlink()
            ):
                yield file


def _is_entered(name: str, below: str, enter: Callable[[str], bool] | None) -> bool:
    path = name if below == "." else f"{below}/{name}"
    return not name.startswith(".") and name not in NO_CONTENT and (enter is None or enter(path))


def _refuse(error: OSError) -> None:
    raise IntakeError(f"{error.filename} cannot be read: {error.strerror}", hint="check its permissions") from error
