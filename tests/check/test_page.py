"""What a page should have: references that can be looked up, words for pictures, a title, a way to help."""
# ruff: noqa: E501 -- one case a line

from __future__ import annotations

import pytest

HEAD = "---\ntitle: Bro\nlanguage: da\nlicense: CC-BY-4.0\n---\n\n"
ARTICLE = "Bump, R. (1991). Assessment of Kegel exercise. *Am J Obstet Gynecol*, 165, 322–329."


def references(*entries: str) -> str:
    return "# Bro\n\n## Referencer\n\n" + "".join(f"- {entry}\n" for entry in entries)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (ARTICLE, ["reference-no-doi"]),
        ("Loturco, I. (2018). Vertical exercises. *PloS one*, 13(7), e0201475.", ["reference-no-doi"]),
        (f"{ARTICLE} doi:10.1016/s0002-9378(91)90000-x", []),
        (f"{ARTICLE} https://pubmed.ncbi.nlm.nih.gov/1872333", []),
        ("Magnusson, P. (1998). A Biomechanical Evaluation. Lægeforeningens Forlag, København.", []),
        ("Sundhedsstyrelsen (2019). Fysisk aktivitet – håndbog.", []),
        ("Chest Heart & Stroke Scotland. E-learning.", []),
        ("Ny, A. (2024). Squeeze. doi:10.1101/2024.01.02.24300123", ["reference-preprint"]),
        ("Ny, A. (2024). Squeeze. *SportRxiv*.", ["reference-preprint"]),
        ("Ny, A. (2024). Squeeze. https://doi.org/10.31236/osf.io/abcde", ["reference-preprint"]),
        ("Gen, A. (2004). A gene. Genome Res 14(5), 1–9. doi:10.1101/gr.2133304", []),
    ],
)
def test_references_can_be_looked_up(codes, entry: str, expected: list[str]) -> None:
    assert codes(references(entry)) == expected


def test_st12_the_preprint_of_the_hip_thrust_trial(lint) -> None:
    text = references("Plotkin, D. L. (2023). Hip thrust and back squat training elicit … *bioRxiv*, 2023-06.")
    (found,) = lint(text)
    assert (found.code, found.line) == ("ST12", 5)
    assert "Front Physiol 2023;14:1279170" in found.message


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("![](bro.jpg)", 1),
        ("![bro.jpg](bro.jpg)", 1),
        ("![IMG_1234](bro.jpg)", 1),
        ("![Kvinde på ryggen, hoften løftet](bro.jpg)", 0),
        ('<img src="a.png">', 1),
        ('<img src="a.png" alt="">', 0),
        ("{% include figure image_path=page.image %}", 1),
        ("{% include figure image_path=page.image alt=page.title %}", 0),
        ('{% include figure image_path="a.png" caption="En bro" %}', 0),
        ("<!-- ![](bro.jpg) -->", 0),
        ("```\n![](bro.jpg)\n```", 0),
        ("Skriv `![](bro.jpg)`", 0),
    ],
)
def test_pictures_have_words(lint, text: str, count: int) -> None:
    assert len(lint(HEAD + text + "\n", only="image-alt")) == count


def test_pictures_of_the_front_matter_have_words(lint) -> None:
    text = (
        "---\ntitle: Bro\npreviewImage: /a.jpg\nheader:\n  teaser: /t.jpg\ngallery:\n  - url: /b.jpg\n    alt: Bro\n"
        "  - url: /c.jpg\n    image_path: /c-320.jpg\n---\n\nTekst.\n"
    )
    assert [one.span.of(text) for one in lint(text, only="image-alt")] == ["previewImage: /a.jpg", "/c.jpg"]
    with_words = text.replace("/a.jpg\n", "/a.jpg\npreviewImageAlt: En bro\n").replace(
        "/c-320.jpg", "/c.jpg\n    alt: To"
    )
    assert lint(with_words, only="image-alt") == ()


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ("", {"title-missing", "language-missing", "licence-missing"}),
        ("title: Bro\nlanguage: da\nlicense: CC-BY-4.0", set()),
        ("metaTitle: Bro\nlang: da\nrights: © Anna 2024", set()),
        ("title: Bro\nlanguage: da\nlicense: måske", {"licence-unknown"}),
        ("title: Bro\nlanguage: da\nlicence: All rights reserved", set()),
        ("title: Bro\nlanguage: da\nlicense:", {"licence-missing"}),
    ],
)
def test_what_a_page_says_of_itself(lint, meta: str, expected: set[str]) -> None:
    text = f"---\n{meta}\n---\n\nDet er en dag med sol, og vi skal ud at gå.\n" if meta else "Det er en dag med sol.\n"
    asked = ("title-missing", "language-missing", "licence-missing", "licence-unknown")
    assert {one.code for code in asked for one in lint(text, only=code)} == expected


