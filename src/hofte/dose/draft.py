"""A dose while it is being put together: what it holds so far, where from, and whether it is a dose at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from hofte.core.values import Range, Span
from hofte.dose.model import Dose
from hofte.dose.tokens import Token

#: What is done: a second, different value of one of these is another dose.
WORK = frozenset({"sets", "reps", "hold_s", "duration_s"})
#: How often: said of all alternatives when it stands for itself.
FREQUENCY = frozenset({"per_day", "per_week", "weeks"})
#: What makes a dose even if it is all that a text says. A load, a side or an angle alone asks for nothing.
_ENOUGH = WORK | {"rest_s", "per_day", "per_week", "tempo"}
_ENOUGH_RULES = frozenset({"equal_hold", "at_least_hold"})
_ENOUGH_LOADS = frozenset({"percent_1rm", "rm"})
#: More than this nobody is asked to do; the number means something else.
_MOST = {
    "sets": 30.0, "reps": 500.0, "hold_s": 3600.0, "duration_s": 14400.0, "rest_s": 1800.0,
    "per_day": 24.0, "per_week": 28.0, "weeks": 104.0, "angle_deg": 360.0,
}  # fmt: skip


@dataclass(slots=True)
class Draft:
    """A dose under construction."""

    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    label: str = ""
    sure: bool = True
    #: Whether what it holds asks for something though no field of :data:`_ENOUGH` is filled.
    asks: bool = False

    def put(self, name: str, value: object, token: Token, *, sure: bool = True) -> None:
        """Fill a field, with the words it was read from."""
        self.values[name] = value
        self.spans[name] = token.span
        self.sure = self.sure and sure

    def drop(self, name: str) -> None:
        """Empty a field."""
        self.values.pop(name, None)
        self.spans.pop(name, None)

    @property
    def has_work(self) -> bool:
        """Whether it says what is done, not only how often or how heavy."""
        return bool(self.values.keys() & WORK) or self.values.get("to_failure") is True

    def is_enough(self) -> bool:
        """Whether it asks for anything by itself."""
        if self.asks or self.values.keys() & _ENOUGH or self.values.get("to_failure"):
            return True
        if self.values.get("rest_rule") in _ENOUGH_RULES:
            return True
        return "load" in self.values and self.values["load"].kind in _ENOUGH_LOADS

    def finished(self, *, with_label: bool) -> Dose:
        """The dose as it stands."""
        label = self.label if with_label else ""
        return Dose(**self.values, label=label, spans=dict(self.spans), sure=self.sure)


def is_possible(name: str, value: object) -> bool:
    """Whether a number can be meant: nobody does no repetitions, or trains forty times a day."""
    if not isinstance(value, Range):
        return True
    return 0 < value.most <= _MOST.get(name, float("inf"))


def share_frequency(drafts: Iterable[Draft], shared: dict[str, tuple[Range, Token]]) -> None:
    """Repeat in every alternative how often, when the text says it of all of them."""
    for draft in drafts:
        if draft.has_work and not draft.values.keys() & FREQUENCY:
            for name, (value, token) in shared.items():
                draft.put(name, value, token)
