"""dose-contradiction: two places of a page that ask for different amounts of the same exercise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject
from hofte.check.words import pattern
from hofte.core.values import Range, Span
from hofte.dose.model import Dose
from hofte.exercise.doses import read_doses
from hofte.exercise.model import Exercise
from hofte.exercise.passages import Passage, sentences
from hofte.exercise.words import has
from hofte.page.model import Question

_FIELDS = ("sets", "reps", "hold_s", "duration_s", "rest_s", "per_day", "per_week")
#: Who trains on fewer days than this a week does not train daily. Own design.
_DAILY = 6


@check(
    Code(
        "dose-contradiction",
        "warning",
        "The page asks for different amounts of the same exercise, for instance in its dose line and in its questions. "
        "Let both say the same, or say whom each is for.",
    )
)
def contradictions(subject: Subject) -> Iterator[Note]:
    """Find answers and front matter against the dose of a page's one exercise, and exercises that are told twice."""
    exercises = subject.reading.exercises
    if subject.page.kind == "exercise" and len(exercises) == 1:
        for told in _told_elsewhere(subject):
            yield from _against(exercises[0].doses, told, subject)
        return
    seen: dict[str, Exercise] = {}
    for exercise in exercises:
        first = seen.setdefault(exercise.name.casefold(), exercise)
        if first is not exercise and exercise.doses and not exercise.doses[0].label:
            yield from _against(first.doses, exercise.doses, subject)


def _told_elsewhere(subject: Subject) -> Iterator[tuple[Dose, ...]]:
    """The doses of each answer and of the front matter's sentences, where all of them are for everybody."""
    text = subject.page.text
    for question in subject.page.questions:
        if not _is_permission(question, subject.lang):
            answer = Passage(question.answer, question.span.of(text), question.span.start, question.line)
            yield _plain_doses(answer, subject.lang)
    for key in ("instructions", "excerpt"):
        said = subject.page.meta.get(key)
        at = text.find(said) if isinstance(said, str) and said.strip() else -1
        if isinstance(said, str) and at >= 0:
            yield _plain_doses(Passage(said, said, at, subject.line_at(at)), subject.lang)


def _is_permission(question: Question, lang: str) -> bool:
    """Whether an answer only allows ("may I do it daily? yes, if …"), or is for people of one level."""
    yes_or_no = (pattern(lang, key).match(question.answer) for key in ("affirm", "deny"))
    return any(yes_or_no) or has(question.question, lang, "labels", "level")


def _plain_doses(passage: Passage, lang: str) -> tuple[Dose, ...]:
    """The doses of a passage; none when one is unsure, labelled, or said of a level or a goal."""
    told = [(sentence, dose) for sentence in sentences(passage) for dose in read_doses(sentence, lang)]
    if any(not dose.sure or dose.label or has(sentence.text, lang, "labels", "level") for sentence, dose in told):
        return ()
    return tuple(dose for _, dose in told)


def _against(doses: Sequence[Dose], told: Sequence[Dose], subject: Subject) -> Iterator[Note]:
    """A note for the first field of which no value here fits any value there."""
    places = [one.span for one in told if one.span is not None]
    for name in _FIELDS:
        here = [one for one in told if getattr(one, name) is not None and name in one.spans]
        there = [one for one in doses if getattr(one, name) is not None and _stands_apart(one, name, places)]
        fits = any(_overlap(getattr(one, name), getattr(other, name)) for one in here for other in there)
        if here and there and not fits:
            yield _note(here[0].spans[name], there[0].spans[name], subject)
            return
    for one in told:
        for other in doses:
            if _is_daily_against_weekly(one, other) and _is_apart(_frequency(other), places):
                yield _note(_frequency(one), _frequency(other), subject)
                return


def _note(span: Span, other: Span, subject: Subject) -> Note:
    text = subject.page.text
    values = {"here": _quoted(span, text), "there": _quoted(other, text), "line": str(subject.line_at(other.start))}
    return Note("dose-contradiction", subject.line_at(span.start), span, values)


def _quoted(span: Span, text: str) -> str:
    return " ".join(span.of(text).split())


def _stands_apart(dose: Dose, name: str, places: Sequence[Span]) -> bool:
    """Whether a value was read outside of these places: a dose may hold what was taken over from there."""
    own = dose.spans.get(name)
    return own is not None and _is_apart(own, places)


def _is_apart(span: Span, places: Sequence[Span]) -> bool:
    return all(span.end <= place.start or span.start >= place.end for place in places)


def _overlap(one: Range, other: Range) -> bool:
    lows = [-1.0 if bound.low is None else bound.low for bound in (one, other)]
    highs = [float("inf") if bound.high is None else bound.high for bound in (one, other)]
    return max(lows) <= min(highs)


def _frequency(dose: Dose) -> Span:
    return dose.spans.get("per_day") or dose.spans["per_week"]


def _is_daily_against_weekly(one: Dose, other: Dose) -> bool:
    """Daily in one place, on a few days a week in the other."""
    for daily, weekly in ((one, other), (other, one)):
        if "per_day" in daily.spans and "per_week" in weekly.spans and daily.per_week is None is weekly.per_day:
            return weekly.per_week is not None and weekly.per_week.most < _DAILY
    return False
