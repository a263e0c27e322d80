"""A reading for people: each exercise, its dose as a sentence, the words it was read from, and what is left open."""

from __future__ import annotations

import textwrap
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import click

from hofte.cli.words import Speech, fill, missing_fields, say_parts, say_range, speech
from hofte.core.finding import Finding
from hofte.core.values import Range, Span
from hofte.dose.model import Dose
from hofte.exercise.model import Check, Exercise, Line, Reading
from hofte.page.lines import split_lines
from hofte.page.model import Page
from hofte.rules.catalogue import RuleNotSaid, RuleUnknown, rule

#: Quoted words that are further apart than this, in characters, are joined by dots.
_NEAR = 24
_SEVERITY_COLORS = {"error": "red", "warning": "yellow", "info": "blue"}


def reading_to_text(page: Page, reading: Reading, *, width: int | None = None) -> str:
    """Write a page's reading out, in the language of the page, with terminal colours.

    Parameters
    ----------
    page : Page
    reading : Reading
    width : int or None
        Break lines at this width; ``None`` leaves them whole.
    """
    return "\n".join(_Writer(page, width).write(reading))


class _Writer:
    def __init__(self, page: Page, width: int | None) -> None:
        self._page = page
        self._width = width
        self._say: Speech = speech(page.lang)
        self._starts = [line.start for line in split_lines(page.text)]

    def write(self, reading: Reading) -> Iterator[str]:
        page, said = self._page, self._say["reading"]
        yield click.style(page.title or page.path, bold=True)
        about = [self._say["kind"][page.kind], page.lang, page.path] if page.text else [page.path]
        yield click.style(" · ".join(part for part in about if part), dim=True)
        shared = _shared_cautions(reading.exercises)
        for exercise in reading.exercises:
            yield ""
            yield from self._exercise(exercise, "", shared)
        if page.text and not reading.exercises:
            yield ""
            yield said["none"]
        if shared:
            yield ""
            yield from self._cautions(shared, "")
        if findings := [*page.findings, *reading.findings]:
            yield ""
            yield click.style(said["findings"], bold=True)
            for finding in findings:
                yield from self._finding(finding)

    def _exercise(
        self, exercise: Exercise, indent: str, shared: Sequence[Line], *, is_variant: bool = False
    ) -> Iterator[str]:
        said = self._say["reading"]
        yield indent + click.style(exercise.name, fg="cyan", bold=True) + self._at(exercise.line)
        for dose in exercise.doses or (() if is_variant else (Dose(),)):
            yield from self._dose(exercise, dose, indent + "  ")
        if is_variant and not exercise.doses:
            yield indent + "  " + click.style(said["no_dose"], dim=True)
        if exercise.inherited is not None:
            yield from self._lines(f"{said['as_main']}: {self._sentence(exercise.inherited)}", indent + "  ", dim=True)
        if exercise.checks:
            yield f"{indent}  {said['checks']}"
            for check in exercise.checks:
                yield from self._check(check, indent + "    ")
        yield from self._cautions([line for line in exercise.cautions if line not in shared], indent + "  ")
        if exercise.variants:
            yield f"{indent}  {said['variants']}"
            for variant in exercise.variants:
                yield from self._exercise(variant, indent + "    ", shared, is_variant=True)

    def _dose(self, exercise: Exercise, dose: Dose, indent: str) -> Iterator[str]:
        said = self._say["reading"]
        if dose.filled:
            label = f"{dose.label}: " if dose.label else ""
            yield from self._lines(f"{label}{self._sentence(dose)}", indent)
        if not dose.sure:
            yield from self._lines(f"? {said['unsure']}", indent, fg="yellow")
        yield from self._quotes(dose.spans.values(), indent + "  ")
        if missing := missing_fields(exercise, dose):
            names = ", ".join(self._say["field"][name] for name in missing)
            yield from self._lines(f"{said['missing']}: {names}", indent, dim=True)

    def _sentence(self, dose: Dose) -> str:
        parts = []
        for fields, text in say_parts(dose, self._say):
            is_proposed = dose.origin == "proposed" and not fields & dose.spans.keys()
            parts.append(f"{text} ({self._say['reading']['proposed']})" if is_proposed else text)
        return ", ".join(parts)

    def _check(self, check: Check, indent: str) -> Iterator[str]:
        joint = self._say["joint"].get(check.joint, check.joint)
        at = self._say["at"].get(check.at, check.at)
        n = say_range(Range(check.low, check.high), self._say)
        yield indent + fill(self._say["reading"]["angle"], joint=joint, n=n) + (f" {at}" if at else "")
        yield from self._quotes([check.span] if check.span else [], indent + "  ")

    def _cautions(self, cautions: Sequence[Line], indent: str) -> Iterator[str]:
        if cautions:
            yield indent + str(self._say["reading"]["cautions"])
        for caution in cautions:
            yield from self._lines(caution.text, indent + "  ", at=caution.line)

    def _quotes(self, spans: Iterable[Span], indent: str) -> Iterator[str]:
        """The words behind values, one quotation for each line of the page, with its number."""
        lines: dict[int, list[Span]] = {}
        for span in sorted(set(spans)):
            near = lines.setdefault(bisect_right(self._starts, span.start), [])
            if near and span.start - near[-1].end <= _NEAR:
                near[-1] = near[-1].covering(span)
            else:
                near.append(span)
        for number, parts in lines.items():
            quote = " … ".join(" ".join(part.of(self._page.text).replace("**", "").split()) for part in parts)
            yield from self._lines(f"“{quote}”", indent, at=number, italic=True)

    def _finding(self, finding: Finding) -> Iterator[str]:
        color = _SEVERITY_COLORS[finding.severity]
        mark = click.style(finding.severity, fg=color)
        text = f"{finding.code}: {self._words(finding)}"
        first, *rest = self._lines(text, "  ", at=finding.line, room=len(finding.severity) + 1)
        yield f"  {mark} {first.lstrip()}"
        yield from rest

    def _words(self, finding: Finding) -> str:
        """What a rule says to a trainee, in the page's language; else the finding's own English."""
        try:
            return rule(finding.code).say(self._page.lang or "en")
        except (RuleUnknown, RuleNotSaid):
            return finding.message

    def _lines(
        self, text: str, indent: str, *, at: int = 0, room: int = 0, fg: str | None = None, **style: bool
    ) -> Iterator[str]:
        """A text, broken at the width, with its place behind it."""
        place = f"  ({fill(self._say['reading']['line'], n=at)})" if at else ""
        broken = [text]
        if self._width:
            width = max(20, self._width - len(indent) - room - len(place))
            broken = textwrap.wrap(text, width, break_on_hyphens=False) or [""]
        for n, part in enumerate(broken):
            end = click.style(place, dim=True) if n == len(broken) - 1 else ""
            yield indent + click.style(part, fg=fg, **style) + end

    def _at(self, line: int) -> str:
        return click.style(f"  ({fill(self._say['reading']['line'], n=line)})", dim=True) if line else ""


def _shared_cautions(exercises: Sequence[Exercise]) -> list[Line]:
    """What all exercises of a page are to be careful with, so that it is said once."""
    first, *others = exercises or (None,)
    if first is None or not others:
        return []
    return [line for line in first.cautions if all(line in other.cautions for other in others)]
