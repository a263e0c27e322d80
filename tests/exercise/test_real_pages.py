"""Real exercise pages of the corpus; every main dose was checked by eye against the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from hofte.core.values import Range
from hofte.exercise.read import read_exercises
from hofte.page.read import read_page

FOLDER = "corpus/pages/fysfinder/styrkeoevelser"

EXERCISES = {
    "calf-raises": {"sets": (3, 3), "reps": (15, 20), "hold_s": (1, 2), "per_week": (2, 4)},
    "hip-thrust": {"sets": (3, 4), "reps": (8, 12), "per_week": (2, 3)},
    "marble-pickups": {"sets": (2, 3), "reps": (10, 20), "per_side": True, "per_week": (3, 4)},
    "mcgill-curl-up": {"sets": (3, 3), "reps": (3, 5), "hold_s": (7, 10), "per_side": True, "per_week": (3, 5)},
    "russian-twists": {"sets": (3, 3), "reps": (15, 20), "per_side": True, "per_week": (2, 3)},
    "side-jumps": {"sets": (3, 3), "duration_s": (30, 45), "per_week": (2, 3)},
    "side-plank": {"sets": (2, 3), "hold_s": (20, 45), "per_side": True, "per_week": (2, 4)},
    "single-leg-balance": {"reps": (3, 3), "hold_s": (20, 30), "per_side": True, "per_week": (3, 5)},
    "toe-yoga": {"sets": (2, 3), "reps": (10, 15), "hold_s": (2, 3), "per_side": True, "per_day": (1, 1)},
    "y-raise": {"sets": (3, 3), "reps": (10, 12), "per_week": (2, 3)},
}
COLLECTIONS = {
    "laend": [("Deadlift", (2, 3), (6, 10)), ("Back ext", (2, 3), (10, 15)), ("Jefferson curls", (1, 2), (5, 8)),
              ("Russian twists", (2, 3), (10, 20)), ("Side crunch", (2, 3), (10, 15))],
    "arm": [("Biceps curls", (2, 4), (8, 12)), ("Hammer curls", (2, 4), (8, 12)), ("Triceps dips", (2, 3), (6, 12)),
            ("Triceps extensions", (2, 4), (8, 12)), ("Barbell overhead press", (2, 4), (5, 10)),
            ("Skrå bænk dumbbell curls", (2, 3), (8, 12)), ("Kropshævninger med underhåndsgreb", (2, 4), (3, 10))],
    "skulder": [("Udaddrotation for rotator cuff", (2, 3), (10, 15)),
                ("Indaddrotation for rotator cuff", (2, 3), (10, 15)), ("Skulderpres", (2, 4), (6, 12)),
                ("Frontløft", (2, 3), (10, 15)), ("Sideløft", (2, 4), (10, 15)),
                ("Omvendt flyes for bagskulder", (2, 3), (10, 15))],
}  # fmt: skip


def test_the_lists_name_every_page(shared: Path) -> None:
    assert {file.stem for file in (shared / FOLDER).rglob("*.md")} == {*EXERCISES, *COLLECTIONS, "hub-guide"}


@pytest.mark.parametrize("name", EXERCISES)
def test_the_main_dose_of_an_exercise_page(shared: Path, name: str) -> None:
    page = read_page(shared / FOLDER / "ovelser" / f"{name}.md")
    (exercise,) = read_exercises(page).exercises
    main = exercise.doses[0]
    found = {field: getattr(main, field) for field in main.filled if field != "load"}
    expected = {field: value if value is True else Range(*value) for field, value in EXERCISES[name].items()}
    assert found == expected
    assert all(span.of(page.text).strip() for span in main.spans.values())
    assert len(exercise.steps) in (6, 7)
    assert len(exercise.variants) >= 5
    assert exercise.cautions


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_exercise_of_a_collection(shared: Path, name: str) -> None:
    reading = read_exercises(read_page(shared / FOLDER / "kropsdele" / f"{name}.md"))
    assert [(one.name, one.doses[0].sets, one.doses[0].reps) for one in reading.exercises] == [
        (title, Range(*sets), Range(*reps)) for title, sets, reps in COLLECTIONS[name]
    ]
    assert all(one.doses[0].per_week == Range(2, 3) and one.cautions and one.steps for one in reading.exercises)


def test_a_guide_without_exercises_has_none(shared: Path) -> None:
    assert read_exercises(read_page(shared / FOLDER / "hub-guide.md")).exercises == ()
