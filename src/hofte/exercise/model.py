"""What an exercise is: one thing to do, with its doses, checks, variants and cautions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from hofte.core.finding import Finding
from hofte.core.values import Span
from hofte.dose.model import Dose

#: Whose rules bind it (CLINICAL.md, "Scope"): pelvic floor, hip flexor, strength.
Scope = Literal["PF", "HF", "ST"]
#: How a repetition goes. ``quick`` and ``long`` are pelvic-floor work ("sprint" and "marathon").
Style = Literal["reps", "hold", "stretch", "activity", "quick", "long", "release"]
#: One leg of a repetition's movement.
Move = Literal["up", "half_up", "down", "half_down", "hold"]


@dataclass(frozen=True, slots=True)
class Check:
    """Something to be right while doing it, never a dose: the knee at 80–90 degrees in the top position."""

    what: Literal["angle"]
    joint: str
    low: float | None
    high: float | None
    unit: Literal["deg"]
    at: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page that belongs to the exercise: a step, a caution, a piece of equipment."""

    text: str
    line: int = 0
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class KeyPose:
    """A figure's joint angles in degrees at one moment, for drawing (see :mod:`hofte.exercise.figure`)."""

    name: str
    angles: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Exercise:
    """One thing to do.

    Parameters
    ----------
    name : str
    lang : str
        The language of its words.
    line : int
        Where the page begins to speak of it.
    scope : {"PF", "HF", "ST"} or None
        Whose clinical rules bind it; ``None`` means no group does.
    style : str
        How a repetition goes.
    doses : tuple of Dose
        The first is the main one; others are alternatives and have a label.
    pattern : tuple of Move
        The legs of one repetition when it is not simply up and down: one-and-a-half reps are
        up, half down, up, down.
    checks : tuple of Check
    steps, cautions, equipment : tuple of Line
    variants : tuple of Exercise
        Easier and harder forms in the page's order.
    poses : tuple of KeyPose
        Start, top and end of the movement, when the page's data gives them.
    rest_rule_span : Span or None
        Where a rule that holds for the whole page ("rest at least as long as the hold") stands.
    one_sided : bool
        Whether its words tell that one leg or arm works at a time and the other side follows ("single-leg", "change
        sides"). It says nothing of how the page counts: that is ``per_side`` of a dose (HF05).
    inherited : Dose or None
        Of a variant: what the main exercise's dose says where the variant's own words say nothing. Its spans are the
        main exercise's words, and never the page's words for the variant.
    """

    name: str
    lang: str = ""
    line: int = 0
    scope: Scope | None = None
    style: Style = "reps"
    doses: tuple[Dose, ...] = ()
    pattern: tuple[Move, ...] = ()
    checks: tuple[Check, ...] = ()
    steps: tuple[Line, ...] = ()
    cautions: tuple[Line, ...] = ()
    equipment: tuple[Line, ...] = ()
    variants: tuple[Exercise, ...] = ()
    poses: tuple[KeyPose, ...] = ()
    rest_rule_span: Span | None = None
    one_sided: bool = False
    inherited: Dose | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a page asks for: its exercises, and what was noticed while reading."""

    exercises: tuple[Exercise, ...] = ()
    findings: tuple[Finding, ...] = ()
