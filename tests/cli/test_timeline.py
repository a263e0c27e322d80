"""`hofte timeline`: the session written out."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from hofte.cli.pages import starter_slugs
from hofte.coach.model import Timeline
from hofte.core.stored import from_json
from hofte.rules.catalogue import rule

Hofte = Callable[..., Result]


def test_a_session_written_out(hofte: Hofte, page: Path) -> None:
    lines = hofte("timeline", page, "-e", "kort", "--hold", 4, "--rest", 8).stdout.splitlines()
    assert lines[:8] == [
        "Kort økt",
        "  0:00  ◇ Gjør deg klar      5 s",
        "  0:05  ▲ Knip               4 s  repetisjon 1 av 2",
        "  0:09  ▽ Slipp              8 s  repetisjon 1 av 2, til du har sluppet, høyst 24 s",
        "  0:17  ▲ Knip               4 s  repetisjon 2 av 2",
        "  0:21  ▽ Slipp              8 s  repetisjon 2 av 2, til du har sluppet, høyst 24 s",
        "I alt 0:29",
        "ikke fra siden: sett 1, hvor lenge 4 s, pause 8 s",
    ]
    assert f"  PF06  {rule('PF06').say('nb')}" in lines


def test_all_exercises_of_a_page_are_written_out(hofte: Hofte, page: Path) -> None:
    shown = hofte("timeline", page).stdout
    assert [line for line in shown.splitlines() if line in ("Kort økt", "Raske knip")] == ["Kort økt", "Raske knip"]
    assert "sett 2 av 2 · repetisjon 3 av 3" in shown


def test_json_is_a_stored_timeline(hofte: Hofte, page: Path) -> None:
    first, second = hofte("timeline", page, "--json").stdout.splitlines()
    timeline = from_json(Timeline, json.loads(first))
    assert (timeline.exercise, timeline.plan.reps) == ("Kort økt", 2)
    assert from_json(Timeline, json.loads(second)).planned_s > 0


def test_legs_point_where_they_go(hofte: Hofte) -> None:
    shown = hofte("timeline", "hip-thrust", "--lang", "en", "-e", "one-and-a-half").stdout
    assert "▲ Up" in shown
    assert "▼ Half down" in shown


def test_pf06_a_refusal_names_the_rule_and_the_others_still_come(hofte: Hofte, page: Path) -> None:
    result = hofte("timeline", page, "--hold", 2, "--rest", 2)
    assert result.exit_code == 0
    result = hofte("timeline", page, "--rest", 1.5, "--hold", 2)
    assert result.exit_code == 1
    assert "hofte: PF06: Kort økt" in result.stderr
    assert result.stdout.splitlines() == []
    result = hofte("timeline", page, "--rest", 1, "--hold", 1)
    assert result.exit_code == 0


def test_pf08_a_session_starts_at_ones_own_longest_hold(hofte: Hofte, page: Path) -> None:
    result = hofte("timeline", page, "-e", 1, "--own-hold", 7, "--json")
    assert from_json(Timeline, json.loads(result.stdout)).plan.hold_s == 7.0


def test_a_trained_person_rests_less(hofte: Hofte, page: Path) -> None:
    novice, trained = (
        from_json(Timeline, json.loads(hofte("timeline", page, "-e", 1, "--level", level, "--json").stdout)).plan
        for level in ("novice", "trained")
    )
    assert novice.rest_s == 2 * novice.hold_s
    assert trained.rest_s == trained.hold_s


def test_repetitions_at_ones_own_pace_have_no_seconds_and_the_total_is_the_least(hofte: Hofte, tmp_path: Path) -> None:
    page = tmp_path / "curls.md"
    page.write_text("# Curls\n\nDo 2 sets of 2 repetitions with a dumbbell, 30 seconds rest.\n", encoding="utf-8")
    lines = hofte("timeline", page).stdout.splitlines()
    assert lines[2].startswith("  0:05  ▲ In your own time           set 1 of 2")
    assert "In all at least 0:35" in lines


def test_st02_the_rest_between_sets_is_said_to_be_not_from_the_page(hofte: Hofte, tmp_path: Path) -> None:
    page = tmp_path / "curls.md"
    page.write_text("# Curls\n\nDo 2 sets of 8 repetitions with a dumbbell.\n", encoding="utf-8")
    assert "not from the page: rest between sets 60 s" in hofte("timeline", page).stdout
    between = from_json(Timeline, json.loads(hofte("timeline", page, "--rest", 3, "--json").stdout)).plan
    assert (between.rest_s, between.set_rest_s) == (3, 60)


def test_numbers_that_nobody_gives_can_be_chosen(hofte: Hofte, tmp_path: Path) -> None:
    page = tmp_path / "planke.md"
    head = "---\ntitle: Planke\nlanguage: da\nkind: exercise\nscope: ST\nstyle: hold\n---\n\n"
    page.write_text(head + "**Antal gentagelser:** 3 sæt.\n", encoding="utf-8")
    refused = hofte("timeline", page)
    assert refused.exit_code == 1
    assert "hold_s" in refused.stderr
    assert "I alt" in hofte("timeline", page, "--hold", 20).stdout


@pytest.mark.parametrize("lang", ["da", "nb", "en"])
def test_every_exercise_of_the_starter_library_can_be_played(hofte: Hofte, lang: str) -> None:
    for slug in starter_slugs():
        asks = json.loads(hofte("read", slug, "--lang", lang, "--json").stdout)["exercises"]
        if asks:
            result = hofte("timeline", slug, "--lang", lang, "--json")
            assert result.exit_code == 0, result.stderr
            assert len(result.stdout.splitlines()) == len(asks)


@pytest.mark.parametrize(
    ("option", "value"), [("--hold", "nan"), ("--rest", "inf"), ("--own-hold", "0.001"), ("--lang", "xx")]
)
def test_what_is_no_number_or_no_language_is_refused_with_its_option(hofte: Hofte, option: str, value: str) -> None:
    refused = hofte("timeline", "hip-thrust", option, value)
    assert refused.exit_code == 2
    assert option in refused.stderr
    assert value in refused.stderr
