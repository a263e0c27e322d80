"""How heavy seventy percent are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import localize
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from hofte.core.errors import RuleBroken
from hofte.core.values import Range
from hofte.loads.maximum import RepetitionMaximum, load_at, repetition_maximum
from hofte.rules.catalogue import rule
from hofte.web.calculators.forms import LiftForm

#: The rows of the table, in percent of the maximum.
PERCENTS: Final = tuple(range(100, 45, -5))


@dataclass(frozen=True, slots=True)
class Row:
    """A percentage and its kilograms in words; ``is_asked`` when a page sent the person here for it."""

    percent: float
    kg: str
    is_asked: bool


@require_GET
def loads(request: HttpRequest) -> HttpResponse:
    """The most that could be lifted once, and what each percentage of it weighs."""
    form = LiftForm(request.GET if "load" in request.GET else None)
    maximum, objection = None, ""
    if form.is_valid():
        try:
            maximum = repetition_maximum(form.cleaned_data["load"], form.cleaned_data["reps"])
        except RuleBroken as error:
            objection = rule(error.rule).say(get_language() or "en")
    context = {
        "section": "loads",
        "form": form,
        "maximum": maximum,
        "objection": objection,
        "rows": _rows(maximum, form.cleaned_data["step"], _asked(request)) if maximum else [],
        "asked": request.GET.getlist("percent")[:2],
        "limits": rule("ST07").numbers,
    }
    return render(request, "calculators/loads.html", context)


def _asked(request: HttpRequest) -> set[float]:
    """The percentages that a page spoke of; what is no number is passed over."""
    said = request.GET.getlist("percent")[:2]
    return {float(text) for text in said if text.isascii() and text.isdecimal() and 0 < len(text) <= 3}


def _rows(maximum: RepetitionMaximum, step_kg: float, asked: set[float]) -> list[Row]:
    percents = sorted({*PERCENTS, *(percent for percent in asked if 0 < percent <= 100)}, reverse=True)
    low, high = min(asked, default=0.0), max(asked, default=0.0)
    return [Row(p, _said(load_at(p, maximum, step_kg=step_kg)), bool(asked) and low <= p <= high) for p in percents]


def _said(kg: Range) -> str:
    ends = dict.fromkeys(end for end in (kg.low, kg.high) if end is not None)
    return "–".join(localize(int(end) if end.is_integer() else end) for end in ends)
