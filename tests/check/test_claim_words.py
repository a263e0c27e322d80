"""RG02: claim words about an exercise or an app, and not about the people who treat."""

from __future__ import annotations

import pytest

CLAIMS = [
    ("da", "Øvelsen behandler iskias.", "behandler iskias"),
    ("da", "Træningen forebygger og lindrer lændesmerter.", "forebygger og lindrer lændesmerter"),
    ("da", "Hvis du ikke er vant til det, kan øvelsen lindre hovedpine.", "lindre hovedpine"),
    ("da", "Øvelsen styrker ikke kun benet, men kurerer også springerknæ.", "kurerer også springerknæ"),
    ("da", "Appen måler din puls.", "Appen måler"),
    ("nb", "Øvelsen forebygger urinlekkasje.", "forebygger urinlekkasje"),
    ("nn", "Øvinga lindrar ryggsmerter.", "lindrar ryggsmerter"),
    ("sv", "Övningen förebygger inkontinens.", "förebygger inkontinens"),
    ("en", "This exercise cures sciatica.", "cures sciatica"),
    ("en", "The stretch relieves back pain.", "relieves back pain"),
    ("en", "The app analyses your squeeze.", "The app analyses"),
]
NO_CLAIMS = [
    ("da", "Øvelsen behandler ikke iskias."),
    ("da", "Kan øvelsen behandle iskias?"),
    ("da", "Ingen øvelse kan alene kurere slidgigt."),
    ("da", "En fysioterapeut kan behandle iskias med øvelser."),
    ("da", "Mange tror, at øvelsen kurerer iskias."),
    ("da", "Medicin kan lindre smerter, før du træner."),
    ("da", "Øvelsen styrker lænden."),
    ("da", "Forebyggelse af lændesmerter handler om meget."),
    ("da", "## Myter\n\n- Øvelsen kurerer iskias."),
    ("da", "## Referencer\n\n- Hansen (2001). Øvelsen kurerer iskias. J Sport 3:4. doi:10.1234/abc"),
    ("nb", "Øvelsen forebygger ikke lekkasje."),
    ("nn", "Øvinga lindrar ikkje ryggsmerter."),
    ("sv", "Övningen förebygger inte inkontinens."),
    ("en", "This exercise does not cure sciatica."),
    ("en", "Does this exercise cure sciatica?"),
    ("en", "A physiotherapist can treat back pain with exercises."),
    ("en", "It is a myth that this exercise cures sciatica."),
]


@pytest.mark.parametrize(("lang", "text", "words"), CLAIMS)
def test_rg02_a_claim_is_found_with_its_words(lint, lang: str, text: str, words: str) -> None:
    (found,) = lint(text, lang, only="RG02")
    assert found.span.of(text) == words
    assert words in found.message


@pytest.mark.parametrize(("lang", "text"), NO_CLAIMS)
def test_rg02_denials_questions_and_professionals_make_no_claim(lint, lang: str, text: str) -> None:
    assert lint(text, lang, only="RG02") == ()


def test_rg02_on_the_page_of_one_exercise_every_sentence_is_about_it(lint) -> None:
    head = "---\ntitle: Side plank\nkind: exercise\n---\n\n"
    assert len(lint(f"{head}- Forebygger lændesmerter.\n", only="RG02")) == 1
    assert lint("# Ryggen\n\n- Varme lindrer lændesmerter.\n", only="RG02") == ()


def test_rg02_they_are_those_of_the_section(lint) -> None:
    text = "## Hvem hjælper?\n\nFysioterapeuter vejleder. De kan bruge øvelser, der lindrer rygsmerter.\n"
    assert lint(text, only="RG02") == ()
