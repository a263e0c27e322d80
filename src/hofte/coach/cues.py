"""The words of the coach: ``lang/<code>/cues.toml``, short ones for the screen and a sentence for the voice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from hofte.coach.model import Finished, RepResult, Timeline
from hofte.lang.data import languages, words

#: A hold is praised when this share of it was kept; the rest is reaction time and rise. Own design.
KEPT = 0.7


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue in one language."""

    screen: str
    speech: str


@cache
def cues(lang: str) -> Mapping[str, Cue]:
    """All cues of a language, by key; English when there is no such language."""
    code = lang if lang in languages() else "en"
    return MappingProxyType({key: Cue(entry["screen"], entry["speech"]) for key, entry in words(code, "cues").items()})


def cue(lang: str, key: str, detail: str = "") -> Cue:
    """One cue; ``detail`` chooses a more exact form where there is one (``wrong_muscle`` of the ``thigh``).

    Raises
    ------
    KeyError
        If there is no such cue.
    """
    known = cues(lang)
    return known.get(f"{key}_{detail}") or known[key]


def closing(timeline: Timeline, finished: Finished) -> str:
    """The key of what is said at the end."""
    if finished.reason == "stopped":
        return "stopped"
    return "done_squeezing" if "PF19" in timeline.rules else "done"


def praise(result: RepResult) -> tuple[str, ...]:
    """The keys of what deserves praise in a repetition; squeezing and letting go count alike.

    Nothing is praised that was not measured.
    """
    kept = bool(result.reached) and (result.held_s or 0.0) >= KEPT * result.target_hold_s
    well = (("well_squeezed", kept and result.counted), ("well_let_go", bool(result.let_go)))
    return tuple(key for key, deserved in well if deserved)
