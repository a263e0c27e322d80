"""A reading as one JSON object: the form that ``hofte read --json`` promises."""

from __future__ import annotations

from typing import Any

from hofte.core.finding import Finding
from hofte.core.values import Span
from hofte.dose.corpus import to_corpus
from hofte.dose.model import Dose
from hofte.exercise.model import Check, Exercise, Reading
from hofte.page.model import Page


def reading_to_json(page: Page, reading: Reading) -> dict[str, Any]:
    """Make the object of one page; ``docs/commands.md`` describes it."""
    return {
        "path": page.path,
        "title": page.title,
        "lang": page.lang,
        "kind": page.kind,
        "exercises": [_exercise(exercise) for exercise in reading.exercises],
        "findings": [_finding(finding) for finding in (*page.findings, *reading.findings)],
    }


def _exercise(exercise: Exercise) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "line": exercise.line,
        "doses": [_dose(dose) for dose in exercise.doses],
        "inherited": None if exercise.inherited is None else _dose(exercise.inherited),
        "one_sided": exercise.one_sided,
        "checks": [_check(check) for check in exercise.checks],
        "variants": [_exercise(variant) for variant in exercise.variants],
        "cautions": [caution.text for caution in exercise.cautions],
    }


def _dose(dose: Dose) -> dict[str, Any]:
    spans = {name: _span(dose.spans[name]) for name in dose.filled if name in dose.spans}
    return {**to_corpus(dose), "spans": spans, "origin": dose.origin, "sure": dose.sure}


def _check(check: Check) -> dict[str, Any]:
    return {
        "what": check.what,
        "joint": check.joint,
        "low": check.low,
        "high": check.high,
        "unit": check.unit,
        "at": check.at,
        "span": _span(check.span),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {"code": finding.code, "severity": finding.severity, "line": finding.line, "message": finding.message}


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]
