from __future__ import annotations

import pytest

from hofte.exercise.names import name_of_heading, name_of_label, name_of_title


@pytest.mark.parametrize(
    ("lang", "heading", "name"),
    [
        ("da", "Hvordan laver jeg et knælende stræk?", "Knælende stræk"),
        ("da", "Hvordan aktiverer jeg hoften med liggende gang?", "Liggende gang"),
        ("da", "Hvordan gør jeg udspænding af læggen (mod hælsmerter)?", "Udspænding af læggen"),
        ("da", "Hvordan laver jeg bækkenvip for at løsne lænden?", "Bækkenvip"),
        ("da", "Kan jeg lave planken hver dag?", ""),
        ("da", "Burpees – den gamle kending", "Burpees"),
        ("da", "Skulderpres (Shoulder press)", "Skulderpres"),
        ("da", "Tips til bedre løft", ""),
        ("nb", "Hvordan gjør jeg en sideplanke?", "Sideplanke"),
        ("nn", "Korleis gjer eg ein sideplanke?", "Sideplanke"),
        ("sv", "Hur gör jag en sidoplanka?", "Sidoplanka"),
        ("en", "How do I do a side plank?", "Side plank"),
        ("en", "Benefits of the side plank", ""),
    ],
)
def test_headings_and_questions_become_names(lang: str, heading: str, name: str) -> None:
    assert name_of_heading(heading, lang) == name


@pytest.mark.parametrize(("title", "name"), [("Bro: let øvelse", "Bro"), ("Side-plank", "Side-plank"), (": x", "x")])
def test_a_title_loses_its_subtitle(title: str, name: str) -> None:
    assert name_of_title(title) == name


@pytest.mark.parametrize(
    ("label", "name"), [("Antal gentagelser", ""), ("Sådan gør du", ""), ("Lange knib", "Lange knib")]
)
def test_a_label_that_says_how_much_names_nothing(label: str, name: str) -> None:
    assert name_of_label(label, "da") == name
