"""``hofte check``: pages in, what their authors should know out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import click

from hofte.check.model import Report
from hofte.check.run import check_page
from hofte.check.sarif import to_sarif
from hofte.cli.main import NEGATIVE, OK, USAGE, Refused
from hofte.cli.pages import Source, find_sources, read_source, unreadable
from hofte.cli.progress import shown
from hofte.coach.refusals import find_refusals
from hofte.core.errors import PageUnreadable
from hofte.core.finding import Finding
from hofte.exercise.read import read_exercises
from hofte.page.lines import Line, split_lines
from hofte.page.model import Page

#: A page and its report.
Checked = tuple[Page, Report]
_COLORS = {"error": "red", "warning": "yellow", "info": "blue"}
#: Quoted words are cut here.
_LONGEST_QUOTE = 90


@click.command(
    "check",
    epilog="\b\nExamples:\n"
    "  hofte check page.md\n"
    "  hofte check content/ --strict\n"
    "  hofte check content/ --format sarif > hofte.sarif",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="Lines for people, JSON lines, or SARIF 2.1.0 for code hosts and editors.",
)
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], form: str, strict: bool) -> None:
    """Lint pages: dates, doses that contradict each other, unsafe advice, claim words, missing warnings, and more.

    PATH is a file, a folder (all *.md, *.markdown and *.txt in it), - for standard input, or the name of a starter
    page. Findings are told in the language of the page (Danish, Norwegian), else in English. A comment allows one:
    <!-- hofte: allow RG02 --> behind the words of a line, or alone on a line for the whole page.

    Exit code 1 when a page has a finding of severity "error" (with --strict also "warning"), 2 when a PATH leads
    nowhere.
    """
    exit_code, bad = OK, {"error", "warning"} if strict else {"error"}
    checked: list[Checked] = []
    for source in shown(list(find_sources(paths)), "checking"):
        if source.problem:
            Refused(source.problem).show()
            exit_code = USAGE
            continue
        page, report = _check(source)
        if any(finding.severity in bad for finding in report.findings):
            exit_code = exit_code or NEGATIVE
        checked.append((page, report))
    for line in _FORMS[form](checked):
        click.echo(line)
    ctx.exit(exit_code)


def _check(source: Source) -> Checked:
    try:
        page = read_source(source)
    except PageUnreadable as error:
        page = unreadable(source, error)
        return page, Report(page.findings)
    reading = read_exercises(page)
    return page, check_page(page, reading, also=find_refusals(reading, page.text))


def _as_text(checked: list[Checked]) -> Iterator[str]:
    """Each finding with its place, as compilers write it, and the words below it; a sum at the end."""
    sums = dict.fromkeys(_COLORS, 0)
    for page, report in checked:
        lines = split_lines(page.text)
        for finding in report.findings:
            sums[finding.severity] += 1
            where = ":".join(str(part) for part in (page.path, *_place(finding, lines)))
            mark = click.style(finding.severity, fg=_COLORS[finding.severity])
            yield f"{where}: {mark} {click.style(finding.code, bold=True)} {finding.message}"
            if words := _words(finding, page):
                yield click.style(f"    “{words}”", dim=True)
    told = ", ".join(f"{n} {_plural(severity, n)}" for severity, n in sums.items() if n)
    n = len(checked)
    yield click.style(f"{n} {'page' if n == 1 else 'pages'}: {told or 'nothing to mend'}", dim=True)


def _plural(severity: str, n: int) -> str:
    return severity if severity == "info" or n == 1 else f"{severity}s"


def _words(finding: Finding, page: Page) -> str:
    words = " ".join(finding.span.of(page.text).split()) if finding.span else ""
    return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def _place(finding: Finding, lines: tuple[Line, ...]) -> tuple[int, ...]:
    if finding.span is not None and finding.line:
        line = lines[finding.line - 1]
        return finding.line, max(finding.span.start - line.start, 0) + 1
    return (finding.line,) if finding.line else ()


def _as_json(checked: list[Checked]) -> Iterator[str]:
    for page, report in checked:
        found = [_finding_json(finding, page) for finding in report.findings]
        allowed = [_finding_json(finding, page) for finding in report.allowed]
        yield json.dumps(
            {"path": page.path, "lang": page.lang, "findings": found, "allowed": allowed}, ensure_ascii=False
        )


def _finding_json(finding: Finding, page: Page) -> dict[str, Any]:
    span = finding.span
    return {
        "code": finding.code,
        "severity": finding.severity,
        "line": finding.line,
        "message": finding.message,
        "span": None if span is None else [span.start, span.end],
        "words": "" if span is None else span.of(page.text),
    }


def _as_sarif(checked: list[Checked]) -> Iterator[str]:
    yield json.dumps(to_sarif((page.path, page.text, report) for page, report in checked), ensure_ascii=False, indent=2)


_FORMS: dict[str, Callable[[list[Checked]], Iterator[str]]] = {
    "text": _as_text,
    "json": _as_json,
    "sarif": _as_sarif,
}
