from __future__ import annotations

from pathlib import Path

import pytest

from hofte.coach.plan import make_plan
from hofte.core.errors import RuleBroken
from hofte.core.stored import from_json, to_json
from hofte.core.values import Range, Span
from hofte.dose.model import Dose
from hofte.exercise.model import KeyPose, Reading
from hofte.exercise.propose import propose
from hofte.exercise.read import read_exercises
from hofte.page.model import Page
from hofte.page.read import parse_page, read_page

PAGES = Path(__file__).parent / "pages"


def read(name: str) -> tuple[Page, Reading]:
    page = read_page(PAGES / f"{name}.md")
    return page, read_exercises(page)


def read_text(text: str, lang: str = "da") -> Reading:
    return read_exercises(parse_page(text, lang=lang))


def said(dose: Dose) -> dict[str, object]:
    return {name: getattr(dose, name) for name in dose.filled}


def test_a_dose_is_put_together_from_line_steps_label_and_faq() -> None:
    page, reading = read("broloeft")
    (exercise,) = reading.exercises
    assert (exercise.name, exercise.scope, exercise.style) == ("Broløft", "ST", "reps")
    main = exercise.doses[0]
    assert said(main) == {
        "sets": Range(3, 3),
        "reps": Range(10, 12),
        "hold_s": Range(2, 2),
        "rest_s": Range(60, 90),
        "per_week": Range(2, 3),
    }
    words = {name: span.of(page.text) for name, span in main.spans.items()}
    assert words["hold_s"] == "2 sekunder"
    assert words["per_week"] == "2-3 gange om ugen"
    assert main.origin == "page"


def test_alternatives_stay_apart_with_a_label() -> None:
    _, reading = read("broloeft")
    (_, beginner) = reading.exercises[0].doses
    assert said(beginner) == {"sets": Range(2, 2), "reps": Range(8, 8)}
    assert beginner.label == "nybegynder"


def test_variants_in_a_table_are_exercises_of_their_own() -> None:
    page, reading = read("broloeft")
    single, half, band = reading.exercises[0].variants
    assert [one.name for one in (single, half, band)] == ["Broløft på ét ben", "Halvanden bro", "Bro med bånd"]
    assert said(single.doses[0]) == {"sets": Range(2, 2), "reps": Range(6, 6), "per_side": True}
    assert single.doses[0].spans["reps"].of(page.text) == "6 gentagelser"
    assert half.pattern == ("up", "half_down", "up", "down")
    assert (half.doses, band.pattern) == ((), ())


def test_angles_are_checks_and_equipment_is_no_load() -> None:
    page, reading = read("broloeft")
    (exercise,) = reading.exercises
    (check,) = exercise.checks
    assert (check.joint, check.low, check.high, check.at) == ("knee", 85, 95, "top")
    assert check.span is not None
    assert check.span.of(page.text) == "85-95 grader"
    assert [line.text for line in exercise.equipment] == ["En måtte", "En håndvægt på 8 kg"]
    assert exercise.doses[0].load is None


def test_cautions_tell_when_to_stop_and_whom_to_see() -> None:
    _, reading = read("broloeft")
    assert [(line.text, line.line) for line in reading.exercises[0].cautions] == [
        ("Stop, hvis du får smerter i lænden.", 26),
        ("Kontakt en fysioterapeut, hvis du har ondt i mere end nogle uger.", 47),
    ]


def test_equipment_of_the_front_matter_has_its_place() -> None:
    reading = read_text(
        "---\ntitle: Løft\nkind: exercise\nequipment:\n  - elastik\n---\n\nLav 2 sæt af 8 gentagelser.\n"
    )
    (line,) = reading.exercises[0].equipment
    assert (line.text, line.line, line.span) == ("elastik", 5, Span(46, 53))


def test_how_questions_name_exercises_and_other_questions_do_not() -> None:
    page, reading = read("hofteboejer")
    assert [(one.name, one.scope, one.style) for one in reading.exercises] == [
        ("Stræk i stolen", "HF", "stretch"),
        ("Liggende gang", "HF", "reps"),
    ]
    stretch, march = (one.doses[0] for one in reading.exercises)
    assert said(stretch) == {"hold_s": Range(25, 35), "reps": Range(2, 2), "per_side": True}
    assert said(march) == {"sets": Range(2, 2), "reps": Range(8, 10)}
    assert stretch.spans["hold_s"].of(page.text) == "25–35 sekunder"
    assert len(reading.exercises[0].steps) == 2


def test_cautions_of_the_page_hold_for_all_its_exercises() -> None:
    _, reading = read("hofteboejer")
    for exercise in reading.exercises:
        assert [line.line for line in exercise.cautions] == [26, 30, 30]


