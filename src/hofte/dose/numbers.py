"""Reads numbers: digits, decimals, fractions, words, ranges and open ranges become one ``number`` each.

Knows decimal commas and points, "1½", "2–3", "2 til 3", "mellem 2 og 3", "5-4-3", "op til 10", "mindst 30",
"30+". What a number counts is not its business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hofte.core.values import Range
from hofte.dose.tokens import CLAUSE_ENDS, Token

_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_NUMBER = frozenset({"number"})
#: Larger numbers count nothing that a person does in one exercise.
_LARGEST = 5000.0
_HALF = Range.exactly(0.5)
#: How many words before "to" a verb of increasing makes the number behind it an aim.
_INCREASE_REACH = 4
#: How many words before "more than" a negation still turns it into a limit.
_NEGATION_REACH = 4
#: What "a" or "en" may stand before, so that it means one.
_COUNTED_BY_ARTICLE = frozenset({"second", "minute", "quarter", "half_hour", "hour", "times", "set", "session"})

Step = Callable[[Sequence[Token], int], "tuple[Token, int] | None"]


def read_numbers(tokens: Sequence[Token]) -> list[Token]:
    """Put a quantity in the place of every mark or group of marks that says one.

    Parameters
    ----------
    tokens : sequence of Token
        As :meth:`hofte.dose.lexicon.Lexicon.tag` gives them.

    Returns
    -------
    list of Token
        Quantities have the kind ``number`` and a value; their text is as written.
    """
    found = list(tokens)
    for step, begins in _STEPS:
        found = _rewrite(found, step, begins)
    return found


def _rewrite(tokens: list[Token], step: Step, begins: frozenset[str]) -> list[Token]:
    """Take a step wherever a token is of a kind that it can begin with."""
    found: list[Token] = []
    done = 0
    for n, token in enumerate(tokens):
        if n >= done and not begins.isdisjoint(token.kinds) and (result := step(tokens, n)):
            found += tokens[done:n]
            found.append(result[0])
            done = n + result[1]
    return found + tokens[done:] if done else tokens


def _isa(tokens: Sequence[Token], n: int, *kinds: str) -> bool:
    """Whether there is a token at a place, and it is of one of these kinds, when any are named."""
    return 0 <= n < len(tokens) and (not kinds or tokens[n].isa(*kinds))


def _number(tokens: Sequence[Token], value: Range) -> Token:
    text = "".join(token.text for token in tokens)
    return Token(_NUMBER, text, tokens[0].start, tokens[-1].end, value)


def _read_one(tokens: Sequence[Token], n: int) -> tuple[Token, int] | None:
    token = tokens[n]
    if token.isa("numbers"):
        return token._replace(kinds=_NUMBER), 1
    if token.isa("article"):
        opens_range = _isa(tokens, n + 1, "to", "or", "and") and _isa(tokens, n + 2, "numbers", "digits")
        counts = (_isa(tokens, n + 1, *_COUNTED_BY_ARTICLE) and not _isa(tokens, n - 1, "times")) or opens_range
        return (token._replace(kinds=_NUMBER | {"article"}, value=Range.exactly(1)), 1) if counts else None
    if not token.isa("digits"):
        return None
    value = _FRACTIONS[token.text] if token.text in _FRACTIONS else float(token.text.replace(",", "."))
    if value > _LARGEST:
        return token._replace(kinds=frozenset({"opaque"})), 1
    return token._replace(kinds=_NUMBER, value=Range.exactly(value)), 1


def _join_fractions(tokens: Sequence[Token], n: int) -> tuple[Token, int] | None:
    """Read "1½", "1 ½" and "2 og en halv" as one number."""
    whole, last = tokens[n].value, n + 1
    if whole is None or not _isa(tokens, last):
        return None
    if tokens[last].text in _FRACTIONS:
        return _number(tokens[n : n + 2], Range.exactly(whole.least + _FRACTIONS[tokens[last].text])), 2
    while _isa(tokens, last, "dash", "and", "article") and last - n < 5:
        last += 1
    joined = any(token.isa("and") for token in tokens[n + 1 : last])
    if not joined or not _isa(tokens, last, "number") or tokens[last].value != _HALF:
        return None
    return _number(tokens[n : last + 1], Range.exactly(whole.least + 0.5)), last - n + 1


def _drop_fillers(tokens: Sequence[Token], n: int) -> tuple[Token, int] | None:
    """Let "ca. 30" be "30": the number takes the place of the words that change nothing."""
    last = n
    while _isa(tokens, last, "about", "total") and last - n < 3:
        last += 1
    if last == n or not _isa(tokens, last, "number"):
        return None
    number = tokens[last]
    if any(token.isa("total") for token in tokens[n:last]):
        number = number._replace(kinds=number.kinds | {"total"})
    return number, last - n + 1


def _aim(tokens: Sequence[Token], n: int) -> tuple[Token, int] | None:
    """Read "byg gradvist op til 10": not at most ten, but ten as the aim of a progression."""
    if not _isa(tokens, n + 1, "number") or _isa(tokens, n - 1, "number"):
        return None
    for token in reversed(tokens[max(0, n - _INCREASE_REACH) : n]):
        if token.kinds & CLAUSE_ENDS:
            return None
        if token.isa("increase"):
            return tokens[n]._replace(kinds=frozenset({"progress"})), 1
    return None


def _collapse_ranges(tokens: Sequence[Token], n: int) -> tuple[Token, int] | None:
    """Read "2-3", "2 til 3" and "5-4-3" as one number."""
    if _isa(tokens, n, "times_words"):
        last = n + 2 if _isa(tokens, n + 1, "or", "to", "dash") and _isa(tokens, n + 2, "times_words") else n
        if last == n:
            return None
        token, length = _covering(tokens, n, last, n)  # "once or twice"
        return token._replace(kinds=tokens[n].kinds), length
    last = n
    while _isa(tokens, last + 1, "dash", "to", "or") and _isa(tokens, last + 2, "number"):
        last += 2
    if last == n and _isa(tokens, n + 1, "slash") and _isa(tokens, n + 2, "number") and _isa(tokens, n + 3, "times"):
        last = n + 2  # "2/3 gange om dagen"
    return _covering(tokens, n, last, n) if last > n else None


def _collapse_pairs(tokens: Sequence[Token], n: int) -> tuple[Token, int] | None:
    """Read "mellem 2 og 3" and "fra 2 til 3" as one number."""
    if not _isa(tokens, n, "from"):
        return None
    if _isa(tokens, n + 1, "number") and _isa(tokens, n + 2, "and") and _isa(tokens, n + 3, "number"):
        return _covering(tokens, n + 1, n + 3, n)
    number = tokens[n + 1] if _isa(tokens, n + 1, "number") else None
    return (number, 2) if number and number.value and number.value.low != number.value.high else None


def _covering(tokens: Sequence[Token], first: int, last: int, start: int) -> tuple[Token, int]:
    values = [token.value for token in tokens[first : last + 1] if token.value]
    numbers = [bound for value in values for bound in (value.low, value.high) if bound is not None]
    return _number(tokens[first : last + 1], Range(min(numbers), max(numbers))), last - start + 1


def _open_ranges(tokens: Sequence[Token], n: int) -> tuple[Token, int] | None:
    """Read "op til 10", "mindst 30" and "30 eller mere" as a range with one end open; "ikke mere end 10" is a limit."""
    value = tokens[n].value
    if _isa(tokens, n, "number") and value and _isa(tokens, n + 1, "or_more", "plus"):
        if _isa(tokens, n + 1, "plus") and tokens[n + 1].start != tokens[n].end:
            return None
        return _number(tokens[n : n + 2], Range(value.least, None)), 2
    if _isa(tokens, n, "at_least") and _isa(tokens, n + 1, "times_words") and (value := tokens[n + 1].value):
        opened = Range(value.least, None)  # "at least twice"
        return tokens[n + 1]._replace(start=tokens[n].start, value=opened), 2
    if not _isa(tokens, n, "up_to", "at_least", "more_than") or not _isa(tokens, n + 1, "number"):
        return None
    if _isa(tokens, n, "minute") and _isa(tokens, n - 1, "number"):
        return None  # "1 min 15 sek.", where "min" is no minimum
    if _isa(tokens, n, "more_than") and _is_negated(tokens, n):
        return tokens[n]._replace(kinds=frozenset({"limit"})), 1
    value = tokens[n + 1].value
    if not value:
        return None
    opened = Range(None, value.most) if _isa(tokens, n, "up_to") else Range(value.least, None)
    return _number(tokens[n : n + 2], opened), 2


def _is_negated(tokens: Sequence[Token], n: int) -> bool:
    """Whether the clause says not to, shortly before: "do not hold longer than"."""
    for token in reversed(tokens[max(0, n - _NEGATION_REACH) : n]):
        if token.kinds & CLAUSE_ENDS:
            return False
        if token.isa("negation", "never"):
            return True
    return False


#: The steps in their order, each with the kinds of token that it can begin with.
_STEPS: tuple[tuple[Step, frozenset[str]], ...] = (
    (_read_one, frozenset({"numbers", "article", "digits"})),
    (_join_fractions, _NUMBER),
    (_drop_fillers, frozenset({"about", "total"})),
    (_aim, frozenset({"to", "up_to"})),
    (_collapse_ranges, frozenset({"number", "times_words"})),
    (_collapse_pairs, frozenset({"from"})),
    (_open_ranges, frozenset({"number", "up_to", "at_least", "more_than"})),
)
