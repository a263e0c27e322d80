"""CLINICAL.md, "What the example pages must parse to": both columns, spans included."""

from __future__ import annotations

from pathlib import Path

import pytest

from hofte.core.values import Range
from hofte.dose.model import Dose, Load
from hofte.exercise.model import Exercise, Reading
from hofte.exercise.read import read_exercises
from hofte.page.model import Page
from hofte.page.read import read_page


def seed(shared: Path, number: int) -> tuple[Page, Reading]:
    page = read_page(next((shared / "seeds").glob(f"{number:03d}_*")))
    return page, read_exercises(page)


def values(dose: Dose) -> dict[str, object]:
    """All that a dose says."""
    return {name: getattr(dose, name) for name in dose.filled}


def words(dose: Dose, page: Page) -> dict[str, str]:
    """The words that each value was read from."""
    assert set(dose.spans) == set(dose.filled)
    return {name: span.of(page.text) for name, span in dose.spans.items()}


def all_doses(exercise: Exercise) -> list[Dose]:
    return [*exercise.doses, *(dose for variant in exercise.variants for dose in all_doses(variant))]


# Hip thrust


def test_the_hip_thrust_page_has_one_exercise(shared: Path) -> None:
    _, reading = seed(shared, 0)
    (exercise,) = reading.exercises
    assert (exercise.name, exercise.scope, exercise.style) == ("Hip thrusters", "ST", "reps")
    assert reading.findings == ()


def test_st01_the_hip_thrust_holds_the_top_for_a_second_and_says_no_more(shared: Path) -> None:
    page, reading = seed(shared, 0)
    (dose,) = reading.exercises[0].doses
    assert values(dose) == {"hold_s": Range(1, 1)}
    assert words(dose, page) == {"hold_s": "1 sekund"}
    assert page.text.count("\n", 0, dose.spans["hold_s"].start) + 1 == 73
    assert dose.sure


def test_st01_the_knee_angle_is_a_check(shared: Path) -> None:
    page, reading = seed(shared, 0)
    (check,) = reading.exercises[0].checks
    assert (check.joint, check.low, check.high, check.unit, check.at) == ("knee", 80, 90, "deg", "top")
    assert check.span is not None
    assert check.span.of(page.text) == "80-90 graders"


def test_the_hip_thrust_variants(shared: Path) -> None:
    page, reading = seed(shared, 0)
    single, one_and_a_half, hold, smith = reading.exercises[0].variants
    assert [one.name for one in (single, one_and_a_half, hold, smith)] == [
        "Et-bens hip thrust",
        "1½ hip thrust",
        "Hip thrust med hold",
        "Hip thrust i Smith-stativ",
    ]
    assert one_and_a_half.pattern == ("up", "half_down", "up", "down")
    assert (single.doses, one_and_a_half.doses, smith.doses) == ((), (), ())
    (dose,) = hold.doses
    assert values(dose) == {"hold_s": Range(3, 10)}
    assert words(dose, page)["hold_s"].replace("*", "") == "3-10 sekunder"


def test_the_barbell_is_equipment_and_no_load(shared: Path) -> None:
    page, reading = seed(shared, 0)
    (bar,) = [line for line in reading.exercises[0].equipment if "20 kg" in line.text]
    assert bar.text == "En vægtstang (20 kg)."
    assert bar.span is not None
    assert (bar.line, bar.span.of(page.text)) == (97, "**En vægtstang (20 kg)**.")


def test_the_hip_thrust_page_gives_no_dose_from_kilos_angles_names_and_years(shared: Path) -> None:
    page, reading = seed(shared, 0)
    read_from = " ".join(dose.span.of(page.text) for dose in all_doses(reading.exercises[0]) if dose.span)
    assert not any(words in read_from for words in ("20 kg", "80-90", "1½", "2018", "2015", "2023", "31(6)"))


def test_the_six_steps_are_in_order(shared: Path) -> None:
    page, reading = seed(shared, 0)
    steps = reading.exercises[0].steps
    assert [step.line for step in steps] == [68, 69, 70, 71, 72, 73]
    assert all(step.span is not None and step.span.of(page.text) for step in steps)


# Psoas


def test_the_psoas_page_has_three_exercises(shared: Path) -> None:
    _, reading = seed(shared, 1)
    assert [(one.name, one.line, one.scope, one.style) for one in reading.exercises] == [
        ("Knælende hoftebøjer-stræk", 44, "HF", "stretch"),
        ("Supine march", 47, "HF", "reps"),
        ("Psoas med modstand", 50, "HF", "reps"),
    ]
    assert reading.findings == ()


