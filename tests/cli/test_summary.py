"""The honest sentence at the end, and target beside actual."""

from dataclasses import replace

import pytest

from hofte.cli.summary import sentences, table, total_reps
from hofte.cli.words import speech
from hofte.coach.model import Plan, RepResult
from hofte.coach.timeline import make_timeline
from hofte.exercise.model import Exercise

GOOD = RepResult(1, 1, None, 5.0, 10.0, 10.0, measured=True, reached=True, held_s=9.64, let_go=True, release_s=0.84,
                 rest_s=10.2)  # fmt: skip
HELD_ON = replace(GOOD, rep=2, let_go=False, release_s=None)
BY_CLOCK = RepResult(1, 1, None, 5.0, 10.0, 10.0, rest_s=10.0)
HELPED = replace(GOOD, problems=("wrong_muscle:buttock",))
STOPPED = replace(BY_CLOCK, rep=2, problems=("stopped",))


@pytest.mark.parametrize(
    ("results", "total", "said"),
    [
        ([GOOD], 1, "You did the one repetition. The level reached the target in 1 of 1 measured. "
         "You let go fully after all of them."),
        ([GOOD, GOOD], 2, "You did all 2 repetitions. The level reached the target in 2 of 2 measured. "
         "You let go fully after all of them."),
        ([GOOD, HELD_ON], 2, "You did all 2 repetitions. The level reached the target in 2 of 2 measured. "
         "You let go fully after 1 of 2 measured."),
        ([BY_CLOCK], 1, "You did the one repetition. The clock did the counting: hold and release were not measured."),
        ([GOOD, BY_CLOCK], 2, "You did all 2 repetitions. The level reached the target in 1 of 1 measured. "
         "You let go fully after 1 of 1 measured. 1 was not measured."),
        ([BY_CLOCK, STOPPED], 5, "You did 1 of 5 repetitions. "
         "The clock did the counting: hold and release were not measured."),
        ([GOOD, HELPED], 2, "You did all 2 repetitions. 1 does not count, because another muscle helped. "
         "The level reached the target in 2 of 2 measured. You let go fully after all of them."),
        ([], 5, "No repetitions were done."),
    ],
)  # fmt: skip
def test_the_sentence_says_no_more_than_is_known(results: list[RepResult], total: int, said: str) -> None:
    assert sentences(results, total, speech("en")) == said


def test_target_stands_beside_actual() -> None:
    assert table([GOOD, HELD_ON, replace(STOPPED, set=2, rep=10, side="left", rest_s=None), HELPED], speech("da")) == [
        "nr.    hold        sluppet  pause",
        "1.1    10 → 9,6 s  0,8 s    10 → 10,2 s",
        "1.2    10 → 9,6 s  nej      10 → 10,2 s",
        "2.10←  10 → – s    –        10 → – s     stoppet",
        "1.1    10 → 9,6 s  0,8 s    10 → 10,2 s  ballen hjalp med",
    ]


def test_what_was_not_asked_for_has_no_target() -> None:
    row = replace(BY_CLOCK, target_hold_s=0.0, target_rest_s=0.0, rest_s=None)
    assert table([row], speech("en"))[1].split() == ["1.1", "–", "–", "–"]


def test_both_sides_count() -> None:
    plan = Plan(2, 3, 0.0, 20.0, 5.0, 10.0, True)
    assert total_reps(make_timeline(Exercise("Stretch", style="stretch", scope="HF"), plan)) == 12
