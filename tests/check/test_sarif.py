"""SARIF 2.1.0: the properties that the schema requires, and regions that point at the words."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.check.catalogue import codes
from hofte.check.model import Report
from hofte.check.run import check_page
from hofte.check.sarif import docs_address, place, to_sarif
from hofte.core.finding import Finding
from hofte.page.lines import split_lines
from hofte.page.read import parse_page

ROOT = Path(__file__).parents[2]
TEXT = "# P\n\n😀 Øvelsen behandler iskias. <!-- hofte: allow RG02 -->\n\nEn stram psoas\ngiver 😀 rygsmerter.\n"


def log(text: str = TEXT, path: str = "content/da/å side.md") -> dict[str, Any]:
    return to_sarif([(path, text, check_page(parse_page(text, lang="da")))])


def results(of: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {result["ruleId"]: result for result in of["runs"][0]["results"]}


def test_the_log_has_what_the_schema_requires() -> None:
    made = log()
    assert made["version"] == "2.1.0"
    assert urlsplit(made["$schema"]).scheme == "https"
    (run,) = made["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert run["columnKind"] == "utf16CodeUnits"
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == list(codes())
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
    for result in run["results"]:
        assert result["message"]["text"]
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("note", "warning", "error")
        (location,) = result["locations"]
        region = location["physicalLocation"].get("region", {"startLine": 1})
        assert min(region.values()) >= 1


def test_rules_lead_into_the_documents() -> None:
    address = docs_address()
    assert address.endswith("docs/linting.md")
    assert urlsplit(address).scheme
    page = (ROOT / "docs" / "linting.md").read_text(encoding="utf-8")
    for rule in log()["runs"][0]["tool"]["driver"]["rules"]:
        assert rule["helpUri"] == f"{address}#{rule['id'].lower()}"
        assert f'<a id="{rule["id"].lower()}"></a>' in page


def test_columns_count_utf16_units_from_one_and_the_end_is_not_included() -> None:
    found = results(log())
    one_line = found["RG02"]["locations"][0]["physicalLocation"]["region"]
    assert one_line == {"startLine": 3, "startColumn": 12, "endLine": 3, "endColumn": 28}
    assert TEXT.splitlines()[2].encode("utf-16-le")[2 * 11 : 2 * 27].decode("utf-16-le") == "behandler iskias"
    two_lines = found["HF11"]["locations"][0]["physicalLocation"]["region"]
    assert two_lines == {"startLine": 5, "startColumn": 1, "endLine": 6, "endColumn": 21}


def test_what_is_allowed_is_suppressed_and_the_rest_is_not() -> None:
    found = results(log())
    assert found["RG02"]["suppressions"] == [{"kind": "inSource"}]
    assert "suppressions" not in found["HF11"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [("content/da/å side.md", "content/da/%C3%A5%20side.md"), ("/tmp/a.md", "file:///tmp/a.md"), ("-", "-")],  # noqa: S108
)
def test_paths_become_addresses(path: str, uri: str) -> None:
    result = log(path=path)["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_finding_about_the_whole_file_has_no_region() -> None:
    report = Report((Finding("page-unreadable", "error", 0, "no text"),))
    (result,) = to_sarif([("a.md", "", report)])["runs"][0]["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]


@given(st.text(alphabet="a😀å\r\n\u2028", max_size=40), st.data())
def test_a_place_leads_back_to_its_character(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    lines = split_lines(text)
    number, column = place(at, lines)
    line = lines[number - 1]
    before = line.text.encode("utf-16-le")[: 2 * (column - 1)].decode("utf-16-le")
    assert line.start + len(before) == min(at, line.start + len(line.text))
