"""Reads what a page asks for: its exercises, with doses put together across its blocks.

A page of one exercise has it whole: steps, a dose line ("**Antal gentagelser:** …"), variants, how often in the FAQ.
Any other page has one for every heading, how-question, label, item or row that asks for something. Words that ask for
nothing (a symptom table, an FAQ, a list of references) give none, and nothing is ever guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from hofte.core.values import Span
from hofte.dose.model import Dose
from hofte.exercise.cautions import find_cautions, find_technique_tests, is_technique_test
from hofte.exercise.checks import find_checks
from hofte.exercise.declared import read_declared
from hofte.exercise.doses import (
    add_frequency,
    add_rest_rule,
    as_squeezes,
    fill,
    frequency_of_questions,
    hold_of_steps,
    is_effort,
    label_alternatives,
    put_together,
    read_doses,
    rest_rule_of_page,
    rule_span,
)
from hofte.exercise.kinds import scope_of, style_of
from hofte.exercise.model import Exercise, Line, Reading, Scope
from hofte.exercise.moves import find_pattern
from hofte.exercise.names import name_of_heading, name_of_label, name_of_title
from hofte.exercise.outline import Part, outline
from hofte.exercise.passages import Passage, passages, sentences
from hofte.exercise.variants import find_variants
from hofte.exercise.words import has, pattern
from hofte.lang.data import languages
from hofte.page.inline import plain
from hofte.page.model import Page


def read_exercises(page: Page) -> Reading:
    """Read the exercises of a page.

    Parameters
    ----------
    page : Page
        As :func:`hofte.page.read.parse_page` gives it. Without a known language nothing can be read.

    Returns
    -------
    Reading
        Exercises in the page's order; findings are those of this reading alone (``PF14`` for technique tests,
        ``scope-unknown``, ``style-unknown``, ``pattern-unknown``, ``poses-unknown``), the page keeps its own.
        Spans count in ``page.text``.
    """
    return _Reader(page).reading() if page.lang in languages() else Reading()


@dataclass(frozen=True)
class _Draft:
    """An exercise in the making: its name, its own passages and what they say."""

    name: str
    line: int
    own: tuple[Passage, ...]
    doses: tuple[Dose, ...]
    steps: tuple[Line, ...]
    titles: tuple[str, ...] = ()
    #: The whole title of a page of one exercise.
    title: str = ""

    @property
    def text(self) -> str:
        return " ".join((self.name, self.title, *(passage.text for passage in self.own)))


class _Reader:
    def __init__(self, page: Page) -> None:
        self.page, self.lang = page, page.lang
        self.parts = outline(page)
        self.declared = read_declared(page)
        self.frequency = frequency_of_questions(page)
        self.cautions = tuple(find_cautions(self.parts, self.lang))

    @cached_property
    def rest_rule(self) -> Dose | None:
        """The page's rule of rest, which only squeezes ask for."""
        return rest_rule_of_page(self._passages("body"), self.lang)

    def reading(self) -> Reading:
        drafts = self._drafts()
        owned = frozenset(passage.start for draft in drafts for passage in draft.own)
        exercises = [self._finish(draft, owned) for draft in drafts]
        if self.page.kind == "exercise":
            exercises = [self._whole_page(exercise, is_only=len(exercises) == 1) for exercise in exercises]
        return Reading(tuple(exercises), (*self.declared.findings, *find_technique_tests(self.parts, self.lang)))

    def _drafts(self) -> list[_Draft]:
        if self.page.kind != "exercise":
            return sorted(self._by_sections(), key=lambda draft: draft.line)
        named = list(self._by_sections(only_labels=True))
        return named if len(named) > 1 and not self._dose_passages() else [self._one_exercise()]

    def _passages(self, *roles: str) -> list[Passage]:
        """Passages of the sections with these roles, technique tests (PF14) left out."""
        found = [passage for part in self.parts if part.role in roles for passage in part.passages()]
        return [passage for passage in found if not is_technique_test(passage, self.lang)]

    # A page of one exercise

    def _one_exercise(self) -> _Draft:
        steps = self._steps()
        told = self._dose_passages() or [one for one in self._passages("body") if one not in steps]
        doses = [dose for passage in told for dose in read_doses(passage, self.lang)]
        if not any(is_effort(dose) or dose.duration_s for dose in doses):
            told, doses = [*told, *self._said_in_front()], [*doses, *self._front_doses()]
        merged = put_together(doses)
        merged = self._with_hold(merged, hold_of_steps(steps, self.lang))
        line = self.page.sections[0].blocks[0].line if self.page.sections and self.page.sections[0].blocks else 1
        return _Draft(
            name=name_of_title(self.page.title),
            line=line,
            own=tuple(self._passages("body", "dose")),
            doses=label_alternatives(merged, told, self.page),
            steps=tuple(step.as_line() for step in steps),
            title=self.page.title,
        )

    def _dose_passages(self) -> list[Passage]:
        """The lines that say how much: labelled ones, and whole blocks under a heading such as "Dosis"."""
        labels = pattern(self.lang, "labels", "dose")
        found = [one for one in self._passages("body") if one.label and labels.fullmatch(one.label)]
        for part in self.parts:
            if part.role in ("dose", "frequency"):
                whole = (Passage(one.text, one.source, one.span.start, one.line) for one in part.section.blocks)
                found.extend(one for one in whole if not is_technique_test(one, self.lang))
        return sorted(found, key=lambda one: one.start)

    def _steps(self) -> list[Passage]:
        """The steps: the first ordered list, one under a heading about technique before any other."""
        lists = [
            (not has(part.title, self.lang, "headings", "technique"), block.line, block)
            for part in self.parts
            if part.role == "body"
            for block in part.section.blocks
            if block.ordered
        ]
        return list(passages(min(lists, key=lambda one: one[:2])[2])) if lists else []

    @staticmethod
    def _with_hold(doses: tuple[Dose, ...], hold: Dose | None) -> tuple[Dose, ...]:
        if hold is None:
            return doses
        if not doses:
            return (fill(Dose(sure=hold.sure), hold, ("hold_s",)),)
        main = doses[0]
        return doses if main.duration_s is not None else (fill(main, hold, ("hold_s",)), *doses[1:])

    def _said_in_front(self) -> list[Passage]:
        """The sentences of the front matter that sites keep doses in (READING.md 4)."""
        found = []
        for key in ("instructions", "excerpt"):
            said = self.page.meta.get(key)
            at = self.page.text.find(said) if isinstance(said, str) and said.strip() else -1
            if isinstance(said, str) and at >= 0:
                found.append(Passage(said, said, at, self.page.text.count("\n", 0, at) + 1))
        return found

    def _front_doses(self) -> list[Dose]:
        return [dose for passage in self._said_in_front() for dose in read_doses(passage, self.lang)][:1]

    def _whole_page(self, exercise: Exercise, *, is_only: bool) -> Exercise:
        """What only an exercise page can say: equipment, poses, variants; of a single exercise also how it goes."""
        whole = replace(exercise, equipment=self._equipment(), poses=self.declared.poses)
        if is_only:
            legs = self.declared.pattern or find_pattern(self._passages("body"), self.lang)
            whole = replace(whole, style=self.declared.style or exercise.style, pattern=legs)
        return replace(whole, variants=find_variants(self.parts, whole, self.page))

    def _equipment(self) -> tuple[Line, ...]:
        items = [one.as_line() for one in self._passages("equipment") if one.kind == "item"]
        listed = " ".join(item.text for item in items).casefold()
        extra = [line for line in self.declared.equipment if line.text.casefold() not in listed]
        return (*items, *extra)

    # A page with exercises here and there

    def _by_sections(self, *, only_labels: bool = False) -> Iterator[_Draft]:
        for part in self.parts:
            if part.role not in ("body", "variants", "dose"):
                continue
            unnamed: list[Passage] = []
            for passage in self._exercise_passages(part):
                name = name_of_label(passage.label, self.lang)
                if name and (passage.kind != "row" or self._is_exercise_row(part, passage)):
                    yield from self._labelled(name, passage, part)
                elif passage.kind != "row":
                    unnamed.append(passage)
            if unnamed and not only_labels:
                yield from self._headed(part, unnamed)

    def _exercise_passages(self, part: Part) -> Iterator[Passage]:
        return (one for one in part.passages() if not is_technique_test(one, self.lang))

    def _is_exercise_row(self, part: Part, passage: Passage) -> bool:
        """Whether the first column of the row's table is headed "exercise"."""
        columns = pattern(self.lang, "labels", "exercise_column")
        tables = [block for block in part.section.blocks if block.kind == "table" and block.header]
        return any(
            _inside(passage.span, table.span) and columns.fullmatch(table.header[0].text) is not None
            for table in tables
        )

    def _labelled(self, name: str, passage: Passage, part: Part) -> Iterator[_Draft]:
        doses = put_together(read_doses(passage, self.lang))
        if pattern(self.lang, "labels", "level").fullmatch(name) or not any(map(is_effort, doses)):
            return
        steps = tuple(one.as_line() for one in sentences(passage))
        doses = label_alternatives(doses, [passage], self.page)
        yield _Draft(name, passage.line, (passage,), doses, steps, self._titles(part))

    def _headed(self, part: Part, own: Sequence[Passage]) -> Iterator[_Draft]:
        name = name_of_heading(part.title, self.lang) if part.title else ""
        if not name:
            return
        steps = [one for block in part.section.blocks if block.ordered for one in passages(block)]
        told = [one for one in own if one not in steps]
        doses = put_together([dose for passage in told for dose in read_doses(passage, self.lang)])
        doses = self._with_hold(doses, hold_of_steps(steps, self.lang)) if doses else doses
        is_asked = part.title.endswith("?")
        if not any(is_effort(dose) or (is_asked and dose.duration_s) for dose in doses):
            return
        lines = steps or [one for passage in told for one in sentences(passage)]
        doses = label_alternatives(doses, told, self.page)
        yield _Draft(name, part.line, tuple(own), doses, tuple(one.as_line() for one in lines), self._titles(part))

    @staticmethod
    def _titles(part: Part) -> tuple[str, ...]:
        return (part.title, *reversed(part.section.path))

    # What is said of all

    def _finish(self, draft: _Draft, owned: frozenset[int]) -> Exercise:
        scope = self.declared.scope or self._scope(draft)
        doses = draft.doses
        if scope == "PF":
            doses = add_rest_rule(tuple(map(as_squeezes, doses)), self.rest_rule)
        doses = add_frequency(doses, self.frequency)
        return Exercise(
            name=draft.name,
            lang=self.lang,
            line=draft.line,
            scope=scope,
            style=style_of(self.lang, scope, draft.name, draft.text, doses[0] if doses else None, _held(draft)),
            doses=doses,
            pattern=find_pattern(draft.own, self.lang),
            checks=find_checks(draft.own, self.lang),
            steps=draft.steps,
            cautions=self._cautions(draft, owned),
            rest_rule_span=rule_span(self.rest_rule) if scope == "PF" else None,
        )

    def _scope(self, draft: _Draft) -> Scope | None:
        reps = draft.doses[0].spans.get("reps") if draft.doses else None
        counted = reps.of(self.page.text) if reps else ""
        kinds = [value for key in ("training_type", "tags") for value in _texts(self.page.meta.get(key))]
        text = " ".join((draft.text, *draft.titles, self.page.title, *kinds))
        return scope_of(self.lang, (draft.name, *draft.titles, self.page.title), counted, _held(draft), text)

    def _cautions(self, draft: _Draft, owned: frozenset[int]) -> tuple[Line, ...]:
        """Cautions of the page, without those that stand in another exercise's own passages."""
        mine = {passage.start for passage in draft.own}
        found: dict[str, Line] = {}
        for passage, line in self.cautions:
            if passage.start in mine or passage.start not in owned:
                found.setdefault(line.text, line)
        return tuple(found.values())


def _held(draft: _Draft) -> str:
    """The words before the seconds of the main dose, in their sentence."""
    spans = draft.doses[0].spans if draft.doses else {}
    seconds = spans.get("hold_s") or spans.get("duration_s")
    if seconds is None:
        return ""
    told = (one for passage in draft.own for one in sentences(passage) if _inside(seconds, one.span))
    return next((plain(one.source[: seconds.start - one.start]) for one in told), "")


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
