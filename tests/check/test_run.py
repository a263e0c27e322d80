"""The report as a whole: order, one finding a fact, comments that allow, declared codes, and the starter library."""
# ruff: noqa: E501 -- one case a line

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.check.catalogue import CHECKS, READERS, codes
from hofte.check.run import check_page
from hofte.check.say import _said, say
from hofte.check.statements import _clause_end
from hofte.check.words import check_words, pattern
from hofte.coach.refusals import find_refusals
from hofte.core.errors import PageUnreadable
from hofte.core.finding import Finding
from hofte.core.values import Span
from hofte.exercise.model import Reading
from hofte.exercise.read import read_exercises
from hofte.lang.data import LanguageUnknown, languages, words
from hofte.page.read import parse_page, read_page
from hofte.page.text import decode

ROOT = Path(__file__).parents[2]
LIBRARY = sorted((ROOT / "src" / "hofte" / "content").glob("*/*.md"))
#: Words that checks look for, so that mutated pages come near to findings.
PIECES = [
    "En stram psoas", " giver ", "rygsmerter", ".", "?", "\n", "\n\n", "## ", "### Kan det?\n\n", "- ", "| a | b |\n|---|---|\n",
    "3 sæt af 10 gentagelser", "hold 8 sekunder", "Stop strålen", "Thomas-testen", "![](a.png)", "[x](#y)", "---\n",
    "title: x\n", "<!-- hofte: allow RG02 -->", "<!--", "\u200b", "**", "EMG", "ikke ", "Øvelsen behandler iskias", "\r\n",
    "Referencer\n\n", "J Sport, 12(3), 4–5. (2001)", "bækkenbunden", "{% include figure %}", "😀", "\x00", "a" * 50, "[" * 30,
]  # fmt: skip


def test_findings_come_in_the_order_of_the_page() -> None:
    text = "# P\n\nØvelsen behandler iskias og kurerer gigt. En stram psoas giver rygsmerter.\n\n![](a.png)\n"
    found = check_page(parse_page(text, lang="da")).findings
    places = [(one.line, one.span.start if one.span else -1) for one in found]
    assert places == sorted(places)
    assert check_page(parse_page(text, lang="da")).findings == found


def test_the_same_fact_from_two_sides_is_told_once() -> None:
    page = parse_page("# P\n\nTekst.\n", lang="da")
    finding = Finding("PF06", "error", 3, "too short", Span(5, 11))
    assert [one.code for one in check_page(page, also=(finding, finding)).findings].count("PF06") == 1


def test_a_comment_behind_a_line_allows_a_code_on_that_line() -> None:
    text = "# P\n\nØvelsen behandler iskias. <!-- hofte: allow RG02 -->\n\nØvelsen behandler gigt.\n"
    report = check_page(parse_page(text, lang="da"))
    assert [one.line for one in report.findings if one.code == "RG02"] == [5]
    assert [(one.code, one.line) for one in report.allowed] == [("RG02", 3)]


@pytest.mark.parametrize("comment", ["<!-- hofte: allow RG02 -->", "<!--hofte:allow licence-missing, rg02-->"])
def test_a_comment_alone_on_a_line_allows_codes_on_the_page(comment: str) -> None:
    text = f"# P\n\n{comment}\n\nØvelsen behandler iskias.\n\nØvelsen behandler gigt.\n"
    report = check_page(parse_page(text, lang="da"))
    assert not {one.code for one in report.findings} & {"RG02", "allow-unused"}
    assert len([one for one in report.allowed if one.code == "RG02"]) == 2


@pytest.mark.parametrize("code", ["RG02", "no-such-code"])
def test_a_comment_that_allows_nothing_is_a_finding(code: str) -> None:
    text = f"# P\n\nEn god dag. <!-- hofte: allow {code} -->\n"
    (found,) = [one for one in check_page(parse_page(text, lang="da")).findings if one.code == "allow-unused"]
    assert (found.severity, found.line, found.span.of(text)) == ("warning", 3, code)


def test_what_the_coach_refuses_can_be_allowed_in_the_report_only() -> None:
    text = "# Knib\n\n- Lange knib: Gør 5 lange knib af bækkenbunden, hold 10 sekunder, pause 3 sekunder. <!-- hofte: allow PF06 -->\n"
    page = parse_page(text, lang="da")
    reading = read_exercises(page)
    refused = find_refusals(reading, text)
    assert [one.code for one in refused] == ["PF06"]
    assert "PF06" not in {one.code for one in check_page(page, reading, also=refused).findings}


def test_every_code_is_declared_once() -> None:
    declared = [code.id for code in (*(code for check in CHECKS for code in check.codes), *READERS)]
    assert len(declared) == len(set(declared)) == len(codes()) - 1


def test_every_code_that_a_reader_of_pages_or_exercises_gives_is_declared() -> None:
    for file in (*(ROOT / "src/hofte/page").glob("*.py"), *(ROOT / "src/hofte/exercise").glob("*.py")):
        given = set(re.findall(r'Finding\(\s*"([\w-]+)"', file.read_text(encoding="utf-8")))
        assert given <= {*codes(), "style-release"}, file.name


