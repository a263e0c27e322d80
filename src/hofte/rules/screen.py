"""The safety screen before training (RF01-RF14) and the gate before pelvic-floor strengthening (PF18).

Questions and answers in fixed words, as data with a version: what is ticked leads to a fixed text and to where to
go. There is no score, no probability and no name of an illness (RF13), and ticking nothing never means "safe" (RF12).
Does not know where the answers are kept: whoever asks logs them together with the version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, cast

from hofte.core.errors import HofteError, ValueInvalid
from hofte.rules.catalogue import load_data, rule
from hofte.rules.words import Words

#: From the most to the least urgent.
Urgency = Literal["emergency", "urgent", "same_week", "refer", "not_for_this_programme"]
#: Why the screen is asked now (RF01).
Occasion = Literal["first_session", "new_complaint", "pain", "new_symptom", "interval"]
#: Whom to call: the emergency number, a doctor (on call when the surgery is closed), or nobody in a hurry.
Calls = Literal["emergency", "doctor", ""]


class ScreenUnknown(HofteError, LookupError):
    """No screen of this version is at hand."""


class ScreenUnanswered(HofteError):
    """The screen cannot be skipped (RF01); ``missing`` names the questions that have no answer."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(f"no answer to {', '.join(missing)}", hint="every question is answered with yes or no (RF01)")
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Question:
    """A question answered with yes or no.

    Parameters
    ----------
    id : str
        The key of its answer.
    rule : str
        The rule that asks it.
    text : Words
    scope : str or None
        Asked before exercises of that scope only; ``None``: asked always.
    also : Words or None
        What "yes" to it adds to the advice.
    verify : bool
        The rule behind it is from memory and shown as "to be verified".
    """

    id: str
    rule: str
    text: Words
    scope: str | None = None
    also: Words | None = None
    verify: bool = False


@dataclass(frozen=True, slots=True)
class UrgencyGroup:
    """Questions that lead to the same advice, and that advice: what to do with training, and where to go."""

    urgency: Urgency
    text: Words
    where: Words
    calls: Calls
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """The questions before pelvic-floor strengthening; any "yes" closes it."""

    questions: tuple[Question, ...]
    closed: Words
    where: Words
    open: Words


