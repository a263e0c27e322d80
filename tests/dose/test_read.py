"""What a reading must hold for any text: spans, numbers that are no dose, and bad input."""

from __future__ import annotations

import re
import sys
import time
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hofte.core.errors import HofteError
from hofte.core.values import Range
from hofte.dose.read import parse_doses
from hofte.lang.data import languages

from .corpus_file import FOLDER, Example, read_examples

EXAMPLES = [*read_examples(), *read_examples(FOLDER / "aside")]
NUMERIC = {"sets", "reps", "hold_s", "duration_s", "rest_s", "per_day", "per_week", "weeks", "angle_deg"}


@pytest.mark.parametrize(
    "text",
    [
        "80-90 graders bøjning",
        "**En vægtstang (20 kg)**.",
        "### 2. 1½ hip thrust",
        "1. Loturco, I., et al. (2018). *PloS one*, 13(7), e0201475.",
        "13/09/2025",
        "Opdateret 2024-10-18T07:15:52Z",
        "Type 2-fibre er hurtige.",
        "L4-L5",
        "90/90",
    ],
)
@pytest.mark.parametrize("lang", ["da", "nb", "nn", "sv", "en"])
def test_numbers_that_are_no_dose_give_nothing(text: str, lang: str) -> None:
    assert parse_doses(text, lang) == ()


def test_a_share_of_people_gives_nothing() -> None:
    assert parse_doses("Det er rundt én av fire kvinner som gjør feil i øvelsene.", "nb") == ()


def test_stretches_of_markdown_and_liquid_do_not_move_the_spans() -> None:
    text = "Lav **3** sæt af [10-12]({% link a/_b.md %}) _gode_ gentagelser\u200b {{ page.title }} pr. ben."
    (dose,) = parse_doses(text, "da")
    assert {name: span.of(text) for name, span in dose.spans.items()} == {
        "sets": "3** sæt",
        "reps": "10-12]({% link a/_b.md %}) _gode_ gentagelser",
        "per_side": "pr. ben",
    }


def test_a_side_that_is_not_said_is_missing() -> None:
    (dose,) = parse_doses("Lav 3 sæt af 10 gentagelser.", "da")
    assert dose.per_side is None


def test_a_count_of_something_that_no_list_knows_is_unsure() -> None:
    (dose,) = parse_doses("Lav 15 zerchertræk-ups på hver side.", "da")
    assert dose.reps == Range.exactly(15)
    assert not dose.sure


def test_an_unknown_language_is_an_error_with_a_hint() -> None:
    with pytest.raises(HofteError) as error:
        parse_doses("3 x 10", "fi")
    assert "da" in error.value.hint


def numbers_in(words: str) -> set[float]:
    """Every number that digits in the words say, alone, as minutes, hours or months, or as minutes and seconds."""
    digits = [float(one.replace(",", ".")) for one in re.findall(r"\d+(?:[.,]\d+)?", words)]
    digits += [half for sign, half in (("½", 0.5), ("¼", 0.25)) if sign in words]
    scaled = {round(one * scale, 3) for one in digits for scale in (1, 60, 3600)} | {round(n * 13 / 3) for n in digits}
    return scaled | {60 * first + second for first in digits for second in digits}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.place)
def test_each_value_stands_in_its_words(example: Example) -> None:
    for dose in parse_doses(example.text, example.lang):
        assert set(dose.spans) == set(dose.filled)
        for name in NUMERIC & set(dose.filled):
            words, value = dose.spans[name].of(example.text), getattr(dose, name)
            assert words == words.strip()
            if any(char.isdigit() for char in words):
                assert {value.low, value.high} - {None} <= numbers_in(words), (name, words)
            else:
                assert re.search(r"[^\W\d_]", words), (name, words)


WORDS = [
    "3",
    "10-12",
    "x",
    "×",
    "sæt",
    "gentagelser",
    "reps",
    "gange",
    "hold",
    "i",
    "30",
    "sekunder",
    "sek.",
    "min",
    "pause",
    "mellem",
    "hver",
    "side",
    "ben",
    "dagligt",
    "om",
    "ugen",
    "uger",
    "kg",
    "%",
    "1RM",
    "RPE",
    "90",
    "grader",
    "op",
    "til",
    "mindst",
    "eller",
    "og",
    "(",
    ")",
    ".",
    ",",
    ":",
    "|",
    "-",
    "½",
    "1½",
    "når",
    "du",
    "kan",
    "?",
    "ikke",
    "tempo",
    "3-0-1",
    "til",
    "begyndere",
    "skiftevis",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.sampled_from(languages()))
