"""``hofte read``: pages in, exercises with doses and findings out."""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import suppress
from dataclasses import replace

import click

from hofte.cli.main import NEGATIVE, OK, USAGE, Refused
from hofte.cli.pages import Source, find_sources, read_source, starter_languages, unreadable
from hofte.cli.progress import shown
from hofte.cli.reading_text import reading_to_text
from hofte.coach.refusals import find_refusals
from hofte.core.errors import DoseIncomplete, PageUnreadable
from hofte.dose.model import Dose
from hofte.exercise.model import Exercise, Reading
from hofte.exercise.propose import propose
from hofte.exercise.read import read_exercises
from hofte.export.reading_json import reading_to_json
from hofte.page.model import Page


@click.command(
    "read",
    epilog="\b\nExamples:\n"
    "  hofte read page.md\n"
    "  hofte read hip-thrust --lang da --propose\n"
    "  hofte read content/ --json > readings.jsonl\n"
    "  curl -s https://example.org/page.md | hofte read -",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each page.")
@click.option("--propose", "with_proposals", is_flag=True, help='Fill what is left open, marked "not from the page".')
@click.option("--lang", type=click.Choice(starter_languages()), help="Language of a starter page.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], as_json: bool, with_proposals: bool, lang: str | None) -> None:
    """Show what pages ask for, and the words it was read from.

    PATH is a file, a folder (all *.md, *.markdown and *.txt in it), - for standard input, or the name of a starter
    page such as hip-thrust. A page that cannot be read becomes a finding, and the other pages still come.

    Exit code 1 when a page has a finding of severity "error", 2 when a PATH leads nowhere.
    """
    exit_code = OK
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for n, source in enumerate(shown(list(find_sources(paths, lang)), "reading")):
        page, reading = _read(source, with_proposals)
        if as_json:
            click.echo(json.dumps(reading_to_json(page, reading), ensure_ascii=False))
        elif not source.problem:
            click.echo(("\n" if n else "") + reading_to_text(page, reading, width=width))
        if source.problem:
            Refused(source.problem).show()
            exit_code = USAGE
        elif any(finding.severity == "error" for finding in (*page.findings, *reading.findings)):
            exit_code = exit_code or NEGATIVE
    ctx.exit(exit_code)


def _read(source: Source, with_proposals: bool) -> tuple[Page, Reading]:
    try:
        page = read_source(source)
    except PageUnreadable as error:
        return unreadable(source, error), Reading()
    reading = read_exercises(page)
    reading = replace(reading, findings=(*reading.findings, *find_refusals(reading, page.text)))
    if with_proposals:
        reading = replace(reading, exercises=tuple(_proposed(exercise) for exercise in reading.exercises))
    return page, reading


def _proposed(exercise: Exercise) -> Exercise:
    doses = exercise.doses
    with suppress(DoseIncomplete):  # what no rule proposes stays missing
        doses = tuple(propose(exercise, dose) for dose in doses or (Dose(),))
    return replace(exercise, doses=doses, variants=tuple(_proposed(variant) for variant in exercise.variants))