def test_pf06_a_rule_of_the_page_fills_exercises_without_a_rest() -> None:
    page, reading = read("knip")
    quick, long = reading.exercises
    assert [(one.name, one.scope, one.style) for one in (quick, long)] == [
        ("Raske knip", "PF", "quick"),
        ("Utholdende knip", "PF", "long"),
    ]
    for exercise in (quick, long):
        assert exercise.doses[0].rest_rule == "at_least_hold"
        assert exercise.rest_rule_span is not None
        assert exercise.doses[0].spans["rest_rule"] == exercise.rest_rule_span
        assert "minst like lenge" in exercise.rest_rule_span.of(page.text)
    assert (quick.doses[0].sets, quick.doses[0].reps) == (Range(2, 2), Range(8, 8))
    assert (long.doses[0].reps, long.doses[0].hold_s) == (Range(4, 4), Range(6, 6))


def test_pf14_a_technique_test_is_found_and_gives_no_dose() -> None:
    page, reading = read("knip")
    (finding,) = reading.findings
    assert (finding.code, finding.severity, finding.line) == ("PF14", "info", 5)
    assert finding.span is not None
    assert finding.span.of(page.text).startswith("Prøv å stoppe urinstrålen")
    assert all(
        dose.span is None or dose.span.start > finding.span.end for one in reading.exercises for dose in one.doses
    )


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("da", "- **Bækkenbund:** Stop urinstrålen midt i, og gentag 10 gange."),
        ("nb", "- **Bekkenbunn:** Stopp urinstrålen midt i, og gjenta 10 ganger."),
        ("sv", "- **Bäckenbotten:** Stoppa urinstrålen och upprepa 10 gånger."),
        ("en", "- **Pelvic floor:** Stop the flow of urine, and repeat 10 times."),
    ],
)
def test_pf14_holds_in_every_language(lang: str, text: str) -> None:
    reading = read_text(f"## Test\n\n{text}\n", lang)
    assert reading.exercises == ()
    assert [one.code for one in reading.findings] == ["PF14"]


def test_pf14_a_picture_of_stopping_is_no_test() -> None:
    text = "## Øvelser\n\n- **Lange knib:** Knib, som om du stopper urinstrålen, hold i 5 sekunder, gentag 8 gange.\n"
    reading = read_text(text)
    assert [one.name for one in reading.exercises] == ["Lange knib"]
    assert [one.code for one in reading.findings] == ["PF14"]


def test_exercises_that_share_a_page_share_its_equipment_poses_and_variants() -> None:
    reading = read_text(
        "---\ntitle: To slags knib\nkind: exercise\nscope: PF\nequipment: [måtte]\n"
        "poses: [{name: top, angles: {knee: 90}}]\n---\n\n"
        "- **Hurtige knib:** Lav 3 sæt med 10 hurtige knib.\n- **Lange knib:** Lav 5 knib, hold i 6 sekunder.\n\n"
        "## Varianter\n\n### Liggende\n\nPå ryggen.\n\n### Stående\n\nMed rank ryg.\n"
    )
    quick, long = reading.exercises
    assert (quick.style, long.style) == ("quick", "long")
    for exercise in (quick, long):
        assert [line.text for line in exercise.equipment] == ["måtte"]
        assert exercise.poses == (KeyPose("top", {"knee": 90.0}),)
        assert [(one.name, one.style) for one in exercise.variants] == [
            ("Liggende", exercise.style),
            ("Stående", exercise.style),
        ]


def test_front_matter_declares_scope_style_pattern_and_poses() -> None:
    reading = read_text(
        "---\ntitle: Bro\nkind: exercise\nscope: ST\nstyle: hold\npattern: [up, hold, down]\nposes:\n"
        "  - name: start\n    angles: {hip: 50, knee: 90}\n  - {name: top, angles: {hip: 0, knee: 90.5}}\n---\n\n"
        "Hold i 10 sekunder.\n"
    )
    (exercise,) = reading.exercises
    assert (exercise.scope, exercise.style, exercise.pattern) == ("ST", "hold", ("up", "hold", "down"))
    assert exercise.poses == (
        KeyPose("start", {"hip": 50.0, "knee": 90.0}),
        KeyPose("top", {"hip": 0.0, "knee": 90.5}),
    )
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("scope: XX", "scope-unknown"),
        ("style: dance", "style-unknown"),
        ("pattern: [up, sideways]", "pattern-unknown"),
        ("poses: top", "poses-unknown"),
        ("poses: [{name: top}]", "poses-unknown"),
        ("poses: [{name: top, angles: {hip: wide}}]", "poses-unknown"),
        ("poses: [{name: top, angles: {tail: 20}}]", "poses-unknown"),
    ],
)
def test_declared_values_that_are_not_known_are_findings(line: str, code: str) -> None:
    reading = read_text(f"---\ntitle: Bro\nkind: exercise\n{line}\n---\n\nHold i 10 sekunder.\n")
    assert [(one.code, one.severity, one.line) for one in reading.findings] == [(code, "warning", 4)]
    assert reading.exercises[0].doses[0].hold_s == Range(10, 10)


