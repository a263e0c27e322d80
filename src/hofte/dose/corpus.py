"""Doses in the form of the dose corpus: plain JSON with every key, ``null`` or ``false`` when empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hofte.core.errors import NotStored
from hofte.core.stored import from_json
from hofte.core.values import Range
from hofte.dose.model import FIELDS, Dose, Load

_FLAGS = frozenset({"per_side", "to_failure"})
_WORDS = frozenset({"rest_rule", "tempo"})


def to_corpus(dose: Dose) -> dict[str, Any]:
    """Write a dose as the corpus does.

    Returns
    -------
    dict
        Every name of :data:`hofte.dose.model.FIELDS`; ranges are ``[low, high]``; a side that is not said
        is ``false``. Label, spans and origin have no place in the corpus.
    """
    return {name: _written(name, getattr(dose, name)) for name in FIELDS}


def from_corpus(row: Mapping[str, Any]) -> Dose:
    """Read a dose as the corpus writes it. ``false`` becomes missing: the corpus cannot say "no".

    Raises
    ------
    NotStored
        If a key is not known or a value does not fit.
    """
    if unknown := sorted(set(row) - set(FIELDS)):
        raise NotStored(f"a dose has no field {', '.join(unknown)}", hint=f"the fields are {', '.join(FIELDS)}")
    values = {name: _read(name, value) for name, value in row.items() if value not in (None, False)}
    return from_json(Dose, values, path="dose")


def _written(name: str, value: Any) -> Any:
    if name in _FLAGS:
        return bool(value)
    if isinstance(value, Load):
        return {"kind": value.kind, "value": _bounds(value.value)}
    return _bounds(value) if isinstance(value, Range) else value


def _bounds(value: Range | None) -> list[float | int | None] | None:
    return None if value is None else [_short(value.low), _short(value.high)]


def _short(bound: float | None) -> float | int | None:
    return int(bound) if bound is not None and bound == int(bound) else bound


def _read(name: str, value: Any) -> Any:
    if name in _FLAGS | _WORDS:
        return value
    if name == "load" and isinstance(value, Mapping):
        return {key: _range(part) if key == "value" else part for key, part in value.items() if part is not None}
    return _range(value)


def _range(value: Any) -> Any:
    if isinstance(value, (list, tuple)) and len(value) == 2:
        return {"low": value[0], "high": value[1]}
    return value
