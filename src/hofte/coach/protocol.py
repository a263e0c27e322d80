"""The numbers of calibration and assessment as data: ``protocols.toml`` holds each with its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from hofte.core.stored import from_json

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CalibrationNumbers:
    """Times in seconds, levels in percent of rest…max; see the file."""

    ready_s: float
    rest_s: float
    squeezes: int
    squeeze_s: float
    pause_s: float
    between_s: float
    restless_ratio: float
    tight_level: float


@dataclass(frozen=True, slots=True)
class AssessmentNumbers:
    """Times in seconds; see the file."""

    ready_s: float
    rest_before_s: float
    quick_reps: int
    quick_s: float
    quick_rest_s: float
    tonic_reps: int
    tonic_s: float
    tonic_rest_s: float
    endurance_s: float
    between_s: float
    rest_after_s: float
    settle_s: float
    coverage: float


@dataclass(frozen=True, slots=True)
class ErrorNumbers:
    """Standard error of measurement and minimal detectable change within one session, percent of the value."""

    sem_percent: float
    mdc_percent: float


@cache
def calibration_numbers() -> CalibrationNumbers:
    """What a calibration is made of."""
    return _read("calibration", CalibrationNumbers)


@cache
def assessment_numbers() -> AssessmentNumbers:
    """What an assessment is made of."""
    return _read("assessment", AssessmentNumbers)


@cache
def error_numbers() -> ErrorNumbers:
    """How sure a value of one session is."""
    return _read("error", ErrorNumbers)


@cache
def protocol_entries() -> Mapping[str, Mapping[str, Any]]:
    """Each number with its ``source`` and, where nobody has looked it up, ``from_memory``."""
    return tomllib.loads((files(__package__) / "protocols.toml").read_text(encoding="utf-8"))


def _read(group: str, kind: type[T]) -> T:
    return from_json(kind, {name: entry["value"] for name, entry in protocol_entries()[group].items()})
