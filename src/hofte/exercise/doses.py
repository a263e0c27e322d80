"""Doses of a page: read from its passages with places in the file, and put together across them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

from hofte.core.values import Span
from hofte.dose.model import FIELDS, Dose
from hofte.dose.read import parse_doses
from hofte.exercise.passages import Passage, sentences
from hofte.exercise.words import pattern
from hofte.page.inline import plain
from hofte.page.model import Page

#: What makes a dose of an exercise, beside how often and how long a session is.
EFFORT = ("sets", "reps", "hold_s")
WORK = (*EFFORT, "duration_s")
FREQUENCY = ("per_week", "per_day")
REST = ("rest_s", "rest_rule")
#: From here on seconds of work beside a hold are the length of a session. Own design: far above the 10 s of PF08.
SHORTEST_SESSION_S = 60.0
#: Rules of rest that bind to the hold (PF06).
_HOLD_RULES = ("equal_hold", "at_least_hold")


def read_doses(passage: Passage, lang: str) -> tuple[Dose, ...]:
    """The doses of a passage; spans count in the file. A row of a table is read together with the table's head."""
    if not passage.head:
        return tuple(shifted(dose, passage.start) for dose in parse_doses(passage.source, lang) if dose.filled)
    text = f"{passage.head}\n{passage.source}"
    return tuple(_below_head(dose, passage) for dose in parse_doses(text, lang) if dose.filled)


def shifted(dose: Dose, by: int) -> Dose:
    """The same dose in a text that begins ``by`` code points earlier."""
    return replace(dose, spans={name: span.shifted(by) for name, span in dose.spans.items()})


def _below_head(dose: Dose, row: Passage) -> Dose:
    """Lead the places of a dose that was read from a head and a row back to the file."""
    start = len(row.head) + 1
    spans = {
        name: span.shifted(row.head_start)
        if span.end < start
        else Span(max(span.start, start) - start, span.end - start).shifted(row.start)
        for name, span in dose.spans.items()
    }
    return replace(dose, spans=spans)


def is_effort(dose: Dose) -> bool:
    """Whether it says what to do and not only when, how long altogether or how to rest."""
    return any(getattr(dose, name) is not None for name in EFFORT)


def fill(dose: Dose, other: Dose, fields: Iterable[str] = FIELDS) -> Dose:
    """The dose with the fields that it lacks taken from another, places and all."""
    taken = [name for name in fields if getattr(dose, name) is None and getattr(other, name) is not None]
    if not taken:
        return dose
    spans = {**dose.spans, **{name: other.spans[name] for name in taken if name in other.spans}}
    return replace(dose, spans=spans, sure=dose.sure and other.sure, **{name: getattr(other, name) for name in taken})


def put_together(doses: Sequence[Dose]) -> tuple[Dose, ...]:
    """Doses of several passages about one exercise: the first is the main one.

    A later one that only adds (a rest, a frequency, a load) fills the main one; one that says the effort again in other
    numbers is an alternative, and one that repeats what is known says nothing.
    """
    if not doses:
        return ()
    first = next((n for n, dose in enumerate(doses) if is_effort(dose)), 0)
    main, others = doses[first], dict[tuple[object, ...], Dose]()
    for dose in (*doses[:first], *doses[first + 1 :]):
        if all(getattr(dose, name) == getattr(main, name) for name in dose.filled):
            continue
        if _is_alternative(dose, main):
            others.setdefault(tuple(getattr(dose, name) for name in FIELDS), dose)
        else:
            main = fill(main, dose)
    return (main, *others.values())


def _is_alternative(dose: Dose, main: Dose) -> bool:
    said_again = any(getattr(main, name) is not None and getattr(dose, name) is not None for name in WORK)
    if said_again or (is_effort(dose) and main.duration_s is not None):
        return True
    return main.hold_s is not None and dose.duration_s is not None and dose.duration_s.most < SHORTEST_SESSION_S


def label_alternatives(doses: tuple[Dose, ...], found: Sequence[Passage], page: Page) -> tuple[Dose, ...]:
    """Give every alternative a label in the page's words: its level or goal, else the words of the dose itself."""
    if len(doses) < 2:
        return doses
    main, *others = doses
    ordered = sorted(found, key=attrgetter("start"))
    before = _level(main, ordered, page.lang, only_before=True)
    labelled = [
        other if other.label else replace(other, label=_level(other, ordered, page.lang) or _own_words(other, page))
        for other in others
    ]
    return (main if main.label else replace(main, label=before), *labelled)


