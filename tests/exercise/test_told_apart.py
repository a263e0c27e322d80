"""Which exercises there are on a page, what they are called, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

import hofte
from hofte.core.values import Range
from hofte.exercise.model import Exercise, Reading
from hofte.exercise.read import read_exercises
from hofte.page.read import parse_page, read_page


def read(text: str, lang: str = "da") -> Reading:
    return read_exercises(parse_page(text, lang=lang))


def page(body: str, *lines: str, title: str = "Bækkenløft") -> str:
    return "\n".join(["---", f"title: {title}", *(lines or ("kind: exercise",)), "---", "", body])


def said(exercise: Exercise) -> dict[str, object]:
    (dose,) = exercise.doses
    return {name: getattr(dose, name) for name in dose.filled}


def names(reading: Reading) -> list[str]:
    return [one.name for one in reading.exercises]


# Names


def test_bold_words_that_end_a_sentence_name_an_exercise() -> None:
    text = (
        "# Stang\n\n## Hvordan træner jeg kropshævninger?\n\n"
        "**1. dag. Hængende greb.** Hæng i 20 sekunder. Gentag 4 gange.\n\n"
        "**2. dag. Langsomt ned.** Sænk dig langsomt. Gentag 6 gange.\n"
    )
    reading = read(text)
    assert names(reading) == ["Hængende greb", "Langsomt ned"]
    assert said(reading.exercises[0]) == {"reps": Range(4, 4), "hold_s": Range(20, 20)}


def test_bold_words_in_a_list_of_advice_name_none() -> None:
    text = "# Styrke\n\n## Gode råd\n\n- **Bliv stærkere.** Lav 3 sæt af 5 gentagelser.\n- **Hvil dig**. Sov godt.\n"
    assert read(text).exercises == ()


@pytest.mark.parametrize(
    "line",
    ["**Mandag:** 3 x 5 min intervaller", "**Varighed:** hold i 30 sekunder", "**Tips:** hold i 2 sekunder mere"],
)
def test_days_fields_and_tips_are_no_exercises(line: str) -> None:
    assert read(f"# Uge\n\n## Eksempel på en uge\n\n- {line}\n").exercises == ()


def test_numbers_and_pictures_are_no_part_of_a_name() -> None:
    table = "| Øvelse | Dosis |\n|---|---|\n| **2. Front squat** | 3 sæt af 6 |\n"
    text = f"# Øvelser\n\n{table}\n## 🏋 Planken\n\nHold i 30 sekunder.\n"
    assert names(read(text)) == ["Front squat", "Planken"]


@pytest.mark.parametrize(
    ("heading", "name"),
    [("Sådan laver du et bækkenløft korrekt", "Bækkenløft"), ("Sådan træner du nakken", "Nakken")],
)
def test_a_heading_that_shows_how_names_an_exercise(heading: str, name: str) -> None:
    assert names(read(f"# Ryg\n\n## {heading}\n\nLav 3 sæt af 8 gentagelser.\n")) == [name]


# Lists


def test_a_list_inside_an_item_belongs_to_it() -> None:
    items = "- **Squat**\n  - 3 sæt af 10\n  - 60 sekunders pause\n- Lunges\n  - 2 sæt af 8 pr. ben\n"
    text = f"# Ben\n\n## Program\n\n{items}"
    squat, lunges = read(text).exercises
    assert (squat.name, said(squat)) == (
        "Squat",
        {"sets": Range(3, 3), "reps": Range(10, 10), "rest_s": Range(60, 60)},
    )
    assert (lunges.name, lunges.doses[0].per_side) == ("Lunges", True)


def test_a_dash_before_a_number_ends_a_name_in_a_list() -> None:
    text = "# Ben\n\n## Dag 2\n\n- Broløft – 3 sæt af 12\n- Hold i 20 – 30 sekunder\n"
    assert names(read(text)) == ["Broløft"]


def test_a_label_with_nothing_behind_it_heads_the_list_below_it() -> None:
    text = page(
        "**Antal gentagelser:**\n\n- **Styrke:** 5 sæt af 5 gentagelser\n- **Udholdenhed:** 3 sæt af 20 gentagelser\n"
    )
    strength, endurance = read(text).exercises[0].doses
    assert (strength.label.casefold(), strength.sets, strength.reps) == ("styrke", Range(5, 5), Range(5, 5))
    assert (endurance.label.casefold(), endurance.sets, endurance.reps) == ("udholdenhed", Range(3, 3), Range(20, 20))


def test_headings_name_the_levels_below_them() -> None:
    text = page("## Dosis\n\n### Begynder\n\n2 sæt af 8 gentagelser.\n\n### Øvet\n\n4 sæt af 12 gentagelser.\n")
    assert [dose.label for dose in read(text).exercises[0].doses] == ["Begynder", "Øvet"]


def test_one_bold_step_is_a_step_and_several_are_exercises() -> None:
    steps = "1. **Find stillingen.** Hold i 5 sekunder.\n2. **Slip.** Træk vejret.\n3. **Pust.** Roligt.\n"
    moves = "1. **Katten.** Gentag 10 gange.\n2. **Barnet.** Hold i 30 sekunder.\n"
    assert "Find stillingen" not in names(read(f"# Øvelser\n\n{steps}"))
    assert names(read(f"# Øvelser\n\n{moves}")) == ["Katten", "Barnet"]


def test_what_is_said_before_all_exercises_holds_for_each() -> None:
    text = (
        "# Hofteprogram\n\nLav øvelserne 3 gange om ugen. Tag 60 sekunders pause mellem sættene.\n\n"
        "## Squat\n\n3 sæt af 10 gentagelser.\n\n## Bro\n\n2 sæt af 8 gentagelser, 30 sekunders pause.\n"
    )
    squat, bridge = read(text).exercises
    assert (squat.doses[0].rest_s, squat.doses[0].per_week) == (Range(60, 60), Range(3, 3))
    assert (bridge.doses[0].rest_s, bridge.doses[0].per_week) == (Range(30, 30), Range(3, 3))


def test_a_total_beside_the_steps_is_no_alternative() -> None:
    text = (
        "# Intervaller\n\n## Sådan gør du\n\n1. Cykl hårdt i 3 minutter.\n2. Cykl roligt.\n3. Gentag 5 gange.\n\n"
        "**Samlet arbejdstid:** 15 minutter.\n"
    )
    assert len(read(text).exercises[0].doses) == 1


# Minutes


def test_minutes_are_a_dose_among_exercises_only() -> None:
    among = "## Gode øvelser\n\n### Tågang\n\nGå på tæer i 45 sekunder.\n\n"
    text = f"# Skinneben\n\n{among}## Hverdag\n\n### Gåture\n\nGå i 20 minutter.\n"
    reading = read(text)
    assert names(reading) == ["Tågang"]
    assert reading.exercises[0].style == "activity"


def test_a_numbered_heading_of_a_list_of_exercises_may_give_minutes() -> None:
    section = "## 1. Sjip\n\nBrug blokke på 40 sekunder.\n\n"
    text = f"# 3 gode øvelser til kredsløbet\n\n{section}## Hvil godt\n\nLig ned i 20 minutter.\n"
    assert names(read(text)) == ["Sjip"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("da", "### Væggen\n\nGlid ned, og hold positionen. Vi foreslår 3 sæt, 40 sekunder.\n"),
        ("sv", "### Väggen\n\nGlid ner. Håll positionen.\n\n**Dos:** 3 set, 20 sekunder\n"),
        ("en", "### Side plank\n\n3 sets\n30 seconds\n"),
    ],
)
def test_what_is_kept_still_is_held(lang: str, text: str) -> None:
    (exercise,) = read(f"# X\n\n{text}", lang).exercises
    assert exercise.style == "hold"


# Sections that ask for nothing


@pytest.mark.parametrize("heading", ["Hvad siger forskningen?", "Konklusion", "Studierne bag metoden", "Test dig selv"])
def test_studies_tests_and_conclusions_give_no_exercise(heading: str) -> None:
    text = f"# Metoden\n\n## {heading}\n\n- **Gruppe A:** 3 sæt af 8 gentagelser\n- **Gruppe B:** 2 sæt af 12\n"
    assert read(text).exercises == ()


# Steps and cautions


def test_bullets_under_a_heading_about_technique_are_steps() -> None:
    text = page("## Udførelse\n\n- Læg dig ned.\n- Løft.\n\n## Fejl\n\n1. For hurtigt.\n")
    assert [step.text for step in read(text).exercises[0].steps] == ["Læg dig ned.", "Løft."]


def test_a_label_that_warns_and_an_answer_that_stops_are_cautions() -> None:
    text = page(
        "**Antal gentagelser:** 2 sæt af 8.\n\n> **Advarsel:** Spring den over med feber. Vent til du er rask.\n\n"
        "## FAQ\n\n### Hvad hvis det gør ondt?\n\nStop øvelsen, hvis smerten tager til. Den er ellers god.\n"
    )
    assert [line.text for line in read(text).exercises[0].cautions] == [
        "Advarsel: Spring den over med feber.",
        "Vent til du er rask.",
        "Stop øvelsen, hvis smerten tager til.",
    ]


# Sides


@pytest.mark.parametrize(
    ("lang", "name", "text", "one_sided"),
    [
        ("da", "Et-bens bro", "Lav 8 gentagelser.", True),
        ("da", "Bro", "Lav 8 gentagelser.", False),
        ("da", "Bro", "Løft benet. Lav 8 gentagelser, og skift side", True),
        ("da", "Gang", "Løft skiftevis benene. Skift ben for hver gang. 8 gentagelser.", False),
        ("nb", "Ettbens bro", "Gjør 8 repetisjoner.", True),
        ("nn", "Bru på eitt bein", "Gjer 8 repetisjonar.", True),
        ("sv", "Höftlyft på ett ben", "Gör 8 repetitioner.", True),
        ("en", "Single-leg bridge", "Do 8 reps.", True),
    ],
)
def test_hf05_one_side_at_a_time_is_told_by_words(lang: str, name: str, text: str, *, one_sided: bool) -> None:
    (exercise,) = read(f"# Hofte\n\n## {name}\n\n{text}\n", lang).exercises
    assert exercise.one_sided is one_sided


def test_hf05_a_count_with_no_word_of_sides_stays_unknown() -> None:
    (exercise,) = read("# Hofte\n\n## Et-bens bro\n\nLav 2 sæt af 8 gentagelser.\n").exercises
    assert exercise.doses[0].per_side is None


def test_a_sentence_of_its_own_says_each_side() -> None:
    text = "# Balanse\n\n## Storken\n\nHold stillingen i 10 sekunder.\n\n**Gjenta på motsatt ben.**\n"
    (exercise,) = read(text, "nb").exercises
    assert exercise.doses[0].per_side
    assert exercise.doses[0].spans["per_side"].of(text) == "Gjenta på motsatt ben"


def test_what_alternates_within_a_set_is_not_for_each_side() -> None:
    text = "# Hofte\n\n## Marchen\n\nLav 2 sæt af 10 gentagelser.\n\nSkiftevis, altså skift side hver gang.\n"
    (exercise,) = read(text).exercises
    assert exercise.doses[0].per_side is None


@pytest.mark.parametrize("lang", ["da", "nb", "en"])
def test_hf05_a_march_goes_from_leg_to_leg_and_is_not_one_sided(lang: str) -> None:
    folder = Path(hofte.__file__).parent / "content" / lang
    (march,) = read_exercises(read_page(folder / "supine-march.md")).exercises
    (stretch,) = read_exercises(read_page(folder / "hip-flexor-stretch.md")).exercises
    assert (march.one_sided, stretch.one_sided) == (False, True)
    assert march.doses[0].per_side is None


def test_exercises_may_stand_in_a_list_inside_an_item_that_names_none() -> None:
    text = "# Ben\n\n## Program\n\n- Opvarmning\n  - Squat: 2 sæt af 10\n  - Bro: 3 sæt af 8\n"
    assert names(read(text)) == ["Squat", "Bro"]


def test_a_variant_without_a_label_is_named_by_its_first_words() -> None:
    text = page(
        "3 sæt af 8.\n\n## Varianter\n\n- På ét ben, med støtte\n- Uden vægt. Det er lettere.\n- " + "ord " * 30
    )
    assert [one.name for one in read(text).exercises[0].variants] == ["På ét ben", "Uden vægt"]
