"""HF07, HF11, RF12, ST10, ST11, ST14, ST15, PF16, PF23: what a page may not state, and how near to it a page may come."""
# ruff: noqa: E501 -- one case a line

from __future__ import annotations

from pathlib import Path

import pytest

from hofte.check.run import check_page
from hofte.page.read import parse_page, read_page

STATED = {
    "HF07": {
        "da": ["Thomas-testen viser, om din hoftebøjer er forkortet.", "Løfter benet sig i Thomas-testen, så er psoas kort.", "Rører låret ikke briksen i Thomas-testen, har du stramme hoftebøjere."],
        "nb": ["Thomas-testen avslører om hoftebøyeren er stram."],
        "nn": ["Thomas-testen avslører om hoftebøyaren er stram."],
        "sv": ["Thomas-testet visar om höftböjaren är förkortad."],
        "en": ["The Thomas test shows whether your hip flexor is short.", "If the leg lifts in the Thomas test, the psoas is tight."],
    },
    "HF11": {
        "da": [
            "En stram psoas kan give rygsmerter.",
            "Lændesmerter skyldes ofte en forkortet hoftebøjer.",
            "Hvis du ikke strækker ud, kan en stram psoas give ondt i ryggen.",
            "En stram psoas giver ikke kun stivhed, men fører også til rygsmerter.",
        ],
        "nb": ["En stram psoas kan gi ryggsmerter.", "Korsryggsmerter skyldes ofte stramme hoftebøyere."],
        "nn": ["Ein stram psoas kan gi ryggsmerter."],
        "sv": ["En stram psoas kan ge ryggsmärta."],
        "en": ["A tight psoas causes back pain.", "Lower back pain often comes from tight hip flexors."],
    },
    "ST10": {
        "da": ["EMG-målinger viser, at hip thrust er den bedste øvelse for ballerne.", "Høj muskelaktivering betyder, at musklen vokser."],
        "nb": ["EMG viser at hip thrust er den beste øvelsen for setet."],
        "nn": ["EMG viser at hip thrust er betre enn knebøy."],
        "sv": ["EMG visar att hip thrust är den bästa övningen."],
        "en": ["EMG shows that the hip thrust is the best exercise for the glutes.", "High muscle activation means more muscle growth."],
    },
    "ST11": {
        "da": ["Hip thrust giver bedre sprint.", "Hip thrust forbedrer din acceleration."],
        "nb": ["Hip thrust gir raskere sprint."],
        "nn": ["Hip thrust gir betre sprint."],
        "sv": ["Hip thrust ger bättre sprint."],
        "en": ["The hip thrust improves sprinting."],
    },
    "PF16": {
        "da": ["Hver fjerde kvinde kniber forkert med bækkenbunden.", "25 % gør knibeøvelser forkert."],
        "nb": ["Én av fire gjør knipeøvelsene feil."],
        "nn": ["Ein av fire gjer knipeøvingane feil."],
        "sv": ["En av fyra gör knipövningar fel."],
        "en": ["One in four women do pelvic floor exercises wrong."],
    },
    "PF23": {
        "da": ["EMG-biofeedback giver bedre resultater end knibeøvelser.", "Biofeedback reducerer lækage."],
        "nb": ["EMG-biofeedback er mer effektivt enn knipeøvelser alene."],
        "nn": ["EMG-biofeedback er meir effektivt enn knipeøvingar."],
        "sv": ["Biofeedback är mer effektivt än knipövningar."],
        "en": ["EMG biofeedback improves symptoms."],
    },
    "RF12": {
        "da": ["Har du ingen af disse tegn, er træningen sikker.", "Hvis du ikke har nogen af symptomerne, kan du roligt træne."],
        "nb": ["Har du ingen av disse tegnene, er treningen trygg."],
        "nn": ["Har du ingen av desse teikna, er treninga trygg."],
        "sv": ["Har du inget av dessa tecken är träningen säker."],
        "en": ["If none of these fit, it is safe to train.", "No red flags means that training is safe."],
    },
    "ST14": {
        "da": ["Når symmetrien er 90 %, er du klar til at løbe."],
        "nb": ["Når symmetrien er 90 %, er du klar til å løpe."],
        "nn": ["Når symmetrien er 90 %, er du klar til å springe."],
        "sv": ["När symmetrin är 90 % är du redo att springa."],
        "en": ["When you reach 90% of the other leg you are ready to run."],
    },
    "ST15": {
        "da": ["Du må løbe igen 6 uger efter fødslen."],
        "nb": ["Du kan løpe igjen 6 uker etter fødselen."],
        "nn": ["Du kan springe igjen 6 veker etter fødselen."],
        "sv": ["Du kan springa igen 6 veckor efter förlossningen."],
        "en": ["You can run again 6 weeks after giving birth."],
    },
}  # fmt: skip
NOT_STATED = {
    "HF07": {
        "da": ["Thomas-testen er et fingerpeg og viser ikke, om muskelen er kort.", "En fysioterapeut kan bekræfte det med Thomas-testen.", "Viser Thomas-testen noget?"],
        "nb": ["Thomas-testen viser ikke om muskelen er kort."],
        "nn": ["Thomas-testen viser ikkje om muskelen er kort."],
        "sv": ["Thomas-testet visar inte om muskeln är kort."],
        "en": ["The Thomas test does not show whether the muscle is short.", "In the Thomas test you lie on your back."],
    },
    "HF11": {
        "da": [
            "En stram psoas giver ikke rygsmerter.",
            "Det er en myte, at en stram psoas giver rygsmerter.",
            "Ingen undersøgelse viser, at en stram psoas giver rygsmerter.",
            "Kan en stram psoas give rygsmerter?",
            "Mange tror, at rygsmerter skyldes en stram psoas.",
            "En stram psoas føles stiv i hoften.",
            "Man plejer at sige, at en stram psoas giver rygsmerter, men det er ikke vist.",
            "## Myter\\n\\n- En stram psoas giver rygsmerter.",
            "### Kan en stram psoas give rygsmerter?\\n\\nNej, det er ikke vist.",
        ],
        "nb": ["En stram psoas gir ikke ryggsmerter.", "Det er en myte at en stram psoas gir ryggsmerter."],
        "nn": ["Ein stram psoas gir ikkje ryggsmerter."],
        "sv": ["En stram psoas ger inte ryggsmärta.", "Det är en myt att en stram psoas ger ryggsmärta."],
        "en": ["A tight psoas does not cause back pain.", "It is a myth that a tight psoas causes back pain.", "Does a tight psoas cause back pain?"],
    },
    "ST10": {
        "da": ["EMG viser, hvornår musklen arbejder.", "EMG siger ikke, hvilken øvelse der er den bedste øvelse.", "Hip thrust øger muskelaktivering."],
        "en": ["EMG amplitude did not predict who grew.", "EMG was higher in the hip thrust than in the squat."],
    },
    "ST11": {
        "da": ["Hip thrust kan måske gøre din sprint bedre.", "Hip thrust gør ikke din sprint bedre.", "Squat giver bedre sprint."],
        "en": ["The hip thrust may improve sprinting.", "The hip thrust does not improve sprinting."],
    },
    "PF16": {
        "da": ["I 1991 gjorde 25 % af 47 kvinder knibeøvelser forkert.", "Hver fjerde løber holder forkert i stangen."],
        "nb": ["I en studie fra 1991 gjorde én av fire knipeøvelsene feil."],
        "en": ["In 1991 one in four of 47 women did pelvic floor squeezes wrong."],
    },
    "PF23": {
        "da": ["Biofeedback viser teknik og slip.", "Biofeedback giver ikke bedre resultater."],
        "nb": ["EMG-biofeedback viser hvordan du slipper."],
        "en": ["Biofeedback does not improve symptoms.", "Biofeedback shows how you let go."],
    },
    "RF12": {
        "da": ["Listen kan ikke udelukke sygdom, selv om ingen af disse tegn passer.", "Ingen af disse øvelser er svære."],
        "en": ["Even if none of these fit, the list cannot rule out illness.", "This exercise is safe for most people."],
    },
    "ST14": {
        "da": ["90 % symmetri er ikke nok til at vende tilbage.", "Løft med 90 % af din styrke."],
        "en": ["A symmetry of 90% does not mean that you are ready to run."],
    },
    "ST15": {
        "da": ["Vent med at løbe til 12 uger efter fødslen.", "Du må ikke løbe 6 uger efter fødslen.", "Løb 3 gange om ugen."],
        "en": ["Wait with running until 12 weeks after the birth.", "Do not run 6 weeks after giving birth."],
    },
}  # fmt: skip


