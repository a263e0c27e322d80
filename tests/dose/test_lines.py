from __future__ import annotations

import json

from hofte.dose.lines import read_lines


def line(**row: object) -> str:
    return json.dumps(row)


def test_doses_come_in_the_schema_of_the_corpus() -> None:
    (found,) = read_lines([line(id="a", lang="da", text="3 sæt af 10")])
    assert found["id"] == "a"
    (dose,) = found["doses"]
    assert dose["sets"] == [3, 3]
    assert dose["per_side"] is False
    assert dose["rest_s"] is None


def test_a_bad_line_is_reported_with_its_number_and_the_rest_still_comes() -> None:
    rows = [
        "{",
        "",
        line(id="b", lang="xx", text="3 x 10"),
        line(id="c"),
        "[1]",
        line(id="d", lang="en", text="3 x 10"),
    ]
    found = list(read_lines(rows))
    assert [(row["id"], row.get("line")) for row in found] == [(None, 1), ("b", 3), ("c", 4), (None, 5), ("d", None)]
    assert found[0]["error"].startswith("line 1: no JSON")
    assert "xx" in found[1]["error"]
    assert found[2]["error"] == "line 4: no text"
    assert found[4]["doses"][0]["reps"] == [10, 10]


def test_text_that_is_no_string_and_a_missing_language_are_reported() -> None:
    found = list(read_lines([line(id="a", lang="da", text=3), line(id="b", text="3 x 10")]))
    assert [row["error"] for row in found] == ["line 1: the text is no string", "line 2: no language"]


def test_a_language_that_nobody_names_can_be_detected() -> None:
    told, untold = read_lines(
        [line(id="a", text="3 x 10"), line(id="b", text="?")], detect=lambda text: "en" * ("3" in text)
    )
    assert told["doses"]
    assert untold["error"] == "line 2: no language"


def test_a_language_can_be_given_for_all_lines() -> None:
    (found,) = read_lines([line(id="a", text="3 x 10")], lang="sv")
    assert found["doses"]
