"""The starter library is read like any other page; the numbers are those of the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

import hofte
from hofte.coach.plan import make_plan
from hofte.core.values import Range
from hofte.exercise.model import Reading
from hofte.exercise.propose import propose
from hofte.exercise.read import read_exercises
from hofte.page.read import read_page

CONTENT = Path(hofte.__file__).parent / "content"
LANGUAGES = ("da", "nb", "en")
KINDS = {
    "banded-knee-raise": [("HF", "reps")],
    "glute-bridge": [("ST", "reps")],
    "hip-flexor-stretch": [("HF", "stretch")],
    "hip-thrust": [("ST", "reps")],
    "pelvic-floor": [],
    "pelvic-floor-quick-long": [("PF", "quick"), ("PF", "long")],
    "pelvic-floor-release": [("PF", "release")],
    "psoas": [],
    "side-plank": [("ST", "hold")],
    "supine-march": [("HF", "reps")],
}


def reading(lang: str, slug: str) -> Reading:
    return read_exercises(read_page(CONTENT / lang / f"{slug}.md"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", KINDS)
def test_exercises_of_a_starter_page(lang: str, slug: str) -> None:
    found = reading(lang, slug)
    assert [(one.scope, one.style) for one in found.exercises] == KINDS[slug]
    assert {finding.code for finding in found.findings} <= {"PF14"}
    for exercise in found.exercises:
        assert exercise.steps
        assert exercise.cautions
        assert exercise.variants
        assert [pose.name for pose in exercise.poses] == ["start", "top", "end"]
        main = exercise.doses[0]
        assert set(main.spans) == set(main.filled)
        assert make_plan(exercise, propose(exercise, main)).reps >= 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_st01_the_ladder_of_the_hip_thrust(lang: str) -> None:
    (thrust,) = reading(lang, "hip-thrust").exercises
    assert thrust.doses[0].hold_s == Range(1, 1)
    assert [(check.joint, check.low, check.high, check.at) for check in thrust.checks] == [("knee", 80, 90, "top")]
    assert len(thrust.variants) == 6
    assert thrust.variants[1].doses[0].hold_s == Range(3, 10)
    assert thrust.variants[2].pattern == ("up", "half_down", "up", "down")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pf11_pf12_quick_and_long(lang: str) -> None:
    quick, long = reading(lang, "pelvic-floor-quick-long").exercises
    assert (quick.doses[0].sets, quick.doses[0].reps) == (Range(3, 3), Range(10, 10))
    assert (long.doses[0].reps, long.doses[0].hold_s) == (Range(5, 5), Range(None, 10))
    assert long.doses[0].rest_rule == "at_least_hold"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", ["pelvic-floor", "pelvic-floor-release"])
def test_pf14_stopping_the_urine_is_found_on_the_starter_pages(lang: str, slug: str) -> None:
    assert "PF14" in [finding.code for finding in reading(lang, slug).findings]
