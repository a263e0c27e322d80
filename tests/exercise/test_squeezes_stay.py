"""The rules for pelvic-floor squeezes cannot be switched off by a line of front matter that contradicts the page."""

from __future__ import annotations

import pytest

from hofte.coach.plan import make_plan
from hofte.core.errors import RuleBroken
from hofte.exercise.model import Reading
from hofte.exercise.propose import propose
from hofte.exercise.read import read_exercises
from hofte.page.read import parse_page

SQUEEZE = (
    "1. Læg dig ned.\n2. Knib, og hold i 10 sekunder.\n\n**Antal gentagelser:** 8 gentagelser, 3 sekunders pause.\n"
)
RELEASE = "1. Læg dig ned.\n2. Træk vejret roligt.\n\n**Antal gentagelser:** 4 minutter dagligt.\n"


def read(lines: str, body: str) -> Reading:
    text = f"---\ntitle: Bunden\nkind: exercise\n{lines}\n---\n\n{body}"
    return read_exercises(parse_page(text, lang="da"))


@pytest.mark.parametrize("style", ["stretch", "activity", "release"])
def test_pf06_a_style_that_is_no_squeeze_is_refused_where_the_page_squeezes(style: str) -> None:
    reading = read(f"scope: PF\nstyle: {style}", SQUEEZE)
    (finding,) = reading.findings
    assert (finding.code, finding.severity, finding.line) == ("style-refused", "warning", 5)
    (exercise,) = reading.exercises
    assert (exercise.scope, exercise.style) == ("PF", "long")
    with pytest.raises(RuleBroken, match="PF06"):
        make_plan(exercise, propose(exercise, exercise.doses[0]))


@pytest.mark.parametrize("style", ["stretch", "activity"])
def test_pf06_pelvic_floor_work_is_no_stretch_and_no_activity(style: str) -> None:
    reading = read(f"scope: PF\nstyle: {style}", RELEASE)
    assert [finding.code for finding in reading.findings] == ["style-refused"]
    assert reading.exercises[0].style not in ("stretch", "activity", "release")


def test_letting_go_is_taken_where_nothing_tells_to_squeeze_and_said() -> None:
    reading = read("scope: PF\nstyle: release", RELEASE)
    assert [(one.code, one.severity) for one in reading.findings] == [("style-release", "info")]
    assert reading.exercises[0].style == "release"


def test_pf08_a_hold_without_a_word_of_letting_go_is_a_squeeze() -> None:
    reading = read("scope: PF\nstyle: release", "Hold i 20 sekunder. Gentag 5 gange.\n")
    assert [one.code for one in reading.findings] == ["style-refused"]
    with pytest.raises(RuleBroken, match="PF08"):
        make_plan(reading.exercises[0], propose(reading.exercises[0], reading.exercises[0].doses[0]))


@pytest.mark.parametrize("scope", ["ST", "HF"])
def test_pf06_another_scope_is_refused_where_the_page_is_of_the_pelvic_floor(scope: str) -> None:
    reading = read(f"scope: {scope}", SQUEEZE.replace("Knib", "Knib om bækkenbunden"))
    (finding,) = reading.findings
    assert (finding.code, finding.line) == ("scope-refused", 4)
    assert reading.exercises[0].scope == "PF"


@pytest.mark.parametrize("lines", ["scope: PF\nstyle: long", "scope: ST\nstyle: hold", "style: stretch"])
def test_front_matter_that_agrees_or_concerns_others_is_taken_without_a_word(lines: str) -> None:
    reading = read(lines, "Hold i 10 sekunder. Gentag 5 gange.\n")
    assert reading.findings == ()
    assert lines.endswith(reading.exercises[0].style)
