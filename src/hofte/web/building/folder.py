"""The folder of a built site: what is ours in it, written whole or not at all, and nothing of others ever touched.

``.hofte-site.json`` in it says which files are ours, from which inputs each was made, and what it was when it was
written. It is written twice: before anything else, with everything that may become ours, and at the end. A build that
is cut off therefore leaves a folder in which the next one knows what to make again. Files are written aside and moved
into place; what is no longer part of the site goes last, so that no link leads nowhere meanwhile.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from hofte.core.errors import HofteError

MANIFEST = ".hofte-site.json"
ASIDE = ".hofte-aside"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the site: the inputs it was made from, its content, and what it had to have beside it."""

    key: str = ""
    digest: str = ""
    size: int = -1
    mtime_ns: int = -1
    needs: tuple[str, ...] = ()


@dataclass
class Folder:
    """A folder that a site is built in."""

    root: Path
    made: dict[str, Made] = field(default_factory=dict)
    written: int = 0
    removed: int = 0
    _told: str = ""
    #: Folders that were there, or were made, and lie within the site: looked at once in a build.
    _known: set[Path] = field(default_factory=set)

    @classmethod
    def open(cls, root: Path) -> Folder:
        """Open a folder, and clear away what a build that was cut off left aside.

        Raises
        ------
        HofteError
            If the folder cannot be made, or its list of files cannot be understood.
        """
        try:
            root.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(root / ASIDE, ignore_errors=True)
            raw = (root / MANIFEST).read_bytes()
        except FileNotFoundError:
            return cls(root)
        except OSError as error:
            raise HofteError(f"{root} cannot be used: {error.strerror}", hint="choose another folder") from error
        try:
            told = json.loads(raw)
            if told["version"] != _VERSION:
                raise ValueError("another version")  # noqa: TRY301  told below, as everything that does not fit
            files = {name: Made(**(one | {"needs": tuple(one["needs"])})) for name, one in told["files"].items()}
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise HofteError(
                f"{root / MANIFEST} cannot be understood", hint="build into a new folder, or empty this one"
            ) from error
        return cls(root, {name: one for name, one in files.items() if _is_inside(name)}, _told=raw.decode())

    def is_current(self, name: str, key: str) -> bool:
        """Whether a file was made from these inputs and is still what was written."""
        made = self.made.get(name)
        if made is None or made.key != key:
            return False
        try:
            stat = (self.root / name).lstat()
        except OSError:
            return False
        return (stat.st_size, stat.st_mtime_ns) == (made.size, made.mtime_ns)

    def begin(self, names: Iterable[str]) -> None:
        """Say what will be ours before any of it is written.

        Raises
        ------
        HofteError
            If a file of somebody else stands where one of ours belongs.
        """
        new = [name for name in names if name not in self.made]
        for name in new:
            if os.path.lexists(self.root / name):
                raise HofteError(
                    f"{self.root / name} was not made by hofte build, and stands where a page belongs",
                    hint="move it away, or choose another folder for --out; nothing was changed",
                )
        self._keep({**{name: Made() for name in new}, **self.made})

    def put(self, name: str, content: bytes, key: str, needs: tuple[str, ...] = ()) -> None:
        """Write one file, unless its content is there already."""
        file = self.root / name
        digest = hashlib.sha256(content).hexdigest()
        held = self.made.get(name)
        if held is None or held.digest != digest or not self.is_current(name, held.key):
            self._write(file, content)
            self.written += 1
        stat = file.stat()
        self.made[name] = Made(key, digest, stat.st_size, stat.st_mtime_ns, needs)

    def finish(self, names: Iterable[str]) -> None:
        """Remove what is no longer part of the site, and say what is."""
        kept = set(names)
        for name in sorted(set(self.made) - kept, reverse=True):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                (self.root / name).unlink()
                self.removed += 1
            self._drop_empty((self.root / name).parent)
            del self.made[name]
        self._keep(self.made)
        shutil.rmtree(self.root / ASIDE, ignore_errors=True)
        self._known.discard(self.root / ASIDE)

    def _drop_empty(self, folder: Path) -> None:
        while folder != self.root:
            try:
                folder.rmdir()
            except OSError:  # something of somebody else is in it
                return
            self._known.discard(folder)
            folder = folder.parent

    def _write(self, file: Path, content: bytes) -> None:
        new = self.root / ASIDE / "file"
        for folder in (file.parent, new.parent):
            if folder not in self._known:
                self._make(folder)
        new.write_bytes(content)
        new.replace(file)

    def _make(self, folder: Path) -> None:
        there = next(one for one in (folder, *folder.parents) if one.exists())
        if not there.resolve().is_relative_to(self.root.resolve()):
            raise HofteError(f"{there} leads out of the site's folder", hint="remove the link")
        folder.mkdir(parents=True, exist_ok=True)
        self._known.add(folder)

    def _keep(self, files: Mapping[str, Made]) -> None:
        told = json.dumps({"version": _VERSION, "files": _as_json(files)}, separators=(",", ":"))
        if told != self._told:
            self._write(self.root / MANIFEST, told.encode())
            self._told = told


def _as_json(files: Mapping[str, Made]) -> dict[str, Any]:
    names = Made.__slots__
    return {name: {key: getattr(files[name], key) for key in names} for name in sorted(files)}


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts
