"""The catalogue itself: lookup, refusal, words, laziness."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest

from hofte.core.errors import HofteError, ValueInvalid
from hofte.rules.catalogue import (
    GROUPS,
    NumberUnknown,
    NumberUnverified,
    Rule,
    RuleNotSaid,
    RuleUnknown,
    rule,
    rules,
    sources,
)

#: What is shown to a trainee has to be there in three languages.
SHOWN = (
    "PF06", "PF07", "PF08", "PF09", "PF11", "PF12", "PF14", "PF15", "PF17", "PF18", "PF19", "PF23", "PF25",
    "PF26", "HF05", "HF12", "ST02", "ST06", "ST07", "PN01", "PN02", "RF01", "RF02", "RF03", "RF04", "RF05",
    "RF06", "RF07", "RF08", "RF09", "RF10", "RF11", "RF12", "RF13", "RF14", "RG05", "VD09", "ES01",
)  # fmt: skip


def test_a_rule_knows_its_group_and_whom_it_binds() -> None:
    assert (rule("PF06").group, rule("PF06").scope) == ("PF", "PF")
    assert rule("RF02").scope == "all"


@pytest.mark.parametrize("unknown", ["PF99", "XX01", "pf06", "", "PF", "PF6"])
def test_an_unknown_rule_says_where_to_look(unknown: str) -> None:
    with pytest.raises(RuleUnknown) as caught:
        rule(unknown)
    assert caught.value.rule == unknown
    assert "clinical-rules.md" in caught.value.hint
    assert isinstance(caught.value, HofteError)


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(RuleUnknown):
        rules("XX")


def test_rules_of_all_groups_in_order() -> None:
    ids = [one.id for one in rules()]
    assert len(ids) == len(set(ids)) == 119
    assert [one.id for one in rules("HF")] == [f"HF{n:02d}" for n in range(1, 13)]
    assert ids == [f"{group}{n:02d}" for group in GROUPS for n in range(1, len(rules(group)) + 1)]


def test_an_unknown_number_names_those_that_there_are() -> None:
    with pytest.raises(NumberUnknown) as caught:
        rule("PF06").number("rest_s")
    assert caught.value.known == ("min_rest_per_hold",)
    with pytest.raises(NumberUnknown, match="PF14"):
        rule("PF14").number("sets")


@pytest.mark.parametrize("one", [one for one in rules() if one.from_memory], ids=lambda one: one.id)
def test_a_number_from_memory_is_never_a_default(one: Rule) -> None:
    assert one.verify
    for name in one.from_memory:
        with pytest.raises(NumberUnverified):
            one.number(name)
        assert one.number(name, allow_unverified=True) == one.numbers[name]


def test_what_is_from_memory_is_marked() -> None:
    assert {one.id for one in rules() if one.verify} == {"PF21", "ST04", "RF06", "RF07", "RF14", "ES07"}


def test_a_count_is_whole() -> None:
    assert rule("PF11").count("sets") == 3
    assert type(rule("PF06").count("min_rest_per_hold")) is int
    with pytest.raises(ValueInvalid):
        rule("PF19").count("max_duty_cycle")


def test_a_rule_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        rule("PF06").text = ""
    with pytest.raises(TypeError):
        rule("PF06").numbers["min_rest_per_hold"] = 0
    assert rule("PF06") is rule("PF06")


@pytest.mark.parametrize("rule_id", SHOWN)
def test_what_trainees_are_shown_is_said_in_three_languages(rule_id: str) -> None:
    assert {"en", "da", "nb"} <= set(rule(rule_id).said)


@pytest.mark.parametrize("one", [one for one in rules() if one.said], ids=lambda one: one.id)
def test_every_language_says_something_of_its_own(one: Rule) -> None:
    assert {"en", "da", "nb"} <= set(one.said)
    assert len({one.said[code] for code in ("en", "da")}) == 2
    assert all(text.strip() == text and text[-1] in ".?!" for text in one.said.values())


def test_a_missing_language_falls_back_to_the_nearest() -> None:
    assert rule("PF06").say("nn") == rule("PF06").said["nn"]
    assert rule("PF13").say("nn") == rule("PF13").said["nb"]
    assert rule("PF13").say("sv") == rule("PF13").said["en"]
    assert rule("PF13").say("de") == rule("PF13").said["en"]


def test_a_rule_for_builders_has_no_words_for_trainees() -> None:
    with pytest.raises(RuleNotSaid):
        rule("PF22").say("en")


def test_every_source_resolves() -> None:
    assert {key for one in rules() for key in one.sources} <= set(sources())
    assert all(source.citation for source in sources().values())


def test_every_number_is_a_number_with_a_plain_name() -> None:
    for one in rules():
        for name, value in one.numbers.items():
            assert isinstance(value, (int, float)), f"{one.id} {name}"
            assert not isinstance(value, bool)
            assert name.isidentifier()
            assert name == name.lower()


def test_one_rule_reads_one_file() -> None:
    """In a fresh interpreter, with every file that is opened written down."""
    code = (
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "from hofte.rules.catalogue import rule\n"
        "rule('PF06'); rule('PF12')\n"
        "print([name.replace(chr(92), '/').rsplit('/')[-1] for name in opened if name.endswith('.toml')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['pf.toml']"