@dataclass(frozen=True, slots=True)
class Place:
    """Whom to call in a country, or in one region of it; ``verify``: show it as "to be verified"."""

    country: str
    calls: Calls
    number: str
    region: str = ""
    sources: tuple[str, ...] = ()
    verify: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """One version of the screen, the most urgent group first."""

    version: str
    intro: Words
    caveat: Words
    unverified: Words
    occasions: Mapping[Occasion, Words] = field(hash=False)
    groups: tuple[UrgencyGroup, ...]
    gate: Gate
    places: tuple[Place, ...]

    def questions(self, scope: str | None = None) -> tuple[Question, ...]:
        """What is asked before an exercise of ``scope``, in order."""
        return tuple(one for group in self.groups for one in group.questions if one.scope in (None, scope))

    def places_in(self, country: str, calls: Calls) -> tuple[Place, ...]:
        """Whom to call in a country (two letters, ``DK``); none for a country that is not known."""
        return tuple(place for place in self.places if (place.country, place.calls) == (country, calls) and calls)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the screen answers: fixed words and where to go.

    Parameters
    ----------
    version : str
        Of the screen, to be logged with the answers.
    urgency : str or None
        The most urgent group that was ticked; ``None`` when nothing was.
    ticked : tuple of str
        The ids of all questions answered with yes.
    rules : tuple of str
        The rules behind them.
    calls : {"emergency", "doctor", ""}
        Whom to call; :meth:`Screen.places_in` has the numbers.
    advice : tuple of Words
        What to do and where to go; ends with the words of RF12.
    """

    version: str
    urgency: Urgency | None
    ticked: tuple[str, ...]
    rules: tuple[str, ...]
    calls: Calls
    advice: tuple[Words, ...]

    @property
    def may_train(self) -> bool:
        """Whether a session may start: nothing was ticked. It does not mean that training is safe (RF12)."""
        return self.urgency is None

    def say(self, lang: str) -> tuple[str, ...]:
        """The advice, line by line."""
        return tuple(words.say(lang) for words in self.advice)


@dataclass(frozen=True, slots=True)
class GateOutcome:
    """Whether pelvic-floor strengthening is open; release exercises always are (PF18)."""

    version: str
    may_strengthen: bool
    ticked: tuple[str, ...]
    advice: tuple[Words, ...]

    def say(self, lang: str) -> tuple[str, ...]:
        """The advice, line by line."""
        return tuple(words.say(lang) for words in self.advice)


def screen(version: str | None = None) -> Screen:
    """The screen in force, or the one of a version.

    Raises
    ------
    ScreenUnknown
        If that version is not at hand.
    """
    current = _current()
    if version not in (None, current.version):
        raise ScreenUnknown(f"no screen of version {version!r}", hint=f"version {current.version} is in force")
    return current


def due(
    *,
    last: date | None,
    today: date,
    new_complaint: bool = False,
    pain: float | None = None,
    new_symptom: bool = False,
) -> Occasion | None:
    """Why the screen has to be asked now, or ``None`` (RF01).

    Parameters
    ----------
    last, today : date
        When it was answered last (``None``: never), and now.
    new_complaint, new_symptom : bool
        Whether something new was told since.
    pain : float or None
        The highest pain 0-10 since.
    """
    if last is None:
        return "first_session"
    if new_complaint:
        return "new_complaint"
    numbers = rule("RF01")
    if pain is not None and pain > numbers.number("max_pain"):
        return "pain"
    if new_symptom:
        return "new_symptom"
    since = today - last
    is_fresh = timedelta(0) <= since < timedelta(weeks=numbers.number("interval_weeks"))
    return None if is_fresh else "interval"


def outcome(screen: Screen, answers: Mapping[str, bool], *, scope: str | None = None) -> Outcome:
    """What the answers lead to: the advice of the most urgent question that was ticked, and the words of RF12.

    Parameters
    ----------
    screen : Screen
    answers : mapping of question id to bool
        One answer to each of ``screen.questions(scope)``.
    scope : str or None
        The scope of the exercise that is to be done.

    Raises
    ------
    ScreenUnanswered
        If an answer is missing.
    ValueInvalid
        If an answer is neither yes nor no, or belongs to no question.
    """
    ticked = _ticked(screen.questions(scope), answers)
    ids = tuple(question.id for question in ticked)
    rules = tuple(dict.fromkeys(question.rule for question in ticked))
    for group in screen.groups:
        here = [question for question in group.questions if question in ticked]
        if here:
            also = tuple(question.also for question in here if question.also)
            advice = (group.text, group.where, *also, screen.caveat)
            return Outcome(screen.version, group.urgency, ids, rules, group.calls, advice)
    return Outcome(screen.version, None, ids, rules, "", (screen.caveat,))


def pelvic_gate(screen: Screen, answers: Mapping[str, bool]) -> GateOutcome:
    """Whether the answers leave pelvic-floor strengthening open (PF18); errors as :func:`outcome`."""
    ticked = _ticked(screen.gate.questions, answers)
    ids = tuple(question.id for question in ticked)
    advice = (screen.gate.closed, screen.gate.where) if ticked else (screen.gate.open,)
    return GateOutcome(screen.version, not ticked, ids, advice)


def _ticked(questions: tuple[Question, ...], answers: Mapping[str, bool]) -> list[Question]:
    asked = {question.id: question for question in questions}
    if unknown := sorted(set(answers) - set(asked)):
        raise ValueInvalid(f"no question is called {', '.join(unknown)}", hint="answer what the screen asks")
    if unclear := sorted(key for key, answer in answers.items() if not isinstance(answer, bool)):
        raise ValueInvalid(f"the answer to {', '.join(unclear)} is neither yes nor no")
    if missing := tuple(key for key in asked if key not in answers):
        raise ScreenUnanswered(missing)
    return [question for key, question in asked.items() if answers[key]]


@cache
def _current() -> Screen:
    data = load_data("screen")
    gate = data["gate"]
    occasions = {cast("Occasion", name): _words(said) for name, said in data["occasion"].items()}
    return Screen(
        version=data["version"],
        intro=_words(data["intro"]),
        caveat=_words(data["caveat"]),
        unverified=_words(data["unverified"]),
        occasions=MappingProxyType(occasions),
        groups=tuple(_make_group(entry) for entry in data["urgency"]),
        gate=Gate(
            questions=_make_questions({"rule": gate["rule"], **entry} for entry in gate["question"]),
            closed=_words(gate["closed"]),
            where=_words(gate["where"]),
            open=_words(gate["open"]),
        ),
        places=tuple(Place(**{**entry, "sources": tuple(entry["sources"])}) for entry in data["place"]),
    )


def _make_group(entry: Mapping[str, Any]) -> UrgencyGroup:
    return UrgencyGroup(
        urgency=entry["id"],
        text=_words(entry["text"]),
        where=_words(entry["where"]),
        calls=entry["calls"],
        questions=_make_questions(entry["question"]),
    )


def _make_questions(entries: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    return tuple(
        Question(
            id=entry["id"],
            rule=entry["rule"],
            text=_words({code: entry[code] for code in ("en", "da", "nb")}),
            scope=entry.get("scope"),
            also=_words(entry["also"]) if "also" in entry else None,
            verify=entry.get("verify", False),
        )
        for entry in entries
    )


def _words(said: Mapping[str, str]) -> Words:
    return Words(MappingProxyType(dict(said)))
