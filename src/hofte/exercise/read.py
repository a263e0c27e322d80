"""Reads what a page asks for: its exercises, with doses put together across its blocks.

A page of one exercise has it whole: steps, a dose line ("**Antal gentagelser:** …"), variants, how often in the FAQ.
Any other page has one for every heading, how-question, label, item or row that asks for something. Words that ask for
nothing (a symptom table, an FAQ, a list of references) give none, and nothing is ever guessed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from hofte.core.values import Span
from hofte.dose.model import Dose
from hofte.exercise.cautions import find_cautions, find_technique_tests
from hofte.exercise.checks import find_checks
from hofte.exercise.declared import read_declared
from hofte.exercise.doses import FREQUENCY, REST, add_rest_rule, add_to_main, as_squeezes, rest_rule_of
from hofte.exercise.kinds import scope_of, style_of
from hofte.exercise.lone import dose_lines, lone_exercise
from hofte.exercise.material import Draft, Material
from hofte.exercise.model import Exercise, Line, Reading, Scope
from hofte.exercise.moves import find_pattern
from hofte.exercise.passages import sentences
from hofte.exercise.programme import listed_exercises
from hofte.exercise.questions import frequency_told, rest_told
from hofte.exercise.scattered import scattered_exercises
from hofte.exercise.sides import add_switch, is_one_sided
from hofte.exercise.variants import find_variants
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
        ``scope-unknown``, ``style-unknown``, ``pattern-unknown``, ``poses-unknown``, and ``scope-refused``,
        ``style-refused``, ``style-release`` where the front matter would switch pelvic-floor rules off), the page
        keeps its own. Spans count in ``page.text``.
    """
    return _Reader(page).reading() if page.lang in languages() else Reading()


class _Reader:
    def __init__(self, page: Page) -> None:
        self.page, self.lang = page, page.lang
        self.material = Material(page)
        self.declared = read_declared(page)
        self.cautions = tuple(find_cautions(self.material.parts, self.lang))
        self.frequency = frequency_told(self.material)
        self.findings = list(self.declared.findings)

    def reading(self) -> Reading:
        drafts = self._drafts()
        self.rest_rule = self._rest_rule(drafts) if any(self._scope(draft) == "PF" for draft in drafts) else None
        owned = frozenset(passage.start for draft in drafts for passage in draft.own)
        exercises = [self._finish(draft, owned, is_only=len(drafts) == 1) for draft in drafts]
        if self.page.kind == "exercise":
            exercises = [self._whole_page(exercise, is_only=len(exercises) == 1) for exercise in exercises]
        tests = find_technique_tests(self.material.parts, self.lang)
        return Reading(tuple(exercises), tuple(dict.fromkeys((*self.findings, *tests))))

    def _drafts(self) -> list[Draft]:
        if self.page.kind == "exercise":
            named = [] if dose_lines(self.material) else scattered_exercises(self.material, only_labels=True)
            return named if len(named) > 1 else [lone_exercise(self.material)]
        found = scattered_exercises(self.material)
        return found if found or self.page.kind != "programme" else listed_exercises(self.material)

    def _rest_rule(self, drafts: list[Draft]) -> Dose | None:
        """The page's rule of rest, for pelvic-floor work; what one of several exercises says is its own."""
        owned = {passage.start for draft in drafts for passage in draft.own} if len(drafts) > 1 else set()
        shared = [one for one in self.material.passages("body") if one.start not in owned]
        return rest_rule_of(self.material.doses(shared))

    @cached_property
    def rest(self) -> Dose | None:
        """What the FAQ of an exercise or a programme says of rest."""
        return rest_told(self.material) if self.page.kind in ("exercise", "programme") else None

    # What only an exercise page can say

    def _whole_page(self, exercise: Exercise, *, is_only: bool) -> Exercise:
        """Equipment, poses, variants; of a single exercise also how its repetitions go."""
        whole = replace(exercise, equipment=self._equipment(), poses=self.declared.poses)
        if is_only:
            legs = self.declared.pattern or find_pattern(self.material.passages("body"), self.lang)
            whole = replace(whole, pattern=legs)
        return replace(whole, variants=find_variants(self.material, whole))

    def _equipment(self) -> tuple[Line, ...]:
        items = [one.as_line() for one in self.material.passages("equipment") if one.kind == "item"]
        listed = " ".join(item.text for item in items).casefold()
        extra = [line for line in self.declared.equipment if line.text.casefold() not in listed]
        return (*items, *extra)

    # What is said of all

    def _finish(self, draft: Draft, owned: frozenset[int], *, is_only: bool) -> Exercise:
        scope = self._scope(draft)
        doses = draft.doses
        if scope == "PF":
            doses = add_rest_rule(tuple(map(as_squeezes, doses)), self.rest_rule)
        doses = add_switch(doses, draft.told, self.lang)
        doses = add_to_main(doses, self.frequency, FREQUENCY)
        if scope != "PF" and doses and doses[0].rest_s is None:
            doses = add_to_main(doses, self.rest, REST)
        exercise = Exercise(
            name=draft.name,
            lang=self.lang,
            line=draft.line,
            scope=scope,
            style=style_of(self.lang, scope, draft, doses[0] if doses else None, _held(draft)),
            doses=doses,
            pattern=find_pattern(draft.own, self.lang),
            checks=find_checks(draft.own, self.lang),
            steps=draft.steps,
            cautions=self._cautions(draft, owned),
            rest_rule_span=self.rest_rule.spans.get("rest_rule") if scope == "PF" and self.rest_rule else None,
            one_sided=is_one_sided(draft.name, draft.said, self.lang),
        )
        if self.page.kind != "exercise" or not is_only:
            return exercise
        style, findings = self.declared.style_for(exercise, draft.said)
        self.findings += findings
        return replace(exercise, style=style)

    def _scope(self, draft: Draft) -> Scope | None:
        reps = draft.doses[0].spans.get("reps") if draft.doses else None
        counted = reps.of(self.page.text) if reps else ""
        kinds = [value for key in ("training_type", "tags") for value in _texts(self.page.meta.get(key))]
        text = " ".join((draft.text, *draft.titles, self.page.title, *kinds))
        told = scope_of(self.lang, (draft.name, *draft.titles, self.page.title), counted, _held(draft), text)
        scope, findings = self.declared.scope_for(told)
        self.findings += findings
        return scope

    def _cautions(self, draft: Draft, owned: frozenset[int]) -> tuple[Line, ...]:
        """Cautions of the page, without those that stand in another exercise's own passages."""
        mine = {passage.start for passage in draft.own}
        found: dict[str, Line] = {}
        for passage, line in self.cautions:
            if passage.start in mine or passage.start not in owned:
                found.setdefault(line.text, line)
        return tuple(found.values())


def _held(draft: Draft) -> str:
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
