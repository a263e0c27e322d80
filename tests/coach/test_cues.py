"""The coach's words: the same keys in every language, short on the screen, and letting go praised like squeezing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hofte.coach.cues import closing, cue, cues, praise
from hofte.coach.model import Finished, Plan, RepResult, Timeline
from hofte.coach.pace import Pace
from hofte.coach.timeline import make_timeline
from hofte.exercise.model import Exercise, Move
from hofte.lang.data import words

LANGUAGES = ("da", "nb", "nn", "sv", "en")
PLAN = Plan(2, 2, 0.0, 2.0, 2.0, 5.0, per_side=True)
ALL_MOVES: tuple[Move, ...] = ("up", "half_down", "half_up", "down", "hold")
DONE = RepResult(1, 1, None, 0.0, 5.0, 5.0, measured=True, reached=True, held_s=4.6, let_go=True)


def timelines() -> list[Timeline]:
    """One of every kind."""
    styles = [Exercise("x", scope=scope, style=style) for scope in ("PF", None)
              for style in ("reps", "hold", "stretch", "activity", "quick", "long", "release")]  # fmt: skip
    paced = replace(PLAN, legs=Pace.usual(ALL_MOVES).legs(2.0))
    plans = [
        PLAN,
        replace(PLAN, work_s=None),
        replace(PLAN, work_s=None, hold_s=0.0),
        replace(PLAN, work_s=3.0, rest_s=5.0),
    ]
    made = [make_timeline(exercise, PLAN) for exercise in styles]
    return [*made, make_timeline(Exercise("x"), paced), *(make_timeline(Exercise("x"), plan) for plan in plans)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_every_cue(lang: str) -> None:
    assert list(cues(lang)) == list(cues("en"))
    assert all(set(entry) == {"screen", "speech"} for entry in words(lang, "cues").values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatever_is_cued_or_said_has_words(lang: str) -> None:
    cued = {phase.cue for timeline in timelines() for phase in timeline.phases}
    assert cued >= {"ready", "squeeze", "let_go", "up", "half_up", "half_down", "rep", "rep_hold", "go", "stretch"}
    said = {
        "let_go",
        "offer_stop",
        "wrong_muscle",
        "signal_lost",
        "signal_back",
        "paused",
        "resumed",
        "done",
        "stopped",
    }
    assert cued | said <= set(cues(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_short_and_calm(lang: str) -> None:
    for key, said in cues(lang).items():
        assert 0 < len(said.screen) <= 28, key
        assert 0 < len(said.speech) <= 120, key
        assert "!" not in said.screen + said.speech, key
        assert not said.screen.endswith("."), key
        assert said.speech.endswith("."), key


def test_a_detail_chooses_the_more_exact_words() -> None:
    assert cue("da", "wrong_muscle", "belly") == cues("da")["wrong_muscle_belly"]
    assert cue("da", "wrong_muscle", "neck") == cues("da")["wrong_muscle"]
    assert cue("da", "let_go") == cues("da")["let_go"]
    with pytest.raises(KeyError):
        cue("da", "nothing like that")


def test_an_unknown_language_speaks_english() -> None:
    assert cue("", "rest") == cue("en", "rest") != cue("sv", "rest")


@pytest.mark.parametrize(
    ("result", "keys"),
    [
        (DONE, ("well_squeezed", "well_let_go")),
        (replace(DONE, let_go=False), ("well_squeezed",)),
        (replace(DONE, reached=False, held_s=0.0), ("well_let_go",)),
        (replace(DONE, held_s=2.0), ("well_let_go",)),
        (replace(DONE, problems=("wrong_muscle:belly",)), ("well_let_go",)),
        (RepResult(1, 1, None, 0.0, 5.0, 5.0), ()),
    ],
)
def test_letting_go_is_praised_as_much_as_squeezing(result: RepResult, keys: tuple[str, ...]) -> None:
    assert praise(result) == keys


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_end_praises_nothing_that_may_not_have_been_measured(lang: str) -> None:
    said = cue(lang, "done_squeezing").speech.casefold()
    assert not any(cue(lang, key).speech.casefold().rstrip(".") in said for key in ("well_squeezed", "well_let_go"))


def test_squeezes_end_in_words_of_their_own() -> None:
    squeezes = make_timeline(Exercise("x", scope="PF", style="long"), PLAN)
    plank = make_timeline(Exercise("x", style="hold"), PLAN)
    assert closing(squeezes, Finished(1.0, "done")) == "done_squeezing"
    assert closing(plank, Finished(1.0, "done")) == "done"
    assert closing(squeezes, Finished(1.0, "stopped", "stop")) == "stopped"
