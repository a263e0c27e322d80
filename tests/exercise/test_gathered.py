"""How one exercise's dose is gathered from the places of a page where authors write it."""

from __future__ import annotations

import pytest

from hofte.core.values import Range
from hofte.dose.model import Dose, Load
from hofte.exercise.model import Exercise, Reading
from hofte.exercise.read import read_exercises
from hofte.page.read import parse_page


def read(text: str, lang: str = "da") -> Reading:
    return read_exercises(parse_page(text, lang=lang))


def page(body: str, *lines: str, title: str = "Bækkenløft") -> str:
    return "\n".join(["---", f"title: {title}", *(lines or ("kind: exercise",)), "---", "", body])


def said(exercise: Exercise) -> dict[str, object]:
    (dose,) = exercise.doses
    return {name: getattr(dose, name) for name in dose.filled}


def names(reading: Reading) -> list[str]:
    return [one.name for one in reading.exercises]


# Tables


@pytest.mark.parametrize(
    ("lang", "head", "row"),
    [
        ("da", "| Øvelse | Sæt | Gentagelser | Pause |", "| Bækkenløft | 3 | 8-12 | 60 sek. |"),
        ("nb", "| Øvelse | Sett | Repetisjoner | Pause |", "| Bekkenløft | 3 | 8-12 | 60 sek. |"),
        ("sv", "| Övning | Set | Repetitioner | Vila |", "| Bäckenlyft | 3 | 8-12 | 60 sek |"),
        ("en", "| Exercise | Sets | Reps | Rest |", "| Bridge | 3 | 8-12 | 60 s |"),
    ],
)
def test_the_head_of_a_table_says_what_its_rows_count(lang: str, head: str, row: str) -> None:
    text = f"# Program\n\n{head}\n|---|---|---|---|\n{row}\n"
    (exercise,) = read(text, lang).exercises
    assert said(exercise) == {"sets": Range(3, 3), "reps": Range(8, 12), "rest_s": Range(60, 60)}
    words = {name: span.of(text) for name, span in exercise.doses[0].spans.items()}
    assert words["sets"] == "3"
    assert words["reps"] == "8-12"
    assert words["rest_s"].startswith("60 s")


def test_a_side_in_the_head_has_its_place_in_the_head() -> None:
    text = "# Program\n\n| Øvelse | Sæt | Gentagelser pr. side |\n|---|---|---|\n| Muslingen | 2 | 15 |\n"
    (exercise,) = read(text).exercises
    dose = exercise.doses[0]
    assert dose.per_side
    assert dose.spans["per_side"].of(text) == "pr. side"
    assert dose.spans["reps"].of(text) == "15"


def test_variants_in_a_table_with_a_head_have_doses() -> None:
    text = page(
        "**Antal gentagelser:** 3 sæt af 10 gentagelser.\n\n## Varianter\n\n"
        "| Variant | Sæt | Gentagelser |\n|---|---|---|\n| Med vægt | 4 | 6 |\n| Med bold | | |\n"
    )
    weighted, ball = read(text).exercises[0].variants
    assert (weighted.doses[0].sets, weighted.doses[0].reps, weighted.inherited) == (Range(4, 4), Range(6, 6), None)
    assert ball.doses == ()
    assert ball.inherited is not None
    assert (ball.inherited.sets, ball.inherited.reps) == (Range(3, 3), Range(10, 10))
    assert ball.inherited.spans["sets"].of(text) == "3 sæt"


def test_the_rows_of_a_dose_table_are_levels_with_their_names() -> None:
    text = page(
        "## Dosering\n\n| Niveau | Sæt | Gentagelser |\n|---|---|---|\n| Begynder | 2 | 8 |\n| Avanceret | 4 | 15 |\n"
    )
    beginner, advanced = read(text).exercises[0].doses
    assert (beginner.label, beginner.sets, beginner.reps) == ("begynder", Range(2, 2), Range(8, 8))
    assert (advanced.label, advanced.sets, advanced.reps) == ("avanceret", Range(4, 4), Range(15, 15))


# Sections


def test_what_a_section_says_of_all_its_exercises_holds_for_each() -> None:
    text = (
        "# Styrke\n\n## Let udgave\n\n- **Hyppighed:** 2 gange om ugen\n"
        "- **Pauser:** 90 sekunders pause mellem sættene\n\n"
        "| Øvelse | Dosis |\n|---|---|\n| Squat | 3 sæt af 8 |\n| Roning | 3 sæt af 10, 30 sekunders pause |\n"
    )
    squat, rowing = read(text).exercises
    assert said(squat) == {
        "sets": Range(3, 3),
        "reps": Range(8, 8),
        "rest_s": Range(90, 90),
        "per_week": Range(2, 2),
    }
    assert rowing.doses[0].rest_s == Range(30, 30)
    assert rowing.doses[0].per_week == Range(2, 2)


