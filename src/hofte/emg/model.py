"""What the signal chain hands on: one frame of features, small enough to send fifty times a second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Problem = Literal["electrode_off", "hum", "movement", "clipping", "weak", "gap"]


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of the muscle at one moment.

    Parameters
    ----------
    at_s : float
        Seconds since the session began.
    level : float or None
        Percent of today's rest (0) to today's maximum (100), not cut off at either end; ``None`` while the
        signal cannot be trusted or is not there. Never microvolts (PF20).
    references : mapping of channel name to float
        Levels of other muscles (``buttock``, ``thigh``, ``belly``), each on its own scale.
    problems : tuple of str
        Why ``level`` is ``None`` or doubtful.
    """

    at_s: float
    level: float | None
    references: Mapping[str, float] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
