"""Easier and harder forms of an exercise: headings, list items or table rows under a heading such as "Varianter"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hofte.dose.model import Dose
from hofte.exercise.checks import find_checks
from hofte.exercise.doses import label_alternatives, put_together
from hofte.exercise.inherit import inherit
from hofte.exercise.kinds import style_of
from hofte.exercise.material import Draft, Material
from hofte.exercise.model import Exercise
from hofte.exercise.moves import find_pattern
from hofte.exercise.names import name_of_title
from hofte.exercise.outline import Part
from hofte.exercise.passages import Passage, with_children
from hofte.exercise.sides import is_one_sided

#: An item without a label is named by its first words, up to here.
LONGEST_NAME = 60

_NAME_END = re.compile(r"\s+[–—-]\s+|[:.;,]\s|[.:;]$")


def find_variants(material: Material, main: Exercise) -> tuple[Exercise, ...]:
    """The variants in the page's order.

    Each has what its own words say; scope and style are the main exercise's unless its words say otherwise, and what
    its words leave open of the dose is in ``inherited``.
    """
    found = [one for part, own in material.told if part.role == "variants" for one in _of_part(part, own)]
    return tuple(_variant(name, line, own, main, material) for name, line, own in found if name)


def _of_part(part: Part, passages: tuple[Passage, ...]) -> Iterator[tuple[str, int, tuple[Passage, ...]]]:
    if part.is_inherited:
        yield name_of_title(part.title), part.line, passages
        return
    for group in with_children(passages):
        first = group[0]
        if first.kind == "row":
            yield first.label, first.line, group
        elif first.kind == "item":
            yield _name_of_item(first), first.line, group


def _name_of_item(passage: Passage) -> str:
    if passage.label:
        return passage.label
    first = _NAME_END.split(passage.text, maxsplit=1)[0].strip()
    return first if len(first) <= LONGEST_NAME else ""


def _variant(name: str, line: int, own: tuple[Passage, ...], main: Exercise, material: Material) -> Exercise:
    doses = put_together(material.doses(own))
    steps = tuple(passage.as_line() for passage in own)
    draft = Draft(name, line, own, doses, steps)
    style = main.style
    if main.scope == "PF":
        style = style_of(material.lang, main.scope, draft, doses[0] if doses else None)
    variant = Exercise(
        name,
        lang=material.lang,
        line=line,
        scope=main.scope,
        style=style if style != "reps" or main.style == "reps" else main.style,
        doses=label_alternatives(doses, own, material.page),
        pattern=find_pattern(own, material.lang),
        checks=find_checks(own, material.lang),
        steps=steps,
        one_sided=main.one_sided or is_one_sided(name, draft.said, material.lang),
    )
    if main.doses:
        variant = replace(variant, inherited=inherit(main.doses[0], doses[0] if doses else Dose(), variant))
    return variant if variant.pattern else replace(variant, pattern=main.pattern)
