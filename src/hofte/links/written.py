"""The links and pictures that an author wrote: in Markdown, in HTML, and in the front matter."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from hofte.core.values import Span
from hofte.page.front_matter import read_front_matter
from hofte.page.lines import split_lines
from hofte.page.media import find_pictures
from hofte.page.model import Page

_LINK = re.compile(
    r"\]\([ \t]*<?(?P<markdown>[^()\s<>]{1,300}+)"
    r"|^ {0,3}\[[^\[\]^\r\n]{1,200}+\]:[ \t]*<?(?P<defined>[^\s<>]{1,300}+)"
    r"|\b(?P<key>href|src)=[\"'](?P<html>[^\"'\s<>]{1,300}+)[\"']",
    re.MULTILINE,
)
_PICTURE = re.compile(r"!\[[^\[\]\r\n]{0,500}+(?=\]\()")


@dataclass(frozen=True, slots=True)
class Written:
    """One of them: where it leads, the line, and its place; pictures of the front matter have none."""

    to: str
    line: int
    span: Span | None = None
    is_picture: bool = False


def find_written(page: Page, visible: str) -> Iterator[Written]:
    """Find the links and pictures of a page.

    Parameters
    ----------
    page : Page
    visible : str
        Its text as :func:`hofte.page.visible.blank_hidden` gives it.
    """
    for picture in find_pictures(page.meta):
        yield Written(picture.src, 1, None, is_picture=True)
    starts = [line.start for line in split_lines(page.text)]
    pictures = {found.end() for found in _PICTURE.finditer(visible)}
    for found in _LINK.finditer(visible, read_front_matter(page.text).end):
        group = next(name for name in ("markdown", "defined", "html") if found[name])
        is_picture = found.start() in pictures or found["key"] == "src"
        yield Written(found[group], bisect_right(starts, found.start()), Span(*found.span(group)), is_picture)
