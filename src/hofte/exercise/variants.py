"""Easier and harder forms of an exercise: headings, list items or table rows under a heading such as "Varianter"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hofte.exercise.checks import find_checks
from hofte.exercise.doses import label_alternatives, put_together, read_doses
from hofte.exercise.kinds import style_of
from hofte.exercise.model import Exercise
from hofte.exercise.moves import find_pattern
from hofte.exercise.names import name_of_title
from hofte.exercise.outline import Part
from hofte.exercise.passages import Passage
from hofte.page.model import Page

#: An item without a label is named by its first words, up to here.
LONGEST_NAME = 60

_NAME_END = re.compile(r"\s+[–—-]\s+|[:.;,]\s|[.:;]$")


def find_variants(parts: Sequence[Part], main: Exercise, page: Page) -> tuple[Exercise, ...]:
    """The variants in the page's order.

    Each has what its own words say; scope and style are the main exercise's unless its words say otherwise.
    """
    found = [one for part in parts if part.role == "variants" for one in _of_part(part)]
    return tuple(_variant(name, line, own, main, page) for name, line, own in found if name)


def _of_part(part: Part) -> Iterator[tuple[str, int, tuple[Passage, ...]]]:
    if part.is_inherited:
        yield name_of_title(part.title), part.line, tuple(part.passages())
        return
    for passage in part.passages():
        if passage.kind == "row":
            yield passage.label, passage.line, (passage,)
        elif passage.kind == "item":
            yield _name_of_item(passage), passage.line, (passage,)


def _name_of_item(passage: Passage) -> str:
    if passage.label:
        return passage.label
    first = _NAME_END.split(passage.text, maxsplit=1)[0].strip()
    return first if len(first) <= LONGEST_NAME else ""


def _variant(name: str, line: int, own: tuple[Passage, ...], main: Exercise, page: Page) -> Exercise:
    doses = put_together([dose for passage in own for dose in read_doses(passage, page.lang)])
    text = " ".join(passage.text for passage in own)
    style = main.style
    if main.scope == "PF":
        style = style_of(page.lang, main.scope, name, text, doses[0] if doses else None)
    variant = Exercise(
        name,
        lang=page.lang,
        line=line,
        scope=main.scope,
        style=style if style != "reps" or main.style == "reps" else main.style,
        doses=label_alternatives(doses, own, page),
        pattern=find_pattern(own, page.lang),
        checks=find_checks(own, page.lang),
        steps=tuple(passage.as_line() for passage in own),
    )
    return variant if variant.pattern else replace(variant, pattern=main.pattern)