def test_every_code_of_a_check_has_a_sentence_in_english_danish_and_bokmaal() -> None:
    for code in (code for check in CHECKS for code in check.codes):
        for lang in ("en", "da", "nb"):
            assert words(lang, "check")["message"][code.id]


def test_sentences_are_said_in_the_nearest_language() -> None:
    assert say("image-alt", "nn", {}) == say("image-alt", "nb", {})
    assert say("image-alt", "sv", {}) == say("image-alt", "", {}) == say("image-alt", "en", {})
    with pytest.raises(LookupError, match="no-such-code"):
        say("no-such-code", "da", {})


def test_a_language_without_words_of_its_own_is_checked_for_all_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_for_swedish(code: str, subject: str) -> Mapping[str, Any]:
        if (code, subject) == ("sv", "check"):
            raise LanguageUnknown("sv/check", languages())
        return words(code, subject)

    caches = (check_words, pattern, _clause_end, _said)
    monkeypatch.setattr("hofte.check.words.words", none_for_swedish)
    for one in caches:
        one.cache_clear()
    found = check_page(parse_page("# Sidan\n\n![](a.png)\n\n- Planka: 3 set av 10 repetitioner.\n", lang="sv")).findings
    for one in caches:
        one.cache_clear()
    assert "image-alt" in {one.code for one in found}


def test_sentences_of_all_languages_need_the_same_values() -> None:
    for code in codes():
        said = [words(lang, "check")["message"].get(code) for lang in ("da", "nb", "en")]
        needed = {tuple(sorted(re.findall(r"\{(\w+)\}", one))) for one in said if one}
        assert len(needed) <= 1, code


def test_all_languages_have_the_same_lists() -> None:
    def shape(lang: str) -> set[str]:
        known = {key: value for key, value in words(lang, "check").items() if key != "message"}
        inner = {f"{key}.{name}" for key, value in known.items() if isinstance(value, dict) for name in value}
        return set(known) | inner

    assert {lang: shape(lang) for lang in languages()} == {lang: shape("da") for lang in languages()}


@pytest.mark.parametrize("file", LIBRARY, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_starter_library_has_nothing_to_mend(file: Path) -> None:
    page = read_page(file)
    reading = read_exercises(page)
    assert check_page(page, reading, also=find_refusals(reading, page.text)).findings == ()


def test_the_library_is_checked_in_a_moment() -> None:
    read = [(page, read_exercises(page)) for page in map(read_page, LIBRARY)]
    before = time.process_time()
    for page, reading in read:
        check_page(page, reading)
    assert time.process_time() - before < 10


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=25).map("".join))
def test_any_text_gives_a_report_whose_findings_lie_inside_it(text: str) -> None:
    for lang in ("da", None):
        page = parse_page(text, lang=lang)
        report = check_page(page)
        for one in (*report.findings, *report.allowed):
            assert one.code in codes()
            assert one.message
            assert 0 <= one.line <= text.count("\n") + text.count("\r") + 1
            assert one.span is None or one.span.end <= len(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_report_or_no_page(raw: bytes) -> None:
    try:
        text = decode(raw, "a.md")
    except PageUnreadable:
        return
    assert {one.code for one in check_page(parse_page(text)).findings} <= codes().keys()


@given(st.data())
def test_real_pages_with_pieces_put_in_give_a_report(data: st.DataObject) -> None:
    text = LIBRARY[data.draw(st.integers(0, len(LIBRARY) - 1))].read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        at, cut = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 40))
        text = text[:at] + data.draw(st.sampled_from(PIECES)) + text[at + cut :]
    page = parse_page(text)
    assert {one.code for one in check_page(page).findings} <= codes().keys()


@pytest.mark.parametrize(
    "piece",
    ["a", "[", "![", "](#", "<img ", "<!--", "`", "- ", "> ", "| ", "En stram psoas. ", "Øvelsen behandler ", ",", "a.A",
     "{%", "12(", "10.1101/", "# ", "\n", "\r", "\u200b", "<!-- hofte: allow ", "<!-- hofte: allow RG02 -->\n", "ikke ", "*", "_", "\t", "?\n\n", "- Stop strålen.\n",
     "- De kan lindre smerter. Fysio.\n", "| a | b |\n|---|---|\n| Psoas | x |\n\n", "# Stop strålen\n", "- a.A 3 sæt.\n"],
)  # fmt: skip
def test_no_text_takes_the_linter_out_of_its_time(piece: str) -> None:
    """Ten times the text may take about ten times as long: a search that goes back over its text takes a hundred."""

    def seconds(size: int) -> float:
        page = parse_page("# Bækkenbund\n\n" + piece * (size // len(piece)), lang="da")
        before = time.process_time()
        check_page(page, Reading())
        return time.process_time() - before

    small, large = seconds(4_000), seconds(40_000)
    assert large < max(50 * small, 3.0)
