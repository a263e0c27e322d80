"""A folder of Markdown or MDX: one file, one page, wherever it lies.

MDX is Markdown with program code in it. Imports and exports go, components leave their words, expressions are noted; a
file without any of it is not touched.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from hofte.core.finding import Finding
from hofte.intake.body import Body, finish, open_body
from hofte.intake.front import Front
from hofte.intake.model import Found, Imported, Kind, NoFacts, Pictures, Rights, Source, no_survey
from hofte.intake.pictures import take_pictures
from hofte.intake.rights import rights_of
from hofte.intake.walk import files_below
from hofte.intake.words import quoted, slug
from hofte.page.text import MAX_BYTES

_SUFFIXES = frozenset({".md", ".mdx", ".markdown", ".txt"})
_STATEMENT = re.compile(r"^(?:import|export)\s[^\n]*+", re.MULTILINE)
#: Files that tell about the project or to machines, by their names in lower case.
_ABOUT = frozenset(
    {"readme", "changelog", "contributing", "license", "licence", "code_of_conduct", "robots", "humans", "requirements"}
)
_EXPRESSION = re.compile(r"\{([^{}]*+)\}")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)


def find(root: Path) -> Found:
    """Every Markdown and text file, except those that tell about the project."""
    files = list(files_below(root, _SUFFIXES))
    about = [file for file in files if root.is_dir() and file.stem.casefold() in _ABOUT]
    finding = Finding("no-page", "info", 0, "tells about the project; not imported")
    return Found(
        tuple(file for file in files if file not in about),
        tuple((file.relative_to(root).as_posix(), finding) for file in about),
    )


def convert(source: Source, _: NoFacts, rights: Rights) -> Imported:
    """One Markdown or MDX file as a Hofte page.

    Raises
    ------
    PageUnreadable
        If it is larger than 2 MB or not UTF-8 text.
    """
    body = open_body(source)
    if source.path.lower().endswith(".mdx"):
        _without_program(body)
    front, pictures = Front(body.meta), Pictures(rights.pictures)
    take_pictures(front, pictures)
    own = rights_of(body.meta, rights)
    return finish(body, front, pictures, own, source, kind="markdown", name=_name(source.path))


def _name(path: str) -> str:
    """The file's name; a folder's own page is called like the folder."""
    place = PurePosixPath(path)
    is_index = place.stem.casefold() in ("index", "page", "readme") and len(place.parts) > 1
    return slug(place.parts[-2] if is_index else place.stem)


def _without_program(body: Body) -> None:
    """Take imports, exports and expressions of MDX out; its components are tags, which every source loses alike."""
    if _FENCE.search(body.text):
        message = "the page shows program code; expressions in braces were left as they are"
        body.notes.on_line(0, "mdx-code", message, "info")
        return
    for pattern, what in ((_STATEMENT, "the statement"), (_EXPRESSION, "the expression")):

        def drop(found: re.Match[str], what: str = what) -> str:
            if not found.group().startswith("{/*"):
                message = f"{what} {quoted(found.group())} of MDX was left out"
                body.notes.at(found.start(), "mdx", message, "info" if what == "the statement" else "warning")
            return "\n" * found.group().count("\n")

        body.notes.now(body.text)
        body.text = pattern.sub(drop, body.text)


MARKDOWN = Kind("markdown", find, no_survey, convert, MAX_BYTES)
