"""PF07, PF13, PF14: rest after a squeeze, both kinds of squeeze, and what is no exercise at all."""
# ruff: noqa: E501 -- one case a line

from __future__ import annotations

import pytest

from hofte.check.run import check_page
from hofte.coach.refusals import find_refusals
from hofte.exercise.read import read_exercises
from hofte.page.read import parse_page

AS_EXERCISE = {
    "da": [
        "Stop strålen midt i vandladningen. Gentag 10 gange hver dag.",
        "Træn bækkenbunden ved at stoppe strålen, hver gang du tisser.",
        "### Stop strålen\n\n3 sæt af 10 gentagelser.",
    ],
    "nb": ["Stopp urinstrålen 5 ganger om dagen.", "Tren ved å stoppe urinstrålen hver dag."],
    "nn": ["Stopp urinstrålen 5 gonger om dagen."],
    "sv": ["Stoppa urinstrålen 5 gånger om dagen."],
    "en": ["Stop the flow of urine midstream and repeat 10 times a day.", "Practise by stopping the stream every time you pee."],
}  # fmt: skip
NO_EXERCISE = {
    "da": [
        "Stop ikke strålen, når du tisser: det er ikke en øvelse.",
        "Højst én gang kan du stoppe strålen, som en prøve på teknikken. Det er ikke træning.",
        "Forestil dig, at du skal stoppe strålen.",
        "Knib med de muskler, du bruger til at stoppe strålen, og gentag 10 gange.",
    ],
    "nb": ["Du skal ikke stoppe urinstrålen som trening. Gjør heller 5 knip om dagen.", "Forestill deg at du skal stoppe urinstrålen."],
    "nn": ["Å stoppe urinstrålen er berre ein test, inga øving."],
    "sv": ["Att stoppa urinstrålen är ett test, ingen övning."],
    "en": [
        "Never use stopping the flow of urine as an exercise.",
        "The muscles are those you would use to stop the flow of urine. Squeeze them 10 times.",
        "Stopping the stream is a test, not an exercise; do it once.",
    ],
}  # fmt: skip


def cases(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(lang, text) for lang, texts in table.items() for text in texts]


@pytest.mark.parametrize(("lang", "text"), cases(AS_EXERCISE))
def test_pf14_stopping_the_stream_as_an_exercise_is_an_error(lint, lang: str, text: str) -> None:
    (found,) = lint(f"# Knib\n\n{text}\n", lang, only="PF14")
    assert found.severity == "error"


@pytest.mark.parametrize(("lang", "text"), cases(NO_EXERCISE))
def test_pf14_warnings_and_pictures_are_fine(lint, lang: str, text: str) -> None:
    assert lint(f"# Knib\n\n{text}\n", lang, only="PF14") == ()


def test_pf14_a_test_that_is_not_called_one_gets_a_hint_once(lint) -> None:
    text = "# Knib\n\nFind musklen ved at stoppe strålen på toilettet.\n\nDu kan stoppe strålen igen senere.\n"
    (found,) = lint(text, only="PF14")
    assert (found.severity, found.line) == ("info", 3)


def test_pf14_finding_the_muscle_is_no_exercise_though_training_follows(lint) -> None:
    text = "# Knib\n\nFind musklen ved at stoppe strålen på toilettet. Når du har fundet den, kan du træne: 3 sæt af 10 knib.\n"
    (found,) = lint(text, only="PF14")
    assert found.severity == "info"


def test_pf14_one_word_of_warning_is_enough_for_the_page(lint) -> None:
    text = "# Knib\n\nFind musklen ved at stoppe strålen på toilettet.\n\n## Pas på\n\nAt stoppe strålen er en prøve, ingen øvelse.\n"
    assert lint(text, only="PF14") == ()


def test_pf07_a_hold_without_a_rest(lint) -> None:
    text = "# Knib\n\n- Lange knib: Gør 5 lange knib af bækkenbunden, og hold hvert knib i 8 sekunder.\n"
    (found,) = lint(text, only="PF07")
    assert (found.severity, found.span.of(text)) == ("warning", "8 sekunder")
    assert "“Lange knib”" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "- Lange knib: Gør 5 lange knib af bækkenbunden, hold 8 sekunder, og hold 16 sekunders pause.",
        "- Lange knib: Gør 5 lange knib af bækkenbunden, hold 8 sekunder. Slip lige så længe, som du holder.",
        "- Hurtige knib: Gør 3 sæt af 10 hurtige knib af bækkenbunden, hold hvert i 1 sekund.",
        "- Planken: Hold planken i 30 sekunder, 3 gange.",
    ],
)
def test_pf07_enough_rest_quick_squeezes_and_other_muscles_are_fine(lint, text: str) -> None:
    assert lint(f"# Program\n\n{text}\n", only="PF07") == ()


@pytest.mark.parametrize(("rest", "count"), [("8 sekunders pause", 1), ("16 sekunders pause", 0)])
def test_pf07_a_beginner_rests_twice_as_long_as_the_hold(lint, rest: str, count: int) -> None:
    text = f"# Knib\n\n- Lange knib for begyndere: Gør 5 lange knib af bækkenbunden, hold 8 sekunder, {rest}.\n"
    assert len(lint(text, only="PF07")) == count
    assert lint(text.replace(" for begyndere", ""), only="PF07") == ()


def test_pf06_a_rest_that_is_too_short_is_told_by_the_coach_and_not_twice() -> None:
    text = "# Knib\n\n- Lange knib: Gør 5 lange knib af bækkenbunden, hold 10 sekunder, pause 3 sekunder.\n"
    page = parse_page(text, lang="da")
    reading = read_exercises(page)
    refused = find_refusals(reading, text)
    found = check_page(page, reading, also=refused).findings
    assert [one.code for one in found if one.code.startswith("PF0")] == ["PF06"]
    assert next(one for one in found if one.code == "PF06").message.startswith("Pausen er kortere end knibet.")


def test_pf13_only_one_kind_of_squeeze(lint) -> None:
    quick = "- Hurtige knib: Gør 3 sæt af 10 hurtige knib af bækkenbunden, og slip helt imellem.\n"
    long = "- Lange knib: Gør 5 lange knib af bækkenbunden, hold 10 sekunder, og slip lige så længe.\n"
    assert len(lint(f"# Knib\n\n{quick}", only="PF13")) == 1
    assert lint(f"# Knib\n\n{quick}{long}", only="PF13") == ()
