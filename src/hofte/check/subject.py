"""What the checks look at: a page, its exercises, and what it states, each worked out once and only when asked for."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import islice

from hofte.check.statements import PartRead, Statement, find_statements
from hofte.check.words import has
from hofte.core.values import Span
from hofte.exercise.model import Reading
from hofte.exercise.outline import outline
from hofte.lang.data import languages
from hofte.page.lines import Line, split_lines
from hofte.page.model import Page
from hofte.page.visible import blank_hidden

#: A page states less than this; it bounds the time that any text takes.
MOST_STATEMENTS = 5_000


class Subject:
    """A page under the checks.

    Parameters
    ----------
    page : Page
    reading : Reading
        Its exercises, as :func:`hofte.exercise.read.read_exercises` gives them.
    """

    def __init__(self, page: Page, reading: Reading) -> None:
        self.page, self.reading, self.lang = page, reading, page.lang

    @cached_property
    def parts(self) -> tuple[PartRead, ...]:
        """The sections with their roles and passages; none on a page whose language is not known."""
        if self.lang not in languages():
            return ()
        return tuple((part, part.passages) for part in outline(self.page))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the page says as true: no questions, no myths, no titles of other people's work."""
        return tuple(islice(find_statements(self.page, self.parts), MOST_STATEMENTS))

    @cached_property
    def visible(self) -> str:
        """The text, each character in its place, with comments and code as spaces."""
        return blank_hidden(self.page.text)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the file."""
        return split_lines(self.page.text)

    def mentions(self, *path: str) -> bool:
        """Whether a word of one list stands anywhere on the page: asked first, it spares a check most pages."""
        return self.lang in languages() and has(self.page.text, self.lang, *path)

    def line_at(self, place: int) -> int:
        """The number of the line that holds a place in the file."""
        return bisect_right(self.lines, place, key=lambda line: line.start)

    def place_of(self, *keys: str) -> tuple[int, Span | None]:
        """Line and span of the first of these keys that the front matter has at its top level; line 1 without."""
        if self.page.meta:
            for line in self.lines[1:]:
                if line.text.rstrip() in ("---", "..."):
                    break
                key = line.text.split(":", 1)[0].strip("\"' ")
                if key in keys and not line.text.startswith((" ", "\t")):
                    return line.number, line.span
        return 1, None
