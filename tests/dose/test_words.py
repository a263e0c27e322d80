"""The words of every language: the same groups everywhere, and no entry that can never be read."""

from __future__ import annotations

import pytest

from hofte.dose.tokens import lex
from hofte.lang.data import languages, words

GROUPS = set(words("en", "dose"))
OPTIONAL = {"pause", "times_words"}


@pytest.mark.parametrize("lang", languages())
def test_every_language_has_the_same_groups(lang: str) -> None:
    assert set(words(lang, "dose")) | OPTIONAL == GROUPS | OPTIONAL


@pytest.mark.parametrize("lang", languages())
def test_entries_are_lower_case_words(lang: str) -> None:
    for group, entries in words(lang, "dose").items():
        for entry in entries:
            assert entry == entry.lower().strip(), (group, entry)


@pytest.mark.parametrize("lang", languages())
def test_entries_are_cut_as_a_text_is_cut(lang: str) -> None:
    """An entry such as "1rm" could never be found: a text gives "1" and "rm"."""
    for group, entries in words(lang, "dose").items():
        for entry in entries if group != "dotted" else ():
            plain = entry.replace("*", "a")
            found = [token.text for token in lex("x " + plain)][1:]
            assert found == plain.split(), (group, entry, found)


@pytest.mark.parametrize("lang", languages())
def test_no_group_names_a_word_twice(lang: str) -> None:
    for group, entries in words(lang, "dose").items():
        assert len(set(entries)) == len(list(entries)), (group, [e for e in entries if list(entries).count(e) > 1])
