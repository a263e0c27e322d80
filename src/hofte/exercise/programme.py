"""A programme whose front matter lists its exercises: titles with one dose for all, or blocks with a dose for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hofte.core.values import Range
from hofte.dose.model import Dose
from hofte.exercise.doses import is_effort, label_alternatives, put_together
from hofte.exercise.material import Draft, Material
from hofte.exercise.passages import Passage
from hofte.exercise.words import pattern


def listed_exercises(material: Material) -> list[Draft]:
    """The exercises that the front matter lists under ``blocks``, else under ``exercises``.

    Those of ``blocks`` come in order with their repetitions, "AMRAP" as many as possible; one that comes again in a
    later block is there again. Titles under ``exercises`` share the dose that the page gives for all of them.
    """
    return list(_of_blocks(material)) or list(_of_titles(material))


def _of_blocks(material: Material) -> Iterator[Draft]:
    for n, block in enumerate(_listed(material.page.meta.get("blocks"))):
        entries = block.get("exercises") if isinstance(block, Mapping) else None
        for m, entry in enumerate(_listed(entries)):
            key = f"blocks.{n}.exercises.{m}"
            named = material.front_passage(f"{key}.title") if isinstance(entry, Mapping) else None
            if named is not None and isinstance(entry["title"], str):
                doses = tuple(_reps(material, entry.get("reps"), f"{key}.reps"))
                titles = (str(block.get("title") or ""),)
                yield Draft(entry["title"].strip(), named.line, (named,), doses, (), titles)


def _reps(material: Material, said: object, key: str) -> Iterator[Dose]:
    span = material.page.meta_spans.get(key)
    if span is None:
        return
    if isinstance(said, int | float) and not isinstance(said, bool):
        yield Dose(reps=Range.exactly(said), spans={"reps": span})
    elif isinstance(said, str) and pattern(material.lang, "programme", "to_failure").search(said):
        yield Dose(to_failure=True, spans={"to_failure": span})
    elif isinstance(said, str) and said.strip().isdecimal():
        yield Dose(reps=Range.exactly(int(said)), spans={"reps": span})


def _of_titles(material: Material) -> Iterator[Draft]:
    told: list[Passage] = material.passages("body", "dose")
    doses = put_together(material.doses(told))
    if not any(map(is_effort, doses)):
        told = material.front("instructions", "excerpt")
        doses = put_together(material.doses(told))
    doses = label_alternatives(doses, told, material.page) if any(map(is_effort, doses)) else ()
    for n, title in enumerate(_listed(material.page.meta.get("exercises"))):
        named = material.front_passage(f"exercises.{n}")
        if named is not None and isinstance(title, str):
            yield Draft(title.strip(), named.line, (named,), doses, (), (material.page.title,))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
