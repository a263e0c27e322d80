"""Puts phrases together into doses: which belong to one, and where the next alternative begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hofte.core.values import Range, Span
from hofte.dose.model import Dose, Load
from hofte.dose.times import Use, use_of_time
from hofte.dose.tokens import SENTENCE_ENDS, Token

_PRIMARY = frozenset({"sets", "reps", "hold_s", "duration_s"})
_LOADS = ("percent_1rm", "rm", "kg", "rpe", "band", "bodyweight")
#: What makes a dose even if it is all that a text says.
_ENOUGH = _PRIMARY | {"rest_s", "per_day", "per_week", "weeks", "tempo"}


@dataclass(slots=True)
class _Draft:
    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)

    def put(self, name: str, value: object, token: Token) -> None:
        self.values[name] = value
        self.spans[name] = token.span

    @property
    def has_work(self) -> bool:
        return bool(self.values.keys() & _PRIMARY)

    def is_enough(self) -> bool:
        if self.values.keys() & _ENOUGH or self.values.get("to_failure"):
            return True
        if self.values.get("rest_rule") in ("equal_hold", "at_least_hold"):
            return True
        load = self.values.get("load")
        return load is not None and load.kind in ("percent_1rm", "rm", "rpe") and load.value is not None


class Assembler:
    """Walks over the phrases of a text from left to right and fills doses."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._doses = [_Draft()]
        self._new = False
        self._static = False
        self._last_time: Use = ""
        self._repeat = False

    def doses(self) -> tuple[Dose, ...]:
        """The doses in reading order."""
        for n, token in enumerate(self._tokens):
            self._take(n, token)
        return tuple(Dose(**draft.values, spans=draft.spans) for draft in self._doses if draft.is_enough())

    @property
    def _draft(self) -> _Draft:
        return self._doses[-1]

    def _take(self, n: int, token: Token) -> None:
        if token.isa("static"):
            self._static = True
        if token.isa("repeat"):
            self._repeat = True
        elif token.kinds & SENTENCE_ENDS:
            self._repeat = False
        if token.isa("or", "to", "progress"):
            self._new = True
        for kind in token.kinds:
            if take := getattr(self, f"_take_{kind}", None):
                take(n, token)

    def _set(self, name: str, value: object, token: Token) -> None:
        draft = self._draft
        conflict = name in draft.values and draft.values[name] != value
        if name in _PRIMARY and draft.has_work and (conflict or self._new):
            draft = _Draft()
            self._doses.append(draft)
        self._new = False
        if name not in draft.values:
            draft.put(name, value, token)

    def _take_sets(self, n: int, token: Token) -> None:
        self._set("sets", token.value, token)

    def _take_by(self, n: int, token: Token) -> None:
        self._set("sets", token.value, token)

    def _take_reps(self, n: int, token: Token) -> None:
        if n and self._tokens[n - 1].isa("open") and "reps" in self._draft.values:
            return
        self._set("reps", token.value, token)

    def _take_times(self, n: int, token: Token) -> None:
        behind = self._tokens[n + 1] if n + 1 < len(self._tokens) else None
        if self._repeat and "reps" in self._draft.values:
            self._set("sets", token.value, token)
        elif self._repeat or (behind and behind.isa("each_side")):
            self._set("reps", token.value, token)

    def _take_number(self, n: int, token: Token) -> None:
        before = self._tokens[n - 1] if n else None
        behind = self._tokens[n + 1] if n + 1 < len(self._tokens) else None
        if before and before.isa("by"):
            self._set("reps", token.value, token)
        elif before and before.isa("of", "times") and n > 1 and self._tokens[n - 2].isa("sets", "time"):
            self._set("reps", token.value, token)
        elif before and before.isa("sets") or behind and behind.isa("each_side"):
            self._set("reps", token.value, token)
        elif behind and behind.isa("percent_1rm"):
            self._set("reps", token.value, token)

    def _take_time(self, n: int, token: Token) -> None:
        use = use_of_time(self._tokens, n, static=self._static, last=self._last_time)
        if use and use != "phase":
            self._set(use, token.value, token)
            self._last_time = use

    def _take_count(self, n: int, token: Token) -> None:
        self._set("hold_s", token.value, token)
        self._last_time = "hold_s"

    def _take_per_day(self, n: int, token: Token) -> None:
        self._set("per_day", token.value, token)

    def _take_per_week(self, n: int, token: Token) -> None:
        self._set("per_week", token.value, token)

    def _take_weeks(self, n: int, token: Token) -> None:
        self._set("weeks", token.value, token)

    def _take_each_side(self, n: int, token: Token) -> None:
        self._set("per_side", True, token)

    def _take_other_side(self, n: int, token: Token) -> None:
        if self._draft.has_work:
            self._set("per_side", True, token)

    def _take_angle(self, n: int, token: Token) -> None:
        self._set("angle_deg", token.value, token)

    def _take_full_release(self, n: int, token: Token) -> None:
        self._set("rest_rule", "full_release", token)

    def _take_equal_hold(self, n: int, token: Token) -> None:
        self._draft.put("rest_rule", "equal_hold", token)

    def _take_at_least_hold(self, n: int, token: Token) -> None:
        self._draft.put("rest_rule", "at_least_hold", token)

    def _take_to_failure(self, n: int, token: Token) -> None:
        self._set("to_failure", True, token)

    def _take_not_to_failure(self, n: int, token: Token) -> None:
        self._set("to_failure", False, token)

    def _take_load(self, n: int, token: Token) -> None:
        kind = next(kind for kind in _LOADS if token.isa(kind))
        value = token.value if isinstance(token.value, Range) else None
        self._set("load", Load(kind, value), token)  # type: ignore[arg-type]

    _take_percent_1rm = _take_rm = _take_kg = _take_rpe = _take_band = _take_bodyweight = _take_load
