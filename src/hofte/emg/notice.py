"""When a person is told of a problem: after it has lasted a moment, and until it has been gone for some seconds.

A single lost packet is not worth a sentence, and a sentence that comes and goes cannot be read. Knows features, not
words.
"""

from __future__ import annotations

from hofte.emg.finding import GRAVEST
from hofte.emg.model import Features, Problem

#: A problem is told when it has filled a cup of so many seconds; each second without it empties this share of a second,
#: and it is told until the cup is empty. So a fault that comes and goes stays told; one packet in a while is never.
TELL_S, LEAK, FULL_S = 0.3, 0.2, 0.6
#: No frame stands for more time than this, in seconds.
MOST_S = 0.25


class Notices:
    """Hears the features of a session and says when what has to be told changes."""

    def __init__(self) -> None:
        self._cups: dict[Problem, float] = {}
        self._told: tuple[Problem, ...] = ()
        self._at_s: float | None = None

    @property
    def told(self) -> tuple[Problem, ...]:
        """What a person is told now, gravest first."""
        return self._told

    def hear(self, features: Features) -> bool:
        """Take the next frame; whether what is told has changed."""
        seconds = 0.0 if self._at_s is None else min(MOST_S, max(0.0, features.at_s - self._at_s))
        self._at_s = features.at_s
        for problem in {*self._cups, *features.problems}:
            change = seconds if problem in features.problems else -LEAK * seconds
            self._cups[problem] = min(FULL_S, max(0.0, self._cups.get(problem, 0.0) + change))
        told = tuple(problem for problem in GRAVEST if self._is_told(problem))
        has_changed, self._told = told != self._told, told
        return has_changed

    def _is_told(self, problem: Problem) -> bool:
        cup = self._cups.get(problem, 0.0)
        return cup >= TELL_S or (cup > 0.0 and problem in self._told)
