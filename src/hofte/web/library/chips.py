"""A dose as short pieces, each of which can light up the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from hofte.core.values import Range
from hofte.dose.model import FIELDS, Dose, Load

#: What each field of a dose is called.
NAMES = {
    "sets": gettext_lazy("Sets"),
    "reps": gettext_lazy("Repetitions"),
    "hold_s": gettext_lazy("Hold"),
    "duration_s": gettext_lazy("Duration"),
    "rest_s": gettext_lazy("Rest"),
    "rest_rule": gettext_lazy("Rest"),
    "per_side": gettext_lazy("Sides"),
    "per_day": gettext_lazy("A day"),
    "per_week": gettext_lazy("A week"),
    "weeks": gettext_lazy("Weeks"),
    "tempo": gettext_lazy("Tempo"),
    "load": gettext_lazy("Load"),
    "angle_deg": gettext_lazy("Angle"),
    "to_failure": gettext_lazy("To failure"),
}
#: What a person wants to know of every dose; shown as open when the page is silent.
ASKED = ("sets", "reps", "rest_s", "per_week")


@dataclass(frozen=True, slots=True)
class Chip:
    """One piece: ``key`` joins it to its marks in the text, and is empty when there are none."""

    field: str
    name: str
    value: str
    key: str = ""


def chips(dose: Dose, number: str) -> list[Chip]:
    """The filled fields of a dose in reading order; ``number`` tells this dose from others on the page."""
    return [
        Chip(name, str(NAMES[name]), say(name, getattr(dose, name)), f"{number}-{name}" if name in dose.spans else "")
        for name in FIELDS
        if getattr(dose, name) is not None
    ]


def left_open(dose: Dose) -> list[str]:
    """The names of what the page does not say."""
    silent = [name for name in ASKED if getattr(dose, name) is None]
    if "per_week" in silent and dose.per_day is not None:
        silent.remove("per_week")
    if "rest_s" in silent and dose.rest_rule is not None:
        silent.remove("rest_s")
    if "reps" in silent and (dose.hold_s or dose.duration_s or dose.to_failure):
        silent.remove("reps")
    return [str(NAMES[name]) for name in silent]


def say(name: str, value: object) -> str:
    """One field's value in the words of the interface."""
    if name == "rest_rule":
        return str(_RULES[value])  # type: ignore[index]
    if name == "per_side":
        return _("each side") if value else _("both together")
    if name == "to_failure":
        return _("as many as you can") if value else _("not to failure")
    if isinstance(value, Load):
        return _load(value)
    if not isinstance(value, Range):
        return str(value)
    if name.endswith("_s"):
        return duration(value)
    if name == "per_day":
        return ngettext("%s time", "%s times", int(value.most)) % span(value)
    if name == "per_week":
        return ngettext("%s day", "%s days", int(value.most)) % span(value)
    return f"{span(value)}°" if name == "angle_deg" else span(value)


_RULES = {
    "equal_hold": gettext_lazy("as long as the hold"),
    "at_least_hold": gettext_lazy("at least as long as the hold"),
    "full_release": gettext_lazy("let go fully"),
}


def _number(value: float) -> str:
    return number_format(f"{value:g}", use_l10n=True)


def span(value: Range) -> str:
    """``8–12``, ``up to 10``, ``at least 30``."""
    if value.low is None:
        return _("up to %s") % _number(value.most)
    if value.high is None:
        return _("at least %s") % _number(value.least)
    return _number(value.low) if value.low == value.high else f"{_number(value.low)}–{_number(value.high)}"


def duration(value: Range) -> str:
    """Seconds, or minutes when both ends are whole or half minutes from one and a half up."""
    ends = [end for end in (value.low, value.high) if end is not None]
    if all(end >= 90 and end % 30 == 0 for end in ends):
        minutes = Range(*(end / 60 if end is not None else None for end in (value.low, value.high)))
        return pgettext("minutes", "%s min") % span(minutes)
    return pgettext("seconds", "%s s") % span(value)


def _load(load: Load) -> str:
    value = span(load.value) if load.value else ""
    names = {
        "percent_1rm": _("%s %% of your one-repetition maximum"),
        "rm": _("%s RM"),
        "kg": _("%s kg"),
        "rpe": _("effort %s of 10"),
        "band": _("elastic band"),
        "bodyweight": _("body weight"),
    }
    return names[load.kind] % value if "%s" in names[load.kind] else names[load.kind]
