"""``hofte links``: the pages of a site in, what of the links between them is broken out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from hofte.cli.main import NEGATIVE, OK, USAGE, Refused
from hofte.cli.pages import CONTENT, find_sources, read_source
from hofte.cli.progress import shown
from hofte.core.errors import PageUnreadable
from hofte.exercise.read import read_exercises
from hofte.exercise.spans import dose_spans
from hofte.links.folder import apart, has_file, together, without
from hofte.links.survey import Beside, Surveyed, survey
from hofte.page.model import Page
from hofte.page.read import read_page

_COLORS = {"error": "red", "warning": "yellow", "info": "blue"}


@click.command(
    "links",
    epilog="\b\nExamples:\n"
    "  hofte links content/\n"
    "  hofte links content/ --automatic        what the words lead to, too\n"
    "  hofte links content/ --known /shop/ --format json",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines for people, or JSON lines.",
)
@click.option("--automatic", is_flag=True, help="Also tell the links that the words make.")
@click.option(
    "--known", multiple=True, metavar="ADDRESS", help="What other addresses of the site begin with; may be repeated."
)
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], form: str, automatic: bool, known: tuple[str, ...], strict: bool
) -> None:
    """Look at the links between pages: dead ones, old addresses, missing pictures, pages nobody leads to.

    PATH is a file or a folder, all of a site together. A page is known by its permalink, by /exercises/NAME/LANGUAGE/,
    by what it names in redirect_from, and by its file. Words that name another page or a term of the glossary count as
    links, as the web application shows them. Links to other sites are not followed.

    Exit code 1 when a link within the site leads nowhere (with --strict also for warnings), 2 when a PATH leads
    nowhere.
    """
    exit_code, bad = OK, {"error", "warning"} if strict else {"error"}
    pages: list[Page] = []
    for source in shown(list(find_sources(paths)), "reading"):
        try:
            pages.append(read_source(source))
        except PageUnreadable as error:
            Refused(error).show()
            exit_code = USAGE
    surveyed = _survey(pages, [Path(path) for path in paths], known)
    if any(finding.severity in bad for one in surveyed for finding in one.findings):
        exit_code = exit_code or NEGATIVE
    for line in _FORMS[form](surveyed, automatic):
        click.echo(line)
    ctx.exit(exit_code)


def _survey(read: Sequence[Page], roots: Sequence[Path], known: Sequence[str]) -> tuple[Surveyed, ...]:
    pages, terms = apart(read)
    starters, our_terms = apart(read_page(file) for file in sorted(CONTENT.rglob("*.md")))
    folders = [root if root.is_dir() else root.parent for root in roots]
    beside = Beside(
        terms=together(our_terms, terms),
        pages=without(starters, pages),
        known=known,
        taken=lambda page: dose_spans(read_exercises(page).exercises),
        has_file=partial(has_file, folders),
    )
    return survey(pages, beside)


def _as_text(surveyed: Sequence[Surveyed], automatic: bool) -> Iterator[str]:
    sums = dict.fromkeys(_COLORS, 0)
    for one in surveyed:
        for finding in one.findings:
            sums[finding.severity] += 1
            mark = click.style(finding.severity, fg=_COLORS[finding.severity])
            yield f"{one.page.path}:{finding.line}: {mark} {click.style(finding.code, bold=True)} {finding.message}"
        for link in one.automatic if automatic else ():
            yield click.style(f"{one.page.path}:{link.line}: {link.words} → {link.to}", dim=True)
    written, made = sum(one.written for one in surveyed), sum(len(one.automatic) for one in surveyed)
    told = ", ".join(
        f"{n} {severity}{'s' if n > 1 and severity != 'info' else ''}" for severity, n in sums.items() if n
    )
    count = f"{len(surveyed)} {'page' if len(surveyed) == 1 else 'pages'}"
    yield click.style(f"{count}, {written} links written, {made} by their words: {told or 'nothing to mend'}", dim=True)


def _as_json(surveyed: Sequence[Surveyed], _automatic: bool) -> Iterator[str]:
    for one in surveyed:
        yield json.dumps(_page_json(one), ensure_ascii=False)


def _page_json(one: Surveyed) -> dict[str, Any]:
    return {
        "path": one.page.path,
        "lang": one.page.lang,
        "address": one.address,
        "written": one.written,
        "automatic": [{"line": link.line, "words": link.words, "to": link.to} for link in one.automatic],
        "linked_from": one.linked_from,
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "line": finding.line,
                "message": finding.message,
                "span": None if finding.span is None else [finding.span.start, finding.span.end],
            }
            for finding in one.findings
        ],
    }


_FORMS: dict[str, Callable[[Sequence[Surveyed], bool], Iterator[str]]] = {"text": _as_text, "json": _as_json}
