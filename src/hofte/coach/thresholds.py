"""The judge's numbers as data: ``thresholds.toml`` holds each with its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from hofte.core.stored import from_json


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Levels in percent of today's rest…max, times in seconds, ``*_at`` in planned pauses; see the file."""

    effort_level: float
    full_level: float
    release_level: float
    release_stay_s: float
    rest_level: float
    residual_window_s: float
    let_go_at: float
    offer_stop_at: float
    reference_level: float
    reference_stay_s: float
    onset_level: float
    lead_s: float
    crosstalk_r: float
    crosstalk_frames: float
    crosstalk_reps: float
    crosstalk_spread: float
    gap_s: float
    lost_after_s: float
    coverage: float


@cache
def thresholds() -> Thresholds:
    """Read the numbers that ship with Hofte."""
    return from_json(Thresholds, {name: entry["value"] for name, entry in threshold_entries().items()})


@cache
def threshold_entries() -> Mapping[str, Any]:
    """Each number with its ``source``, for documents and for the one who asks why."""
    return tomllib.loads((files(__package__) / "thresholds.toml").read_text(encoding="utf-8"))
