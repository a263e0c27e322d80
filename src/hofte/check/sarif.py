"""Reports as SARIF 2.1.0, the form that code hosts and editors show beside the lines of a file.

Columns count UTF-16 code units, which is what viewers assume; our spans count code points of the file as read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, metadata
from operator import attrgetter
from pathlib import Path
from typing import Any
from urllib.parse import quote

from hofte import __version__
from hofte.check.catalogue import codes
from hofte.check.model import Code, Report
from hofte.core.finding import Finding, Severity
from hofte.page.lines import Line, split_lines

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_PAGE = "linting.md"
_ALLOWED = {"kind": "inSource"}


def to_sarif(pages: Iterable[tuple[str, str, Report]]) -> dict[str, Any]:
    """Make one SARIF log of the reports of several pages.

    Parameters
    ----------
    pages : iterable of (path, text, report)
        The path as given, the text as read, and its report. What an author allowed is in the log as suppressed.

    Returns
    -------
    dict
        JSON values. Every code is a rule, in the order of the catalogue, whether it was found or not.
    """
    pages = tuple(pages)
    found = (finding for *_, report in pages for finding in (*report.findings, *report.allowed))
    # A reader may find what nobody has declared yet: its own sentence describes it then.
    rules = dict(codes())
    for finding in found:
        rules.setdefault(finding.code, Code(finding.code, finding.severity, finding.message))
    known = list(rules)
    results = []
    for path, text, report in pages:
        lines = split_lines(text)
        results += [_result(finding, path, lines, known) for finding in report.findings]
        results += [{**_result(finding, path, lines, known), "suppressions": [_ALLOWED]} for finding in report.allowed]
    driver = {"name": "hofte check", "version": __version__, "rules": [_rule(code) for code in rules.values()]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: Code) -> dict[str, Any]:
    rule = {
        "id": code.id,
        "shortDescription": {"text": code.about.split(": ", 1)[0].rstrip(".") + "."},
        "fullDescription": {"text": code.about},
        "help": {"text": code.about},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }
    if address := docs_address():
        rule["helpUri"] = f"{address}#{code.id.lower()}"
    return rule


def docs_address() -> str:
    """Where the page of the linter stands, as an address; empty when an installation knows none.

    The documentation's address in the package's metadata counts first, then the page in a clone of the project.
    """
    try:
        named = metadata("hofte").get_all("Project-URL") or []
    except PackageNotFoundError:
        named = []
    addresses = dict(entry.split(", ", 1) for entry in named if ", " in entry)
    if home := addresses.get("Documentation"):
        return f"{home.rstrip('/')}/{_PAGE}"
    clone = Path(__file__).resolve().parents[3] / "docs" / _PAGE
    return clone.as_uri() if clone.is_file() else ""


def _result(finding: Finding, path: str, lines: tuple[Line, ...], known: list[str]) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(path)}}
    if region := _region(finding, lines):
        location["region"] = region
    return {
        "ruleId": finding.code,
        "ruleIndex": known.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": location}],
    }


def _region(finding: Finding, lines: tuple[Line, ...]) -> dict[str, int] | None:
    """Start and end of a finding's words, columns from 1 and the end not included; its line when it has no words."""
    if finding.span is not None and finding.line:
        (first, column), (last, end) = (place(at, lines) for at in (finding.span.start, finding.span.end))
        return {"startLine": first, "startColumn": column, "endLine": last, "endColumn": end}
    return {"startLine": finding.line} if finding.line else None


def place(at: int, lines: tuple[Line, ...]) -> tuple[int, int]:
    """Line and column, both from 1, of a place in the file; the column in UTF-16 code units."""
    line = lines[max(bisect_right(lines, at, key=attrgetter("start")) - 1, 0)]
    before = line.text[: at - line.start]
    return line.number, len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1


def _uri(path: str) -> str:
    """A relative path as it is, an absolute one as an address; what a URI cannot hold is percent-encoded."""
    file = Path(path)
    return file.as_uri() if file.is_absolute() else quote(file.as_posix())