def test_a_heading_for_how_often_holds_for_the_whole_page() -> None:
    text = "# Knee\n\n## How often\n\nThree times a week.\n\n## Bridge\n\n2 sets of 10 reps.\n"
    (exercise,) = read(text, "en").exercises
    assert exercise.doses[0].per_week == Range(3, 3)


def test_numbered_steps_give_the_dose_when_nothing_else_does() -> None:
    text = "# Hofte\n\n## Broen\n\n1. Læg dig ned.\n2. Løft, og hold i 4 sekunder.\n3. Gentag 9 gange.\n"
    (exercise,) = read(text).exercises
    assert (exercise.name, said(exercise)) == ("Broen", {"reps": Range(9, 9), "hold_s": Range(4, 4)})
    assert exercise.doses[0].sure


def test_steps_that_disagree_are_not_sure() -> None:
    text = "# Hofte\n\n## Broen\n\n1. Gentag 9 gange.\n2. Gentag derefter 5 gange.\n"
    (exercise,) = read(text).exercises
    assert said(exercise) == {"reps": Range(9, 9)}
    assert not exercise.doses[0].sure


def test_steps_under_a_heading_without_a_name_are_called_by_the_title() -> None:
    text = (
        "# Slik trener du bekkenbunnen\n\n## Slik gjør du\n\n1. Slapp av.\n"
        "2. **Hold i 4 sekunder, og slipp like lenge.** Pust.\n3. **Gjenta 8 ganger morgen og kveld.** Ta det rolig.\n"
    )
    (exercise,) = read(text, "nb").exercises
    assert (exercise.name, exercise.scope) == ("Bekkenbunnen", "PF")
    assert said(exercise) == {
        "reps": Range(8, 8),
        "hold_s": Range(4, 4),
        "rest_rule": "equal_hold",
        "per_day": Range(2, 2),
    }


def test_a_rest_among_steps_is_a_rest_and_warming_up_is_nothing() -> None:
    text = (
        "# Intervaller\n\n## Sådan gør du\n\n1. **Opvarmning:** 12 minutter.\n"
        "2. **Arbejde:** Cykl hårdt i 3 minutter.\n"
        "3. **Aktiv pause (2 minutter):** Cykl roligt.\n4. **Gentag:** Det hele gentages 5 gange.\n"
    )
    (exercise,) = read(text).exercises
    assert said(exercise) == {"reps": Range(5, 5), "duration_s": Range(180, 180), "rest_s": Range(120, 120)}


def test_the_same_said_again_is_no_alternative() -> None:
    text = page(
        "**Antal gentagelser:** 3 sæt af 10 gentagelser.\n\n**Dosis:** Altså 3 sæt.\n\n"
        "**Gentagelser:** 10 gentagelser.\n"
    )
    assert said(read(text).exercises[0]) == {"sets": Range(3, 3), "reps": Range(10, 10)}


# The FAQ


def test_the_faq_gives_the_rest_that_the_dose_lacks() -> None:
    text = page(
        "**Antal gentagelser:** 3 sæt af 8 gentagelser.\n\n## FAQ\n\n"
        "### Hvor lang pause skal jeg holde?\n\n60-90 sekunder er passende for de fleste.\n"
    )
    (exercise,) = read(text).exercises
    assert exercise.doses[0].rest_s == Range(60, 90)
    assert exercise.doses[0].spans["rest_s"].of(text) == "60-90 sekunder"


def test_a_rest_of_days_is_no_rest() -> None:
    text = page(
        "**Antal gentagelser:** 3 sæt af 8 gentagelser.\n\n## FAQ\n\n"
        "### Hvor ofte?\n\n2 gange om ugen med mindst 48 timers pause imellem.\n"
    )
    (exercise,) = read(text).exercises
    assert (exercise.doses[0].rest_s, exercise.doses[0].per_week) == (None, Range(2, 2))


def test_the_faq_gives_the_amount_when_the_page_has_no_line_for_it() -> None:
    text = page("En god øvelse.\n\n## FAQ\n\n### Hvor mange gentagelser skal jeg lave?\n\n2 sæt af 12 gentagelser.\n")
    assert said(read(text).exercises[0]) == {"sets": Range(2, 2), "reps": Range(12, 12)}


def test_an_answer_of_the_front_matter_gives_the_frequency() -> None:
    text = page(
        "Lav 3 sæt af 8 gentagelser.",
        "kind: exercise",
        "faq:",
        "  - question: Hvor ofte skal jeg lave den?",
        '    answer: "Gerne 2 til 3 gange om ugen."',
    )
    dose = read(text).exercises[0].doses[0]
    assert dose.per_week == Range(2, 3)
    assert dose.spans["per_week"].of(text) == "2 til 3 gange om ugen"


