"""The muscles beside the one that is meant, during one repetition: who helped, who came first, what cannot be judged.

Another muscle helps when it is loud for a while, or comes on clearly before the one that is meant. When it is loud and
the one that is meant is below its rest, the person presses down instead of lifting. When both electrodes hear the same
muscle, nothing is said of it but that. With one sensor nothing is said at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hofte.coach.thresholds import Thresholds
from hofte.emg.others import APART_S, Likeness, co_contraction, is_constant, selectivity


@dataclass(slots=True)
class Neighbour:
    """What a session knows of another muscle: how alike both signals wobble, and how loud it was beside the target."""

    likeness: Likeness = field(default_factory=Likeness)
    ratios: list[float] = field(default_factory=list)

    def is_same_muscle(self, limits: Thresholds) -> bool:
        """Whether both electrodes hear the same muscle: the same wobble, and the same ratio in all repetitions."""
        likeness = self.likeness
        if likeness.n < limits.crosstalk_frames or likeness.r < limits.crosstalk_r:
            return False
        return len(self.ratios) < limits.crosstalk_reps or is_constant(self.ratios, limits.crosstalk_spread)


class Onset:
    """When a muscle came on during an effort; it must have been off when the effort began."""

    def __init__(self) -> None:
        self.at_s: float | None = None
        self._was_off = False

    def add(self, level: float, clock_s: float, on_level: float) -> None:
        """Take the level of a span of the effort that ends at ``clock_s``."""
        if level < on_level:
            self._was_off = True
        elif self._was_off and self.at_s is None:
            self.at_s = clock_s


class _Other:
    """One other muscle during one effort."""

    def __init__(self) -> None:
        self.onset = Onset()
        self.loud_s = self.loud_target = 0.0  # how long it is loud without a break, and the target's level meanwhile
        self.was_loud = False
        self.both_s = self.target = self.other = self.index = 0.0  # while the target is on: sums over time

    def add(self, level: float, other: float, seconds: float, limits: Thresholds) -> None:
        is_loud = other > limits.reference_level
        self.loud_s = self.loud_s + seconds if is_loud else 0.0
        self.loud_target = self.loud_target + seconds * level if is_loud else 0.0
        self.was_loud = self.was_loud or self.loud_s >= limits.reference_stay_s
        if level >= limits.onset_level:
            self.both_s += seconds
            self.target += seconds * level
            self.other += seconds * max(0.0, other)
            self.index += seconds * co_contraction(level, other)


@dataclass(frozen=True, slots=True)
class Together:
    """What one effort says of the muscles together; see the fields of :class:`hofte.coach.model.RepResult`."""

    selectivity: float | None = None
    co_contraction: float | None = None
    first: str | None = None


class Others:
    """The other muscles during one repetition.

    Parameters
    ----------
    limits : Thresholds
    neighbours : dict of channel name to Neighbour
        What the session knows of them so far; it learns from this repetition.
    """

    def __init__(self, limits: Thresholds, neighbours: dict[str, Neighbour]) -> None:
        self._limits, self._neighbours = limits, neighbours
        self._onset = Onset()
        self._others: dict[str, _Other] = {}
        self._helped: set[str] = set()
        self.bears_down = False
        self._is_fine = True  # frames are close enough to tell who came first
        for neighbour in neighbours.values():
            neighbour.likeness.begin()

    def add(self, at_s: float, level: float, references: Mapping[str, float], seconds: float, clock_s: float,
            step_s: float) -> tuple[str, ...]:  # fmt: skip
        """Take a span of the effort.

        Parameters
        ----------
        at_s : float
            The time of its frame.
        level : float
            Of the muscle that is meant, in percent.
        references : mapping of channel name to float
            Of the others.
        seconds, clock_s : float
            How long the span is, and when it ends, in time of the effort.
        step_s : float
            From the frame before to this one.

        Returns
        -------
        tuple of str
            The muscles that now turn out to help, each once in a repetition.
        """
        limits, found = self._limits, []
        self._is_fine = step_s <= limits.lead_s / 2
        self._onset.add(level, clock_s, limits.onset_level)
        for name, value in references.items():
            other = self._others.setdefault(name, _Other())
            neighbour = self._neighbours.setdefault(name, Neighbour())
            other.onset.add(value, clock_s, limits.onset_level)
            other.add(level, value, seconds, limits)
            neighbour.likeness.add(at_s, level, value, limits.onset_level)
            is_loud = other.loud_s >= limits.reference_stay_s and self._is_another(neighbour, step_s)
            if is_loud and other.loud_target < 0.0:
                self.bears_down = True
            if (is_loud or self._leads(other)) and name not in self._helped:
                self._helped.add(name)
                found.append(name)
        return tuple(found)

    def close(self) -> tuple[str, ...]:
        """The effort is over: what is said of it beside what was said on the way."""
        problems = []
        for name, other in self._others.items():
            neighbour = self._neighbours[name]
            if other.was_loud and other.target > 0.0:
                neighbour.ratios.append(other.other / other.target)
            if neighbour.is_same_muscle(self._limits):
                if name not in self._helped:
                    problems.append(f"crosstalk:{name}")
            elif other.was_loud and name not in self._helped:
                problems.append(f"wrong_muscle:{name}")  # the effort was too short to be sure on the way
        return tuple(problems)

    def together(self) -> Together:
        """How the muscles worked together, but for those that cannot be judged."""
        judged = [
            other
            for name, other in self._others.items()
            if other.both_s > 0.0 and not self._neighbours[name].is_same_muscle(self._limits)
        ]
        if not judged:
            return Together()
        shares = [selectivity(other.target, other.other) for other in judged]
        return Together(
            min(share for share in shares if share is not None),
            max(other.index / other.both_s for other in judged),
            self._first(),
        )

    def _is_another(self, neighbour: Neighbour, step_s: float) -> bool:
        """Whether it is known that the electrodes hear two muscles; with frames far apart that is taken for granted."""
        likeness = neighbour.likeness
        is_new = likeness.is_comparing and likeness.wobbles and likeness.n < self._limits.crosstalk_frames
        if is_new and step_s <= APART_S:
            return False  # not yet
        return not neighbour.is_same_muscle(self._limits)

    def _leads(self, other: _Other) -> bool:
        """Whether the other muscle came first; not told from frames that are too far apart for it."""
        if self._onset.at_s is None or other.onset.at_s is None or not self._is_fine:
            return False
        return self._onset.at_s - other.onset.at_s > self._limits.lead_s

    def _first(self) -> str | None:
        if self._onset.at_s is None or not self._is_fine:
            return None
        leading = [(other.onset.at_s, name) for name, other in self._others.items() if self._leads(other)]
        return min(leading)[1] if leading else "target"
