"""Reads the examples under ``corpus``: a text and, behind arrows, the doses it asks for, in a short notation.

``<language>.md``: blocks between blank lines; the text, then one line ``→ 3 sets, 10-12 reps, per side`` a dose.
``<language>-not.md``: list items, each a text that must give nothing. Headings only sort the examples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hofte.dose.corpus import from_corpus
from hofte.dose.model import Dose

FOLDER = Path(__file__).parent / "corpus"
_ARROW = "→"
_NUMBER = r"(?P<value>[≤≥]?[\d.]+(?:-[\d.]+)?)"

#: One notation a line: what it says, and the keys of the corpus schema that it fills.
_NOTATION: tuple[tuple[str, str], ...] = (
    (rf"{_NUMBER} sets", "sets"),
    (rf"{_NUMBER} reps", "reps"),
    (rf"hold {_NUMBER} s", "hold_s"),
    (rf"for {_NUMBER} s", "duration_s"),
    (rf"rest {_NUMBER} s", "rest_s"),
    (rf"{_NUMBER} per day", "per_day"),
    (rf"{_NUMBER} per week", "per_week"),
    (rf"{_NUMBER} weeks", "weeks"),
    (rf"{_NUMBER}°", "angle_deg"),
)
_LOADS = (("%1RM", "percent_1rm"), ("RM", "rm"), ("kg", "kg"))
_PLAIN: dict[str, tuple[str, Any]] = {
    "per side": ("per_side", True),
    "rest = hold": ("rest_rule", "equal_hold"),
    "rest ≥ hold": ("rest_rule", "at_least_hold"),
    "full release": ("rest_rule", "full_release"),
    "to failure": ("to_failure", True),
    "not to failure": ("to_failure", False),
    "band": ("load", {"kind": "band", "value": None}),
    "bodyweight": ("load", {"kind": "bodyweight", "value": None}),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A text, its language and place, and the doses it asks for."""

    lang: str
    place: str
    text: str
    doses: tuple[Dose, ...]


def read_examples(folder: Path = FOLDER) -> list[Example]:
    """All examples of a folder, those that ask for nothing included."""
    return [
        example
        for file in sorted(folder.glob("*.md"))
        for example in (_nothing(file) if file.stem.endswith("-not") else _asking(file))
    ]


def _asking(file: Path) -> list[Example]:
    found, line = [], 1
    for block in re.split(r"\n[ \t]*\n", file.read_text(encoding="utf-8")):
        lines = block.strip("\n").splitlines()
        doses = [one for one in lines if one.startswith(_ARROW)]
        if doses:
            text = "\n".join(one for one in lines if not one.startswith(_ARROW))
            found.append(Example(file.stem, f"{file.name}:{line}", text, tuple(map(read_notation, doses))))
        line += block.count("\n") + 2
    return found


def _nothing(file: Path) -> list[Example]:
    lang = file.stem.removesuffix("-not")
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    return [Example(lang, f"{file.name}:{n}", line[2:], ()) for n, line in lines if line.startswith("- ")]


def read_notation(line: str) -> Dose:
    """Read ``→ 3 sets, 10-12 reps, per side``; raises ValueError for a part that is not known."""
    row: dict[str, Any] = {}
    for part in line.removeprefix(_ARROW).split(","):
        name, value = _part(part.strip())
        row[name] = value
    label = row.pop("label", "")
    not_to_failure = row.get("to_failure") is False  # the corpus schema cannot say "no"
    dose = replace(from_corpus(row), label=label)
    return replace(dose, to_failure=False) if not_to_failure else dose


def _part(part: str) -> tuple[str, Any]:
    if part in _PLAIN:
        return _PLAIN[part]
    if part.startswith('"'):
        return "label", part.strip('"')
    if match := re.fullmatch(r"tempo ([\dX-]+)", part):
        return "tempo", match[1]
    if match := re.fullmatch(rf"RPE {_NUMBER}", part):
        return "load", {"kind": "rpe", "value": _range(match["value"])}
    for unit, kind in _LOADS:
        if match := re.fullmatch(rf"{_NUMBER} {re.escape(unit)}", part):
            return "load", {"kind": kind, "value": _range(match["value"])}
    for notation, name in _NOTATION:
        if match := re.fullmatch(notation, part):
            return name, _range(match["value"])
    raise ValueError(f"the notation {part!r} is not known")


def _range(text: str) -> list[float | None]:
    low, _, high = text.strip("≤≥").partition("-")
    if text.startswith("≤"):
        return [None, float(low)]
    if text.startswith("≥"):
        return [float(low), None]
    return [float(low), float(high or low)]
