"""Says what is not exercise, before any number is believed.

A question, a criterion ("når du kan lave 12"), a test, a study, food, medicine or a treatment gives no dose.
The words that tell are data; this module knows how far each kind of word reaches: a sentence or a clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hofte.dose.pattern import pattern
from hofte.dose.tokens import SENTENCE_ENDS, Token

_SILENT = frozenset({"silent"})
_COUNTED = (pattern("number gap{0,2} set"), pattern("number gap{0,3} rep"))
#: Marks that end the reach of a condition: "når du kan lave 12, …".
_CONDITION_ENDS = frozenset({"comma", "semicolon", "colon", "close"})


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
    return [token for sentence in _sentences(tokens) for token in _silenced(sentence)]


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
        return [_silent(token) for token in sentence]
    kept: list[Token] = []
    conditional = False
    for token in sentence:
        conditional = conditional and not token.kinds & _CONDITION_ENDS or token.isa("condition")
        kept.append(_silent(token) if conditional else token)
    return kept


def _is_no_advice(sentence: list[Token]) -> bool:
    if sentence[-1].isa("question") or any(token.isa("never") for token in sentence):
        return True
    return any(token.isa("unless_sets") for token in sentence) and not _counts(sentence)


def _counts(sentence: list[Token]) -> bool:
    return any(form.match(sentence, n) is not None for form in _COUNTED for n in range(len(sentence)))


def _silent(token: Token) -> Token:
    return token if token.kinds & SENTENCE_ENDS else replace(token, kinds=_SILENT)
