"""Tempo: the seconds of each phase of a movement, joined by ``-``: down, pause, up (and pause)."""

from __future__ import annotations

from collections.abc import Mapping

from hofte.dose.draft import Draft
from hofte.dose.tokens import Token

#: As fast as possible.
_EXPLOSIVE = "X"


def written_tempo(text: str) -> str:
    """The tempo that digits say: ``tempo 3010`` and ``3 / 1 / 2``; empty when they are not three or four."""
    words = [word for word in text.split() if word in "x×" or any(map(str.isdigit, word))]
    phases = [_EXPLOSIVE if sign in "x×" else sign for sign in "".join(words) if sign.isdigit() or sign in "x×"]
    return "-".join(phases) if len(phases) in (3, 4) else ""


def told_tempo(phases: Mapping[str, Token], draft: Draft) -> tuple[str, Token] | None:
    """The tempo that a sentence tells by its phases ("3 sekunder ned, 1 op"), and its words.

    Parameters
    ----------
    phases : mapping of str to Token
        The times of the phases ``lower`` and ``raise``, as far as the sentence told them.
    draft : Draft
        The dose at hand. A hold or a rest told between the two phases is the pause of the tempo, and leaves the dose.

    Returns
    -------
    tuple of str and Token, or None
        None unless both phases are told, each by one number.
    """
    down, up = phases.get("lower"), phases.get("raise")
    if not (down and up and down.value and up.value):
        return None
    if down.value.low != down.value.high or up.value.low != up.value.high:
        return None
    words = down._replace(start=min(down.start, up.start), end=max(down.end, up.end))
    pause = _pause_between(draft, words)
    seconds = (
        [down.value.least, pause, up.value.least] if down.start < up.start else [down.value.least, 0, up.value.least]
    )
    if pause and up.start < down.start:
        seconds.append(pause)  # it is the pause at the top
    return "-".join(f"{part:g}" for part in seconds), words


def _pause_between(draft: Draft, words: Token) -> float:
    """The seconds of the stop between the two phases, which leave the dose; none is 0."""
    for name in ("hold_s", "rest_s"):
        if name in draft.values and words.start < draft.spans[name].start and draft.spans[name].end < words.end:
            pause: float = draft.values[name].least
            draft.drop(name)
            return pause
    return 0.0
