"""Says what is not exercise, before any number is believed.

A question, a criterion ("når du kan lave 12"), a test, a study, food, medicine or a treatment gives no dose.
The words that tell are data; this module knows how far each kind of word reaches: a sentence, a clause, or
what stands between quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hofte.dose.pattern import pattern
from hofte.dose.tokens import SENTENCE_ENDS, Token

#: Words that show that a sentence speaks of exercise.
EXERCISE = frozenset({
    "do", "repeat", "raise", "lower", "tense", "activity", "hold", "static", "move", "posture", "rep", "band",
    "relax", "breath", "count_to", "set",
})  # fmt: skip
_SILENT = frozenset({"silent"})
_STILL_HEARD = frozenset({"label", "comma", "open", "close"})
_COUNTED = (pattern("number gap{0,2} set"), pattern("number gap{0,3} rep"), pattern("number times number"))
#: Marks that end the reach of a condition: "når du kan lave 12, …". So does a rest: "hvis du holder 2 minutters pause"
#: says how long it is.
_CONDITION_ENDS = frozenset({"comma", "semicolon", "colon", "close"})
#: A quotation of fewer words is a name; a longer one than this was never closed.
_SHORTEST_QUOTE, _LONGEST_QUOTE = 4, 60


def silence(tokens: Sequence[Token]) -> list[Token]:
    """Take the meaning from words that speak of something else than what to do.

    Parameters
    ----------
    tokens : sequence of Token
        As :func:`hofte.dose.numbers.read_numbers` gives them.

    Returns
    -------
    list of Token
        As many tokens; those that are not to be believed have the kind ``silent``.
    """
    return [
        token
        for sentence in _sentences(_without_quotes(tokens))
        for part in _brackets(sentence)
        for token in _silenced(part)
    ]


def _brackets(sentence: list[Token]) -> Iterator[list[Token]]:
    """The sentence; when something is said by the way in it, in brackets, that for itself: it is judged alone."""
    first = next((n for n, token in enumerate(sentence) if token.isa("open")), 0)
    last = next((n for n, token in enumerate(sentence) if token.isa("close") and n > first), 0)
    inner = sentence[first : last + 1]
    if 0 < first < last and any(token.isa("never", "takes") for token in inner) and len(sentence) > len(inner):
        yield from _brackets(sentence[:first])
        yield inner
        if sentence[last + 1 :]:
            yield from _brackets(sentence[last + 1 :])
    else:
        yield sentence


def _without_quotes(tokens: Sequence[Token]) -> list[Token]:
    """Silence what others say; a text that is one quotation speaks for itself."""
    kept = list(tokens)
    marks = [n for n, token in enumerate(tokens) if token.isa("quote")]
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        whole = first == 0 and last >= len(tokens) - 2
        if _SHORTEST_QUOTE < last - first <= _LONGEST_QUOTE and not whole:
            kept[first : last + 1] = [_silent(token) for token in tokens[first : last + 1]]
    return kept


def _sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    sentence: list[Token] = []
    for token in tokens:
        sentence.append(token)
        if token.kinds & SENTENCE_ENDS:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _silenced(sentence: list[Token]) -> list[Token]:
    if _is_no_advice(sentence):
        asks = sentence[-1].isa("question")
        return [_topic(token) if asks else _silent(token) for token in sentence]
    kept: list[Token] = []
    conditional = sentence[0].isa("condition_first")
    for n, token in enumerate(sentence):
        if token.isa("condition"):
            conditional = True
        elif token.kinds & _CONDITION_ENDS or (n and token.isa("then", "rest")):
            conditional = False
        kept.append(_silent(token) if conditional else token)
    return kept


def _is_no_advice(sentence: list[Token]) -> bool:
    kinds = {kind for token in sentence for kind in token.kinds}
    if "never" in kinds or sentence[-1].isa("question") or _compares(sentence):
        return True
    if "takes" in kinds and not _tells_what_to_do(sentence):
        return True  # "it takes 6 weeks", not "it takes 10 minutes to do them all"
    if "treatment" in kinds and not _counts(sentence):
        return True
    return "health" in kinds and not kinds & (EXERCISE - {"do"})  # "the operation takes" is no exercise


def _tells_what_to_do(sentence: list[Token]) -> bool:
    number = next((n for n, token in enumerate(sentence) if token.isa("number")), len(sentence))
    return any(token.isa("do") for token in sentence[number:])


def _compares(sentence: list[Token]) -> bool:
    """Whether it weighs one number against another: "5 good ones are better than 15 poor ones"."""
    places = [n for n, token in enumerate(sentence) if token.isa("better")]
    for n in places:
        than = next((m for m in range(n + 1, len(sentence)) if sentence[m].isa("than")), None)
        if than is None:
            continue
        if any(token.isa("number") for token in sentence[:than]) and any(t.isa("number") for t in sentence[than:]):
            return True
    return False


def _counts(sentence: list[Token]) -> bool:
    return any(form.match(sentence, n) is not None for form in _COUNTED for n in range(len(sentence)))


def _topic(token: Token) -> Token:
    """A token of a question: it asks for nothing, but "how long should I hold it?" names what the answer counts."""
    return token._replace(kinds=_SILENT | {"static"}) if token.isa("hold", "static") else _silent(token)


def _silent(token: Token) -> Token:
    """A token without meaning; only a label ("hvis du er begynder") still names what follows."""
    if token.kinds & SENTENCE_ENDS:
        return token
    return token._replace(kinds=_SILENT | (token.kinds & _STILL_HEARD))
