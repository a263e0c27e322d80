"""Which files of some folders are pages, and where each stands on the site: no database, no framework."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hofte.core.errors import PageUnreadable
from hofte.lang.data import languages
from hofte.links.glossary import FOLDER
from hofte.page.text import MAX_BYTES, decode

SUFFIXES = frozenset((".md", ".markdown"))
#: Files that tell about a folder and are no page of a site.
_ABOUT = frozenset(("readme", "license", "licence", "changelog", "contributing"))
#: A page that stands for its folder is called by it.
_FOR_FOLDER = frozenset(("index", "_index"))
_LONGEST_SLUG = 180


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is a page.

    Parameters
    ----------
    name : str
        Its path below the folder that was given.
    slugs : tuple of str
        What it may be called in an address: by its own name, or with those of its folders when that is taken.
    lang : str
        The language that its folder says; empty when only its text tells.
    text : str
        As it is in the file.
    digest : str
        Of the text.
    """

    name: str
    slugs: tuple[str, ...]
    lang: str
    text: str
    digest: str


@dataclass
class Gathered:
    """The pages of some folders, and what was left out: (file, reason)."""

    sources: list[Source] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def gather(folders: Sequence[Path]) -> Gathered:
    """Read the pages of some folders. A page that an earlier folder has under the same path hides a later one.

    Hidden files, those whose name begins with ``_``, and what tells about a folder (``README.md``) are no pages.
    """
    gathered = Gathered()
    seen: set[str] = set()
    for folder in folders:
        for file in sorted(_files(folder)):
            name = file.relative_to(folder).as_posix()
            if _is_of_a_glossary(name):
                continue
            if name in seen:
                gathered.left_out.append((name, f"{folder} comes later, and an earlier folder has a page of this path"))
                continue
            seen.add(name)
            try:
                gathered.sources.append(_source(file, name))
            except PageUnreadable as error:
                gathered.left_out.append((name, error.message))
            except OSError as error:
                gathered.left_out.append((name, error.strerror or str(error)))
    return gathered


def _is_of_a_glossary(name: str) -> bool:
    lang, _, rest = name.partition("/")
    return lang in languages() and rest.startswith(f"{FOLDER}/")


def _files(folder: Path) -> Iterator[Path]:
    for file in folder.iterdir():
        shown = not file.name.startswith((".", "_")) or file.stem in _FOR_FOLDER
        if shown and file.is_dir() and not file.is_symlink():
            yield from _files(file)
        elif shown and file.suffix.casefold() in SUFFIXES and file.stem.casefold() not in _ABOUT and file.is_file():
            yield file


def _source(file: Path, name: str) -> Source:
    with file.open("rb") as stream:
        raw = stream.read(MAX_BYTES + 1)
    text = decode(raw, name, file=file)
    first, *_ = parts = name.split("/")
    lang = first if first in languages() and len(parts) > 1 else ""
    return Source(name, _slugs(parts[1:] if lang else parts), lang, text, hashlib.sha256(raw).hexdigest())


def _slugs(parts: Sequence[str]) -> tuple[str, ...]:
    """``["hip", "thrust.md"]`` → ``thrust``, ``hip-thrust``."""
    named = [*parts[:-1], Path(parts[-1]).stem]
    if named[-1] in _FOR_FOLDER and len(named) > 1:
        named.pop()
    # A long name is cut by its bytes: no file system takes a part of a path with more than 255.
    cut = (_cut("-".join(named[at:])) for at in range(len(named) - 1, -1, -1))
    return tuple(dict.fromkeys(slug for slug in cut if slug))


def _cut(slug: str) -> str:
    plain = slug.replace("\\", "-").strip(". ")
    return plain.encode()[:_LONGEST_SLUG].decode(errors="ignore")
