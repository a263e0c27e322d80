"""A page laid out for reading: its sections with roles, their passages, and the doses of each, read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from hofte.dose.model import Dose
from hofte.exercise.cautions import is_technique_test
from hofte.exercise.doses import read_doses
from hofte.exercise.model import Line
from hofte.exercise.names import without_brackets
from hofte.exercise.outline import Part, outline
from hofte.exercise.passages import Passage
from hofte.exercise.words import pattern
from hofte.page.model import Block, Page


@dataclass(frozen=True)
class Draft:
    """An exercise in the making: its name, its own passages and what they say.

    ``titles`` are the headings above it, the nearest first; ``title`` is the whole title of a page of one exercise;
    ``told`` are those of its passages that are no steps.
    """

    name: str
    line: int
    own: tuple[Passage, ...]
    doses: tuple[Dose, ...]
    steps: tuple[Line, ...]
    titles: tuple[str, ...] = ()
    title: str = ""
    told: tuple[Passage, ...] = ()

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join((self.name, self.title, *(passage.text for passage in self.own)))

    @property
    def said(self) -> str:
        """The words of its steps and of what its dose was read from."""
        return " ".join((*(step.text for step in self.steps), *(passage.text for passage in self.told)))


def whole(block: Block, label: str = "") -> Passage:
    """A block as one passage."""
    return Passage(block.text, block.source, block.span.start, block.line, label)


class Material:
    """What there is to read on a page. Technique tests (PF14) are left out of its passages."""

    def __init__(self, page: Page) -> None:
        self.page, self.lang = page, page.lang
        self.parts = outline(page)
        self._doses: dict[tuple[int, int], tuple[Dose, ...]] = {}

    @cached_property
    def told(self) -> tuple[tuple[Part, tuple[Passage, ...]], ...]:
        """Each section with its passages."""
        return tuple((part, tuple(self._without_tests(part.passages))) for part in self.parts)

    def passages(self, *roles: str) -> list[Passage]:
        """The passages of the sections with these roles."""
        return [passage for part, passages in self.told if part.role in roles for passage in passages]

    def blocks(self, *roles: str) -> list[Passage]:
        """Whole blocks of the sections with these roles, each as one passage with its heading as label."""
        blocks = [(block, part.title) for part in self.parts if part.role in roles for block in part.section.blocks]
        return list(self._without_tests(whole(block, title) for block, title in blocks))

    def front(self, *keys: str) -> list[Passage]:
        """The texts of the front matter under these keys, as they stand in the file."""
        return list(self._without_tests(filter(None, map(self.front_passage, keys))))

    def front_passage(self, key: str) -> Passage | None:
        """One value of the front matter as a passage; ``key`` as in :attr:`hofte.page.model.Page.meta_spans`."""
        span = self.page.meta_spans.get(key)
        source = span.of(self.page.text) if span else ""
        if span is None or not source.strip(" \t\r\n\"'"):
            return None
        line = self.page.text.count("\n", 0, span.start) + 1
        return Passage(source.strip("\"'"), source, span.start, line)

    def doses(self, passages: Sequence[Passage]) -> list[Dose]:
        """The doses of passages, in their order."""
        return [dose for passage in passages for dose in self._read(passage)]

    def step_doses(self, steps: Sequence[Passage]) -> list[Dose]:
        """The doses of steps; warming up is none."""
        warm = pattern(self.lang, "labels", "warm")
        return self.doses([step for step in steps if not warm.fullmatch(without_brackets(step.label))])

    def _read(self, passage: Passage) -> tuple[Dose, ...]:
        key = (passage.start, len(passage.source))
        if key not in self._doses:
            self._doses[key] = read_doses(passage, self.lang)
        return self._doses[key]

    def _without_tests(self, passages: Iterable[Passage]) -> Iterator[Passage]:
        return (passage for passage in passages if not is_technique_test(passage, self.lang))
