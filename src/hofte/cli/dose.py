"""``hofte dose``: text in, doses out, in the schema of the dose corpus."""

from __future__ import annotations

import json
import sys

import click

from hofte.cli.main import OK, USAGE, Refused
from hofte.cli.stdin import read_stdin
from hofte.cli.words import say_dose, speech
from hofte.core.errors import HofteError, ValueInvalid
from hofte.dose.lines import read_lines
from hofte.dose.read import parse_doses
from hofte.export.reading_json import dose_to_json
from hofte.lang.data import languages
from hofte.page.language import detect_language


@click.command(
    "dose",
    epilog="\b\nExamples:\n"
    '  echo "3 sæt af 12-15 gentagelser" | hofte dose --lang da\n'
    "  hofte dose --json < page.md\n"
    "  hofte dose --jsonl < sentences.jsonl > doses.jsonl",
)
@click.option("--lang", metavar="CODE", help="Language of the text: da, nb, nn, sv, en. Without it, its words tell.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: the text's doses with their spans.")
@click.option("--jsonl", is_flag=True, help='Lines {"id", "lang", "text"} in, lines {"id", "doses"} out.')
@click.pass_context
def command(ctx: click.Context, lang: str | None, as_json: bool, jsonl: bool) -> None:
    """Read doses out of text on standard input.

    What the text does not say stays empty; a number that is no dose gives none. The keys are those of the dose
    corpus: sets, reps, hold_s, rest_s, rest_rule, duration_s, per_side, per_day, per_week, weeks, tempo, load,
    angle_deg, to_failure. Each span counts code points of the text.

    Exit code 2 when the text or a line cannot be read; the other lines still come.
    """
    if jsonl:
        ctx.exit(_answer_lines(lang))
    text = read_stdin()
    code = _code(lang, text)
    doses = parse_doses(text, code)
    if as_json:
        found = {"lang": code, "doses": [dose_to_json(dose, text) for dose in doses]}
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    say = speech(code)
    for dose in doses:
        click.echo(say_dose(dose, say))
        for name, span in dose.spans.items():
            click.echo(click.style(f"  {name:10} “{' '.join(span.of(text).split())}”", dim=True))
    if not doses:
        click.echo(say["dose"]["nothing"])


def _answer_lines(lang: str | None) -> int:
    """Answer line by line; a line that cannot be read is said on standard error, and the others still come."""
    exit_code = OK
    for row in read_lines(sys.stdin.buffer, lang=lang, detect=detect_language):
        if "error" in row:
            Refused(HofteError(f"standard input {row['error']}", hint=row["hint"])).show()
            exit_code = USAGE
        else:
            click.echo(json.dumps(row))
    return exit_code


def _code(lang: str | None, text: str) -> str:
    code = lang or detect_language(text)
    if code not in languages():
        problem = f"no words for the language {lang!r}" if lang else "the language cannot be told"
        raise ValueInvalid(f"standard input: {problem}", hint=f"use one of {', '.join(languages())}")
    return code
