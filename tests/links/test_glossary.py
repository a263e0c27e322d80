"""A list of words with what they mean; ours in three languages."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.links.glossary import Term, joined, read_glossary

CONTENT = Path(str(files("hofte") / "content"))
TEXT = """---
title: Ordliste
---

## Muskler

Psoas | den store hoftebøjer
: En lang muskel.
  Den går gennem bækkenet.

: Og et afsnit til.

(Sæt) | serie
: Flere gentagelser.
Knib
: At spænde.

No term

: Not a meaning of anything.
"""


def test_a_term_has_names_a_meaning_and_words_that_lead_to_it() -> None:
    assert read_glossary(TEXT) == (
        Term(
            "psoas",
            ("Psoas", "den store hoftebøjer"),
            ("En lang muskel. Den går gennem bækkenet.", "Og et afsnit til."),
            ("Psoas", "den store hoftebøjer"),
        ),
        Term("saet", ("Sæt", "serie"), ("Flere gentagelser.",), ("serie",)),
        Term("knib", ("Knib",), ("At spænde.",), ("Knib",)),
    )


def test_a_later_glossary_has_the_last_word_and_the_alphabet_is_the_languages() -> None:
    first = read_glossary("Åre\n: a\n\nÆg\n: b\n\nØre\n: c\n\nZoo\n: d\n")
    whole = joined("da", [first, read_glossary("Zoo\n: ours\n")])
    assert [(term.name, term.meaning) for term in whole] == [
        ("Zoo", ("ours",)), ("Æg", ("b",)), ("Øre", ("c",)), ("Åre", ("a",))]  # fmt: skip


@pytest.mark.parametrize("lang", ["da", "nb", "en"])
def test_ours_explain_words_in_each_language(lang: str) -> None:
    terms = read_glossary((CONTENT / lang / "glossary" / "terms.md").read_text(encoding="utf-8"))
    assert len(terms) >= 25
    assert len({term.slug for term in terms}) == len(terms)
    assert {"psoas", "emg", "mvc", "rpe", "biofeedback", "gluteus-maximus"} <= {term.slug for term in terms}


@given(text=st.text(alphabet=st.sampled_from("ab: |()\n-#é"), max_size=80))
def test_any_text_is_read(text: str) -> None:
    for term in read_glossary(text):
        assert term.slug.isascii()
        assert term.names
        assert all(term.meaning)
