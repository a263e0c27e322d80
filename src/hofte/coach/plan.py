"""A dose becomes one session's numbers.

How a range becomes a number
----------------------------
1. What the person chose is taken as it is.
2. A range starts at its low end: ``12–15`` is 12, ``at least 30`` is 30.
3. ``Up to`` never starts at the page's maximum: it starts at half of it (counts rounded up).
4. A held squeeze of the pelvic floor starts at the person's own longest hold (PF08); while that is not known, at the
   beginner's 5 s (PF07) or the page's least, whichever is shorter. It never passes the page's maximum.
5. The rest after a squeeze is what the page says; where its range allows, never shorter than the hold (PF06). Where
   the page gives no seconds, a beginner rests twice as long as the hold, later as long (PF07).
6. A value that the page does not name is listed in ``Plan.proposed``: one without a span, one that was chosen, one
   of "up to" that is not the maximum itself.

What the words mean
-------------------
- A held exercise with sets only ("3 × 30 s") or repetitions only ("30 s, 4 times") is whole: the other is 1. Squeezes
  that are only counted in sets are repetitions, since each has its release.
- The rest of a dose is the rest between sets when there are several, else between repetitions. For squeezes, each of
  which has a release, it is the rest between sets only when it is longer than any release could be (twice 10 s).
- A tempo ``3-0-1`` is down, pause, up (and pause); with it, or with a pattern of legs, the clock paces the repetition.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hofte.coach.bounds import broken, check_hold, check_plan, check_rest, is_squeeze
from hofte.coach.model import Leg, Plan, Side
from hofte.coach.pace import Pace
from hofte.core.errors import DoseIncomplete, ValueInvalid
from hofte.core.values import Range
from hofte.dose.model import Dose
from hofte.exercise.model import Exercise
from hofte.exercise.propose import SET_REST_S
from hofte.rules.catalogue import rule

Level = Literal["novice", "trained"]

#: Rest between sets of squeezes when nobody says, in seconds. Own design, listed as not from the page.
SQUEEZE_SET_REST_S = 30.0
#: Time to settle between holds that are no squeezes, inside a set, when nobody says. Own design, listed likewise.
SETTLE_S = 3.0


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person (or who guides them) decides; ``None`` leaves it to the page.

    Parameters
    ----------
    level : {"novice", "trained"}
        A novice rests twice as long after a squeeze where the page gives no seconds (PF07).
    own_hold_s : float or None
        The person's own longest hold of a squeeze, in seconds, from the self-test (PF08, PF09).
    sets, reps, work_s, hold_s, rest_s, set_rest_s, per_side
        Numbers of the plan, taken as they are; for an activity ``work_s`` is its duration.
    first_side : {"left", "right"}
        Where to begin when both sides work.
    ready_s, switch_s : float
        Seconds to get ready, and to change sides.
    """

    level: Level = "novice"
    own_hold_s: float | None = None
    sets: int | None = None
    reps: int | None = None
    work_s: float | None = None
    hold_s: float | None = None
    rest_s: float | None = None
    set_rest_s: float | None = None
    per_side: bool | None = None
    first_side: Side = "left"
    ready_s: float = 5.0
    switch_s: float = 5.0


def make_plan(exercise: Exercise, dose: Dose, choices: Choices | None = None) -> Plan:
    """Choose one session's numbers from a dose.

    Parameters
    ----------
    exercise : Exercise
        Its style and scope decide which numbers a session needs and which rules bind them.
    dose : Dose
        As read, with what is missing already proposed (:func:`hofte.exercise.propose.propose`).
    choices : Choices or None
        ``None`` chooses nothing.

    Returns
    -------
    Plan
        ``proposed`` names what is not from the page, ``rules`` the rules that chose a value.

    Raises
    ------
    DoseIncomplete
        If something is missing that a session needs; ``missing`` names it.
    RuleBroken
        If the page's own numbers or the plan break PF06, PF08, PF11 or PF19 (pelvic-floor squeezes only).
    ValueInvalid
        If a number is absurd, or the own longest hold is not above 0 s.
    """
    return _Planner(exercise, dose, choices or Choices()).plan()


