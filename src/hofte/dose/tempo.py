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
        The dose at hand. A hold told between the two phases is the pause of the tempo, and leaves the dose.

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
    pause = draft.values["hold_s"] if "hold_s" in draft.values and _is_between(draft, down, up) else None
    if pause:
        draft.drop("hold_s")
    seconds = (down.value.least, pause.least if pause else 0, up.value.least)
    words = down._replace(start=min(down.start, up.start), end=max(down.end, up.end))
    return "-".join(f"{part:g}" for part in seconds), words


def _is_between(draft: Draft, down: Token, up: Token) -> bool:
    return down.end <= draft.spans["hold_s"].start and draft.spans["hold_s"].end <= up.start
