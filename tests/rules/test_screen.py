"""The safety screen (RF01-RF14) and the pelvic-floor gate (PF18)."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.core.errors import ValueInvalid
from hofte.rules.catalogue import load_data, rule, sources
from hofte.rules.screen import (
    GateOutcome,
    Outcome,
    ScreenUnanswered,
    ScreenUnknown,
    due,
    outcome,
    pelvic_gate,
    screen,
)

ORDER = ["emergency", "urgent", "same_week", "refer", "not_for_this_programme"]
LANGS = ("en", "da", "nb")
ALL = [question.id for question in screen().questions("PF")]
URGENCY = {question.id: group.urgency for group in screen().groups for question in group.questions}
#: What each version says. A change of the words needs a new version and a new line, never a new digest.
DIGESTS = {"1": "eb98c0f47711464948a063534d383104370b1de6d457ab426b2ce722681adbb0"}


def _answer(*ticked: str, scope: str | None = "PF") -> Outcome:
    current = screen()
    return outcome(current, {one.id: one.id in ticked for one in current.questions(scope)}, scope=scope)


def _gate(*ticked: str) -> GateOutcome:
    current = screen()
    return pelvic_gate(current, {one.id: one.id in ticked for one in current.gate.questions})


def test_rf01_a_version_never_changes_its_words() -> None:
    written = json.dumps(load_data("screen"), sort_keys=True, ensure_ascii=False)
    assert hashlib.sha256(written.encode()).hexdigest() == DIGESTS[screen().version]


def test_rf01_an_unknown_version_is_refused() -> None:
    assert screen("1") is screen()
    with pytest.raises(ScreenUnknown, match="'0'"):
        screen("0")


def test_every_red_flag_rule_that_asks_something_is_asked() -> None:
    assert {one.rule for one in screen().questions("PF")} == {f"RF{n:02d}" for n in range(2, 12)}
    assert [group.urgency for group in screen().groups] == ORDER
    assert len(ALL) == len(set(ALL))


@pytest.mark.parametrize(
    ("rule_id", "urgency"),
    [
        ("RF02", "emergency"), ("RF03", "urgent"), ("RF04", "same_week"), ("RF05", "urgent"), ("RF06", "emergency"),
        ("RF07", "emergency"), ("RF08", "urgent"), ("RF09", "refer"), ("RF10", "urgent"),
        ("RF11", "not_for_this_programme"),
    ],
)  # fmt: skip
def test_a_yes_leads_where_its_rule_says(rule_id: str, urgency: str) -> None:
    for question in screen().questions("PF"):
        if question.rule == rule_id:
            result = _answer(question.id)
            assert (result.urgency, result.rules, result.may_train) == (urgency, (rule_id,), False)


@given(st.sets(st.sampled_from(ALL)))
def test_the_most_urgent_answer_decides(ticked: set[str]) -> None:
    result = _answer(*ticked)
    assert set(result.ticked) == ticked
    assert result.urgency == min((URGENCY[one] for one in ticked), key=ORDER.index, default=None)
    assert result.may_train is not bool(ticked)
    assert result.version == screen().version
    assert result.advice[-1] == screen().caveat
    assert result == _answer(*ticked)


def test_rf12_nothing_ticked_never_means_safe() -> None:
    result = _answer()
    for lang in LANGS:
        assert result.say(lang) == (rule("RF12").say(lang),)
        assert not re.search(r"\b(safe|sikker|trygg?|ufarlig|healthy|rask|sund|frisk)\b", result.say(lang)[0], re.I)
    assert "cannot rule out illness" in result.say("en")[0]
    assert "kan ikke udelukke sygdom" in result.say("da")[0]
    assert "kan ikke utelukke sykdom" in result.say("nb")[0]


@pytest.mark.parametrize("ticked", ALL)
def test_rf13_an_outcome_has_no_score_and_no_name_of_a_disease(ticked: str) -> None:
    names = r"cancer|kræft|kreft|fractur|brud|infect|infek|torsion|thromb|blodprop|cauda|hernia|prolaps|tumou?r"
    for lang in LANGS:
        for line in _answer(ticked).say(lang):
            assert not re.search(rf"\d|%|{names}|probab|sandsynlig|sannsynlig", line, re.I)


def test_rf01_the_screen_cannot_be_skipped() -> None:
    with pytest.raises(ScreenUnanswered) as caught:
        outcome(screen(), {ALL[0]: False})
    assert ALL[1] in caught.value.missing
    assert ALL[0] not in caught.value.missing
    with pytest.raises(ScreenUnanswered):
        pelvic_gate(screen(), {})


def test_an_answer_is_yes_or_no_to_a_question_that_was_asked() -> None:
    answers = {one.id: False for one in screen().questions()}
    with pytest.raises(ValueInvalid, match="stool_loss"):
        outcome(screen(), {**answers, "stool_loss": True})
    with pytest.raises(ValueInvalid, match="fever"):
        outcome(screen(), {**answers, "fever": None})


def test_rf09_is_asked_before_pelvic_floor_work_only() -> None:
    assert {one.rule for one in screen().questions("PF")} - {one.rule for one in screen().questions("ST")} == {"RF09"}
    assert _answer(scope="ST").may_train


def test_rf05_stops_impact_and_asks_for_pictures() -> None:
    advice = " ".join(_answer("groin_impact").say("en"))
    assert "Stop running and jumping" in advice
    assert "pictures" in advice


@pytest.mark.parametrize("question", [one.id for one in screen().gate.questions])
def test_pf18_any_yes_closes_strengthening_and_leaves_release_and_referral(question: str) -> None:
    result = _gate(question)
    assert not result.may_strengthen
    assert result.ticked == (question,)
    assert "letting go" in result.say("en")[0]
    for lang, word in (("en", "physiotherapist"), ("da", "fysioterapeut"), ("nb", "fysioterapeut")):
        assert word in result.say(lang)[-1]


def test_pf18_asks_all_that_the_rule_names_and_opens_without_a_yes() -> None:
    asked = [one.id for one in screen().gate.questions]
    assert asked == [
        "pain_squeezing", "pelvic_pain", "intercourse_pain", "bladder_not_empty", "bowel_not_empty", "straining",
    ]  # fmt: skip
    result = _gate()
    assert result.may_strengthen
    assert "stop" in result.say("en")[0]
    assert result.version == screen().version


@pytest.mark.parametrize(
    ("since_days", "told", "why"),
    [
        (None, {}, "first_session"),
        (0, {}, None),
        (27, {}, None),
        (28, {}, "interval"),
        (-1, {}, "interval"),
        (3, {"new_complaint": True}, "new_complaint"),
        (3, {"pain": 5}, None),
        (3, {"pain": 6}, "pain"),
        (3, {"new_symptom": True}, "new_symptom"),
    ],
)
def test_rf01_says_when_the_screen_is_due(since_days: int | None, told: dict[str, int], why: str | None) -> None:
    today = date(2026, 3, 1)
    last = None if since_days is None else today - timedelta(days=since_days)
    assert due(last=last, today=today, **told) == why
    assert why is None or why in screen().occasions


def test_rf14_denmark_and_norway_know_whom_to_call() -> None:
    current = screen()
    assert [place.number for place in current.places_in("DK", "emergency")] == ["112"]
    assert [place.number for place in current.places_in("NO", "emergency")] == ["113"]
    assert [place.number for place in current.places_in("NO", "doctor")] == ["116117"]
    denmark = {place.region: place.number for place in current.places_in("DK", "doctor") if not place.verify}
    assert denmark == {
        "Region Hovedstaden": "1813",
        "Region Nordjylland": "70150300",
        "Region Midtjylland": "70113131",
        "Region Syddanmark": "70110707",
    }
    assert current.places_in("XX", "emergency") == ()
    assert current.places_in("DK", "") == ()


def test_rf14_what_was_from_memory_or_missing_is_to_be_verified() -> None:
    unverified = {(place.country, place.region) for place in screen().places if place.verify}
    assert unverified == {("DK", "Region Sjælland"), ("SE", ""), ("GB", "")}
    assert all(place.number.isdigit() and set(place.sources) <= set(sources()) for place in screen().places)
    assert all(place.sources for place in screen().places)


def test_rf06_rf07_questions_from_memory_are_marked() -> None:
    marked = {one.id for one in screen().questions("PF") if one.verify}
    assert marked == {"pelvis_vomiting", "hip_fever", "leg_swollen", "breathless"}


def test_every_word_of_the_screen_stands_in_three_languages() -> None:
    parts: list[object] = [load_data("screen")]
    worded = 0
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            worded += "en" in part
            assert "en" not in part or all(part[lang] for lang in LANGS), part
            parts.extend(part.values())
        elif isinstance(part, list):
            parts.extend(part)
    assert worded > 50
