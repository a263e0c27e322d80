"""A page with exercises here and there: one for each heading, question, label, item or row that asks for something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from hofte.dose.model import Dose
from hofte.exercise.doses import (
    FREQUENCY,
    REST,
    add_to_all,
    fill,
    is_effort,
    label_alternatives,
    of_steps,
    put_together,
    with_told,
)
from hofte.exercise.material import Draft, Material
from hofte.exercise.names import name_of_heading, name_of_label, name_of_page, without_brackets
from hofte.exercise.outline import Part
from hofte.exercise.passages import LONGEST_LABEL, Passage, passages, sentences, with_children
from hofte.exercise.words import has, pattern

_ROLES = ("body", "variants", "dose")
_SENTENCE = re.compile(r"[.!?]\s*\S|\d")
#: What a page says before fewer exercises than this may be of something else. Own design.
FEWEST_TO_SHARE = 2
#: A list of fewer steps than this describes no exercise of its own. Own design.
FEWEST_STEPS = 3


def scattered_exercises(material: Material, *, only_labels: bool = False) -> list[Draft]:
    """The exercises of a page, in its order.

    A heading that names none but holds the steps and the dose of an exercise gives one when it is the only one on the
    page; it is called by the page's title.
    """
    found: list[Draft] = []
    nameless: list[Draft] = []
    for part, own in material.told:
        if part.role not in _ROLES or (only_labels and part.role == "variants"):
            continue
        place = _Place(material, part)
        labelled, others = place.apart(own)
        found += labelled
        if others and not only_labels and (headed := place.headed(others)):
            (found if headed.name else nameless).append(headed)
    shared = _said_first(material, found)
    found = [replace(draft, doses=add_to_all(draft.doses, shared)) for draft in found] if shared else found
    if not found and len(nameless) == 1:
        return [replace(nameless[0], name=name_of_page(material.page.title, material.lang))]
    return sorted(found, key=lambda draft: draft.line)


def _said_first(material: Material, found: Sequence[Draft]) -> list[Dose]:
    """What the page says of all its exercises before the first of them: a rest, or how often to do "the exercises"."""
    if len(found) < FEWEST_TO_SHARE:
        return []
    first = min(draft.line for draft in found)
    intro = [one for part, own in material.told if part.role == "body" and part.line < first for one in own]
    owned = {passage.start for draft in found for passage in draft.own}
    told = [one for one in intro if one.line < first and one.start not in owned]
    named = [one for one in told if has(one.text, material.lang, "headings", "exercises")]
    rests = [fill(Dose(), dose, REST) for dose in material.doses(told) if not is_effort(dose)]
    often = [fill(Dose(), dose, FREQUENCY) for dose in material.doses(named) if not is_effort(dose)]
    return [dose for dose in (*rests, *often) if dose.filled]


@dataclass(frozen=True)
class _Place:
    """One section, and what its headings tell of the passages in it."""

    material: Material
    part: Part

    @property
    def lang(self) -> str:
        return self.material.lang

    @cached_property
    def is_among_exercises(self) -> bool:
        """Whether it stands among exercises, so that minutes are the dose of one.

        A heading speaks of exercises, or the page's title does and the section has a number ("1. Burpees").
        """
        heading, page = self.part.section.heading, self.material.page
        is_numbered = heading is not None and heading.span.of(page.text)[:1].isdigit()
        above = [one for one in self.part.section.path if one != page.title]
        titles = (self.part.title, *above, *((page.title,) if is_numbered else ()))
        return any(has(title, self.lang, "headings", "exercises") for title in titles)

    @cached_property
    def steps(self) -> tuple[Passage, ...]:
        """The items of its numbered lists."""
        return tuple(one for block in self.part.section.blocks if block.ordered for one in passages(block))

    @cached_property
    def starts_of_steps(self) -> frozenset[int]:
        return frozenset(step.start for step in self.steps)

    @cached_property
    def shows_how(self) -> bool:
        """Whether a section that names no exercise can show one: steps under "How to do it" or "Exercises for …"."""
        is_titled = any(has(self.part.title, self.lang, "headings", kind) for kind in ("technique", "exercises"))
        return is_titled and len(self.steps) >= FEWEST_STEPS

    @cached_property
    def exercise_rows(self) -> frozenset[int]:
        """Where the rows of tables begin whose first column is headed "exercise"."""
        columns = pattern(self.lang, "labels", "exercise_column")
        tables = [block for block in self.part.section.blocks if block.kind == "table" and block.header]
        told = [table for table in tables if columns.fullmatch(table.header[0].text)]
        return frozenset(row[0].span.start for table in told for row in table.rows if row)

    # What labels, items and rows name

    def apart(self, own: Sequence[Passage]) -> tuple[list[Draft], list[Passage]]:
        """The exercises that labels, items and rows name, and the other passages.

        What the others say of rest and of how often holds for each exercise of the section. A plan for the week, day by
        day, holds no exercises of its own.
        """
        labelled: list[Draft] = []
        others: list[Passage] = []
        days, fields = (pattern(self.lang, "labels", kind) for kind in ("days", "dose"))
        for group in with_children(own):
            first = group[0]
            if days.fullmatch(without_brackets(first.label)):
                continue
            if draft := self._labelled(group):
                labelled.append(draft)
            elif len(group) > 1:
                inner, rest = self.apart(group[1:])
                labelled += inner
                others += [first, *rest]
            elif not self._is_advice(first) and (first.kind != "row" or fields.fullmatch(first.label)):
                others.append(first)
        labelled, others = self._without_led_step(labelled, others)
        if labelled:
            shared = [dose for dose in self.material.doses(others) if not is_effort(dose)]
            labelled = [replace(draft, doses=add_to_all(draft.doses, shared)) for draft in labelled]
        return labelled, others

    def _without_led_step(self, labelled: list[Draft], others: list[Passage]) -> tuple[list[Draft], list[Passage]]:
        """One step alone that begins with bold words is a step; several are a numbered list of exercises."""
        steps = [draft for draft in labelled if draft.own[0].start in self.starts_of_steps]
        if len(steps) != 1 or not steps[0].own[0].is_led:
            return labelled, others
        return [draft for draft in labelled if draft is not steps[0]], [*others, *steps[0].own]

    def _labelled(self, group: tuple[Passage, ...]) -> Draft | None:
        name = self._name(group[0], has_more=len(group) > 1)
        doses = put_together(self.material.doses(group)) if name else ()
        if not any(map(is_effort, doses)) and not (self.is_among_exercises and _is_timed(doses)):
            return None
        steps = tuple(one.as_line() for passage in group for one in sentences(passage))
        doses = label_alternatives(doses, group, self.material.page)
        return Draft(name, group[0].line, group, doses, steps, self._titles, told=group)

    def _name(self, passage: Passage, *, has_more: bool) -> str:
        """The exercise that a label names, or a short item with a list inside it; advice names none."""
        if passage.kind == "row" and passage.start not in self.exercise_rows:
            return ""
        if self._is_advice(passage):
            return ""
        is_short = has_more and len(passage.text) <= LONGEST_LABEL and not _SENTENCE.search(passage.text)
        name = name_of_label(passage.label or (passage.text if is_short else ""), self.lang)
        return "" if name and pattern(self.lang, "labels", "level").fullmatch(name) else name

    def _is_advice(self, passage: Passage) -> bool:
        """Whether it is an item of advice: bold words that lead into a sentence, and neither exercise nor step."""
        is_item = passage.kind == "item" and passage.is_led
        return is_item and not self.is_among_exercises and not self.shows_how

    # What the heading names

    def headed(self, own: Sequence[Passage]) -> Draft | None:
        """The exercise that the heading names; without a name when it names none but the section shows one."""
        title = self.part.title
        name = name_of_heading(title, self.lang) if title else ""
        if not name and not self.shows_how:
            return None
        told = [one for one in own if one.start not in self.starts_of_steps]
        doses = self._doses(told)
        is_place = title.endswith("?") or self.is_among_exercises
        if not (any(map(is_effort, doses)) or (name and is_place and _is_timed(doses))):
            return None
        lines = self.steps or [one for passage in told for one in sentences(passage)]
        doses = label_alternatives(doses, told, self.material.page)
        steps = tuple(one.as_line() for one in lines)
        return Draft(name, self.part.line, tuple(own), doses, steps, self._titles, told=tuple(told))

    def _doses(self, told: Sequence[Passage]) -> tuple[Dose, ...]:
        """The doses of a section: what stands beside its steps, else what the steps tell together.

        Numbered items with labels are advice, unless the heading asks how an exercise is done.
        """
        doses = put_together(self.material.doses(told))
        if any(map(is_effort, doses)):
            return with_told(doses, self.material.doses(self.steps))
        steps = [step for step in self.steps if self.shows_how or not step.label]
        together = of_steps(self.material.step_doses(steps))
        if not any(map(is_effort, together)):
            return doses
        return put_together([*together, *(dose for dose in doses if dose.duration_s is None)])

    @property
    def _titles(self) -> tuple[str, ...]:
        return (self.part.title, *reversed(self.part.section.path))


def _is_timed(doses: Sequence[Dose]) -> bool:
    return any(dose.duration_s is not None for dose in doses)
