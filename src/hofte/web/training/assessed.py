"""An assessment told: for each part a sentence, a figure and a row of the table, all from the same numbers.

Percent of today's own rest…maximum (PF20). Means and peaks carry the error that one session has; rise and release are
shown for practice and never compared (PF22). Nothing is said about another day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.template.defaultfilters import floatformat
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hofte.coach.assessment import PARTS, Assessment, Part, RestChange, Stretch, judge_assessment
from hofte.coach.measured import RATE, Measured
from hofte.coach.model import EFFORT
from hofte.coach.protocol import error_numbers, protocol_entries
from hofte.diary.export import as_text
from hofte.diary.model import SessionRecord
from hofte.emg.level import Scale
from hofte.web.training.forms import CHARACTER_NAMES
from hofte.web.training.report import remark, state
from hofte.web.training.sensing import TARGET

NAMES = {
    "rest_before": gettext_lazy("Rest before"),
    "quick": gettext_lazy("Quick squeezes"),
    "tonic": gettext_lazy("Ten-second holds"),
    "endurance": gettext_lazy("One minute"),
    "rest_after": gettext_lazy("Rest after"),
}
#: The figure of a part in its own units: height of 0 to 120 percent, and the width of all of it.
TOP, HEIGHT, WIDTH = 120.0, 60.0, 400.0
#: A shorter time is not told: the level is an average over as much.
LEAST_S = 0.1
STRETCH = ("rep", "at_s", "seen", "mean", "peak", "sd", "cv", "sem", "onset_s", "release_s")


@dataclass(frozen=True, slots=True)
class PartReport:
    """One part as the page shows it."""

    name: str
    part: Part
    sentence: str
    figure: SafeString


@dataclass(frozen=True, slots=True)
class AssessmentReport:
    """What the page shows of an assessment.

    ``sensor`` says by what it was measured; ``unverified`` names the numbers of the protocol that nobody has looked
    up; ``error`` holds the standard error and the least difference in percent.
    """

    sentence: str
    state: str
    sensor: str
    change: str
    parts: list[PartReport]
    assessment: Assessment
    unverified: list[str]
    error: dict[str, float]


def judged(record: SessionRecord) -> Assessment:
    """The assessment of a record; one by the clock alone has parts without anything seen."""
    scales = record.guided.scales if record.guided else {}
    if TARGET not in scales:  # nothing was measured, so no scale is looked at
        return judge_assessment((), (), TARGET, Scale(0.0, 1.0))
    return judge_assessment(record.measured, record.reps, TARGET, scales[TARGET])


def report(record: SessionRecord) -> AssessmentReport:
    """Tell an assessment from its record."""
    found = judged(record)
    entries = protocol_entries()["assessment"]
    errors = error_numbers()
    return AssessmentReport(
        sentence=_sentence(found),
        state=state(record),
        sensor=_sensor(record.device),
        change=_change(found.rest_change),
        parts=[PartReport(str(NAMES[part.name]), part, _part(part), _figure(part, record.measured))
               for part in found.parts],
        assessment=found,
        unverified=[name for name, entry in entries.items() if entry.get("from_memory")],
        error={"sem": errors.sem_percent, "mdc": errors.mdc_percent},
    )  # fmt: skip


def rows(record: SessionRecord) -> Iterator[list[str]]:
    """The numbers as rows of text: every stretch, an empty row, then the level ten times a second.

    Levels are percent of today's rest…maximum, times seconds; what was not measured is empty.
    """
    yield ["part", *STRETCH]
    for part in judged(record).parts:
        for stretch in (*part.stretches, part.whole) if part.name in ("quick", "tonic") else (part.whole,):
            yield [part.name, *(_cell(getattr(stretch, name)) for name in STRETCH)]
    yield []
    channels = sorted({name for one in record.measured for name in one.values}, key=lambda name: name != TARGET)
    yield ["cue", "rep", "at_s", *(f"{name}_percent" for name in channels)]
    for one in record.measured:
        for n in range(max(map(len, one.values.values()), default=0)):
            levels = (one.values[name][n] if n < len(one.values.get(name, ())) else None for name in channels)
            yield [one.cue, str(one.rep), f"{one.at_s + (n + 1) / RATE:.2f}", *map(_cell, levels)]


def _sensor(device: str) -> str:
    """By what it was measured: nobody may take a simulated person's numbers for their own."""
    kind, _sep, character = device.partition(":")
    if kind != "simulated":
        return _("by the clock only")
    return _("simulated muscle, not a person (%s)") % CHARACTER_NAMES.get(character, character)


def _cell(value: float | None) -> str:
    return as_text(round(value, 3) if isinstance(value, float) else value)


