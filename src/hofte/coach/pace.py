"""How fast the legs of a repetition go when the clock paces them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from hofte.coach.model import Leg
from hofte.exercise.model import Move

Pattern = tuple[Move, ...]

#: Seconds of a whole leg that nobody gave a pace. Own design, listed as not from the page.
LEG_S = 2.0
_UP_AND_DOWN: Pattern = ("up", "down")
#: How long a kind of leg is beside a whole one; a hold has a length of its own.
_SHARE: Mapping[Move, float] = {"up": 1.0, "down": 1.0, "half_up": 0.5, "half_down": 0.5, "hold": 0.0}


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds of a whole way up and a whole way down, pauses included; half a way takes half."""

    up_s: float
    down_s: float
    pattern: Pattern = _UP_AND_DOWN

    @classmethod
    def usual(cls, pattern: Pattern) -> Pace:
        """The pace of a pattern that has to be cued although nobody gave one."""
        return cls(LEG_S, LEG_S, pattern or _UP_AND_DOWN)

    @classmethod
    def lasting(cls, seconds: float, pattern: Pattern) -> Pace:
        """The pace at which all movement of one repetition takes ``seconds``."""
        moves = pattern or _UP_AND_DOWN
        whole = seconds / (sum(_SHARE[move] for move in moves) or 1.0)
        return cls(whole, whole, moves)

    @classmethod
    def of_tempo(cls, tempo: str, pattern: Pattern) -> Pace | None:
        """The pace of ``3-0-1``: down, pause, up (and pause); ``None`` when it gives no seconds."""
        try:
            parts = [float(part) for part in tempo.split("-")]
        except ValueError:
            return None
        if not 3 <= len(parts) <= 4 or not all(math.isfinite(part) and part >= 0.0 for part in parts):
            return None
        down, up = parts[0] + parts[1], parts[2] + sum(parts[3:])
        return cls(up, down, pattern or _UP_AND_DOWN) if down + up > 0.0 else None

    def seconds(self, move: Move) -> float:
        """Seconds of one leg; 0 for a hold."""
        return _SHARE[move] * (self.up_s if move in ("up", "half_up") else self.down_s)

    @property
    def moving_s(self) -> float:
        """Seconds of movement in one repetition."""
        return sum(self.seconds(move) for move in self.pattern)

    def legs(self, hold_s: float) -> tuple[Leg, ...]:
        """The legs in order; a hold stands where the pattern has it, else after the last way up."""
        top = max((n for n, move in enumerate(self.pattern) if move in ("up", "half_up")), default=-1)
        legs = []
        for n, move in enumerate(self.pattern):
            legs.append(Leg(move, hold_s if move == "hold" else self.seconds(move)))
            if n == top and hold_s and "hold" not in self.pattern:
                legs.append(Leg("hold", hold_s))
        return tuple(leg for leg in legs if leg.seconds)
