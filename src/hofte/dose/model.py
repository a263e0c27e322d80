"""What a dose is: sets × reps × (work, hold, release, rest) × side × frequency × period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hofte.core.values import Range, Span

LoadKind = Literal["percent_1rm", "rm", "kg", "rpe", "band", "bodyweight"]
RestRule = Literal["equal_hold", "at_least_hold", "full_release"]
Origin = Literal["page", "proposed"]

#: The fields that a page can fill, in the order in which a dose is read aloud.
FIELDS = (
    "sets", "reps", "hold_s", "duration_s", "rest_s", "rest_rule", "per_side", "per_day", "per_week",
    "weeks", "tempo", "load", "angle_deg", "to_failure",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Load:
    """How heavy: a kind and, where it has one, a number (kilograms, percent of 1RM, RM, RPE)."""

    kind: LoadKind
    value: Range | None = None


@dataclass(frozen=True, slots=True)
class Dose:
    """What a text asks for. A field the text does not fill stays ``None``: it is missing, never guessed.

    Parameters
    ----------
    sets, reps : Range or None
        Counts.
    hold_s : Range or None
        Seconds of a static position, stretch or contraction.
    duration_s : Range or None
        Seconds of an ongoing activity, or of the whole session.
    rest_s : Range or None
        Seconds between repetitions, sets or exercises.
    rest_rule : {"equal_hold", "at_least_hold", "full_release"} or None
        Rest told by rule and not in seconds.
    per_side : bool or None
        Each side does all of it; ``None`` when the text does not say.
    per_day, per_week : Range or None
        How often.
    weeks : Range or None
        Length of the programme or phase.
    tempo : str or None
        Seconds of each phase joined by ``-``: down, pause, up (and pause), for instance ``3-0-1``.
    load : Load or None
    angle_deg : Range or None
        A joint angle prescribed together with the dose, in degrees.
    to_failure : bool or None
        ``False`` when the text says not to go to failure.
    label : str
        What names this dose among alternatives ("beginner", "endurance"), in the words of the text; or empty.
    spans : mapping of field name to Span
        The words each value was read from. A field without a span was not read from the text.
    origin : {"page", "proposed"}
        ``"proposed"``: the values are not from the page.
    sure : bool
        ``False`` when the reading is doubtful and should be confirmed by a person.
    """

    sets: Range | None = None
    reps: Range | None = None
    hold_s: Range | None = None
    duration_s: Range | None = None
    rest_s: Range | None = None
    rest_rule: RestRule | None = None
    per_side: bool | None = None
    per_day: Range | None = None
    per_week: Range | None = None
    weeks: Range | None = None
    tempo: str | None = None
    load: Load | None = None
    angle_deg: Range | None = None
    to_failure: bool | None = None
    label: str = ""
    spans: Mapping[str, Span] = field(default_factory=dict)
    origin: Origin = "page"
    sure: bool = True

    @property
    def filled(self) -> tuple[str, ...]:
        """The names of the fields that the text fills, in reading order."""
        return tuple(name for name in FIELDS if getattr(self, name) is not None)

    @property
    def span(self) -> Span | None:
        """From the first to the last word that the dose was read from."""
        spans = sorted(self.spans.values())
        return Span(spans[0].start, max(span.end for span in spans)) if spans else None
