"""Reads numbers with what they count: "3 sæt", "10 gode gentagelser", "30 sekunder", "to gange om ugen".

Each phrase becomes one token whose kind says what it is; cues ("hold", "pause") and marks stay as they are.
Which dose a phrase belongs to is decided later, in :mod:`hofte.dose.assemble`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from hofte.core.values import Range
from hofte.dose.pattern import Pattern, pattern
from hofte.dose.tokens import Token

#: Seconds of a unit of time, and weeks of a unit of a programme's length (a month is 13/3 weeks).
SECONDS = {"second": 1.0, "minute": 60.0, "quarter": 900.0, "half_hour": 1800.0, "hour": 3600.0}
WEEKS = {"week": 1.0, "month": 13 / 3}
#: The name of a week, a level or a step, and not "week 3-4 times".
_NUMBERED = "numbered number !(times|second|minute|set|rep|of|day|session|activity|per_day|per_week)"
_UNITS = "(second|minute|quarter|half_hour|hour)"

Build = Callable[[Sequence[Token]], Range | None]


def _first(tokens: Sequence[Token]) -> Range | None:
    return next((token.value for token in tokens if token.isa("number") and token.value), None)


def _scaled(tokens: Sequence[Token], units: dict[str, float]) -> list[Range]:
    """Every number with the unit that follows it."""
    found: list[Range] = []
    value: Range | None = None
    for token in tokens:
        unit = next((units[kind] for kind in units if token.isa(kind)), None)
        if token.isa("number"):
            value = token.value
        elif unit and value:
            found.append(
                Range(*(None if bound is None else round(bound * unit, 3) for bound in (value.low, value.high)))
            )
            value = None
    return found


def _once(tokens: Sequence[Token]) -> Range | None:
    return tokens[0].value


def _time(tokens: Sequence[Token]) -> Range | None:
    return next(iter(_scaled(tokens, SECONDS)), None)


def _sum_of_times(tokens: Sequence[Token]) -> Range | None:
    parts = _scaled(tokens, SECONDS)
    return Range.exactly(sum(part.least for part in parts))


def _span_of_times(tokens: Sequence[Token]) -> Range | None:
    parts = _scaled(tokens, SECONDS)
    bounds = [bound for part in parts for bound in (part.least, part.most)]
    return Range(min(bounds), max(bounds))


def _weeks(tokens: Sequence[Token]) -> Range | None:
    value = next(iter(_scaled(tokens, WEEKS)), None)
    if value is None:
        return None
    return Range(*(None if bound is None else float(round(bound)) for bound in (value.low, value.high)))


def _covering(tokens: Sequence[Token]) -> Range | None:
    bounds = [bound for token in tokens if token.value for bound in (token.value.least, token.value.most)]
    return Range(min(bounds), max(bounds))


def _short(tokens: Sequence[Token]) -> Range | None:
    """Hours that somebody may train in a day: eight hours a day are something else."""
    value = _time(tokens)
    return value if value and value.most <= SECONDS["hour"] else None


def _ratio(tokens: Sequence[Token]) -> Range | None:
    """The name of "15-15 intervals": two equal numbers are no range."""
    value = tokens[0].value
    return value if value and value.low == value.high and "-" in tokens[0].text else None


def _clock(tokens: Sequence[Token]) -> Range | None:
    """Minutes and seconds: 1:30."""
    minutes, _, seconds = tokens[0].text.partition(":")
    return Range.exactly(60.0 * int(minutes) + int(seconds))


def _phases(tokens: Sequence[Token]) -> Range | None:
    """A tempo has three or four digits: 3010, 3-0-1, 31X1. Its value is never used, its text is."""
    text = "".join(token.text for token in tokens if token.isa("number", "times"))
    signs = [sign for sign in text if sign.isdigit() or sign in "x×"]
    return Range.exactly(1) if len(signs) in (3, 4) else None


def _always(low: float, high: float) -> Build:
    return lambda _: Range(low, high)


def _reserve(tokens: Sequence[Token]) -> Range | None:
    """Repetitions in reserve as perceived exertion: RPE = 10 − RIR (rule ST08)."""
    value = _first(tokens)
    if value is None or value.most > 9:
        return None
    return Range(*(None if bound is None else 10 - bound for bound in (value.high, value.low)))


def _exertion(tokens: Sequence[Token]) -> Range | None:
    """RPE runs from 1 to 10; Borg's older scale from 6 to 20 is no load."""
    value = _first(tokens)
    return value if value is not None and value.most <= 10 else None


