"""A new language is a new folder and no new code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hofte.core.errors import HofteError
from hofte.core.values import Range
from hofte.dose.lexicon import lexicon
from hofte.dose.model import Dose
from hofte.dose.read import parse_doses
from hofte.lang import data

#: A little Esperanto: two dozen words are enough for the doses that most pages write.
WORDS = """
dotted = ["sek"]
article = []
to = ["ĝis"]
or = ["aŭ"]
and = ["kaj"]
about = ["ĉirkaŭ"]
up_to = ["maksimume"]
second = ["sekundo*", "sek"]
minute = ["minuto*"]
set = ["serio*"]
rep = ["ripeto*"]
times = ["fojojn"]
of = ["da", "kun"]
per_day = ["tage", "ĉiutage"]
per_week = ["semajne"]
each = ["por ĉiu"]
limb = ["kruro"]
hold = ["tenu"]
rest = ["paŭzo", "paŭzu"]
between = ["inter"]
do = ["faru"]
repeat = ["ripetu"]
never = ["studo"]
treatment = ["glacio"]
activity = ["marŝu"]

[numbers]
du = 2
tri = 3
dek = 10

[times_words]
dufoje = 2
"""


@pytest.fixture
def esperanto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Dose]]:
    """Reads the one dose of a sentence in a language that came with a folder."""
    (tmp_path / "eo").mkdir()
    (tmp_path / "eo" / "dose.toml").write_text(WORDS, encoding="utf-8")
    caches = (data.languages, data.words, lexicon)

    def forget() -> None:
        for cache in caches:
            cache.cache_clear()

    monkeypatch.setattr(data, "files", lambda _: tmp_path)
    forget()

    def read(text: str) -> Dose:
        (dose,) = parse_doses(text, "eo")
        return dose

    yield read
    monkeypatch.undo()
    forget()


def test_sets_repetitions_and_rest_are_read(esperanto: Callable[[str], Dose]) -> None:
    dose = esperanto("Faru tri seriojn da 10–12 ripetoj por ĉiu kruro, 60 sek. paŭzo inter serioj, dufoje semajne.")
    assert (dose.sets, dose.reps) == (Range(3, 3), Range(10, 12))
    assert (dose.rest_s, dose.per_side, dose.per_week) == (Range(60, 60), True, Range(2, 2))


def test_holds_open_ranges_and_decimals_are_read(esperanto: Callable[[str], Dose]) -> None:
    dose = esperanto("Tenu maksimume 2,5 minutojn. Ripetu du aŭ tri fojojn ĉiutage.")
    assert dose.hold_s == Range(None, 150)
    assert dose.per_day == Range(2, 3)


@pytest.mark.parametrize("text", ["La studo havis 3 seriojn da 10 ripetoj.", "Metu glacio 10 minutojn.", "Ĝi daŭras."])
def test_what_is_no_exercise_gives_nothing(esperanto: Callable[[str], Dose], text: str) -> None:
    assert parse_doses(text, "eo") == ()


def test_words_are_those_of_the_folder_alone(esperanto: Callable[[str], Dose]) -> None:
    with pytest.raises(HofteError) as error:
        parse_doses("3 sæt af 10", "da")
    assert "eo" in error.value.hint
