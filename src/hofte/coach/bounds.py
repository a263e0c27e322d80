"""What a plan may not be: absurd for anybody, or against a clinical rule for pelvic-floor squeezes.

The rules here bind squeezes of the pelvic floor (scope PF) and nothing else: planks have short rests and stretches long
holds, and both may. Their numbers and words come from :mod:`hofte.rules`.
"""

from __future__ import annotations

import math

from hofte.coach.model import Plan
from hofte.core.errors import RuleBroken, ValueInvalid
from hofte.exercise.model import Exercise
from hofte.rules.catalogue import rule

#: A session that is longer or finer than this is a mistake of reading or typing.
MOST_COUNT = 1000
MOST_PHASES = 10_000
MOST_SECONDS = 12 * 60 * 60.0

_NO_SQUEEZE = frozenset(("stretch", "activity", "release"))


def is_squeeze(exercise: Exercise) -> bool:
    """Whether its repetitions are contractions of the pelvic floor, which PF06 to PF19 bind."""
    return exercise.scope == "PF" and exercise.style not in _NO_SQUEEZE


def is_quick(exercise: Exercise, hold_s: float) -> bool:
    """Whether its squeezes are quick ones (PF11) and not held ones (PF08)."""
    if exercise.style in ("quick", "long"):
        return exercise.style == "quick"
    return hold_s <= rule("PF11").number("max_on_s")


def check_plan(exercise: Exercise, plan: Plan) -> None:
    """Refuse a plan that cannot be played or that a rule forbids.

    Raises
    ------
    ValueInvalid
        If a number is negative, not finite or absurd, or a repetition has nothing to do.
    RuleBroken
        If the exercise is pelvic-floor squeezes and PF08, PF11, PF06 or PF19 forbids it.
    """
    _check_numbers(plan)
    if plan.effort_s <= 0.0 and (plan.work_s is not None or exercise.style == "release"):
        raise ValueInvalid("a repetition has nothing to do: neither work nor hold", hint="say how long to hold")
    if is_squeeze(exercise):
        _check_squeeze(exercise, plan)


def _check_numbers(plan: Plan) -> None:
    for name in ("sets", "reps"):
        count = getattr(plan, name)
        if not 1 <= count <= MOST_COUNT:
            raise ValueInvalid(f"{name} must be from 1 to {MOST_COUNT}, not {count}", hint=f"choose other {name}")
    times = {name: getattr(plan, name) for name in ("hold_s", "rest_s", "set_rest_s", "ready_s", "switch_s")}
    times |= {"work_s": plan.work_s or 0.0} | {f"legs[{n}]": leg.seconds for n, leg in enumerate(plan.legs)}
    for name, value in times.items():
        if not (math.isfinite(value) and 0.0 <= value <= MOST_SECONDS):
            raise ValueInvalid(f"{name} must be from 0 to {MOST_SECONDS:g} seconds, not {value}")
    _check_size(plan)


def _check_size(plan: Plan) -> None:
    reps = plan.sets * plan.reps * (2 if plan.per_side else 1)
    phases = reps * (max(2, len(plan.legs)) + 1)
    seconds = reps * (plan.effort_s + plan.rest_s) + plan.sets * (plan.set_rest_s + plan.switch_s)
    if phases > MOST_PHASES or seconds > MOST_SECONDS:
        raise ValueInvalid(
            f"{reps} repetitions in {seconds / 3600:.1f} hours are no session",
            hint="check sets and repetitions; the page may have been read wrongly",
        )


def _check_squeeze(exercise: Exercise, plan: Plan) -> None:
    if is_quick(exercise, plan.effort_s):
        pf11 = rule("PF11")
        if not 0.0 < plan.effort_s <= pf11.number("max_on_s"):
            raise broken("PF11", exercise, f"{plan.effort_s:g} s on", hint=f"{pf11.number('max_on_s'):g} s at most")
        if plan.rest_s < plan.effort_s * pf11.number("min_off_per_on"):
            raise broken("PF11", exercise, f"{plan.effort_s:g} s on, {plan.rest_s:g} s off")
    check_hold(exercise, plan.hold_s)
    check_rest(exercise, plan.hold_s, plan.rest_s)
    duty = plan.effort_s / (plan.effort_s + plan.rest_s)
    if duty > rule("PF19").number("max_duty_cycle"):
        raise broken("PF19", exercise, f"{duty:.0%} of the time is work")


def check_hold(exercise: Exercise, hold_s: float) -> None:
    """PF08: a squeeze is held for more than 0 s and at most 10 s."""
    pf08 = rule("PF08")
    if not pf08.number("min_hold_s") < hold_s <= pf08.number("max_hold_s"):
        raise broken("PF08", exercise, f"hold {hold_s:g} s", hint=f"hold {pf08.number('max_hold_s'):g} s at most")


def check_rest(exercise: Exercise, hold_s: float, rest_s: float) -> None:
    """PF06: the rest after a squeeze is at least as long as the hold. Broken, it is refused, not warned about."""
    least = hold_s * rule("PF06").number("min_rest_per_hold")
    if rest_s < least:
        raise broken("PF06", exercise, f"hold {hold_s:g} s, rest {rest_s:g} s", hint=f"rest {least:g} s or longer")


def broken(rule_id: str, exercise: Exercise, found: str, *, hint: str = "") -> RuleBroken:
    """The error that names the rule, what was found, and the rule's own words in the exercise's language."""
    return RuleBroken(rule_id, f"{exercise.name}: {found}. {rule(rule_id).say(exercise.lang or 'en')}", hint=hint)