# Front matter


@pytest.mark.parametrize(
    "value", ['"Lav 4 sæt á 8 gentagelser."', "Lav 4 sæt á 8 gentagelser.", "|\n  Lav 4 sæt\n  á 8 gentagelser."]
)
def test_instructions_give_steps_and_dose_however_they_are_quoted(value: str) -> None:
    text = page("God øvelse.", "kind: exercise", f"instructions: {value}")
    (exercise,) = read(text).exercises
    assert said(exercise) == {"sets": Range(4, 4), "reps": Range(8, 8)}
    assert exercise.doses[0].spans["sets"].of(text) == "4 sæt"
    assert exercise.steps[0].span is not None
    assert "4 sæt" in exercise.steps[0].span.of(text)


def test_the_exercises_of_a_programme_share_its_dose() -> None:
    text = page(
        "Kør 4 sæt á 6 gentagelser af hver.", "exercises:", "  - Squat", '  - "Roning, siddende"', title="Kort program"
    )
    reading = read(text)
    assert [(one.name, one.line) for one in reading.exercises] == [("Squat", 4), ("Roning, siddende", 5)]
    for exercise in reading.exercises:
        assert said(exercise) == {"sets": Range(4, 4), "reps": Range(6, 6)}


def test_a_programme_says_its_dose_in_its_excerpt() -> None:
    text = page("Velkommen.", "excerpt: Lav 20 gentagelser af hver øvelse.", "exercises: [Sjip, Burpees]")
    assert [said(one) for one in read(text).exercises] == [{"reps": Range(20, 20)}] * 2


def test_a_programme_without_a_dose_still_names_its_exercises() -> None:
    reading = read(page("Velkommen.", "exercises: [Sjip, Burpees]"))
    assert [(one.name, one.doses) for one in reading.exercises] == [("Sjip", ()), ("Burpees", ())]


def test_blocks_give_repetitions_in_their_order() -> None:
    text = page(
        "Hold ud.",
        "blocks:",
        "  - title: Runde 1",
        "    exercises:",
        "      - {title: Burpees, reps: 5}",
        "      - {title: Squat, reps: '12'}",
        "  - title: Runde 2",
        "    exercises: [{title: Burpees, reps: AMRAP}, {title: Planke, reps: true}, {reps: 4}, 7]",
    )
    reading = read(text)
    assert names(reading) == ["Burpees", "Squat", "Burpees", "Planke"]
    first, squat, last, plank = (one.doses for one in reading.exercises)
    assert (first[0].reps, squat[0].reps) == (Range(5, 5), Range(12, 12))
    assert first[0].spans["reps"].of(text) == "5"
    assert last[0].to_failure
    assert plank == ()


def test_a_programme_with_a_table_has_the_exercises_of_the_table() -> None:
    text = page("| Øvelse | Dosis |\n|---|---|\n| Squat | 3 x 5 |\n", "exercises: [Noget andet]")
    assert names(read(text)) == ["Squat"]


# Loads and the like are not taken over


def test_a_variant_with_a_band_takes_the_counts_and_no_load() -> None:
    text = page(
        "**Antal gentagelser:** 3 sæt af 10 gentagelser uden vægt, 60 sekunders pause.\n\n"
        "## Varianter\n\n- Med elastik: 6 gentagelser.\n"
    )
    main = read(text).exercises[0]
    (band,) = main.variants
    assert main.doses[0].load == Load("bodyweight")
    assert band.inherited == Dose(
        sets=Range(3, 3),
        rest_s=Range(60, 60),
        spans={name: main.doses[0].spans[name] for name in ("sets", "rest_s")},
    )


def test_an_answer_in_the_same_line_as_its_question_counts() -> None:
    text = page("**Antal gentagelser:** 3 sæt af 8.\n\n## FAQ\n\n**Hvor ofte skal jeg lave den?** 3 gange om ugen.\n")
    assert read(text).exercises[0].doses[0].per_week == Range(3, 3)


def test_rows_of_a_plan_are_named_by_their_week() -> None:
    table = "| Uge | Sæt | Gentagelser |\n|---|---|---|\n| 1-2 | 2 | 8 |\n| 3-4 | 3 | 12 |\n"
    first, later = read(page(f"Start med 2 sæt af 8 gentagelser.\n\n{table}")).exercises[0].doses
    assert (first.sets, later.label, later.sets, later.reps) == (Range(2, 2), "Uge 3-4", Range(3, 3), Range(12, 12))


def test_the_steps_give_the_tempo() -> None:
    text = page("1. Stå.\n2. Bøj, 3 sekunder ned og 1 sekund op.\n\n**Antal gentagelser:** 3 sæt af 8.\n")
    assert read(text).exercises[0].doses[0].tempo == "3-0-1"