def cases(table: dict[str, dict[str, list[str]]]) -> list[tuple[str, str, str]]:
    return [(code, lang, text) for code, by in table.items() for lang, texts in by.items() for text in texts]


@pytest.mark.parametrize(("code", "lang", "text"), cases(STATED))
def test_hf07_hf11_rf12_st10_st11_st14_st15_pf16_pf23_are_found(lint, code: str, lang: str, text: str) -> None:
    (found,) = lint(text, lang, only=code)
    assert found.severity == "warning"
    assert found.span is not None
    assert found.span.of(text) == text


@pytest.mark.parametrize(("code", "lang", "text"), cases(NOT_STATED))
def test_hf07_hf11_rf12_st10_st11_st14_st15_pf16_pf23_let_denials_and_questions_be(
    lint, code: str, lang: str, text: str
) -> None:
    assert lint(text.replace("\\n", "\n"), lang, only=code) == ()


def test_hf11_a_question_that_is_answered_yes_is_a_statement(lint) -> None:
    text = "# Psoas\n\n### Kan en stram psoas give lændesmerter?\n\nJa, det kan den godt.\n"
    (found,) = lint(text, only="HF11")
    assert (found.line, found.span.of(text)) == (3, "Kan en stram psoas give lændesmerter?")


def test_hf11_is_told_once_a_section(lint) -> None:
    text = "# Psoas\n\n### Kan en stram psoas give lændesmerter?\n\nJa. En stram psoas kan give lændesmerter.\n"
    assert len(lint(text, only="HF11")) == 1


