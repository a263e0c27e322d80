"""The repetition maximum: an estimate, given as the two published formulas give it, and only where they hold (ST06)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hofte.core.errors import RuleBroken, ValueInvalid
from hofte.core.values import Range
from hofte.rules.catalogue import rule

#: Nobody has lifted as much in any exercise, in kilograms; a larger number is a typing mistake.
HEAVIEST_KG = 1000.0


@dataclass(frozen=True, slots=True)
class RepetitionMaximum:
    """The most that could be lifted once, in kilograms.

    Parameters
    ----------
    epley_kg, brzycki_kg : float
        What each formula gives; equal at ten repetitions, and the load itself at one.
    """

    epley_kg: float
    brzycki_kg: float

    @property
    def between_kg(self) -> Range:
        """From the lower to the higher of the two, in kilograms."""
        return Range(*sorted((self.epley_kg, self.brzycki_kg)))


def repetition_maximum(load_kg: float, reps: int) -> RepetitionMaximum:
    """Estimate the one-repetition maximum from a load that was lifted until no further repetition was possible.

    Parameters
    ----------
    load_kg : float
        What was lifted, in kilograms.
    reps : int
        How many times, with good technique and none left in reserve.

    Returns
    -------
    RepetitionMaximum

    Raises
    ------
    ValueInvalid
        If the load or the count cannot be.
    RuleBroken
        ST06: from more than ten repetitions no estimate is given.

    References
    ----------
    Rule ST06: Epley ``w (1 + r/30)``, Brzycki ``36 w / (37 - r)``, both for two to ten repetitions.
    """
    if not (math.isfinite(load_kg) and 0.0 < load_kg <= HEAVIEST_KG):
        raise ValueInvalid(f"a load is more than 0 and at most {HEAVIEST_KG:g} kilograms, not {load_kg:g}")
    if reps < 1:
        raise ValueInvalid(f"a load is lifted once or more, not {reps} times")
    number = rule("ST06").number
    if reps > number("max_reps"):
        raise RuleBroken("ST06", f"{reps} repetitions say too little about the most that could be lifted once")
    if reps == 1:
        return RepetitionMaximum(load_kg, load_kg)
    epley = load_kg * (1.0 + reps / number("epley_divisor_reps"))
    brzycki = number("brzycki_numerator_reps") * load_kg / (number("brzycki_limit_reps") - reps)
    return RepetitionMaximum(epley, brzycki)


def load_at(percent: float, maximum: RepetitionMaximum, *, step_kg: float = 2.5) -> Range:
    """The kilograms that a percentage of the maximum means, rounded to what can be put on a bar.

    Parameters
    ----------
    percent : float
        Of the one-repetition maximum, more than 0 and at most 100.
    maximum : RepetitionMaximum
    step_kg : float
        The smallest step of the weights that are there.

    Returns
    -------
    Range
        In kilograms, both ends rounded down, never below one step: a little too light is the safe side.

    Raises
    ------
    ValueInvalid
        If the percentage or the step cannot be.
    """
    if not 0.0 < percent <= 100.0:
        raise ValueInvalid(f"a percentage of the maximum is more than 0 and at most 100, not {percent:g}")
    if not (math.isfinite(step_kg) and step_kg > 0.0):
        raise ValueInvalid(f"weights come in steps of more than 0 kilograms, not {step_kg:g}")
    ends = (maximum.between_kg.low or 0.0, maximum.between_kg.high or 0.0)
    # A hair above, so that a load that is a whole number of steps in decimals is not one step less in binary.
    low, high = (max(1, math.floor(end * percent / 100.0 / step_kg + 1e-9)) * step_kg for end in ends)
    return Range(low, high)
