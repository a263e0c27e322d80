"""A dose as people say it, in every language."""

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.cli.words import missing_fields, say_clock, say_dose, say_number, say_parts, say_range, say_time, speech
from hofte.core.values import Range
from hofte.dose.model import FIELDS, Dose, Load, LoadKind, RestRule
from hofte.exercise.model import Exercise
from hofte.lang.data import languages, words
from hofte.page.model import PageKind

HIP_THRUST = Dose(sets=Range(3, 3), reps=Range(12, 15), hold_s=Range(1, 1), rest_s=Range(30, 60))
MARATHON = Dose(reps=Range(5, 5), hold_s=Range(None, 10), rest_rule="equal_hold")
FULL = Dose(
    sets=Range(1, 1), reps=Range(1, 1), hold_s=Range(1, 1), duration_s=Range(60, 60), rest_s=Range(60, 120),
    rest_rule="full_release", per_side=True, per_day=Range(1, 1), per_week=Range(2, 3), weeks=Range(12, None),
    tempo="3-0-1", load=Load("kg", Range(20.5, 20.5)), angle_deg=Range(80, 90), to_failure=False,
)  # fmt: skip


def leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        yield from leaves(value, f"{path}{key}.") if isinstance(value, Mapping) else [(path + key, value)]


@pytest.mark.parametrize(
    ("lang", "dose", "sentence"),
    [
        ("da", HIP_THRUST, "3 sæt af 12–15 gentagelser, hold 1 sekund, 30–60 sekunder pause"),
        ("nb", MARATHON, "5 repetisjoner, hold opptil 10 sekunder, pause like lenge som holdet"),
        ("nn", MARATHON, "5 repetisjonar, hald opptil 10 sekund, pause like lenge som haldet"),
        ("sv", HIP_THRUST, "3 set med 12–15 repetitioner, håll 1 sekund, 30–60 sekunder vila"),
        ("en", HIP_THRUST, "3 sets of 12–15 repetitions, hold 1 second, 30–60 seconds rest"),
        ("en", FULL, "1 set of 1 repetition, hold 1 second, for 1 minute, on each side, 20.5 kg, at 80–90 degrees, "
         "tempo 3-0-1, 1–2 minutes rest, let go fully in between, stop before you are quite spent, 1 time a day, "
         "2–3 times a week, for at least 12 weeks"),
        ("da", Dose(), "ingen dosis"),
        ("en", Dose(load=Load("band")), "with a band"),
    ],
)  # fmt: skip
def test_a_dose_as_a_sentence(lang: str, dose: Dose, sentence: str) -> None:
    assert say_dose(dose, speech(lang)) == sentence


@pytest.mark.parametrize("lang", languages())
def test_every_field_is_told_once(lang: str) -> None:
    told = [field for fields, _ in say_parts(FULL, speech(lang)) for field in fields]
    assert sorted(told) == sorted(FIELDS)


@pytest.mark.parametrize("lang", languages())
def test_a_language_says_the_same_things_as_english(lang: str) -> None:
    def gaps(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    english = {key: gaps(text) for key, text in leaves(words("en", "cli"))}
    assert {key: gaps(text) for key, text in leaves(words(lang, "cli"))} == english


def test_the_words_cover_what_the_code_can_say() -> None:
    say = words("en", "cli")
    assert set(say["kind"]) == set(get_args(PageKind))
    assert set(say["dose"]["load"]) == set(get_args(LoadKind))
    assert set(say["dose"]["rest_rule"]) == set(get_args(RestRule))


def test_a_language_we_do_not_speak_gets_english() -> None:
    assert speech("fi") == speech("") == speech("en")


@pytest.mark.parametrize(
    ("span", "danish"),
    [
        (Range(1.5, 2), "1,5–2 sekunder"),
        (Range(60, 60), "1 minut"),
        (Range(60, 90), "60–90 sekunder"),
        (Range(120, None), "mindst 2 minutter"),
        (Range(None, 1), "op til 1 sekund"),
    ],
)
def test_times_are_said_in_whole_minutes_or_in_seconds(span: Range, danish: str) -> None:
    assert say_time(span, speech("da")) == danish


def test_numbers_keep_the_languages_decimal_sign() -> None:
    assert say_number(9.84, speech("nb")) == "9,8"
    assert say_number(9.84, speech("en")) == "9.8"
    assert say_range(Range(0.25, 0.5), speech("sv")) == "0,25–0,5"


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (59.6, "1:00"), (61, "1:01"), (3600, "60:00")])
def test_a_clock_shows_minutes_and_seconds(seconds: float, shown: str) -> None:
    assert say_clock(seconds) == shown


def test_st02_what_the_page_does_not_say_is_missing() -> None:
    missing = missing_fields(Exercise("hip thrust", scope="ST"), Dose(hold_s=Range(1, 1)))
    assert missing == ("sets", "reps", "rest_s", "per_side", "frequency")
    assert missing_fields(Exercise("hip thrust", scope="ST"), HIP_THRUST) == ("per_side", "frequency")


def test_a_stretch_needs_no_sets_and_a_squeeze_no_side() -> None:
    stretch = Dose(reps=Range(2, 3), hold_s=Range(20, 40), per_side=True)
    assert missing_fields(Exercise("stretch", scope="HF", style="stretch"), stretch) == ("rest_s", "frequency")
    assert missing_fields(Exercise("marathon", scope="PF", style="long"), MARATHON) == ("frequency",)


ranges = st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)).map(lambda pair: Range(min(pair), max(pair)))


@given(st.builds(Dose, sets=st.none() | ranges, reps=st.none() | ranges, hold_s=st.none() | ranges,
                 rest_s=st.none() | ranges, per_week=st.none() | ranges), st.sampled_from(languages()))  # fmt: skip
def test_any_dose_has_a_sentence_in_any_language(dose: Dose, lang: str) -> None:
    sentence = say_dose(dose, speech(lang))
    assert sentence
    assert "{" not in sentence
