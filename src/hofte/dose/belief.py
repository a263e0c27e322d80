"""Says whether a time or a frequency is one of training: "30 minutes" may be anything, until something speaks of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hofte.dose.draft import Draft
from hofte.dose.gate import EXERCISE
from hofte.dose.tokens import SENTENCE_ENDS, Token

#: What is left of words of exercise once they are part of a phrase.
SPEAKS = EXERCISE | {"sets", "reps", "by", "count"}
#: A word that is in no list.
WORD = frozenset({"word"})
#: A time from this long on is only believed among words of exercise; shorter ones hardly mean anything else.
_NEEDS_EXERCISE_S = 60.0
_HOUR_S = 3600.0
#: A text of fewer words that no list knows may be a frequency alone: "**Hyppighed:** 3 gange om ugen".
_FEW_WORDS = 4
#: What a line may hold beside a time, to be no more than that, and what then must stand in the text.
_BARE = SENTENCE_ENDS | {
    "for_weeks", "at", "up_to", "time", "minutes", "of", "rpe", "reserve",
    "comma", "semicolon", "colon", "open", "close",
}  # fmt: skip
_MOVES = frozenset({"activity", "rpe", "sets", "by", "easy"})
_MOVES_OR_HOLDS = frozenset({"activity", "static", "sets", "by", "repeat", "times"})


@dataclass(frozen=True, slots=True)
class Belief:
    """What a whole text speaks of.

    Parameters
    ----------
    kinds : frozenset of str
        Of all its tokens.
    n_unknown : int
        How many of its words are in no list.
    """

    kinds: frozenset[str]
    n_unknown: int

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> Belief:
        """The belief in a text whose phrases these are."""
        kinds = frozenset[str]().union(*(token.kinds for token in tokens))
        return cls(kinds, sum(token.kinds == WORD for token in tokens))

    def in_training(self, token: Token) -> bool:
        """Whether a frequency or a short time is one of training: the text speaks of it, or says little else."""
        speaks = self.kinds & SPEAKS or "topic" in self.kinds or token.isa("session", "programme")
        return bool(speaks) or self.n_unknown <= _FEW_WORDS

    def in_activity(self, token: Token, sentence: frozenset[str], draft: Draft) -> bool:
        """Whether a time is one of something done; ``sentence`` has the kinds of all tokens beside it."""
        value = token.value
        if value is None:
            return True
        if value.low is None and "posture" in sentence and not sentence & _MOVES_OR_HOLDS:
            return False  # to sit for half an hour at most is no exercise
        if value.most >= _HOUR_S and not token.isa("session"):
            return "activity" in sentence or "duration_s" in draft.values
        if "lasting" in sentence or {"morning", "evening"} <= sentence:
            return True
        if not sentence - _BARE and self.kinds & _MOVES:
            return True
        if value.most < _NEEDS_EXERCISE_S:
            return self.in_training(token)
        return bool(sentence & SPEAKS) or draft.has_work
