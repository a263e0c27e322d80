"""A reading as JSON: the form that ``hofte read --json`` and the API of the web application promise (docs/json.md)."""

from __future__ import annotations

from typing import Any

from hofte.core.finding import Finding
from hofte.core.values import Span
from hofte.dose.corpus import to_corpus
from hofte.dose.model import Dose
from hofte.exercise.model import Check, Exercise, Reading
from hofte.page.model import Page


def reading_to_json(page: Page, reading: Reading) -> dict[str, Any]:
    """Write a page with what was read from it."""
    return {
        "path": page.path,
        "title": page.title,
        "lang": page.lang,
        "kind": page.kind,
        "exercises": [exercise_to_json(exercise, page.text) for exercise in reading.exercises],
        "findings": [finding_to_json(finding) for finding in (*page.findings, *reading.findings)],
    }


def exercise_to_json(exercise: Exercise, text: str) -> dict[str, Any]:
    """Write an exercise with its variants; ``text`` is what it was read from."""
    return {
        "name": exercise.name,
        "line": exercise.line,
        "doses": [dose_to_json(dose, text) for dose in exercise.doses],
        "inherited": None if exercise.inherited is None else dose_to_json(exercise.inherited, text),
        "one_sided": exercise.one_sided,
        "checks": [_check(check) for check in exercise.checks],
        "variants": [exercise_to_json(variant, text) for variant in exercise.variants],
        "steps": [step.text for step in exercise.steps],
        "cautions": [caution.text for caution in exercise.cautions],
    }


def dose_to_json(dose: Dose, text: str) -> dict[str, Any]:
    """Write a dose with the place and the words of each of its values; ``text`` is what it was read from."""
    spans = {name: dose.spans[name] for name in dose.filled if name in dose.spans}
    return {
        **to_corpus(dose),
        "spans": {name: _span(span) for name, span in spans.items()},
        "words": {name: span.of(text) for name, span in spans.items()},
        "origin": dose.origin,
        "sure": dose.sure,
    }


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


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Write a finding."""
    return {"code": finding.code, "severity": finding.severity, "line": finding.line, "message": finding.message}


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]