def test_the_findings_of_the_readers_stand_at_their_line_in_the_language_of_the_page(lint) -> None:
    text = "---\ntitle: Bro\nlanguage: da\ndatePublished: 13/09/2025\nlastUpdated: 12/09/2025\n---\n\nTekst.\n"
    (found,) = lint(text, only="date-order")
    assert (found.line, found.span.of(text)) == (5, "lastUpdated: 12/09/2025")
    assert found.message == "Siden er opdateret, før den blev udgivet. Ret den ene dato."
    (other,) = lint(text.replace("12/09/2025", "i går"), only="date-unreadable")
    assert other.line == 5


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("[ned](#sadan-gor-du)\n\n## Sådan gør du\n", []),
        ("[ned](#saadan-goer-du)\n\n## Sådan gør du\n", []),
        ("[ned](#s%C3%A5dan-g%C3%B8r-du)\n\n## Sådan gør du\n", []),
        ("[ned](#1-bro)\n\n## 1. Bro\n", []),
        ("[ned](#bro-1)\n\n## Bro\n\n## Bro\n", []),
        ("[ned](#egen)\n\n## Bro {#egen}\n", []),
        ('[ned](#egen)\n\n<h2 id="egen">Bro</h2>\n', []),
        ("[ned](#borte)\n\n## Bro\n", ["borte"]),
        ('<a href="#borte">ned</a>\n\n## Bro\n', ["borte"]),
        ("[ud](/bro#borte) [op](#top) [note](#fn:1)\n\n## Bro\n", []),
        ("`[ned](#borte)`\n\n## Bro\n", []),
    ],
)
def test_links_inside_the_page_lead_somewhere(lint, text: str, dead: list[str]) -> None:
    assert [one.span.of(text) for one in lint(text, only="anchor-dead")] == dead


def test_a_bare_question_among_headings(lint) -> None:
    text = "# Bro\n\nHvordan laver jeg en bro?\nLæg dig på ryggen.\n\n### Hvor ofte?\n\nTit.\n\nHvor længe?\n-----------\n\nLænge.\n"
    (found,) = lint(text, only="question-heading")
    assert (found.line, found.span.of(text)) == (3, "Hvordan laver jeg en bro?")


def test_plain_text_has_no_headings_to_be_like(lint) -> None:
    text = "Bro\nHvordan laver jeg en bro?\nLæg dig på ryggen, og løft hoften.\nSænk den igen.\nGør det roligt.\n"
    assert lint(text, only="question-heading") == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("- Bro: 3 sæt af 10 gentagelser.", 1),
        ("- Bro: 3 sæt af 10 gentagelser.\n\nSøg hjælp, hvis det gør ondt.", 0),
        ("- Bro: 3 sæt af 10 gentagelser.\n\nSpørg din fysioterapeut, hvis du er i tvivl.", 0),
        ("- Bro: 3 sæt af 10 gentagelser.\n\nLægen hed Hansen.", 1),
        ("Broen er gammel.", 0),
    ],
)
def test_a_page_with_exercises_says_whom_to_see(lint, text: str, count: int) -> None:
    assert len(lint(f"# Program\n\n{text}\n", only="help-missing")) == count


def test_variants_say_which_is_easier(lint) -> None:
    text = HEAD.replace("license", "kind: exercise\nlicense") + "3 sæt af 10.\n\n## Varianter\n\n- {}\n- {}\n"
    (found,) = lint(text.format("På ét ben: Løft den ene fod.", "Med pude: Læg en pude under."), only="variant-order")
    assert "På ét ben, Med pude" in found.message
    assert found.span.of(text.format("På ét ben: Løft den ene fod.", "")) == "På ét ben: Løft den ene fod."
    assert lint(text.format("På ét ben: Sværere.", "Med pude: Læg en pude under."), only="variant-order") == ()