def _sentence(found: Assessment) -> str:
    seen = [part for part in found.parts if part.is_seen]
    if not seen:
        return _("Nothing was measured, so there is nothing to tell.")
    if not found.is_whole:
        missing = ", ".join(str(NAMES[part.name]).lower() for part in found.parts if not part.is_seen)
        return _("Part of the test was measured; not enough was seen of: %s.") % missing
    return _(
        "The quick squeezes reached %(quick)s %% of your best squeeze of today, the ten-second holds stayed at "
        "%(tonic)s %%, and the long minute at %(endurance)s %%."
    ) % {
        "quick": _number(found.part("quick").whole.peak),
        "tonic": _number(found.part("tonic").whole.mean),
        "endurance": _number(found.part("endurance").whole.mean),
    }


def _part(part: Part) -> str:
    if not part.is_seen:
        return " ".join([_("Too little of it was measured to tell."), *_noticed(part)])
    return " ".join([_level(part), *_practice(part.whole), *_noticed(part)])


def _noticed(part: Part) -> Iterator[str]:
    if part.remarks:
        yield _("Noticed: %s.") % ", ".join(remark(problem) for problem in part.remarks)


def _level(part: Part) -> str:
    whole = part.whole
    numbers = {name: _number(getattr(whole, name)) for name in ("mean", "peak", "sem", "cv")}
    if part.name.startswith("rest"):
        return (
            _("At rest you were at %(mean)s %%, give or take %(sem)s; the highest half second was %(peak)s %%.")
            % numbers
        )
    if part.name == "quick":
        return _("On average the squeezes reached %(peak)s %%.") % numbers
    return (
        _("You held %(mean)s %%, give or take %(sem)s, and reached %(peak)s %%; it wavered by %(cv)s %% of itself.")
        % numbers
    )


def _practice(whole: Stretch) -> Iterator[str]:
    if whole.onset_s is not None:
        yield _("You were on %s seconds after the cue.") % floatformat(whole.onset_s, 1)
    if whole.release_s is not None and whole.release_s < LEAST_S:
        yield _("Letting go took less than a tenth of a second.")
    elif whole.release_s is not None:
        yield _("Letting go took %s seconds.") % floatformat(whole.release_s, 1)


def _change(change: RestChange | None) -> str:
    if change is None:
        return ""
    numbers = {"points": _number(abs(change.points)), "least": _number(change.least)}
    if not change.is_beyond_error:
        return (
            _(
                "Your rest after the test differs from the rest before it by %(points)s points. Below %(least)s points "
                "that may be the error of the measurement alone."
            )
            % numbers
        )
    if change.points > 0:
        return (
            _(
                "Your rest after the test is %(points)s points higher than before it, more than the %(least)s points "
                "that the error of the measurement makes alone: the muscle did not come all the way back."
            )
            % numbers
        )
    return (
        _(
            "Your rest after the test is %(points)s points lower than before it, more than the %(least)s points that "
            "the error of the measurement makes alone."
        )
        % numbers
    )


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return str(floatformat(value, 0)).replace("-0", "0") if abs(value) < 0.5 else str(floatformat(value, 0))


def _figure(part: Part, measured: Sequence[Measured]) -> SafeString:
    """The level over the part, the cued squeezes behind it, other muscles as a second trace."""
    ours = [one for one in measured if one.set == PARTS.index(part.name) + 1]
    if not ours:
        return SafeString()
    begin_s = ours[0].at_s
    end_s = max(one.at_s + max(map(len, one.values.values()), default=0) / RATE for one in ours)
    scale = WIDTH / max(end_s - begin_s, 1.0)
    cued = "".join(_cued(one, begin_s, scale) for one in ours if one.kind in EFFORT)
    names = sorted({name for one in ours for name in one.values}, key=lambda name: name == TARGET)  # ours on top
    traces = "".join(
        f'<path class="{"level" if name == TARGET else "other"}" d="{_trace(ours, name, begin_s, scale)}"/>'
        for name in names
    )
    grid = "".join(f'<path class="grid" d="M0 {_y(level):.1f}h{WIDTH:g}"/>' for level in (0, 50, 100))
    frame = (
        f'class="report trace" viewBox="0 -2 {WIDTH:g} {HEIGHT + 4:g}" preserveAspectRatio="none" aria-hidden="true"'
    )
    return mark_safe(f"<svg {frame}>{cued}{grid}{traces}</svg>")  # noqa: S308  numbers only


def _cued(one: Measured, begin_s: float, scale: float) -> str:
    length = max(map(len, one.values.values()), default=0) / RATE * scale
    return f'<rect class="cued" x="{(one.at_s - begin_s) * scale:.1f}" y="0" width="{length:.1f}" height="{HEIGHT:g}"/>'


def _trace(measured: Sequence[Measured], name: str, begin_s: float, scale: float) -> str:
    """A gap stays a gap."""
    pieces: list[str] = []
    for one in measured:
        pen = "M"
        for n, level in enumerate(one.values.get(name, ()), 1):
            if level is not None:
                pieces.append(f"{pen}{(one.at_s + n / RATE - begin_s) * scale:.1f} {_y(level):.1f}")
            pen = "M" if level is None else "L"
    return "".join(pieces)


def _y(level: float) -> float:
    return HEIGHT * (1.0 - min(max(level, 0.0), TOP) / TOP)