def test_hf11_a_row_is_read_with_the_header_of_its_table(lint) -> None:
    text = "| Symptom | Typisk årsag |\n|---|---|\n| Lændesmerter | Stram psoas |\n| Stive skuldre | Kulde |\n"
    (found,) = lint(text, only="HF11")
    assert found.line == 3


def test_the_front_matter_states_things_too(lint) -> None:
    text = '---\ntitle: Psoas\nexcerpt: "En stram psoas giver rygsmerter."\n---\n\nTekst.\n'
    (found,) = lint(text, only="HF11")
    assert (found.line, found.span.of(text)) == (3, "En stram psoas giver rygsmerter.")


def test_the_references_of_a_page_state_nothing(lint) -> None:
    assert lint("# P\n\n## Referencer\n\n- En stram psoas giver rygsmerter. J Sport 2001;3:4.\n", only="HF11") == ()


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        ("000", {"ST11", "ST12", "reference-no-doi", "help-missing"}),
        ("001", {"HF07", "HF11", "question-heading"}),
        ("002", {"PF16", "PF23", "help-missing"}),
    ],
)
def test_the_example_pages_get_what_the_rule_book_says_of_them(shared: Path, seed: str, expected: set[str]) -> None:
    (file,) = (shared / "seeds").glob(f"{seed}*")
    found = {one.code for one in check_page(read_page(file)).findings}
    assert found - {"licence-missing", "language-missing"} == expected


def test_a_page_in_no_known_language_is_still_checked() -> None:
    page = parse_page("xyzzy ![](a.png)")
    assert {one.code for one in check_page(page).findings} >= {"image-alt", "language-untold"}
