"""A page with exercises here and there: one for each heading, question, label, item or row that asks for something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hofte.dose.model import Dose
from hofte.exercise.doses import (
    add_to_all,
    is_effort,
    label_alternatives,
    of_steps,
    put_together,
    with_hold_of,
)
from hofte.exercise.material import Draft, Material
from hofte.exercise.names import name_of_heading, name_of_label, name_of_title, without_brackets
from hofte.exercise.outline import Part
from hofte.exercise.passages import Passage, passages, sentences
from hofte.exercise.words import has, pattern

_ROLES = ("body", "variants", "dose")
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
        labelled, others = _apart(material, part, own)
        found += labelled
        if others and not only_labels and (headed := _headed(material, part, others)):
            (found if headed.name else nameless).append(headed)
    if not found and len(nameless) == 1:
        return [replace(nameless[0], name=name_of_title(material.page.title))]
    return sorted(found, key=lambda draft: draft.line)


def _apart(material: Material, part: Part, own: Sequence[Passage]) -> tuple[list[Draft], list[Passage]]:
    """The exercises that a section's labels, items and rows name, and its other passages.

    What the others say of rest and of how often holds for each exercise of the section.
    """
    labelled: list[Draft] = []
    others: list[Passage] = []
    ordered = {one.span.start for block in part.section.blocks if block.ordered for one in block.items}
    for passage in own:
        if is_of_a_day(passage.label, material.lang):
            continue
        if draft := _labelled(material, part, passage, is_step=passage.start in ordered):
            labelled.append(draft)
        elif passage.kind != "row" or pattern(material.lang, "labels", "dose").fullmatch(passage.label):
            others.append(passage)
    if labelled:
        shared = [dose for dose in material.doses(others) if not is_effort(dose)]
        labelled = [replace(draft, doses=add_to_all(draft.doses, shared)) for draft in labelled]
    return labelled, others


def _labelled(material: Material, part: Part, passage: Passage, *, is_step: bool) -> Draft | None:
    lang = material.lang
    name = name_of_label(passage.label, lang)
    if not name or (passage.kind == "row" and not _is_exercise_row(part, passage, lang)):
        return None
    if passage.kind == "item" and passage.is_led and (is_step or not _is_among_exercises(material, part)):
        return None
    doses = put_together(material.doses([passage]))
    is_enough = any(map(is_effort, doses)) or (_is_among_exercises(material, part) and _is_timed(doses))
    if pattern(lang, "labels", "level").fullmatch(name) or not is_enough:
        return None
    steps = tuple(one.as_line() for one in sentences(passage))
    doses = label_alternatives(doses, [passage], material.page)
    return Draft(name, passage.line, (passage,), doses, steps, _titles(part), told=(passage,))


def is_of_a_day(label: str, lang: str) -> bool:
    """Whether a label is a day of the week: a plan for the week holds no exercises of its own."""
    return pattern(lang, "labels", "days").fullmatch(without_brackets(label)) is not None


def _is_exercise_row(part: Part, passage: Passage, lang: str) -> bool:
    """Whether the first column of the row's table is headed "exercise"."""
    columns = pattern(lang, "labels", "exercise_column")
    tables = [block for block in part.section.blocks if block.kind == "table" and block.header]
    return any(
        table.span.start <= passage.start < table.span.end and columns.fullmatch(table.header[0].text) is not None
        for table in tables
    )


def _headed(material: Material, part: Part, own: Sequence[Passage]) -> Draft | None:
    name = name_of_heading(part.title, material.lang) if part.title else ""
    steps = [one for block in part.section.blocks if block.ordered for one in passages(block)]
    is_how = _shows_how(material, part, steps)
    if not name and not is_how:
        return None
    starts = {step.start for step in steps}
    told = [one for one in own if one.start not in starts]
    doses = _of_section(material, told, steps, is_how=is_how)
    is_place = part.title.endswith("?") or _is_among_exercises(material, part)
    if not (any(map(is_effort, doses)) or (name and is_place and _is_timed(doses))):
        return None
    lines = steps or [one for passage in told for one in sentences(passage)]
    doses = label_alternatives(doses, told, material.page)
    said = tuple(one.as_line() for one in lines)
    return Draft(name, part.line, tuple(own), doses, said, _titles(part), told=tuple(told))


def _of_section(
    material: Material, told: Sequence[Passage], steps: Sequence[Passage], *, is_how: bool
) -> tuple[Dose, ...]:
    """The doses of a section: what stands beside its steps, else what the steps tell together.

    Numbered items with labels are advice, unless the heading asks how an exercise is done.
    """
    doses = put_together(material.doses(told))
    if any(map(is_effort, doses)):
        return with_hold_of(doses, material.doses(steps))
    plain_steps = steps if is_how else [step for step in steps if not step.label]
    together = of_steps([dose for step in plain_steps for dose in _of_step(material, step)])
    return put_together([*together, *doses]) if any(map(is_effort, together)) else doses


def _of_step(material: Material, step: Passage) -> Iterator[Dose]:
    """The doses of a step; warming up is none, and what is labelled as a rest is one."""
    label = without_brackets(step.label)
    if pattern(material.lang, "labels", "aside").fullmatch(label):
        return
    is_rest = pattern(material.lang, "labels", "rest").fullmatch(label) is not None
    for dose in material.doses([step]):
        if is_rest and dose.rest_s is None and dose.duration_s is not None:
            spans = {"rest_s" if name == "duration_s" else name: span for name, span in dose.spans.items()}
            dose = replace(dose, rest_s=dose.duration_s, duration_s=None, spans=spans)
        yield dose


def _shows_how(material: Material, part: Part, steps: Sequence[Passage]) -> bool:
    """Whether a section that names no exercise can show one: steps under "How to do it" or "Exercises for …"."""
    is_titled = any(has(part.title, material.lang, "headings", kind) for kind in ("technique", "exercises"))
    return is_titled and len(steps) >= FEWEST_STEPS


def _is_among_exercises(material: Material, part: Part) -> bool:
    """Whether it stands among exercises, so that minutes are the dose of one.

    A heading above speaks of exercises, or the page's title does and the section has a number ("1. Burpees").
    """
    heading = part.section.heading
    is_numbered = heading is not None and heading.span.of(material.page.text)[:1].isdigit()
    titles = (part.title, *part.section.path, *((material.page.title,) if is_numbered else ()))
    return any(has(title, material.lang, "headings", "exercises") for title in titles)


def _is_timed(doses: Sequence[Dose]) -> bool:
    return any(dose.duration_s is not None for dose in doses)


def _titles(part: Part) -> tuple[str, ...]:
    return (part.title, *reversed(part.section.path))