@dataclass(frozen=True, slots=True)
class Rule:
    """What a pattern means. Without a value the phrase stands for itself; ``nothing`` swallows its words."""

    kinds: frozenset[str]
    pattern: Pattern
    build: Build | None = _first


def _rules(*rows: tuple[str, str] | tuple[str, str, Build | None]) -> tuple[Rule, ...]:
    return tuple(
        Rule(frozenset(row[0].split("|")), pattern(row[1]), row[2] if len(row) > 2 else _first) for row in rows
    )


#: The first rule that fits at a place wins.
RULES = _rules(
    # Numbers that belong to something else.
    ("nothing", "number other_unit of number (second|minute|hour)", None),
    ("nothing", "number gap{0,1} other_unit", None),
    ("nothing", "money number", None),
    ("nothing", _NUMBERED, None),
    ("reps", "following number gap{0,2} (rep|times) (gap|comma){0,3} &switch"),
    ("time", "(following|after) number second (gap|comma){0,4} &switch", _time),
    ("nothing", "following number gap{0,2} (rep|set|times)", None),
    ("nothing", "limit number gap{0,1} (rep|set|times|second|minute|session|day)? gap{0,1} (per_week|per_day)?", None),
    ("nothing", "after number gap{0,1} (second|minute|hour|day|week|month|year)", None),
    ("nothing", "number (set|rep|minute|hour) (gap|of|activity){0,3} per_week", None),
    ("nothing", "opaque gap{0,2} (rep|other_unit)? gap{0,2} (per_day|per_week)?", None),
    ("time", "number (hour|half_hour) &per_day", _short),
    ("nothing", "number hour gap{0,2} per_day", None),
    ("nothing", "number times gap{0,1} compared", None),
    ("nothing", "number gap{0,2} rep (slash|each) (second|minute)", None),
    ("nothing", "number times slash (second|minute)", None),
    ("nothing", "total colon number (second|minute|hour)", None),
    ("nothing", "per_day of gap{0,1} rest", None),
    ("nothing", "number rep between", None),
    ("nothing", "number (x|slash) number hyphen", None),
    ("nothing", "number times number interval", None),
    ("nothing", "number slash number interval", None),
    ("nothing", "number interval", _ratio),
    (
        "nothing",
        "increment gap{0,2} number gap{0,2} (rep|set|second|minute|kilogram|percent|times)? gap{0,1} per_week?",
        None,
    ),
    ("nothing", "number gap{0,1} (rep|set|second|minute|kilogram) (more|more_than) !number", None),
    ("nothing", "negation gap{0,1} rest", None),
    ("nothing", "definite number gap{0,2} (rep|set|times|gap)", None),
    ("nothing", "number set of gap{0,1} game", None),
    ("nothing", "of each number (second|minute|hour)", None),
    (
        "nothing",
        "article numbered number !(times|second|minute|set|rep|of|day|session|activity|per_day|per_week)",
        None,
    ),
    # How often.
    ("nothing", "several gap{0,1} (times|session|day) gap{0,3} (per_day|in_a_day|per_week|week)", None),
    ("per_week", "number (gap|activity){0,2} (times|session|day) gap{0,3} per_week"),
    ("per_week", "number times slash? week"),
    ("per_week", "article day gap{0,1} per_week", _always(1, 1)),
    ("per_week", "number slash? per_week"),
    ("per_week", "number (session|day)? slash week"),
    ("per_week", "per_week number (times|session|day)"),
    ("per_day", "number (gap|activity){0,2} (times|session) gap{0,3} (per_day|in_a_day)"),
    ("per_day", "number times slash? day"),
    ("per_day", "number per_day"),
    ("per_day", "number slash day"),
    ("per_day", "per_day number (times|session)"),
    ("per_week|uncounted", "every_other_day", _always(3, 4)),
    ("per_day|uncounted", "twice_a_day", _always(2, 2)),
    ("per_day|uncounted", "per_day", _always(1, 1)),
    # How long the programme runs.
    ("weeks", "for_weeks gap{0,1} number (week|month)", _weeks),
    ("weeks|programme", "number (week|month) (gap|activity){0,2} programme", _weeks),
    ("weeks|programme", "do number (week|month)", _weeks),
    ("weeks", "lasts (gap|programme){0,3} for_weeks? number (week|month)", _weeks),
    # Times.
    ("tempo", "number tempo", _phases),
    ("tempo", "tempo (gap|colon|open|of){0,3} number times number", _phases),
    ("tempo", "tempo (gap|colon|open|of){0,3} number slash number slash number", _phases),
    ("tempo", "tempo (gap|colon|open|of){0,3} number !(second|minute)", _phases),
    ("time|clock", "clock minute?", _clock),
    ("time|minutes", "number minute and? number second", _sum_of_times),
    ("time|minutes|total", "number minute gap{0,1} total", _time),
    ("time|minutes", "number minute !(to|dash|or)", _time),
    ("time", f"number {_UNITS} (to|dash|or) number {_UNITS}", _span_of_times),
    ("time", f"number {_UNITS}", _time),
    ("weeks|bare", "number (week|month) &(stop|line|comma|close|item|semicolon|cell)", _weeks),
    ("nothing", "number (day|week|month|year)", None),
    # Load and angle.
    ("nothing", "one_rm", None),
    ("percent_1rm", "number (percent|percent_word) gap{0,3} (one_rm|up_to)"),
    ("percent_1rm", "at number (percent|percent_word)"),
    ("percent_1rm", "number (percent|percent_word) of? gap{0,2} one_rm"),
    ("nothing", "number (percent|percent_word)", None),
    ("rpe|reserve", "number rir", _reserve),
    ("rpe|reserve", "short_of number rep", _reserve),
    ("rpe|reserve", "rir (colon|of|gap)? number", _reserve),
    ("rpe", "rpe (colon|of|gap)? number", _exertion),
    ("rm", "number rm"),
    ("kg", "number kilogram"),
    ("band", "band", None),
    ("bodyweight", "bodyweight", None),
    ("angle", "number (degree|degree_word)"),
    # Counts.
    ("time|count", "count_to number"),
    ("per_week", "times_words gap{0,3} per_week", _once),
    ("per_day", "times_words gap{0,3} (per_day|in_a_day)", _once),
    ("times", "times_words", _once),
    ("sets", "article gap{0,2} set &of &number"),
    ("sets|one", "article gap{0,2} set"),
    ("sets", "number gap{0,2} set"),
    ("reps|hold", "number hold &(of|x)"),
    ("reps", "number slash number slash number gap{0,2} rep", _covering),
    ("reps", "number (gap|alternating){0,3} rep"),
    ("reps|guess", "number (gap|raise|lower){1,4} of? &each &(limb|side)"),
    ("by", "number x &number !(session|day|set)"),
    ("by", "number times &number !(times|session|day|set)"),
    ("by", "number times of &number !(times|limb|side) !(rest|between)"),
    ("reps|guess", "number (to|gap|of|number|article){1,4} (limb|side) &and &number"),
    ("times", "number times"),
    ("sets", "set colon number &(gap|rep|hold|rest|per_day|times|tempo) &(colon|open)"),
    ("reps", "rep colon number &(gap|set|hold|rest|per_day|times|tempo) &(colon|open)"),
    ("time|count", "hold colon number !(times|rep|set|second|minute|degree|gap)"),
    ("reps|guess", "perform number gap{1,2} &(stop|comma|line|with|between|each|per_day|and|item|close|of)"),
    ("sets", "set colon number !(times|second|minute|hour|set|rep|of|percent|kilogram|gap)"),
    ("reps", "rep (colon|open) number !(times|second|minute|hour|set|rep|percent|kilogram|gap)"),
    ("nothing", "number more &(stop|line|close|comma)", None),
    ("again", "number gap{1,2} &(stop|line|close|comma)"),
    # Sides.
    ("nothing", "each side part_of", None),
    ("each_side", "each gap{0,1} (limb|side)", None),
    ("each_side", "each of? definite? number side", None),
    ("each_side", "both side", None),
    ("each_side", "(do|repeat) (gap|activity){0,3} of both gap{0,1} limb", None),
    ("each_side", "slash (limb|side)", None),
    ("each_side", "sides", None),
    ("other_side", "and number gap{0,2} rep? gap{0,2} (reverse|backward|back)", None),
    ("other_side", "and number (gap|to|of|rep){1,4} left (limb|side)?", None),
    ("other_side", "and number (gap|to|of){0,3} other gap{0,1} (limb|side)?", None),
    ("other_side", "(repeat|switch|again) (gap|of|to|activity|move){0,4} (reverse|backward)", None),
    ("other_side", "reverse gap{0,1} (side|activity|move)?", None),
    ("other_side", "switch gap{0,3} (limb|side)", None),
    ("other_side", "switch (gap|to|then|of){0,3} other !(activity|move)", None),
    ("other_side", "(repeat|switch|again|do|to|of) (gap|of){0,4} other gap{0,1} (limb|side)", None),
    ("other_side", "repeat (gap|of|to){0,4} left (limb|side)?", None),
    # Rules of rest and limits.
    ("full_release", "relax gap{0,3} fully", None),
    ("full_release", "fully gap{0,1} relax", None),
    ("at_least_hold", "at_least_as_long", None),
    ("equal_hold", "as_long", None),
    ("not_to_failure", "negation (gap|set|rep){0,2} to_failure", None),
    ("to_failure", "to_failure", None),
)


