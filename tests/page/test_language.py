from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from hofte.page.language import declared_language, detect_language


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("da", "Læg dig på ryggen og løft hoften op fra gulvet. Hold i fem sekunder, og sænk langsomt igen."),
        ("nb", "Legg deg på ryggen og løft hoften opp fra gulvet. Hold i fem sekunder, og senk sakte igjen."),
        (
            "nn",
            "Legg deg på ryggen og løft hofta opp frå golvet. Hald i fem sekund, og senk sakte att.",
        ),
        ("sv", "Lägg dig på rygg och lyft höften från golvet. Håll i fem sekunder och sänk långsamt igen."),
        ("en", "Lie on your back and lift your hips off the floor. Hold for five seconds and lower slowly again."),
    ],
)
def test_two_sentences_tell_the_language(code: str, text: str) -> None:
    assert detect_language(text) == code


@pytest.mark.parametrize("text", ["", "123", "Plotkin 2023", "zzz qqq"])
def test_what_tells_nothing_gives_no_language(text: str) -> None:
    assert detect_language(text) == ""


@pytest.mark.parametrize(("said", "code"), [("da", "da"), ("da-DK", "da"), ("no", "nb"), ("nn_NO", "nn"), ("EN", "en")])
def test_a_declared_language_is_taken(said: str, code: str) -> None:
    assert declared_language({"language": said}) == (code, ())


def test_a_language_without_words_is_a_finding() -> None:
    code, findings = declared_language({"lang": "fi"})
    assert code == ""
    assert [one.code for one in findings] == ["language-unknown"]


def test_three_sentences_of_the_corpus_tell_the_language(shared: Path) -> None:
    """Measured: 137 of 139 windows of three neighbouring texts; the two are hardly Danish at all."""
    by_language: dict[str, list[str]] = {}
    for line in (shared / "corpus" / "dose-dev.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        by_language.setdefault(entry["lang"], []).append(entry["text"])
    told: Counter[bool] = Counter()
    for code, texts in by_language.items():
        for n in range(len(texts) - 2):
            told[detect_language("\n".join(texts[n : n + 3])) == code] += 1
    assert told[True] / told.total() >= 0.97
