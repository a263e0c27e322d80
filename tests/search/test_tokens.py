"""Words → tokens: inflections, compounds, and one name for the same thing in neighbouring languages."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.lang.data import languages
from hofte.search.analyse import analyse
from hofte.search.fold import LONGEST_WORD, fold, folded_words
from hofte.search.index import index_entry
from hofte.search.lexicon import concept, family, lexicon


def tokens(lang: str, word: str) -> tuple[str, ...]:
    (spelt,) = lexicon(lang).words(word)
    return analyse(spelt, lang).tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Hofteøvelser", "hofteøvelser"),
        ("HØFT", "høft"),
        ("höft", "høft"),
        ("ha\u0308l", "hæl"),
        ("résumé", "resume"),
        ("bæk\u00adken\u200bbund", "bækkenbund"),
        ("ﬁbre ＡＢＣ 10²", "fibre abc 102"),
        ("«knib»", "«knib»"),
    ],
)
def test_a_text_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_any_text_has_words(text: str) -> None:
    for word in folded_words(text):
        assert 0 < len(word) <= LONGEST_WORD
        assert folded_words(word) == [word]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("da", "hofte hoften hofter hofterne hoftens HOFTERNES"),
        ("da", "knæ knæet knæene knaeet"),
        ("da", "skulder skulderen skuldre skuldrene"),
        ("da", "bækkenbund bækkenbunden baekkenbund"),
        ("da", "smerte smerter smerterne ondt"),
        ("da", "balle baller ballerne balder sædet"),
        ("nb", "kne kneet knær knærne"),
        ("nb", "vondt smerter smertene"),
        ("nb", "trening treningen trene trener"),
        ("nn", "øving øvingar øvingane"),
        ("sv", "höft höften höfter höfterna"),
        ("sv", "knä knät knäna"),
        ("en", "foot feet"),
        ("en", "stretch stretches stretching"),
        ("en", "pain ache aches painful sore"),
    ],
)
def test_inflections_and_other_words_for_it_are_one_token(lang: str, words: str) -> None:
    assert len({tokens(lang, word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("lang", "word", "parts"),
    [
        ("da", "hoftesmerter", "hofte smerte"),
        ("da", "bækkenbundstræning", "bækkenbund træning"),
        ("da", "hoftebøjerstræk", "hofte bøjer stræk"),
        ("da", "rygsmerter", "ryg smerte"),
        ("da", "idrætsskader", "idræt skade"),
        ("da", "urinlækage", "urin lækage"),
        ("da", "lægmuskel", "læg muskel"),
        ("nb", "bekkenbunnstrening", "bækkenbund træning"),
        ("nb", "korsryggsmerter", "lænd smerte"),
        ("nb", "setemuskulatur", "balle muskel"),
        ("nb", "hoftebøyerne", "hofte bøjer"),
        ("nn", "bekkenbotnøvingar", "bækkenbund øvelse"),
        ("sv", "höftsmärta", "hofte smerte"),
        ("sv", "höftböjare", "hofte bøjer"),
    ],
)
def test_a_compound_has_its_parts(lang: str, word: str, parts: str) -> None:
    assert tokens(lang, word)[1:] == tuple(parts.split())


@pytest.mark.parametrize(
    ("lang", "word"), [("da", "psoas"), ("da", "bækkenbund"), ("da", "vægten"), ("da", "sommerfugl")]
)
def test_what_is_no_compound_stays_whole(lang: str, word: str) -> None:
    assert len(tokens(lang, word)) == 1


@pytest.mark.parametrize(
    ("danish", "lang", "other"),
    [
        ("bækkenbund", "nb", "bekkenbunn"),
        ("bækkenbund", "nn", "bekkenbotn"),
        ("bækkenbund", "sv", "bäckenbotten"),
        ("bækkenbundstræning", "nb", "bekkenbunnstrening"),
        ("øvelse", "nb", "øving"),
        ("knib", "nb", "knip"),
        ("knibeøvelser", "nb", "knipeøvelser"),
        ("hoftebøjere", "nb", "hoftebøyere"),
        ("knæsmerter", "sv", "knäsmärta"),
        ("elastik", "nb", "strikk"),
    ],
)
def test_neighbours_meet(danish: str, lang: str, other: str) -> None:
    assert tokens("da", danish)[0] == tokens(lang, other)[0]


def test_the_north_is_a_family() -> None:
    assert family("nb") == ("nb", "da", "nn", "sv")
    assert family("en") == ("en",)
    assert family("") == ("",)


@pytest.mark.parametrize(
    ("lang", "subject", "text", "name"),
    [
        ("da", "muscles", "Skrå mavemuskler", "obliques"),
        ("nb", "muscles", "Utsiden av hoften", "outer_hip"),
        ("en", "muscles", "middle back", "upper_back"),
        ("da", "equipment", "Vægtstang", "barbell"),
        ("en", "equipment", "body only", "none"),
        ("nb", "types", "Styrketrening", "strength"),
        ("en", "levels", "expert", "advanced"),
        ("da", "muscles", "noget helt andet", ""),
        ("", "muscles", "Glutes", ""),
    ],
)
def test_what_a_page_calls_it_has_one_name_in_all_languages(lang: str, subject: str, text: str, name: str) -> None:
    assert concept(lang, subject, text) == name


@pytest.mark.parametrize("subject", ["muscles", "body", "equipment", "types", "levels"])
def test_all_languages_name_the_same_things(subject: str) -> None:
    named = {
        code: set(tomllib.loads((files("hofte.lang") / code / "search.toml").read_text("utf-8"))[subject])
        for code in languages()
    }
    assert {code: names ^ named["da"] for code, names in named.items()} == {code: set() for code in named}


def test_a_token_stands_in_its_best_place_and_a_title_as_a_whole() -> None:
    indexed = index_entry([(0, "Hoftesmerter"), (4, "Smerter i hoften, og knæet")], "da")
    assert indexed.tokens == {"0hofte", "0smerte", "0hoftesmerte", "4kn0ae", "000hoftesmerte"}
    assert indexed.words == {"hoftesmerter", "smerter", "hoften", "knæet"}


@given(st.text(), st.sampled_from(["", "xx", *languages()]))
def test_every_stored_token_is_plain(text: str, lang: str) -> None:
    for token in index_entry([(0, text), (4, text[::-1])], lang).tokens:
        assert token.isascii()
        assert token.isalnum()
        assert token == token.lower()