def _by_first_kind(rules: Sequence[Rule]) -> dict[str, tuple[Rule, ...]]:
    index: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        for kind in rule.pattern.first:
            index[kind].append(rule)
    return {kind: tuple(found) for kind, found in index.items()}


_INDEX = _by_first_kind(RULES)
_ORDER = {id(rule): n for n, rule in enumerate(RULES)}


@cache
def _candidates(kinds: frozenset[str]) -> tuple[Rule, ...]:
    """The rules that can begin with a token, in their order. Tokens have few different sets of kinds."""
    found = {id(rule): rule for kind in kinds for rule in _INDEX.get(kind, ())}
    return tuple(found[key] for key in sorted(found, key=_ORDER.__getitem__))


def read_phrases(tokens: Sequence[Token]) -> list[Token]:
    """Put one token in the place of every phrase.

    Parameters
    ----------
    tokens : sequence of Token
        As :func:`hofte.dose.numbers.read_numbers` gives them.

    Returns
    -------
    list of Token
        Phrases carry their value in the units of :class:`hofte.dose.model.Dose`.
    """
    present = frozenset[str]().union(*(token.kinds for token in tokens))
    possible: dict[frozenset[str], list[Rule]] = {}  # of the rules that begin so, those whose words are all there
    found: list[Token] = []
    n = 0
    while n < len(tokens):
        kinds = tokens[n].kinds
        rules = possible.get(kinds)
        if rules is None:
            rules = [rule for rule in _candidates(kinds) if not any(map(present.isdisjoint, rule.pattern.needs))]
            possible[kinds] = rules
        token, n = _phrase(tokens, n, rules) if rules else (tokens[n], n + 1)
        found.append(token)
    return found


def _phrase(tokens: Sequence[Token], n: int, rules: Sequence[Rule]) -> tuple[Token, int]:
    for rule in rules:
        if (end := rule.pattern.match(tokens, n)) is not None:
            words = tokens[n:end]
            value = rule.build(words) if rule.build else None
            if rule.build and value is None:
                continue
            if value and "or_more" in (tokens[end].kinds if end < len(tokens) else ()):
                words, value, end = tokens[n : end + 1], Range(value.least, None), end + 1
            text = " ".join(token.text for token in words)
            return Token(_kinds(rule.kinds, words), text, words[0].start, words[-1].end, value), end
    return tokens[n], n + 1


def _kinds(kinds: frozenset[str], words: Sequence[Token]) -> frozenset[str]:
    """What a phrase is, and what its words still say of it: a total, or a thing that is held ("5 lange knip")."""
    told: set[str] = {mark for mark in ("total", "programme", "alternating") for word in words if mark in word.kinds}
    if "reps" in kinds and any({"rep", "tense"} <= word.kinds for word in words):
        told.add("tense")
    return kinds | told if told else kinds
