"""Puts phrases together into doses: which belong to one, and where the next alternative begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from hofte.core.values import Range
from hofte.dose.belief import SPEAKS, WORD, Belief
from hofte.dose.draft import FREQUENCY, WORK, Draft, is_possible, share_frequency
from hofte.dose.model import Dose, Load, LoadKind
from hofte.dose.tempo import told_tempo, written_tempo
from hofte.dose.times import Use, is_recovery, use_of_time
from hofte.dose.tokens import CLAUSE_ENDS, SENTENCE_ENDS, Token

#: Words that ask for a movement: a number of times in their sentence is a number of repetitions.
_MOVING = frozenset({"repeat", "do", "raise", "lower", "tense", "move", "hold", "static", "band", "relax"})
_RULES = ("full_release", "equal_hold", "at_least_hold")
_LOADS: tuple[LoadKind, ...] = ("percent_1rm", "rm", "kg", "rpe", "band", "bodyweight")
#: A label stands at most this many tokens after the clause has begun ("til udholdenhed", "for begyndere").
_LABEL_REACH = 3
#: "More than one set" says nothing of how many.
_MORE_THAN_ONE = Range(1, None)
#: A negation reaches this many tokens ("bøj ikke knæet mere end 90 grader").
_NEGATION_REACH = 8


class Assembler:
    """Walks over the phrases of a text from left to right and fills doses.

    Parameters
    ----------
    tokens : sequence of Token
        As :func:`hofte.dose.phrases.read_phrases` gives them.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._sentences = list(_kinds_of_sentences(tokens))
        self._belief = Belief.of(tokens)
        self._drafts = [Draft()]
        self._sentence: frozenset[str] = frozenset()
        self._alternative = False  # the next work is another dose: "or", "+", "work up to"
        self._boundary = False  # a new item of a list began
        self._restating = False  # inside brackets that say a number again
        self._static = False
        self._last_use: Use = ""
        self._label: Token | None = None
        self._label_leads = False
        self._phases: dict[str, Token] = {}
        self._shared: dict[str, tuple[Range, Token]] = {}
        self._clause = 0
        self._things: dict[str, str] = {}  # what was counted last in this sentence
        self._every_day = False  # the frequency at hand is a plain "daily"
        self._counted: tuple[str, float] = ("", 1.0)  # the field filled last, and the seconds of its unit
        self._morning: Token | None = None
        self._switched: Token | None = None  # "the other side" before anything was counted

    def doses(self) -> tuple[Dose, ...]:
        """The doses in reading order."""
        for n, token in enumerate(self._tokens):
            if token.kinds == WORD:
                continue
            self._sentence = self._sentences[n]
            self._follow(n, token)
            for kind in token.kinds:
                if take := _TAKE.get(kind):
                    take(self, n, token)
        self._end_sentence()
        found = [draft for draft in self._drafts if draft.is_enough()]
        share_frequency(found if len(found) > 1 else (), self._shared)
        return tuple(draft.finished(with_label=len(found) > 1) for draft in found)

    # ---- Where we are in the text ----

    @property
    def _draft(self) -> Draft:
        return self._drafts[-1]

    def _near(self, n: int) -> Token:
        return self._tokens[n] if 0 <= n < len(self._tokens) else _NONE

    def _follow(self, n: int, token: Token) -> None:
        if token.kinds & SENTENCE_ENDS:
            self._end_sentence()
            self._boundary = self._boundary or token.isa("item")
        if token.kinds & CLAUSE_ENDS or token.isa("and"):
            self._clause = n
        if token.isa("open"):
            self._restating = self._near(n - 1).isa("reps", "sets", "time", "times")
        elif token.isa("close"):
            self._restating = False
        if token.isa("static"):
            self._static = True
        if token.isa("or", "plus", "progress", "arrow"):
            self._alternative = True
        elif token.isa("repeat"):
            self._alternative = False  # what is repeated is the dose at hand
        if token.isa("label"):
            leads = n - self._clause <= _LABEL_REACH
            if leads or self._near(n - 1).isa("labelled"):
                self._label, self._label_leads = token, leads

    def _end_sentence(self) -> None:
        self._alternative = self._restating = False
        self._things, self._morning = {}, None
        if self._label and self._draft.has_work and not self._draft.label and not self._label_leads:
            self._draft.label = self._label.text
            self._label = None
        if tempo := told_tempo(self._phases, self._draft):
            self._draft.put("tempo", *tempo)
        self._phases = {}

    def _speaks_of_exercise(self) -> bool:
        return bool(self._sentence & SPEAKS)

    # ---- Filling ----

    def _put(self, name: str, value: Any, token: Token, *, sure: bool = True) -> None:
        if value is None or not is_possible(name, value):
            return
        draft = self._draft
        if name in WORK:
            self._counted = (name, 60.0 if token.isa("minutes") else 1.0)
            if self._restating and name in draft.values:
                return
            draft = self._draft_for_work(name, value)
        elif name in FREQUENCY and self._contradicts(name, value):
            draft = self._next()
        if name not in draft.values:
            draft.put(name, value, token, sure=sure)

    def _draft_for_work(self, name: str, value: Any) -> Draft:
        """The dose that some work belongs to: the one at hand, or the next when this one says it already."""
        draft = self._draft
        if draft.values.get(name) == value and "other_side" in self._sentence:
            return draft  # "Repeat 10 times. Repeat 10 times with the other leg."
        leads = self._label is not None and self._label_leads
        if draft.has_work:
            again = name in draft.values and (draft.values[name] != value or self._boundary)
            if again or self._alternative or leads:
                draft = self._next()
        if self._label and (leads or not draft.label):
            draft.label = self._label.text
            self._label, self._label_leads = None, False
        self._alternative = self._boundary = False
        return draft

    def _contradicts(self, name: str, value: Any) -> bool:
        """Whether the dose at hand says another frequency: "daily" in one sentence, "3 times a week" in the next."""
        if name == "per_week" and self._every_day and "per_day" not in self._sentence:
            return "per_day" in self._draft.values
        return bool(self._draft.values.get(name, value) != value)

    def _next(self) -> Draft:
        self._drafts.append(Draft())
        return self._draft

    # ---- Phrases ----

    def _take_sets(self, n: int, token: Token) -> None:
        if token.isa("by") and self._near(n - 1).isa("times") and "reps" not in self._draft.values:
            self._put("reps", token.value, token)  # the counts last: "hold 5 sek. x 10 x 3"
            return
        told = self._draft.values.keys()
        if token.isa("by") and "sets" in told and told & {"reps", "hold_s", "duration_s"}:
            self._boundary = True  # "3 x 8 squat, 3 x 8 roning" are two doses
        if token.value == _MORE_THAN_ONE or (token.isa("total") and "sets" in told):
            return
        if not token.isa("one") or "per_day" in self._sentence:  # "after a set" counts nothing
            self._put("sets", token.value, token)

    def _take_reps(self, n: int, token: Token) -> None:
        if token.isa("total") and self._draft.has_work:
            return
        if _is_single(token) and "sets" not in self._draft.values and "progress" not in self._sentence:
            return
        thing = token.text.rsplit(" ", 1)[-1]
        if self._things.get("reps", thing) != thing and not self._restating:
            self._boundary = True  # ten squats and ten press-ups are two doses, though both are ten
        self._things["reps"] = thing
        self._put("reps", token.value, token, sure=not token.isa("guess"))

    def _take_times(self, n: int, token: Token) -> None:
        """Read "10 times": repetitions, or sets when the repetitions are told already."""
        if _is_single(token):
            return
        bare = not self._sentence - _BARE
        if not (self._speaks_of_exercise() or bare or self._near(n + 1).isa("each_side")):
            return
        if self._switched and "repeat" in self._sentence:
            self._put("per_side", True, self._switched)
        self._switched = None
        told = "reps" in self._draft.values and not self._boundary
        sure = bool(self._sentence & _MOVING) or bare
        if not told:
            self._put("reps", token.value, token, sure=sure)
        elif token.value == self._draft.values["reps"] and "reps" not in self._sentence:
            return  # the same once more: "repeat 10 times with each leg"
        else:
            if self._draft.values.get("sets") == Range.exactly(1):
                self._draft.drop("sets")  # "a set of 15, three times"
            self._put("sets", token.value, token, sure=sure)

    def _take_number(self, n: int, token: Token) -> None:
        """Read a number that names no unit by what stands around it."""
        before, behind, first = self._near(n - 1), self._near(n + 1), self._near(n - 2)
        told = self._draft.values.keys()
        if before.isa("by") and first.isa("times") and "sets" not in told:
            self._put("sets", token.value, token)
            return
        if before.isa("progress") and self._draft.has_work:
            self._take_aim(token)
            return
        if before.isa("times") or (before.isa("of") and first.isa("reps")):  # the count last: "20 sek. x 4"
            if first.kinds == WORD or first.isa("rep"):
                self._boundary = True  # "squats x 15, lunges x 10" are two doses
            name = "sets" if "reps" in told and not self._boundary else "reps"
            if name not in told or self._boundary:
                self._put(name, token.value, token, sure=bool(told & WORK))
        elif (
            (before.isa("by", "sets") and not behind.isa("colon"))
            or (before.isa("of") and first.isa("sets", "by"))
            or behind.isa("each_side", "percent_1rm")
        ):
            self._put("reps", token.value, token)

    def _take_aim(self, token: Token) -> None:
        """Read the 10 of "start med 5 sekunder og øk til 10": it counts what was counted before."""
        name, unit = self._counted
        if name and token.value:
            bounds = (None if bound is None else bound * unit for bound in (token.value.low, token.value.high))
            self._put(name, Range(*bounds), token)

    def _take_again(self, n: int, token: Token) -> None:
        """Read "and 10 quick ones" behind "10 slow squeezes"."""
        if "reps" in self._things:
            self._boundary = True
            self._put("reps", token.value, token, sure=False)

    def _take_evening(self, n: int, token: Token) -> None:
        if self._morning is not None:
            self._put("per_day", Range.exactly(2), token)
            self._morning = None

    def _take_morning(self, n: int, token: Token) -> None:
        self._morning = token if self._draft.has_work or self._speaks_of_exercise() else None

    def _take_time(self, n: int, token: Token) -> None:
        if token.isa("total") and self._draft.has_work:
            return
        if token.isa("clock") and not self._sentence & {"rest", "hold", "static", "sets", "by", "pause"}:
            return
        if self._last_use == "duration_s" and "duration_s" in self._draft.values and is_recovery(self._tokens, n):
            self._alternative = False
            self._put("rest_s", token.value, token)
            return
        still = "activity" not in self._sentence and (self._static or "tense" in self._sentence)
        static = "static" in self._sentence or still
        use = use_of_time(self._tokens, n, static=static, last=self._last_use)
        if use in ("lower", "raise"):
            self._phases[use] = token
        elif use in ("hold_s", "rest_s") or (
            use == "duration_s" and self._belief.in_activity(token, self._sentence, self._draft)
        ):
            self._put(use, token.value, token)
            self._last_use = use

    def _take_frequency(self, n: int, token: Token) -> None:
        if token.isa("uncounted") and not (self._speaks_of_exercise() or self._draft.has_work):
            return
        if not self._belief.in_training(token):
            return
        if token.isa("bare") and not self._sentence & {"per_week", "per_day", "sets", "by", "programme"}:
            return
        name = next(kind for kind in FREQUENCY if token.isa(kind))
        if token.value and not self._sentence & {"sets", "reps", "time", "by"}:
            self._shared[name] = (token.value, token)
        self._put(name, token.value, token)
        if name == "weeks" and self._sentence & {"programme", "do"} and "rest" not in self._sentence:
            self._draft.asks = True
        self._every_day = token.isa("uncounted") and name == "per_day"

    def _take_each_side(self, n: int, token: Token) -> None:
        if not self._restating and "alternating" not in self._sentence:
            self._put("per_side", True, token)

    def _take_other_side(self, n: int, token: Token) -> None:
        if "alternating" in self._sentence:
            return
        if self._draft.has_work:
            self._put("per_side", True, token)
        else:
            self._switched = token

    def _take_rest_rule(self, n: int, token: Token) -> None:
        rule = next(kind for kind in _RULES if token.isa(kind))
        if rule == "full_release":
            if self._draft.has_work or "between" in self._sentence:
                self._put("rest_rule", rule, token)
        elif self._sentence & {"rest", "relax", "full_release", "pause"}:
            self._draft.put("rest_rule", rule, token)

    def _take_to_failure(self, n: int, token: Token) -> None:
        if self._draft.has_work or self._speaks_of_exercise():
            if self._alternative:
                self._next()
            self._put("to_failure", True, token)

    def _take_not_to_failure(self, n: int, token: Token) -> None:
        self._put("to_failure", False, token)

    def _take_load(self, n: int, token: Token) -> None:
        kind = next(kind for kind in _LOADS if token.isa(kind))
        if token.value is None and kind not in ("band", "bodyweight"):
            return  # the name of a scale
        self._put("load", Load(kind, token.value), token)
        asks = token.isa("reserve") or (kind == "rpe" and self._speaks_of_exercise())
        self._draft.asks = self._draft.asks or asks

    def _take_angle(self, n: int, token: Token) -> None:
        """Read a joint angle, unless the clause says "not": "böj inte till 90°"."""
        if not any(self._near(m).isa("negation") for m in range(max(self._clause, n - _NEGATION_REACH), n)):
            self._put("angle_deg", token.value, token)

    def _take_tempo(self, n: int, token: Token) -> None:
        self._put("tempo", written_tempo(token.text) or None, token)