def test_hf01_the_kneeling_stretch(shared: Path) -> None:
    page, reading = seed(shared, 1)
    (dose,) = reading.exercises[0].doses
    assert values(dose) == {"hold_s": Range(20, 40), "reps": Range(2, 3), "per_side": True}
    assert words(dose, page) == {"hold_s": "20–40 sekunder", "reps": "2–3 gange", "per_side": "per side"}


def test_hf05_the_side_of_the_supine_march_is_unknown(shared: Path) -> None:
    page, reading = seed(shared, 1)
    (dose,) = reading.exercises[1].doses
    assert values(dose) == {"sets": Range(2, 2), "reps": Range(10, 15)}
    assert dose.per_side is None
    assert words(dose, page) == {"sets": "2 sæt", "reps": "10–15 gentagelser"}


def test_hf06_the_banded_knee_raise(shared: Path) -> None:
    page, reading = seed(shared, 1)
    (dose,) = reading.exercises[2].doses
    assert values(dose) == {"sets": Range(2, 3), "reps": Range(10, 15), "load": Load("band")}
    assert words(dose, page) == {"sets": "2–3 sæt", "reps": "10–15 gentagelser", "load": "elastik"}


@pytest.mark.parametrize("number", [0, 1, 2])
def test_frequency_and_rest_in_seconds_are_missing_on_all_three_pages(shared: Path, number: int) -> None:
    _, reading = seed(shared, number)
    for exercise in reading.exercises:
        for dose in all_doses(exercise):
            assert (dose.per_day, dose.per_week, dose.rest_s) == (None, None, None)


def test_the_psoas_page_gives_its_referral_triggers(shared: Path) -> None:
    page, reading = seed(shared, 1)
    for exercise in reading.exercises:
        told = " ".join(line.text for line in exercise.cautions)
        for trigger in (
            "påvirker dagligdagen",
            "nedsat funktion",
            "ikke hjælper",
            "ændrer sig hurtigt",
            "muskelsvaghed",
        ):
            assert trigger in told
        assert "stop hvis smerter forværres" in told
        assert all(line.span is not None and line.span.of(page.text) == line.text for line in exercise.cautions)


def test_the_psoas_page_gives_no_dose_from_tables_centimetres_and_faq(shared: Path) -> None:
    page, reading = seed(shared, 1)
    for exercise in reading.exercises:
        for dose in all_doses(exercise):
            for span in dose.spans.values():
                assert 45 <= page.text.count("\n", 0, span.start) + 1 <= 51
                assert "centimeter" not in span.of(page.text)


# Pelvic floor


def test_the_pelvic_floor_page_has_a_sprint_and_a_marathon(shared: Path) -> None:
    _, reading = seed(shared, 2)
    assert [(one.name, one.line, one.scope, one.style) for one in reading.exercises] == [
        ("Sprinttrening", 30, "PF", "quick"),
        ("Maratontrening", 31, "PF", "long"),
    ]


def test_pf11_the_sprint(shared: Path) -> None:
    page, reading = seed(shared, 2)
    (dose,) = reading.exercises[0].doses
    assert values(dose) == {"sets": Range(3, 3), "reps": Range(10, 10), "rest_rule": "full_release"}
    assert words(dose, page)["sets"] == "3 serier"
    assert words(dose, page)["reps"].startswith("10")
    assert words(dose, page)["rest_rule"].startswith("slapp helt")


def test_pf12_the_marathon(shared: Path) -> None:
    page, reading = seed(shared, 2)
    (dose,) = reading.exercises[1].doses
    assert values(dose) == {"reps": Range(5, 5), "hold_s": Range(None, 10), "rest_rule": "equal_hold"}
    assert words(dose, page)["reps"].startswith("5")
    assert words(dose, page)["hold_s"] == "opptil 10 sekunder"
    assert "like lenge" in words(dose, page)["rest_rule"]


def test_pf06_the_rule_of_rest_holds_for_both(shared: Path) -> None:
    page, reading = seed(shared, 2)
    for exercise in reading.exercises:
        assert exercise.rest_rule_span is not None
        assert "minst like lang" in exercise.rest_rule_span.of(page.text)


def test_pf14_stopping_the_urine_is_a_finding_and_no_exercise(shared: Path) -> None:
    page, reading = seed(shared, 2)
    (finding,) = reading.findings
    assert (finding.code, finding.severity, finding.line) == ("PF14", "info", 9)
    assert finding.span is not None
    assert "stoppe urinstrålen" in finding.span.of(page.text)


def test_the_pelvic_floor_page_gives_no_dose_from_shares_counts_and_technology(shared: Path) -> None:
    page, reading = seed(shared, 2)
    for exercise in reading.exercises:
        for dose in exercise.doses:
            for name, span in dose.spans.items():
                assert page.text.count("\n", 0, span.start) + 1 in (30, 31), name
