"""Decides what a time is for: a hold, a rest, an activity, or one phase of a movement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from hofte.dose.tokens import CLAUSE_ENDS, SENTENCE_ENDS, Token

Use = Literal["hold_s", "rest_s", "duration_s", "lower", "raise", "breath", ""]

#: Cues that tell what a time is for, each with the use it points to.
_CUES: dict[str, Use] = {
    "rest": "rest_s",
    "lasting": "duration_s",
    "relax": "rest_s",
    "hold": "hold_s",
    "tense": "hold_s",
    "static": "hold_s",
    "lower": "lower",
    "raise": "raise",
    "breath": "breath",
    "activity": "duration_s",
    "posture": "hold_s",
}
#: Cues whose reach ends with the clause or at "and"; the others reach through the sentence.
_WEAK = frozenset({"posture", "tense", "lower", "raise", "breath", "activity", "relax"})
_SOFT_ENDS = CLAUSE_ENDS | {"and"}
#: How many tokens a cue may stand away.
_REACH, _REACH_BEHIND = 40, 4
#: How many tokens beside a time name what is done in it.
_NEAR = 4
#: The parts of an interval stand at most this many tokens apart.
_INTERVAL_REACH = 30
#: A stop up to this long inside a repetition is a hold; a longer one is a rest.
_SHORT_PAUSE_S = 5.0
#: Nobody holds a position for longer than this; it is an activity.
_LONGEST_HOLD_S = 180.0
#: Nobody lowers a weight for longer than this; "opp på en stol i 10 minutter" is a place.
_LONGEST_PHASE_S = 12.0
#: A shorter time that no cue explains is one phase of a movement, or cannot be told.
_SHORTEST_BOUT_S = 10.0


def is_recovery(tokens: Sequence[Token], n: int) -> bool:
    """Whether the time at token ``n`` is the easy part of an interval, whose hard part was told just before."""
    before = [token for token in tokens[max(0, n - _INTERVAL_REACH) : n] if token.isa("time", "arrow")]
    if not before or before[-1].isa("arrow") or not _is_easy(tokens, n):
        return False
    around = tokens[max(0, n - _INTERVAL_REACH) : n + _INTERVAL_REACH]
    return any(token.isa("by", "sets", "times", "repeat", "alternating", "interval") for token in around)


def _is_easy(tokens: Sequence[Token], n: int) -> bool:
    """Whether the words beside a time name what is done to recover: "90 sekunder gang", "walk 2 minutes"."""
    before = tokens[max(0, n - _NEAR) : n]
    for near in (tokens[n + 1 : n + 1 + _NEAR], before[::-1]):
        for token in near:
            if token.isa("easy"):
                return True
            if token.kinds & _SOFT_ENDS or token.isa("time", "activity"):
                break
    return False


def use_of_time(tokens: Sequence[Token], n: int, *, static: bool, last: Use) -> Use:
    """Say what the time at token ``n`` is for.

    Parameters
    ----------
    tokens : sequence of Token
        The phrases of the whole text.
    n : int
        The place of a ``time`` among them.
    static : bool
        Whether the text names something that is held (a plank, a stretch).
    last : str
        What the time before it was for; empty when there was none.

    Returns
    -------
    str
        The field of the dose; ``lower``, ``raise`` or ``breath`` for one phase of a movement; empty when it
        cannot be told.
    """
    value = tokens[n].value
    most = value.most if value else 0.0
    if n and _follows_work(tokens, n):
        return "rest_s"
    if _is_length(tokens, n):
        return "duration_s"
    use = _cue_behind(tokens, n, most) or _cue_before(tokens, n, most)
    if not use:
        begins = n > 0 and tokens[n - 1].isa("do")  # "start med 5 sekunder"
        use = _unexplained(tokens[n], most, static, last, begins)
    return "duration_s" if use == "hold_s" and most > _LONGEST_HOLD_S else use


def _unexplained(token: Token, most: float, static: bool, last: Use, begins: bool) -> Use:
    """What a time without a cue is for: as the last one, or as what the text speaks of."""
    if static or token.isa("count") or last == "hold_s":
        return "hold_s"
    if begins:
        return "duration_s"
    return "duration_s" if last == "duration_s" or most >= _SHORTEST_BOUT_S else ""


def _of_pause(tokens: Sequence[Token], n: int, most: float) -> Use:
    """A pause in the top position is a hold, a pause between sets a rest."""
    for token in _around(tokens, n, 4, 6):
        if token.isa("top"):
            return "hold_s"
        if token.isa("between"):
            return "rest_s"
    return "hold_s" if most <= _SHORT_PAUSE_S else "rest_s"


def _cue_behind(tokens: Sequence[Token], n: int, most: float) -> Use:
    for distance, token in enumerate(tokens[n + 1 : n + 1 + _REACH_BEHIND]):
        if token.kinds & _SOFT_ENDS or token.isa("time", "sets", "reps", "by"):
            return ""
        if token.isa("of") and distance:
            return ""  # "20 sek. løb med pause": the pause is told later
        if token.isa("off") and distance == 0 and _has_time_before(tokens, n):
            return "rest_s"
        if token.isa("pause") or (token.isa("rest") and _near_top(tokens, n)):
            return _of_pause(tokens, n, most)
        if token.isa("rest", "between"):
            return "rest_s"
        if token.isa("hold", "static") or (token.isa("top") and distance == 0 and most <= _LONGEST_PHASE_S):
            return "hold_s"
        if token.isa("on") and distance == 0 and any(one.isa("off", "rest") for one in tokens[n : n + 8]):
            return "duration_s"
        if distance == 0 and token.isa("lower", "raise", "breath"):
            return next(_CUES[kind] for kind in ("lower", "raise", "breath") if token.isa(kind))
    return ""


def _is_length(tokens: Sequence[Token], n: int) -> bool:
    """Whether a verb of lasting stands before it: "each session takes 20 minutes, rests included"."""
    lasts = False
    for distance, token in enumerate(reversed(tokens[max(0, n - _REACH) : n])):
        if token.kinds & CLAUSE_ENDS or (not lasts and (token.isa("and") or distance >= _NEAR)):
            break
        if token.isa("rest", "hold", "pause", "static", "tense", "time"):
            return False
        lasts = lasts or token.isa("lasts")
    return lasts


def _follows_work(tokens: Sequence[Token], n: int) -> bool:
    """Whether it is the second time of "40 sek arbejde / 20 sek roligt"."""
    return tokens[n - 1].isa("slash") and any(one.isa("on") for one in tokens[max(0, n - 3) : n])


def _near_top(tokens: Sequence[Token], n: int) -> bool:
    return any(token.isa("top") for token in _around(tokens, n, 3, 5))


def _around(tokens: Sequence[Token], n: int, before: int, behind: int) -> list[Token]:
    """The words near a time; of those before it none that an earlier time has to itself."""
    start = max(0, n - before)
    last = max((place for place in range(start, n) if _closes(tokens, place)), default=start)
    return list(tokens[last : n + behind])


def _closes(tokens: Sequence[Token], place: int) -> bool:
    """Whether what stands before a place belongs to an earlier time: "hold 1 sekund nede, 30 sekunders pause"."""
    return bool(tokens[place].kinds & CLAUSE_ENDS) and _has_time_before(tokens, place)


def _has_time_before(tokens: Sequence[Token], n: int) -> bool:
    return any(token.isa("time") for token in tokens[max(0, n - 6) : n])


def _cue_before(tokens: Sequence[Token], n: int, most: float) -> Use:
    soft = False
    for place in range(n - 1, max(-1, n - _REACH), -1):
        token = tokens[place]
        if token.kinds & SENTENCE_ENDS or token.isa("time"):
            return ""
        if token.isa("pause") or (token.isa("rest") and not soft and _near_top(tokens, n)):
            return _of_pause(tokens, n, most)
        for kind, use in _CUES.items():
            too_long = use in ("lower", "raise") and most > _LONGEST_PHASE_S
            out_of_reach = soft and (kind in _WEAK or not _is_open(tokens, place))
            if token.isa(kind) and not too_long and not out_of_reach:
                is_held = kind == "activity" and not soft and _holds(tokens, place)
                return "hold_s" if is_held else use
        soft = soft or bool(token.kinds & _SOFT_ENDS)
    return ""


def _holds(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word of holding stands before the movement, in its clause: "hold bevægelsen i 5 sekunder"."""
    for token in reversed(tokens[max(0, place - _NEAR) : place]):
        if token.kinds & _SOFT_ENDS:
            return False
        if token.isa("hold"):
            return True
    return False


def _is_open(tokens: Sequence[Token], place: int) -> bool:
    """Whether a cue speaks of the position as a whole: "hold strækket", not "hold ryggen"."""
    if not tokens[place].isa("hold"):
        return True
    behind = tokens[place + 1 : place + 4]
    ends = not behind or bool(behind[0].kinds & CLAUSE_ENDS) or behind[0].isa("of", "to_failure")
    return ends or any(t.isa("position", "static") for t in behind)