def test_a_dose_of_the_front_matter_counts_when_the_body_has_none() -> None:
    text = '---\ntitle: Squat\nkind: exercise\ninstructions: "Lav 4 sæt á 8 gentagelser."\n---\n\nGod øvelse.\n'
    (exercise,) = read_text(text).exercises
    assert said(exercise.doses[0]) == {"sets": Range(4, 4), "reps": Range(8, 8)}
    assert exercise.doses[0].spans["sets"].of(text) == "4 sæt"


def test_holds_of_steps_that_differ_are_not_merged() -> None:
    text = (
        "## Teknik\n\n1. Hold i 5 sekunder.\n2. Hold i 30 sekunder.\n\n**Antal gentagelser:** 2 sæt af 8 gentagelser.\n"
    )
    (exercise,) = read_text(f"---\ntitle: Bro\nkind: exercise\n---\n\n{text}").exercises
    assert said(exercise.doses[0]) == {"sets": Range(2, 2), "reps": Range(8, 8)}


def test_a_heading_about_dose_holds_fields_in_a_list() -> None:
    text = "---\ntitle: Bro\nkind: exercise\n---\n\n## Dosis\n\n- 3 sæt af 8 gentagelser\n- 45 sekunders pause\n"
    (exercise,) = read_text(text).exercises
    assert said(exercise.doses[0]) == {"sets": Range(3, 3), "reps": Range(8, 8), "rest_s": Range(45, 45)}


def test_an_answer_with_two_frequencies_is_not_sure() -> None:
    text = (
        "---\ntitle: Bro\nkind: exercise\n---\n\n**Antal gentagelser:** 3 sæt af 8 gentagelser.\n\n"
        "## FAQ\n\n### Hvor ofte?\n\nLav den gerne dagligt. 3-4 gange om ugen er også godt.\n"
    )
    (exercise,) = read_text(text).exercises
    assert (exercise.doses[0].per_week, exercise.doses[0].per_day) == (Range(3, 4), None)
    assert not exercise.doses[0].sure


def test_pf08_the_seconds_of_each_squeeze_are_its_hold() -> None:
    text = "# Pelvic floor\n\n3 sets of 10, 30 seconds each.\n"
    (exercise,) = read_text(text, "en").exercises
    (dose,) = exercise.doses
    assert (dose.hold_s, dose.duration_s, dose.sure) == (Range(30, 30), None, False)
    assert dose.spans["hold_s"].of(text) == "30 seconds"
    with pytest.raises(RuleBroken, match="PF08"):
        make_plan(exercise, propose(exercise, dose))


def test_pf06_a_squeeze_under_a_title_that_says_nothing_is_bound_too() -> None:
    text = "# Efter fødslen\n\n## Y\n\nKnib om bækkenbunden og hold i 10 sekunder, 3 sekunders pause. 10 gange.\n"
    (exercise,) = read_text(text).exercises
    with pytest.raises(RuleBroken, match="PF06"):
        make_plan(exercise, propose(exercise, exercise.doses[0]))


def test_pf08_what_is_squeezed_is_no_letting_go_whatever_its_name() -> None:
    (squeezed,) = read_text("# Giv slip i bækkenbunden\n\nKnib i 20 sekunder. Gentag 10 gange.\n").exercises
    (let_go,) = read_text("# Giv slip i bækkenbunden\n\nSlip helt i 20 sekunder. Gentag 10 gange.\n").exercises
    assert (squeezed.style, let_go.style) == ("long", "release")


def test_minutes_of_pelvic_floor_work_are_a_session() -> None:
    (exercise,) = read_text("# Pelvic floor\n\nDo 10 slow squeezes, 5 minutes a day.\n", "en").exercises
    assert exercise.doses[0].duration_s == Range(300, 300)


def test_a_general_advice_is_no_exercise() -> None:
    text = "## Opvarmning\n\nVarm op i 5-10 minutter.\n\n## Hvor meget?\n\nTræn 2-3 gange om ugen.\n"
    assert read_text(text).exercises == ()


def test_a_page_without_a_language_gives_nothing() -> None:
    assert read_exercises(parse_page("## 3 x 10")) == Reading()


@pytest.mark.parametrize("name", ["broloeft", "hofteboejer", "knip"])
def test_a_reading_survives_json(name: str) -> None:
    _, reading = read(name)
    assert from_json(Reading, to_json(reading)) == reading
