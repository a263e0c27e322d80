"""Documents as templates need them: exercises with figure, chips and lit-up text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from hofte.core.values import Span
from hofte.dose.model import Dose
from hofte.exercise.model import Exercise, Reading
from hofte.exercise.sheet import cautions_elsewhere
from hofte.page.model import Page
from hofte.web.library.addresses import links_within
from hofte.web.library.chips import Chip, chips, left_open
from hofte.web.library.findings import FindingView, finding_view
from hofte.web.library.highlight import Ink, Mark, gather, links_in, page_html
from hofte.web.library.models import Document
from hofte.web.library.parts import PartView, parts_of, reference_html
from hofte.web.library.selectors import exercises_of, page_of, reading_of
from hofte.web.linking.selectors import places_in, routes_within


@dataclass(frozen=True, slots=True)
class DoseView:
    """One dose of an exercise: its chips, what the page leaves open, and a label among alternatives.

    ``percents`` are the ends of a load in percent of the most that can be lifted once, empty for other loads.
    """

    label: str
    chips: list[Chip]
    open: list[str]
    sure: bool
    percents: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """One exercise on a page; ``number`` is its address there, ``also`` are variants without a dose of their own."""

    number: int
    exercise: Exercise
    depth: int
    doses: list[DoseView]
    playable: bool
    also: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A page as it is shown; ``written`` are the addresses of the links in its text, as they are written."""

    document: Document | None
    title: str
    lang: str
    kind: str
    excerpt: str
    exercises: list[ExerciseView]
    still: SafeString
    moving: SafeString = field(default_factory=SafeString)
    html: SafeString = field(default_factory=SafeString)
    parts: Sequence[PartView] = ()
    written: Sequence[str] = ()
    cautions: Sequence[str] = ()
    references: Sequence[SafeString] = ()
    findings: Sequence[FindingView] = ()


def document_view(source: Document | Page, reading: Reading | None = None, *, whole: bool = False) -> DocumentView:
    """Prepare a page for its template.

    Parameters
    ----------
    source : Document or Page
        A document knows its reading; a page that was only pasted comes with ``reading``.
    whole : bool
        Also the text with its marks, the moving figure, references and findings.
    """
    document = source if isinstance(source, Document) else None
    if reading is None:
        reading = reading_of(document) if document else Reading()
    every = [_exercise(n, e, reading) for n, e in enumerate(exercises_of(reading))]
    exercises = _gathered(every)
    page = page_of(document) if document and whole else source
    written = links_in(page) if isinstance(page, Page) else []
    return DocumentView(
        document=document,
        title=source.title,
        lang=source.lang,
        kind=source.kind,
        excerpt=document.excerpt if document else "",
        exercises=exercises,
        still=_svg(document.still) if document else SafeString(),
        moving=_svg(document.moving) if document and whole else SafeString(),
        html=_html(source, exercises) if isinstance(source, Page) else SafeString(),
        parts=_parts(document, page, every, written) if document and isinstance(page, Page) else (),
        written=written,
        cautions=_cautions(page, exercises) if document and isinstance(page, Page) else (),
        references=[reference_html(one) for one in page.references] if isinstance(page, Page) else (),
        findings=_findings(page, reading) if isinstance(page, Page) else (),
    )


def _findings(page: Page, reading: Reading) -> list[FindingView]:
    return [finding_view(finding) for finding in (*page.findings, *reading.findings)]


def _exercise(number: int, exercise: Exercise, reading: Reading) -> ExerciseView:
    doses = [
        DoseView(dose.label, chips(dose, f"{number}-{n}"), left_open(dose), dose.sure, _percents(dose))
        for n, dose in enumerate(exercise.doses)
    ]
    is_variant = all(exercise is not top for top in reading.exercises)
    return ExerciseView(number, exercise, int(is_variant), doses, bool(exercise.doses or exercise.inherited))


def _percents(dose: Dose) -> list[int]:
    if dose.load is None or dose.load.kind != "percent_1rm" or dose.load.value is None:
        return []
    ends = (dose.load.value.low, dose.load.value.high)
    return sorted({round(end) for end in ends if end is not None})


def _gathered(views: Iterable[ExerciseView]) -> list[ExerciseView]:
    """A variant of which the page gives nothing but the name is named with its exercise."""
    shown: list[ExerciseView] = []
    for view in views:
        if view.depth and not view.doses and not view.exercise.checks:
            next(before for before in reversed(shown) if not before.depth).also.append(view.exercise.name)
        else:
            shown.append(view)
    return shown


def _marks(exercises: Sequence[ExerciseView]) -> tuple[Mark, ...]:
    spans: list[tuple[str, Span]] = []
    for view in exercises:
        for n, dose in enumerate(view.exercise.doses):
            spans += [(f"{view.number}-{n}-{name}", span) for name, span in dose.spans.items()]
    return gather(spans)


def _parts(document: Document, page: Page, exercises: Sequence[ExerciseView], written: Sequence[str]) -> list[PartView]:
    # A rung that is a step of several exercises (quick and long squeezes) starts none of them by itself.
    lines = Counter(view.exercise.line for view in exercises)
    numbers = {v.exercise.line: v.number for v in exercises if v.playable and lines[v.exercise.line] == 1}
    marks = _marks(exercises)
    places = places_in(document, page, written, [mark.span for mark in marks])
    return parts_of(page, Ink(marks, routes_within(written) | links_within(written), places), numbers)


def _cautions(page: Page, exercises: Sequence[ExerciseView]) -> list[str]:
    """What a page tells to be careful with outside its own part for that, each sentence once."""
    told = dict.fromkeys(line for view in exercises for line in view.exercise.cautions)
    return [*dict.fromkeys(line.text for line in cautions_elsewhere(page, told))]


def _html(page: Page, exercises: Sequence[ExerciseView]) -> SafeString:
    skip = {
        s.heading.text for s in page.sections if s.heading and page.references and _holds_references(s.blocks, page)
    }
    return mark_safe(page_html(page, _marks(exercises), skip=frozenset(skip)))  # noqa: S308  escaped piece by piece in highlight.py


def _holds_references(blocks: Sequence[Any], page: Page) -> bool:
    first = page.references[0].line
    return any(block.line <= first <= block.line + block.source.count("\n") for block in blocks)


def _svg(drawn: str) -> SafeString:
    return mark_safe(drawn)  # noqa: S308  drawn by us from numbers; its texts are escaped there