def test_any_mixture_of_dose_words_is_read(text: str, lang: str) -> None:
    for dose in parse_doses(text, lang):
        assert dose.filled
        assert all(0 <= span.start < span.end <= len(text) for span in dose.spans.values())


CELLS = ["", "3", "10-12", "Sæt", "Gentagelser", "Pause", "---", "3 x 5", "60 sek.", "Squat", "8 @ 60%", ":"]


@given(st.lists(st.lists(st.sampled_from(CELLS), max_size=5).map("|".join), max_size=6).map("\n".join), st.booleans())
def test_any_table_is_read(table: str, bars: bool) -> None:
    text = "\n".join(f"| {row} |" for row in table.splitlines()) if bars else table
    for dose in parse_doses(text, "da"):
        assert dose.filled


@given(st.text(max_size=400), st.sampled_from(languages()))
def test_any_text_is_read(text: str, lang: str) -> None:
    parse_doses(text, lang)


@given(st.binary(max_size=400))
def test_any_bytes_are_read(raw: bytes) -> None:
    parse_doses(raw.decode("utf-8", "surrogateescape"), "da")


@settings(max_examples=10)
@given(st.sampled_from([example.text for example in EXAMPLES]), st.data())
def test_cut_and_doubled_sentences_are_read(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))
    parse_doses(text[cut:] + text[:cut] + text, "nb")


SIGNS = [*"|-*_`#[](){}<>!\\\"'%/:;,.+=~x×½°→·•", "\n", "\t", "\u200b", "{%", "](", "<a", "1.", "3 x ", "10 ", " til "]


@given(st.lists(st.sampled_from([*SIGNS, *WORDS]), min_size=1, max_size=6), st.sampled_from(["", " "]))
def test_twice_the_text_takes_twice_the_work(parts: list[str], gap: str) -> None:
    """Work is counted in calls, so that a busy machine changes nothing; what a call does is bounded."""
    unit = gap.join(parts) + gap
    short, long = (unit * (length // len(unit) + 1) for length in (400, 800))
    assert calls(long) < 2.6 * calls(short) + 200


def calls(text: str) -> int:
    """How many Python functions are called to read a text."""
    count = 0

    def see(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event == "call"

    parse_doses("3 x 10", "da")
    sys.setprofile(see)
    try:
        parse_doses(text, "da")
    finally:
        sys.setprofile(None)
    return count


WORST = {
    "numbers": "10 ",
    "ranges": "1-",
    "times": "3 x ",
    "braces": "{",
    "liquid": "{%",
    "links": "](",
    "tags": "<a",
    "bars": "| 3 ",
    "stars": "*",
    "one word": "gentagelse",
    "letters and hyphens": "a-",
    "dots": "1.",
    "hold": "hold ",
    "quotes": '"',
    "open brackets": "(",
    "adjectives": "3 gode ",
    "lines": "\n",
    "rows": "| sæt |\n| 3 |\n",
    "soup": "|",
    "arrows": "→ 3 min ",
    "spaces": " ",
    "conditions": "hvis du kan ",
}


@pytest.mark.parametrize("name", WORST)
def test_the_worst_texts_take_time_that_grows_with_their_length(name: str) -> None:
    short, long = (WORST[name] * (length // len(WORST[name])) for length in (5_000, 20_000))
    # Measured again where something else had a hand in it: what grows with the square does so every time.
    in_time = any(seconds(long) < 8 * seconds(short) + 0.3 for _ in range(3))
    assert in_time, "four times the text may take four times the time, not sixteen"


def test_a_million_digits_are_read_at_once() -> None:
    assert seconds("1" * 1_000_000) < 5


def seconds(text: str) -> float:
    before = time.process_time()
    parse_doses(text, "da")
    return time.process_time() - before