def _is_single(token: Token) -> bool:
    """One repetition is the name of a thing ("each lift counts as one repetition"), not a dose."""
    return token.value is not None and token.value.low == token.value.high == 1


def _kinds_of_sentences(tokens: Sequence[Token]) -> Iterator[frozenset[str]]:
    """For every token the kinds that occur in its sentence."""
    first = 0
    for n, token in enumerate(tokens):
        if token.kinds & SENTENCE_ENDS or n == len(tokens) - 1:
            kinds = frozenset(kind for one in tokens[first : n + 1] for kind in one.kinds)
            yield from [kinds] * (n + 1 - first)
            first = n + 1


_NONE = Token(frozenset(), "", 0, 0)
#: What a line may hold beside a number of times, to be no more than that: "10–15 gange pr. side".
_BARE = SENTENCE_ENDS | {"times", "each_side", "comma", "per_day", "per_week", "about"}
_TAKE: dict[str, Callable[[Assembler, int, Token], None]] = {
    "sets": Assembler._take_sets,
    "by": Assembler._take_sets,
    "reps": Assembler._take_reps,
    "times": Assembler._take_times,
    "number": Assembler._take_number,
    "time": Assembler._take_time,
    **dict.fromkeys(FREQUENCY, Assembler._take_frequency),
    "morning": Assembler._take_morning,
    "evening": Assembler._take_evening,
    "again": Assembler._take_again,
    "each_side": Assembler._take_each_side,
    "other_side": Assembler._take_other_side,
    **dict.fromkeys(_RULES, Assembler._take_rest_rule),
    "to_failure": Assembler._take_to_failure,
    "not_to_failure": Assembler._take_not_to_failure,
    **dict.fromkeys(_LOADS, Assembler._take_load),
    "angle": Assembler._take_angle,
    "tempo": Assembler._take_tempo,
}
