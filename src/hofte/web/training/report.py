"""A session told honestly: one sentence, one figure, one table, all from the same numbers."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from django.template.defaultfilters import floatformat
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hofte.coach.model import Plan, RepResult
from hofte.diary.model import SessionRecord

#: The figure, in its own units: the height of the longest bar, its least width, and from one bar to the next.
BAR_HEIGHT, WIDTH, BAR_STEP = 60, 200, 18

MUSCLES = {"buttock": gettext_lazy("buttock"), "thigh": gettext_lazy("thigh"), "belly": gettext_lazy("belly")}
REMARKS = {
    "signal_lost": gettext_lazy("the sensor fell silent"),
    "gap": gettext_lazy("part of the signal was lost"),
    "electrode_off": gettext_lazy("an electrode was off"),
    "hum": gettext_lazy("mains hum"),
    "movement": gettext_lazy("the electrode moved"),
    "clipping": gettext_lazy("the signal was too strong for the sensor"),
    "weak": gettext_lazy("the signal was too weak"),
    "bearing_down": gettext_lazy("bearing down"),
    "crosstalk": gettext_lazy("both sensors heard the same muscle"),
    "paused": gettext_lazy("paused in between"),
    "skipped": gettext_lazy("skipped"),
    "stopped": gettext_lazy("stopped"),
    "restored": gettext_lazy("taken up again"),
    "amended": gettext_lazy("changed by you"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """What the summary and the diary show of one session."""

    sentence: str
    planned: int
    done: int
    measured: int
    let_go: int
    figure: SafeString
    figure_words: str
    state: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Row:
    """One repetition in the table, with what disturbed it in words."""

    rep: RepResult
    remarks: list[str]


def report(record: SessionRecord) -> Report:
    """Tell a session from its record."""
    plan = record.started.plan if record.started else None
    planned = plan.sets * plan.reps * (2 if plan.per_side else 1) if plan else len(record.reps)
    done = [rep for rep in record.reps if rep.counted]
    measured = [rep for rep in done if rep.measured]
    let_go = [rep for rep in measured if rep.let_go]
    return Report(
        sentence=_sentence(record, plan, planned, done, measured, let_go),
        planned=planned,
        done=len(done),
        measured=len(measured),
        let_go=len(let_go),
        figure=_figure(record.reps),
        figure_words=_figure_words(record.reps),
        state=state(record),
        rows=[Row(rep, [remark(problem) for problem in rep.problems]) for rep in record.reps],
    )


def remark(problem: str) -> str:
    """What disturbed a repetition, as its result names it (``wrong_muscle:buttock``), in plain words."""
    name, _sep, detail = problem.partition(":")
    if name == "wrong_muscle":
        return _("another muscle helped: %s") % MUSCLES.get(detail, detail)
    return str(REMARKS.get(name, name))


def state(record: SessionRecord) -> str:
    """Whether a session is done, in a word or two."""
    if record.finished is None:
        return _("not finished")
    return _("done") if record.finished.reason == "done" else _("stopped early")


def _sentence(
    record: SessionRecord,
    plan: Plan | None,
    planned: int,
    done: list[RepResult],
    measured: list[RepResult],
    let_go: list[RepResult],
) -> str:
    if not done:
        return _("No repetition was finished this time. That is all right; the session is here when you are.")
    counted = _("You did %(done)d of %(planned)d repetitions") % {"done": len(done), "planned": planned}
    if not measured:
        return _("%(counted)s by the clock; nothing was measured.") % {"counted": counted}
    held = [rep.held_s for rep in measured if rep.held_s is not None]
    parts = [counted]
    if held and plan and plan.hold_s:
        parts.append(_("held them for %(mean)s seconds on average") % {"mean": floatformat(fmean(held), 1)})
    released = ngettext("let go fully after %(let)d of %(of)d", "let go fully after %(let)d of %(of)d", len(measured))
    parts.append(released % {"let": len(let_go), "of": len(measured)})
    if len(measured) < len(done):
        missing = ngettext("%d was not measured", "%d were not measured", len(done) - len(measured))
        parts.append(missing % (len(done) - len(measured)))
    return _join(parts)


def _join(parts: list[str]) -> str:
    if len(parts) == 1:
        return f"{parts[0]}."
    return _("%(first)s and %(last)s.") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def _figure_words(reps: tuple[RepResult, ...]) -> str:
    held = [
        _("%(rep)d: %(held)s s of %(target)s s") % _numbers(n, rep)
        for n, rep in enumerate(reps, 1)
        if rep.held_s is not None
    ]
    return "; ".join(held) if held else _("Nothing was measured.")


def _numbers(n: int, rep: RepResult) -> dict[str, int | str]:
    return {"rep": n, "held": floatformat(rep.held_s or 0.0, 1), "target": floatformat(rep.target_hold_s)}


def _figure(reps: tuple[RepResult, ...]) -> SafeString:
    """Bars of what was held with the goal as a line, and below them the rest that followed."""
    shown = [rep for rep in reps if rep.effort_s or rep.held_s]
    if not shown:
        return SafeString()
    scale = BAR_HEIGHT / max(1.0, *(longest for rep in shown for longest in _lengths(rep)))
    step = max(BAR_STEP, min(2 * BAR_STEP, WIDTH // len(shown)))
    bars = "".join(_bar(rep, n * step + 4, scale, step - 4) for n, rep in enumerate(shown))
    width = max(len(shown) * step + 4, WIDTH)
    frame = f'class="report" viewBox="0 0 {width} 140" aria-hidden="true" preserveAspectRatio="xMinYMid meet"'
    return mark_safe(f"<svg {frame}>{bars}</svg>")  # noqa: S308  numbers only


def _lengths(rep: RepResult) -> tuple[float, ...]:
    return (rep.target_hold_s, _held(rep), rep.rest_s or 0.0)


def _held(rep: RepResult) -> float:
    return (rep.held_s if rep.measured else rep.effort_s) or 0.0


def _bar(rep: RepResult, x: int, scale: float, width: int) -> str:
    up, down, goal = _held(rep) * scale, (rep.rest_s or 0.0) * scale, 70 - rep.target_hold_s * scale
    held = "held" if rep.measured else "clocked"
    rested = "rested kept" if rep.let_go else "rested"
    return (
        f'<rect class="bar {held}" x="{x}" y="{70 - up:.1f}" width="{width}" height="{up:.1f}" rx="2"/>'
        f'<rect class="bar {rested}" x="{x}" y="74" width="{width}" height="{down:.1f}" rx="2"/>'
        f'<path class="goal" d="M{x - 1} {goal:.1f}h{width + 2}"/>'
    )
