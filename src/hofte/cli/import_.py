"""``hofte import``: a site or data set that exists, brought into a content folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from hofte.cli.main import NEGATIVE, OK
from hofte.cli.progress import shown
from hofte.core.stored import to_json
from hofte.diary.where import default_path
from hofte.intake.kinds import KINDS
from hofte.intake.model import Rights
from hofte.intake.report import Report
from hofte.intake.rights import spdx
from hofte.intake.run import STATES, Intake, Outcome

_COLORS = {"error": "red", "warning": "yellow", "info": "blue"}


@click.command(
    "import",
    epilog="\b\nExamples:\n"
    "  hofte import jekyll ../my-site\n"
    "  hofte import markdown src/content --to content --license CC-BY-4.0 --author 'Clinic North'\n"
    "  hofte import free-exercise-db free-exercise-db/exercises\n"
    "  hofte import wger exerciseinfo.json --json > import.jsonl",
)
@click.argument("kind", type=click.Choice(list(KINDS)), metavar="KIND")
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    envvar="HOFTE_CONTENT",
    metavar="FOLDER",
    help="The content folder; else HOFTE_CONTENT, else content/ in the data folder.",
)
@click.option("--license", "license_", default="", metavar="NAME", help="Licence of the texts that name none.")
@click.option("--author", default="", metavar="NAME", help="Author of the texts that name none.")
@click.option("--pictures", default="", metavar="NAME", help="Licence of the pictures that name none; they are copied.")
@click.option("--overwrite", is_flag=True, help="Write pages anew that were edited since.")
@click.option("--all", "with_all", is_flag=True, help="Show every finding, not only the first of each kind.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each source, then the report.")
@click.pass_context
def command(
    ctx: click.Context,
    kind: str,
    path: Path,
    folder: Path | None,
    license_: str,
    author: str,
    pictures: str,
    overwrite: bool,
    with_all: bool,
    as_json: bool,
) -> None:
    """Bring a site into a content folder, as pages that Hofte reads.

    KIND is jekyll, markdown (a folder of Markdown or MDX), free-exercise-db or wger. PATH is the site's folder; of a
    data set also its file. The pages go into the content folder, which hofte serve shows beside the starter pages.

    What cannot be carried over becomes a finding with its line. A page whose licence nobody knows is imported and not
    published; say --license when you may. A second run changes only what has changed, a run that was broken off goes
    on where it stood, and a page that you have edited since is left alone.

    Exit code 1 when a file could not be imported.
    """
    report = Report()
    folder = folder or default_path().parent / "content"
    rights = Rights(license_, author, pictures=spdx(pictures))
    with Intake(KINDS[kind], path, folder, rights, overwrite=overwrite) as intake:
        for outcome in _outcomes(intake):
            report.take(outcome)
            if as_json:
                click.echo(json.dumps(_outcome_json(outcome), ensure_ascii=False))
            elif with_all:
                _show_findings(outcome)
    if as_json:
        click.echo(json.dumps({"report": report.to_json()}, ensure_ascii=False))
    else:
        _show(report, folder, with_examples=not with_all)
    ctx.exit(NEGATIVE if report.has_errors else OK)


def _outcomes(intake: Intake) -> Iterator[Outcome]:
    yield from intake.passed
    for file in shown(intake.files, "importing"):
        yield intake.take(file)
    yield from intake.finish()


def _outcome_json(outcome: Outcome) -> dict[str, object]:
    return {"source": outcome.source, "pages": to_json(outcome.pages), "findings": to_json(outcome.findings)}


def _show_findings(outcome: Outcome) -> None:
    for one in outcome.findings:
        label = click.style(f"{one.severity} {one.code}", fg=_COLORS[one.severity])
        click.echo(f"{_place(outcome.source, one.line)}: {label}: {one.message}")


def _show(report: Report, folder: Path, *, with_examples: bool) -> None:
    states = ", ".join(f"{report.states[state]} {state}" for state in STATES if report.states[state])
    click.secho(f"{report.pages} pages in {folder}", bold=True, nl=False)
    click.echo(f"  ({states})" if states else "")
    click.echo(f"{report.playable} playable exercises of {report.exercises}, {report.doses} doses")
    if withheld := report.pages - report.published:
        click.echo(f"{withheld} pages are not published: each says why under “withheld”")
    if report.findings:
        click.echo()
        click.secho("What could not be carried over, or should be known", bold=True)
    for code, one in sorted(report.findings.items(), key=lambda pair: (-_weight(pair[1].severity), pair[0])):
        click.echo(f"  {click.style(f'{one.count:5} {one.severity} {code}', fg=_COLORS[one.severity])}")
        for source, line, message in one.examples if with_examples else ():
            click.echo(f"        {_place(source, line)}: {message}")
    if report.readings:
        click.echo()
        click.secho("Findings on the pages (hofte read shows each)", bold=True)
        for (code, severity), count in sorted(
            report.readings.items(), key=lambda pair: (-_weight(pair[0][1]), pair[0])
        ):
            click.echo(f"  {click.style(f'{count:5} {severity} {code}', fg=_COLORS[severity])}")


def _weight(severity: str) -> int:
    return list(_COLORS)[::-1].index(severity)


def _place(source: str, line: int) -> str:
    return f"{source}:{line}" if line else source
