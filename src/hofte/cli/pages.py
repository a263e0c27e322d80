"""From what a person types to pages: a file, a folder, ``-`` for standard input, or a starter page's slug."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hofte
from hofte.cli.stdin import read_stdin
from hofte.core.errors import PageUnreadable
from hofte.core.finding import Finding
from hofte.page.model import Page
from hofte.page.read import parse_page, read_page

#: What is read in a folder.
SUFFIXES = frozenset({".md", ".markdown", ".txt"})
#: The starter library: one folder a language.
CONTENT = Path(hofte.__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class Source:
    """One page to be read. ``file`` is ``None`` for standard input; ``problem`` tells why nothing can be read."""

    name: str
    file: Path | None = None
    problem: PageUnreadable | None = None


def find_sources(paths: Iterable[str], lang: str | None = None) -> Iterator[Source]:
    """Find the pages behind what was typed; what leads nowhere comes as a source with a problem.

    Parameters
    ----------
    paths : iterable of str
        Files, folders (searched through for ``*.md``, ``*.markdown``, ``*.txt``), ``-``, or slugs of starter pages.
    lang : str or None
        The language in which a starter page is wanted; ``None`` asks the environment.
    """
    for path in paths:
        if path == "-":
            yield Source("-")
        elif Path(path).is_dir():
            yield from _in_folder(path)
        elif Path(path).exists():
            yield Source(path, Path(path))
        elif starter := find_starter(path, lang):
            yield Source(path, starter)
        else:
            yield Source(path, problem=_missing(path))


def find_starter(slug: str, lang: str | None = None) -> Path | None:
    """Find a starter page by its slug (``side-plank``, or ``da/side-plank``) in the language that fits best."""
    if not slug.replace("-", "").replace("_", "").replace("/", "").isalnum():
        return None
    wanted = [lang] if lang else _languages_of_environment()
    here = starter_languages()
    candidates = (
        [CONTENT / f"{slug}.md"] if "/" in slug else [CONTENT / code / f"{slug}.md" for code in (*wanted, *here)]
    )
    return next((file for file in candidates if file.is_file()), None)


def starter_languages() -> tuple[str, ...]:
    """The languages in which there are starter pages, sorted."""
    return tuple(sorted(folder.name for folder in CONTENT.glob("*/")))


def starter_slugs() -> tuple[str, ...]:
    """The slugs of all starter pages, sorted."""
    return tuple(sorted({file.stem for file in CONTENT.glob("*/*.md")}))


def read_source(source: Source) -> Page:
    """Read one page.

    Raises
    ------
    PageUnreadable
        If there is no such file, or it is no page.
    """
    if source.problem:
        raise source.problem
    if source.file is not None:
        return read_page(source.file)
    return parse_page(read_stdin(), path=source.name)


def read_one(path: str, lang: str | None = None) -> Page:
    """Read the one page that ``path`` leads to.

    Raises
    ------
    PageUnreadable
        If it leads nowhere, or to several.
    """
    sources = list(find_sources([path], lang))
    if len(sources) != 1:
        raise PageUnreadable(f"{path} holds {len(sources)} pages", hint="name one page")
    return read_source(sources[0])


def unreadable(source: Source, error: PageUnreadable) -> Page:
    """Stand in for a page that cannot be read: it holds one finding, which says why."""
    finding = Finding("page-unreadable", "error", error.line, error.message)
    return Page(
        path=source.name, text="", title="", lang="", lang_declared=False, kind="knowledge", findings=(finding,)
    )


def _in_folder(folder: str) -> Iterator[Source]:
    found = False
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(root, name)
            if file.suffix.lower() in SUFFIXES and not name.startswith(".") and not file.is_fifo():
                found = True
                yield Source(str(file), file)
    if not found:
        problem = PageUnreadable(
            f"{folder}: no page in this folder",
            file=Path(folder),
            hint=f"pages end in {', '.join(sorted(SUFFIXES))}",
        )
        yield Source(folder, problem=problem)


def _missing(path: str) -> PageUnreadable:
    slugs = starter_slugs()
    near = difflib.get_close_matches(Path(path).stem.lower(), slugs, n=1)
    hint = f"did you mean the starter page {near[0]}?" if near else "name a file, a folder, - or a starter page"
    if slugs and not near:
        hint += f": {', '.join(slugs)}"
    return PageUnreadable(f"{path}: there is no such file, folder or starter page", file=Path(path), hint=hint)


def _languages_of_environment() -> list[str]:
    """The languages the environment names, best first: ``LANGUAGE=nb:da`` or ``LANG=da_DK.UTF-8``."""
    named = os.environ.get("LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    codes = [part.split("_")[0].split(".")[0].lower() for part in named.split(":")]
    return ["nb" if code == "no" else code for code in codes if code.isalpha()]
