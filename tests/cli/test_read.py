"""`hofte read`: what a page asks for, as JSON and for people."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from hofte.dose.model import FIELDS
from hofte.rules.catalogue import rule

Hofte = Callable[..., Result]
BRIDGE = """\
---
title: Bækkenløft
language: da
kind: exercise
scope: ST
style: reps
---

1. Løft hoften, og hold toppen i 1 sekund. Knæene er bøjet 80-90 grader i toppen.

**Antal gentagelser:** 3 sæt af 12–15 gentagelser.

Stop hvis det gør ondt.
"""


def objects(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_has_exactly_the_promised_form(hofte: Hofte, tmp_path: Path) -> None:
    page = tmp_path / "bro.md"
    page.write_text(BRIDGE, encoding="utf-8")
    result = hofte("read", page, "--json")
    (read,) = objects(result)
    assert result.exit_code == 0
    assert list(read) == ["path", "title", "lang", "kind", "exercises", "findings"]
    assert (read["path"], read["title"], read["lang"], read["kind"]) == (str(page), "Bækkenløft", "da", "exercise")
    (exercise,) = read["exercises"]
    keys = ["name", "line", "doses", "inherited", "one_sided", "checks", "variants", "steps", "cautions"]
    assert list(exercise) == keys
    (dose,) = exercise["doses"]
    assert set(dose) == {*FIELDS, "spans", "words", "origin", "sure"}
    assert (dose["sets"], dose["reps"], dose["hold_s"], dose["per_side"]) == ([3, 3], [12, 15], [1, 1], False)
    assert (dose["origin"], dose["sure"]) == ("page", True)
    words = {name: BRIDGE[start:end] for name, (start, end) in dose["spans"].items()}
    assert words == dose["words"] == {"sets": "3 sæt", "reps": "12–15 gentagelser", "hold_s": "1 sekund"}
    (check,) = exercise["checks"]
    start, end = check.pop("span")
    assert BRIDGE[start:end] == "80-90 grader"
    assert check == {"what": "angle", "joint": "knee", "low": 80, "high": 90, "unit": "deg", "at": "top"}
    assert exercise["cautions"] == ["Stop hvis det gør ondt."]
    assert exercise["steps"] == ["Løft hoften, og hold toppen i 1 sekund. Knæene er bøjet 80-90 grader i toppen."]


def test_the_three_pages_in_json(hofte: Hofte, shared: Path) -> None:
    result = hofte("read", shared / "seeds", "--json")
    assert result.exit_code == 0
    hip, psoas, floor = objects(result)
    assert [page["lang"] for page in (hip, psoas, floor)] == ["da", "da", "nb"]
    assert [variant["name"] for variant in hip["exercises"][0]["variants"]][1] == "1½ hip thrust"
    assert len(psoas["exercises"]) == 3
    assert [exercise["name"] for exercise in floor["exercises"]] == ["Sprinttrening", "Maratontrening"]
    for page, file in zip((hip, psoas, floor), sorted((shared / "seeds").iterdir()), strict=True):
        text = file.read_text(encoding="utf-8")
        for exercise in page["exercises"]:
            for dose in exercise["doses"]:
                for name, (start, end) in dose["spans"].items():
                    said = text[start:end]
                    assert re.search(r"\d|like lenge|helt|side|elastik", said), (name, said)


def test_pf14_a_technique_test_is_a_finding_in_the_pages_language(hofte: Hofte, shared: Path) -> None:
    (seed,) = shared.glob("seeds/002*.txt")
    assert [finding["code"] for finding in objects(hofte("read", seed, "--json"))[0]["findings"]] == ["PF14"]
    shown = hofte("read", seed).stdout
    assert "info PF14: Å stoppe strålen er bare en måte å finne muskelen på" in shown


def test_the_human_form_as_it_is(hofte: Hofte, tmp_path: Path) -> None:
    page = tmp_path / "bro.md"
    page.write_text(BRIDGE, encoding="utf-8")
    assert hofte("read", page).stdout.splitlines() == [
        "Bækkenløft",
        f"øvelse · da · {page}",
        "",
        "Bækkenløft  (linje 9)",
        "  3 sæt af 12–15 gentagelser, hold 1 sekund",
        "    “1 sekund”  (linje 9)",
        "    “3 sæt af 12–15 gentagelser”  (linje 11)",
        "  siden siger ikke: pause, hver side eller i alt, hvor ofte",
        "  Undervejs",
        "    knæ 80–90° i toppen",
        "      “80-90 grader”  (linje 9)",
        "  Pas på",
        "    Stop hvis det gør ondt.  (linje 13)",
    ]


def test_st02_what_is_proposed_says_so(hofte: Hofte, tmp_path: Path) -> None:
    page = tmp_path / "bro.md"
    page.write_text(BRIDGE, encoding="utf-8")
    shown = hofte("read", page, "--propose").stdout
    assert "3 sæt af 12–15 gentagelser, hold 1 sekund, 1 minut pause (ikke fra siden)" in shown
    (dose,) = objects(hofte("read", page, "--propose", "--json"))[0]["exercises"][0]["doses"]
    assert dose["origin"] == "proposed"
    assert dose["rest_s"] == [60, 60]
    assert "rest_s" not in dose["spans"]


def test_a_page_that_cannot_be_read_is_a_finding_and_the_others_still_come(hofte: Hofte, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"# Good\n\xff\n")
    (tmp_path / "b.md").write_text(BRIDGE, encoding="utf-8")
    result = hofte("read", tmp_path, "--json")
    assert result.exit_code == 1
    bad, good = objects(result)
    assert bad["exercises"] == []
    assert [(finding["severity"], finding["line"]) for finding in bad["findings"]] == [("error", 2)]
    assert "0xff" in bad["findings"][0]["message"]
    assert len(good["exercises"]) == 1
    assert "error page-unreadable" in hofte("read", tmp_path / "a.md").stdout


def test_a_path_that_leads_nowhere_is_an_input_error(hofte: Hofte, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(BRIDGE, encoding="utf-8")
    result = hofte("read", tmp_path / "no.md", tmp_path / "b.md", "--json")
    assert result.exit_code == 2
    assert [len(page["findings"]) for page in objects(result)] == [1, 0]
    assert "there is no such file, folder or starter page" in result.stderr
    assert hofte("read", tmp_path / "no.md").stdout == ""
    assert hofte("read").exit_code == 2


def test_a_page_comes_on_standard_input(hofte: Hofte) -> None:
    (page,) = objects(hofte("read", "-", "--json", stdin=BRIDGE))
    assert page["path"] == "-"
    assert len(page["exercises"]) == 1


def test_a_page_without_exercises_says_so(hofte: Hofte) -> None:
    shown = hofte("read", "-", stdin="---\ntitle: Hej\nlanguage: da\n---\n\nGod dag til alle.\n").stdout
    assert "Ingen øvelser på siden." in shown


def test_starter_pages_are_read_by_their_name(hofte: Hofte) -> None:
    for lang in ("da", "nb", "en"):
        (page,) = objects(hofte("read", "side-plank", "--lang", lang, "--json"))
        assert page["lang"] == lang
        assert page["exercises"]


def test_color_only_where_it_is_seen(hofte: Hofte, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "bro.md"
    page.write_text(BRIDGE, encoding="utf-8")
    plain = hofte("read", page).stdout
    assert "\x1b" not in plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    colored = hofte("read", page).stdout
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


def test_lines_are_broken_at_the_width_of_a_terminal() -> None:
    from hofte.cli.reading_text import reading_to_text
    from hofte.exercise.read import read_exercises
    from hofte.page.read import parse_page

    text = BRIDGE.replace("Stop hvis det gør ondt.", "Stop hvis det gør ondt, " + "også når det kun er lidt " * 9 + ".")
    page = parse_page(text)
    shown = re.sub(r"\x1b\[[0-9;]*m", "", reading_to_text(page, read_exercises(page), width=50))
    assert max(map(len, shown.splitlines())) <= 50
    assert shown.splitlines()[-1].endswith("(linje 13)")


def test_cautions_of_all_exercises_are_said_once(hofte: Hofte, shared: Path) -> None:
    (seed,) = shared.glob("seeds/001*.txt")
    shown = hofte("read", seed).stdout
    assert shown.count("Øg belastning langsomt, og stop hvis smerter forværres.") == 1
    assert shown.count("Pas på") == 1


def test_many_pages_show_a_bar_on_standard_error_only(
    hofte: Hofte, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    from hofte.cli.progress import MANY, shown

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert list(shown([1, 2, 3], "reading")) == [1, 2, 3]
    monkeypatch.setattr(sys, "stderr", watched := Terminal())
    monkeypatch.setenv("TERM", "xterm")
    assert list(shown(range(MANY), "reading")) == list(range(MANY))
    assert f"{MANY}/{MANY}" in watched.getvalue()
    monkeypatch.setattr(sys, "stderr", unwatched := io.StringIO())
    assert list(shown(range(MANY), "reading")) == list(range(MANY))
    assert unwatched.getvalue() == ""


def test_pf06_a_dose_that_breaks_a_rule_is_a_finding_and_exit_1(hofte: Hofte, tmp_path: Path) -> None:
    page = tmp_path / "knib.md"
    page.write_text("# Knibeøvelser\n\nHold i 8 sekunder, pause i 4 sekunder, 10 gange.\n", encoding="utf-8")
    result = hofte("read", page, "--json")
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)["findings"]
    assert (finding["code"], finding["severity"], finding["line"]) == ("PF06", "error", 3)
    assert rule("PF06").say("da") in hofte("read", page).stdout
