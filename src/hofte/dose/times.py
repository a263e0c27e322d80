"""Decides what a time is for: a hold, a rest, an activity, or one phase of a movement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from hofte.dose.tokens import CLAUSE_ENDS, SENTENCE_ENDS, Token

Use = Literal["hold_s", "rest_s", "duration_s", "phase", ""]

#: Cues that tell what a time is for, each with the use it points to.
_CUES: dict[str, Use] = {
    "rest": "rest_s",
    "relax": "rest_s",
    "hold": "hold_s",
    "tense": "hold_s",
    "static": "hold_s",
    "lower": "phase",
    "raise": "phase",
    "breath": "phase",
    "activity": "duration_s",
    "posture": "hold_s",
}
#: Words that end the reach of the weaker cues.
_SOFT_ENDS = CLAUSE_ENDS | {"and"}
_WEAK = frozenset({"posture", "tense", "lower", "raise", "activity", "relax"})
#: A hold longer than this is an activity: nobody holds a position for five minutes.
LONGEST_HOLD_S = 300.0


def use_of_time(tokens: Sequence[Token], n: int, *, static: bool, last: Use) -> Use:
    """Say what the time at token ``n`` is for.

    Parameters
    ----------
    tokens : sequence of Token
        The phrases of the whole text.
    n : int
        The place of a ``time`` among them.
    static : bool
        Whether the text has named something that is held (a plank, a stretch).
    last : str
        What the time before it was for; empty when there was none.

    Returns
    -------
    str
        The field of the dose; ``phase`` for one part of a movement; empty when it cannot be told.
    """
    behind = _cue_behind(tokens, n)
    if behind:
        return behind
    before = _cue_before(tokens, n)
    if before:
        return before
    if last in ("hold_s", "duration_s"):
        return last
    return "hold_s" if static else "duration_s"


def _cue_behind(tokens: Sequence[Token], n: int) -> Use:
    for token in tokens[n + 1 : n + 4]:
        if token.kinds & CLAUSE_ENDS or token.isa("time", "sets", "reps", "and"):
            return ""
        if token.isa("rest", "between"):
            return "rest_s"
        if token.isa("hold"):
            return "hold_s"
    return ""


def _cue_before(tokens: Sequence[Token], n: int) -> Use:
    soft = False
    for token in reversed(tokens[:n][-40:]):
        if token.kinds & SENTENCE_ENDS or token.isa("time"):
            return ""
        for kind, use in _CUES.items():
            if token.isa(kind) and not (soft and kind in _WEAK):
                return use
        soft = soft or bool(token.kinds & _SOFT_ENDS)
    return ""
