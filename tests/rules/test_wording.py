"""RG02 on our own words: nothing a trainee is shown claims an effect on a disease."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from hofte.rules.catalogue import rules
from hofte.rules.screen import screen
from hofte.rules.words import Words

#: Stems of the claim words: English; Danish; Norwegian; Swedish.
CLAIMS = re.compile(
    r"\b(diagnos|treat|cure[sd]?\b|curing|prevent|relie[fv]|monitor|predict"
    r"|behandl|helbred|kurer|forebyg|lindr|overvåg|forudsig"
    r"|førebygg|overvåk|forutsi|spår?\b"
    r"|bota[rt]?\b|förebygg|övervak|förutsäg)",
    flags=re.IGNORECASE,
)


def _shown() -> Iterator[tuple[str, str]]:
    for one in rules():
        for code, text in one.said.items():
            yield f"{one.id}-{code}", text
    current = screen()
    words: list[Words] = [current.intro, current.caveat, current.gate.closed, current.gate.where, current.gate.open]
    words += current.occasions.values()
    words += [part for group in current.groups for part in (group.text, group.where)]
    for question in (*current.questions("PF"), *current.gate.questions):
        words += [part for part in (question.text, question.also) if part]
    for n, part in enumerate(words):
        for code, text in part.said.items():
            yield f"screen-{n}-{code}", text


@pytest.mark.parametrize(
    "claim",
    [
        "This treats pain", "It may prevent leaks", "monitors you", "Relief at last", "a cure", "diagnosis",
        "behandler smerter", "forebygger skader", "lindrer", "overvåger", "kan forutsi", "forebygge", "helbreder",
        "botar", "förebygger", "førebyggjer",
    ],
)  # fmt: skip
def test_rg02_the_lint_finds_claim_words(claim: str) -> None:
    assert CLAIMS.search(claim)


def test_rg02_nothing_shown_to_trainees_makes_a_claim() -> None:
    found = {place: text for place, text in _shown() if CLAIMS.search(text)}
    assert not found


def test_sentences_for_trainees_are_short() -> None:
    """At most 30 words to the next full stop: read aloud, on the floor."""
    for place, text in _shown():
        longest = max(len(sentence.split()) for sentence in re.split(r"(?<=[.?!:])\s", text))
        assert longest <= (45 if place.startswith(("screen", "RF12")) else 30), place


def test_nobody_is_told_to_try_harder() -> None:
    """PF26, and no shame anywhere."""
    shame = re.compile(
        r"\b(try harder|lazy|failed|wrong|forkert|dovne?|doven|lat|feile[tr]|tag dig sammen)\b", flags=re.IGNORECASE
    )
    assert not {place: text for place, text in _shown() if shame.search(text)}