def _level(dose: Dose, ordered: Sequence[Passage], lang: str, *, only_before: bool = False) -> str:
    if dose.span is None:
        return ""
    at = dose.span.start
    passage = _around(at, ordered)
    levels = pattern(lang, "labels", "level")
    for sentence in sentences(passage) if passage else ():
        if sentence.span.start <= at < sentence.span.end:
            end = at - sentence.start if only_before else len(sentence.source)
            if level := levels.search(sentence.source, 0, end):
                return plain(level.group())
    return _named(passage, levels) if passage else ""


def _named(passage: Passage, levels: re.Pattern[str]) -> str:
    """What the label of a passage names: a level, or a numbered row ("Uge 3-4", with the head of its column)."""
    if passage.kind == "row" and passage.head and passage.label[:1].isdigit():
        return f"{plain(passage.head.split('|', 1)[0])} {passage.label}".strip()
    return passage.label if levels.fullmatch(passage.label) else ""


def _around(at: int, ordered: Sequence[Passage]) -> Passage | None:
    """The passage that holds a place in the file; ``ordered`` goes by their starts."""
    for n in range(bisect_right(ordered, at, key=attrgetter("start")) - 1, -1, -1):
        if at < ordered[n].span.end:
            return ordered[n]
    return None


def _own_words(dose: Dose, page: Page) -> str:
    return plain(dose.span.of(page.text)) if dose.span else ""


def with_told(doses: tuple[Dose, ...], steps: Sequence[Dose]) -> tuple[Dose, ...]:
    """Doses with the hold and the tempo that the steps tell ("hold toppen i 1 sekund"), when they tell one only."""
    for name in ("hold_s", "tempo"):
        told = [dose for dose in steps if getattr(dose, name) is not None]
        if not told or any(getattr(dose, name) != getattr(told[0], name) for dose in told):
            continue
        if not doses:
            doses = (fill(Dose(sure=told[0].sure), told[0], (name,)),)
        elif doses[0].duration_s is None:
            doses = (fill(doses[0], told[0], (name,)), *doses[1:])
    return doses


def of_steps(doses: Sequence[Dose]) -> tuple[Dose, ...]:
    """The one dose that numbered steps give together; not sure where a later step says something else."""
    main, *others = put_together(doses) or (Dose(),)
    return (replace(main, sure=main.sure and not others),) if main.filled else ()


def add_to_all(doses: tuple[Dose, ...], shared: Sequence[Dose]) -> tuple[Dose, ...]:
    """Each dose with the rest and the frequency that are said for all of them, unless it has its own."""
    for fields in (FREQUENCY, REST):
        said = next((dose for dose in shared if any(getattr(dose, name) is not None for name in fields)), Dose())
        doses = tuple(
            own if any(getattr(own, name) is not None for name in fields) else fill(own, said, fields) for own in doses
        )
    return doses


def add_to_main(doses: tuple[Dose, ...], found: Dose | None, fields: Sequence[str]) -> tuple[Dose, ...]:
    """The main dose with fields of another, if it has none of them itself."""
    if found is None or not doses or any(getattr(doses[0], name) is not None for name in fields):
        return doses
    return (fill(doses[0], found, fields), *doses[1:])


def rest_rule_of(doses: Iterable[Dose]) -> Dose | None:
    """A rule of rest that a page gives for every contraction, apart from any one dose (PF06)."""
    return next((dose for dose in doses if dose.rest_rule in _HOLD_RULES and not is_effort(dose)), None)


def add_rest_rule(doses: tuple[Dose, ...], page_rule: Dose | None) -> tuple[Dose, ...]:
    """Each dose that has no rest of its own gets the page's rule."""
    if page_rule is None:
        return doses
    return tuple(
        dose if any(getattr(dose, name) is not None for name in REST) else fill(dose, page_rule, ("rest_rule",))
        for dose in doses
    )


def as_squeezes(dose: Dose) -> Dose:
    """The dose as one of pelvic-floor work: seconds that are no session's length are those of each squeeze.

    "3 sets of 10 squeezes, 30 seconds each" holds for 30 s, so that PF08 and PF06 can see it; the reading is not sure.
    """
    seconds = dose.duration_s
    if dose.hold_s is not None or seconds is None or seconds.most >= SHORTEST_SESSION_S:
        return dose
    spans = {"hold_s" if name == "duration_s" else name: span for name, span in dose.spans.items()}
    return replace(dose, hold_s=seconds, duration_s=None, spans=spans, sure=False)
