"""What a session looks like at each moment, and what is told of it."""

from dataclasses import replace

import pytest

from hofte.cli.moment import NOTE_S, Moments, Narrator, say_problem
from hofte.cli.words import speech
from hofte.coach.model import Event, EventKind, Judged, Plan, RepResult, Said, Timeline
from hofte.coach.session import Session
from hofte.coach.timeline import make_timeline
from hofte.emg.model import Features
from hofte.exercise.model import Exercise

SQUEEZE = Exercise("Knip", lang="nb", scope="PF", style="long")
PLAN = Plan(1, 2, 0.0, 4.0, 4.0, 0.0, False, ready_s=2.0, proposed=("hold_s", "rest_s", "set_rest_s", "per_side"))
RESULT = RepResult(1, 1, None, 2.0, 4.0, 4.0, measured=True, reached=True, held_s=3.6, let_go=True)


@pytest.fixture
def timeline() -> Timeline:
    return make_timeline(SQUEEZE, PLAN)


class Played:
    """A session with its moments, driven by hand."""

    def __init__(self, timeline: Timeline) -> None:
        self.session = Session(timeline)
        self.moments = Moments(self.session, Narrator(timeline))

    def act(self, kind: EventKind, at_s: float) -> None:
        self.session.handle(Event(kind, at_s))

    def level(self, at_s: float, level: float | None) -> None:
        frame = Features(at_s, level)
        self.moments.hear(frame)
        self.session.feed(frame)

    def view(self, at_s: float, *, measures: bool = True, asking: bool = False):
        return self.moments.view(at_s, sensor="sensor", measures=measures, asking=asking)


def test_the_view_follows_the_session(timeline: Timeline) -> None:
    played = Played(timeline)
    played.act("start", 0.0)
    played.act("tick", 3.0)
    view = played.view(3.0)
    assert (view.title, view.cue, view.following) == ("Knip", "Knip, opp og inn.", "Slipp")
    assert (view.left_s, view.passed_s, view.share) == (3.0, 1.0, 0.25)
    assert (view.session_s, view.planned_s) == (3.0, 18.0)
    assert view.place == "repetisjon 1 av 2"
    assert view.marks == ("now", "later")
    assert view.mood == "squeeze"
    played.act("tick", 18.0)
    assert played.view(18.0) is None


def test_a_pause_stands_still(timeline: Timeline) -> None:
    played = Played(timeline)
    played.act("start", 0.0)
    played.act("pause", 3.0)
    view = played.view(60.0, asking=True)
    assert (view.title, view.paused, view.asking, view.left_s, view.session_s) == ("Pause", True, True, 3.0, 3.0)


def test_a_wait_for_the_release_stops_the_count_of_the_session(timeline: Timeline) -> None:
    played = Played(timeline)
    played.act("start", 0.0)
    for n in range(12 * 50):
        played.level(n / 50, 50.0)
    view = played.view(11.98)
    assert (view.phase.kind, view.left_s, view.session_s, view.big) == ("release", None, 10.0, "+1")


def test_the_needle_is_the_mean_of_the_last_moment(timeline: Timeline) -> None:
    played = Played(timeline)
    played.act("start", 0.0)
    for n, level in enumerate([0.0] * 30 + [50.0, 70.0] * 10):
        played.level(n / 50, level)
    meter = played.view(0.99).meter
    assert meter.level == pytest.approx(60.0, abs=2.0)
    assert (meter.target, meter.released_below) == (timeline.phases[1].target, 10.0)
    played.level(1.02, None)
    assert played.view(1.02).meter.level is None
    assert played.view(1.02, measures=False).meter is None


def test_an_old_level_is_no_level(timeline: Timeline) -> None:
    played = Played(timeline)
    played.act("start", 0.0)
    assert played.view(0.0).meter.level is None
    played.level(0.1, 40.0)
    assert played.view(0.2).meter.level == 40.0
    assert played.view(1.0).meter.level is None


def test_a_note_stays_a_moment_and_through_a_pause(timeline: Timeline) -> None:
    played = Played(timeline)
    played.act("start", 0.0)
    played.moments.note("Slipp.", 1.0)
    played.moments.note("", 1.5)
    assert played.view(1.0 + NOTE_S - 0.1).note == "Slipp."
    assert played.view(1.0 + NOTE_S).note == ""
    played.act("pause", 1.6)
    assert played.view(60.0).note == "Slipp."


def test_marks_tell_how_a_repetition_went(timeline: Timeline) -> None:
    played = Played(timeline)
    results = [
        RESULT,
        replace(RESULT, rep=2, let_go=False),
        replace(RESULT, rep=3, measured=False, let_go=None),
        replace(RESULT, rep=4, problems=("wrong_muscle:buttock",)),
    ]
    played.session._results += results
    many = replace(timeline, plan=replace(PLAN, reps=5))
    played.session.timeline = many
    assert played.moments._marks(many.phases[1]) == ("good", "held_on", "done", "skipped", "later")


def test_what_is_not_from_the_page_is_named_with_its_value(timeline: Timeline) -> None:
    assert Narrator(timeline).proposed() == ["hvor lenge 4 s", "pause 4 s", "i alt, ikke på hver side"]


def test_praise_and_warnings_are_notes(timeline: Timeline) -> None:
    narrator = Narrator(timeline)
    assert narrator.note(Judged(RESULT)) == "Godt knepet. Godt sluppet."
    assert narrator.note(Judged(replace(RESULT, measured=False, reached=None, let_go=None))) == ""
    assert narrator.note(Said("wrong_muscle", 1.0, "thigh")) == "La lårene være myke."


def test_a_repetition_is_told_in_one_line(timeline: Timeline) -> None:
    narrator = Narrator(timeline)
    result = replace(RESULT, let_go=False, problems=("wrong_muscle:belly", "paused"))
    assert narrator.line(Judged(result)) == "nr. 1: holdt 3,6 s, sluppet: nei, magen hjalp til, pause underveis"
    assert narrator.line(Judged(replace(RESULT, measured=False))) == ""


def test_a_problem_without_words_is_still_told() -> None:
    assert say_problem("cold_feet", speech("en")) == "cold feet"
    assert say_problem("wrong_muscle:calf", speech("en")) == "calf helped"
    assert say_problem("wrong_muscle", speech("en")) == "another muscle helped"