class _Planner:
    """One dose on its way to a plan; collects which values are not the page's."""

    def __init__(self, exercise: Exercise, dose: Dose, choices: Choices) -> None:
        if choices.own_hold_s is not None and not choices.own_hold_s > 0.0:
            raise ValueInvalid(
                f"an own longest hold of {choices.own_hold_s:g} s cannot be", hint="repeat the self-test"
            )
        self.exercise, self.dose, self.choices = exercise, dose, choices
        self.squeeze = is_squeeze(exercise)
        self.hold = self._hold_range()
        self.form = self._form()
        self.proposed: list[str] = []
        self.rules: list[str] = []

    def plan(self) -> Plan:
        if missing := tuple(self._missing()):
            raise DoseIncomplete(
                f"{self.exercise.name}: the dose does not say {', '.join(missing)}",
                missing=missing,
                hint="fill it with proposed values, or choose it",
            )
        if self.squeeze:
            self._check_page()
        sets, reps = self._counts()
        hold_s = self._hold_s()
        legs, work_s = self._movement(hold_s)
        rest_s, set_rest_s = self._rests(sets, reps, hold_s)
        per_side = self._per_side()
        plan = Plan(
            sets=sets,
            reps=reps,
            work_s=None if work_s is None else float(work_s),
            hold_s=float(hold_s),
            rest_s=float(rest_s),
            set_rest_s=float(set_rest_s) if sets > 1 else 0.0,
            per_side=per_side,
            ready_s=self.choices.ready_s,
            switch_s=self.choices.switch_s if per_side else 0.0,
            full_release=self.squeeze or self.dose.rest_rule == "full_release",
            proposed=tuple(dict.fromkeys(self.proposed)),
            legs=legs,
            first_side=self.choices.first_side,
            rules=tuple(self.rules),
        )
        check_plan(self.exercise, plan)
        return plan

    # What kind of repetition, and what it lacks

    def _hold_range(self) -> Range | None:
        """How long is held; a stretch that is given a duration is held for it."""
        if self.choices.hold_s is not None:
            return Range.exactly(self.choices.hold_s)
        held = self.exercise.style in ("hold", "stretch", "release") and not self.squeeze
        return self.dose.hold_s or (self.dose.duration_s if held else None)

    def _form(self) -> Literal["quick", "held", "bout", "moved"]:
        style = self.exercise.style
        if style == "quick" or (self.squeeze and style != "long" and self.hold is None):
            return "quick"
        if self.squeeze or style in ("hold", "stretch", "release"):
            return "held"
        if style == "activity" and (self._is_timed() or not self._given("reps")):
            return "bout"
        if self.dose.reps is None and self.choices.reps is None:
            if self.dose.duration_s is not None:
                return "bout"
            if self.hold is not None:
                return "held"
        return "moved"

    def _missing(self) -> Iterator[str]:
        sets, reps = (self._given(name) for name in ("sets", "reps"))
        if self.form in ("quick", "moved"):
            yield from (name for name, given in (("sets", sets), ("reps", reps)) if not given)
        if self.form == "held":
            if self.hold is None:
                yield "hold_s"
            if not (sets or reps):
                yield "reps"
        if self.form == "bout" and not self._is_timed():
            yield "duration_s"
        if self._lacks_rest():
            yield "rest_s"

    def _given(self, name: str) -> bool:
        return getattr(self.choices, name) is not None or getattr(self.dose, name, None) is not None

    def _is_timed(self) -> bool:
        return self._given("work_s") or self.dose.duration_s is not None or self.hold is not None

    def _lacks_rest(self) -> bool:
        if self.squeeze or self.exercise.style == "release" or self.dose.rest_s is not None:
            return False
        if self.form == "held" and self.dose.rest_rule in ("equal_hold", "at_least_hold"):
            return False
        sets, reps = ((self._given(name) and self._count(name)) or 1 for name in ("sets", "reps"))
        if sets > 1:
            # A person who makes several sets of one, for which no rest was needed, gets the usual one.
            return self.choices.set_rest_s is None and self.choices.sets is None
        return self.form in ("held", "bout") and reps > 1 and self.choices.rest_s is None

    # Numbers

    def _count(self, name: str) -> int:
        chosen = getattr(self.choices, name)
        if chosen is not None:
            return int(chosen)
        return math.ceil(_start(getattr(self.dose, name), whole=True))

    def _counts(self) -> tuple[int, int]:
        counts = {}
        for name in ("sets", "reps"):
            counts[name] = self._count(name) if self._given(name) else 1
            self._note(name, counts[name])
        if self.squeeze and counts["reps"] == 1:
            return 1, counts["sets"]
        return counts["sets"], counts["reps"]

    def _hold_s(self) -> float:
        if self.form == "quick":
            seconds = rule("PF11").number("on_s") if self.hold is None else _start(self.hold)
        elif self.hold is None or self.form == "bout":
            return 0.0
        elif self.squeeze and self.choices.hold_s is None:
            seconds = self._first_hold_s(self.hold)
        else:
            seconds = _start(self.hold)
        from_duration = self.hold is not None and self.hold is self.dose.duration_s
        self._note("duration_s" if from_duration else "hold_s", seconds)
        return seconds

    def _first_hold_s(self, page: Range) -> float:
        """PF08: the person's own longest hold, never the page's maximum."""
        self.rules.append("PF08")
        own = self.choices.own_hold_s
        if own is None:
            return min(rule("PF07").number("example_hold_s"), page.least)
        return min(own, page.most if page.high is not None else own, rule("PF08").number("max_hold_s"))

    def _movement(self, hold_s: float) -> tuple[tuple[Leg, ...], float | None]:
        """The legs of a repetition, and the seconds of movement in it."""
        if self.form in ("quick", "held"):
            return (), 0.0
        if self.form == "bout":
            return (), self._bout_s()
        pace = self._pace()
        if pace is None:
            return (), None
        return pace.legs(hold_s), pace.moving_s

    def _bout_s(self) -> float:
        if self.choices.work_s is not None:
            self.proposed.append("work_s")
            return self.choices.work_s
        if self.dose.duration_s is None:
            return _start(self.hold or Range.exactly(0.0))
        seconds = _start(self.dose.duration_s)
        self._note("duration_s", seconds)
        return seconds

    def _pace(self) -> Pace | None:
        """How fast the legs go; ``None`` when the person sets the pace."""
        pattern = self.exercise.pattern
        if self.choices.work_s is not None:
            self.proposed.append("work_s")
            return Pace.lasting(self.choices.work_s, pattern)
        if (pace := Pace.of_tempo(self.dose.tempo or "", pattern)) is not None:
            self._note("tempo", None)
            return pace
        if not pattern:
            return None
        self.proposed.append("work_s")
        return Pace.usual(pattern)

    def _rests(self, sets: int, reps: int, hold_s: float) -> tuple[float, float]:
        """Seconds between repetitions and between sets."""
        between_sets, between = self.choices.set_rest_s, self.choices.rest_s
        self.proposed += [name for name in ("rest_s", "set_rest_s") if getattr(self.choices, name) is not None]
        stated = self.dose.rest_s
        for_sets = stated is not None and self._is_for_sets(stated, sets)
        if between_sets is None and sets > 1:
            between_sets = self._set_rest_s(stated if for_sets else None, hold_s)
        if between is None:
            between = self._rest_s(None if for_sets else stated, sets, reps, hold_s)
        return between, between_sets or 0.0

    def _is_for_sets(self, stated: Range, sets: int) -> bool:
        longest_release = rule("PF08").number("max_hold_s") * rule("PF07").number("rest_per_hold")
        return sets > 1 and (not self.squeeze or stated.least > longest_release)

    def _set_rest_s(self, stated: Range | None, hold_s: float) -> float:
        if stated is not None:
            seconds = _start(stated)
            self._note("rest_s", seconds, to="set_rest_s")
            return seconds
        if self.dose.rest_rule in ("equal_hold", "at_least_hold") and not self.squeeze:
            return hold_s
        self.proposed.append("set_rest_s")
        return SQUEEZE_SET_REST_S if self.squeeze else SET_REST_S

    def _rest_s(self, stated: Range | None, sets: int, reps: int, hold_s: float) -> float:
        if self.squeeze:
            return self._release_s(stated, hold_s)
        if self.form == "moved" or reps == 1:
            return 0.0
        if stated is not None:
            self._note("rest_s", _start(stated))
            return _start(stated)
        if self.dose.rest_rule in ("equal_hold", "at_least_hold"):
            return hold_s
        if self.exercise.style == "release":
            return 0.0
        self.proposed.append("rest_s")
        return SETTLE_S

    def _release_s(self, stated: Range | None, hold_s: float) -> float:
        """PF06 and PF07: never shorter than the hold, for a beginner twice as long where the page is silent."""
        if stated is not None:
            seconds = max(stated.least, hold_s * rule("PF06").number("min_rest_per_hold"))
            seconds = seconds if stated.high is None else min(seconds, stated.high)
            self._note("rest_s", seconds)
            return seconds
        if self.dose.rest_rule == "equal_hold":
            self._note("rest_rule", None)
            return hold_s * rule("PF12").number("release_per_hold")
        self.rules.append("PF07")
        self.proposed.append("rest_s")
        per_hold = "rest_per_hold" if self.choices.level == "novice" else "later_rest_per_hold"
        return hold_s * rule("PF07").number(per_hold)

    def _per_side(self) -> bool:
        """HF05: a page that does not say is never taken at its word; one leg at a time is proposed for both legs."""
        if self.choices.per_side is not None:
            self.proposed.append("per_side")
            return self.choices.per_side
        if self.dose.per_side is None:
            if self.exercise.scope != "PF":
                self.proposed.append("per_side")
            return self.exercise.one_sided
        self._note("per_side", None)
        return self.dose.per_side

    # What the page says

    def _check_page(self) -> None:
        """Refuse a page whose own numbers break a rule, also where a beginner's start would not."""
        if self.hold is None:
            return
        if self.form == "quick":
            most = rule("PF11").number("max_on_s")
            if self.hold.most > most:
                raise broken("PF11", self.exercise, f"{self.hold} s on", hint=f"{most:g} s at most")
            return
        check_hold(self.exercise, self.hold.most)
        rest = self.dose.rest_s
        # A rest that the person chose goes with the hold that is really planned, and is checked with the plan.
        if self.choices.rest_s is None and rest is not None and rest.high is not None:
            check_rest(self.exercise, self.hold.most, rest.high)

    def _note(self, name: str, value: float | None, *, to: str = "") -> None:
        """List a field as proposed unless the page names the value; ``to`` is another name that the plan has for it."""
        given = getattr(self.dose, name)
        chosen = getattr(self.choices, to or name, None) is not None
        named = given is not None and name in self.dose.spans
        if isinstance(given, Range) and value is not None:
            named = named and (value in (given.low, given.high) or (given.low is not None and value in given))
        if chosen or not named:
            self.proposed.append(to or name)


def _start(stated: Range, *, whole: bool = False) -> float:
    """Rules 2 and 3 above."""
    if stated.low is not None:
        return stated.low
    half = stated.most / 2
    return float(math.ceil(half)) if whole else half
