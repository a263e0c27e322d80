"""A page of one exercise: its steps, the line that says how much, and where else a dose can stand."""

from __future__ import annotations

from collections.abc import Iterator

from hofte.dose.model import Dose
from hofte.exercise.doses import is_effort, label_alternatives, of_steps, put_together, with_told
from hofte.exercise.material import Draft, Material, whole
from hofte.exercise.names import name_of_page
from hofte.exercise.outline import Part
from hofte.exercise.passages import Passage, passages, sentences
from hofte.exercise.questions import amount_told
from hofte.exercise.words import has, pattern

#: The texts of the front matter that sites keep steps and doses in (READING.md 4).
_FRONT = ("instructions", "excerpt")


def lone_exercise(material: Material) -> Draft:
    """The one exercise of a page, with doses from wherever the page says how much.

    Lines that say so come first, then the body, the steps, the front matter and last the answers of the FAQ.
    """
    page = material.page
    steps = find_steps(material)
    lines = dose_lines(material)
    doses, told = _amount(material, lines, steps)
    doses = with_told(doses, material.doses(steps))
    first = page.sections[0].blocks[0].line if page.sections and page.sections[0].blocks else 1
    return Draft(
        name=name_of_page(page.title, page.lang),
        line=first,
        own=tuple(material.passages("body", "dose")),
        doses=label_alternatives(doses, told, page),
        steps=tuple(step.as_line() for step in steps),
        title=page.title,
        told=tuple(told),
    )


def dose_lines(material: Material) -> list[Passage]:
    """The lines that say how much: labelled ones, and whole blocks under a heading such as "Dosis"."""
    found = [one for part, own in material.told if part.role == "body" for one in _lines_of(part, own, material.lang)]
    return sorted((*found, *material.blocks("dose", "frequency")), key=lambda one: one.start)


def _lines_of(part: Part, own: tuple[Passage, ...], lang: str) -> Iterator[Passage]:
    """The labelled lines of a section; a label with nothing behind it heads the list or table below it."""
    labels = [pattern(lang, "labels", kind) for kind in ("dose", "fields")]
    after = dict(zip((block.span.end for block in part.section.blocks), part.section.blocks[1:], strict=False))
    for passage in own:
        if any(label.fullmatch(passage.label) for label in labels):
            yield passage
            below = after.get(passage.span.end)
            if below is not None and below.kind in ("list", "table") and len(passage.source) <= passage.body_start:
                yield whole(below)


def find_steps(material: Material) -> list[Passage]:
    """The steps: a list under a heading about technique, an ordered one before others; else the first ordered list.

    A page without such a list has its instructions in the front matter.
    """
    lists = [
        (not is_technique, not block.ordered, block.line, block)
        for part in material.parts
        if part.role == "body"
        for is_technique in (has(part.title, material.lang, "headings", "technique"),)
        for block in part.section.blocks
        if block.ordered or (is_technique and block.kind == "list")
    ]
    if lists:
        return list(passages(min(lists, key=lambda one: one[:3])[3]))
    return [sentence for passage in material.front("instructions") for sentence in sentences(passage)]


def _amount(material: Material, lines: list[Passage], steps: list[Passage]) -> tuple[tuple[Dose, ...], list[Passage]]:
    """The doses of the first place that says what to do, and the passages that were read for it."""
    said = [dose for dose in material.doses(lines) if not _is_work(dose)]
    for told, doses in _places(material, lines, steps):
        if any(map(_is_work, doses)):
            return put_together([*doses, *([] if told is lines else said)]), told
    return put_together(said), lines


def _places(
    material: Material, lines: list[Passage], steps: list[Passage]
) -> Iterator[tuple[list[Passage], tuple[Dose, ...]]]:
    starts = {step.start for step in steps}
    body = [] if lines else [one for one in material.passages("body") if one.start not in starts]
    for told in (lines, body):
        yield told, tuple(material.doses(told))
    stepped = material.step_doses(steps)
    if any(dose.reps is not None or dose.sets is not None for dose in stepped):
        yield steps, of_steps(stepped)
    front = material.front(*_FRONT)
    yield front, tuple(material.doses(front)[:1])
    yield [], amount_told(material)


def _is_work(dose: Dose) -> bool:
    return is_effort(dose) or dose.duration_s is not None
