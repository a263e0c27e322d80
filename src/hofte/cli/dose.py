"""``hofte dose``: text in, doses out, in the schema of the dose corpus."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from hofte.cli.stdin import read_stdin
from hofte.cli.words import say_dose, speech
from hofte.core.errors import ValueInvalid
from hofte.dose.corpus import to_corpus
from hofte.dose.read import parse_doses
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
def command(lang: str | None, as_json: bool, jsonl: bool) -> None:
    """Read doses out of text on standard input.

    What the text does not say stays empty; a number that is no dose gives none. The keys are those of the dose
    corpus: sets, reps, hold_s, rest_s, rest_rule, duration_s, per_side, per_day, per_week, weeks, tempo, load,
    angle_deg, to_failure. Each span counts code points of the text.
    """
    if jsonl:
        for line in _lines(sys.stdin.buffer, lang):
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    text = read_stdin()
    code = _code(lang, text, "standard input")
    doses = parse_doses(text, code)
    if as_json:
        found = [
            {**to_corpus(dose), "spans": {name: [s.start, s.end] for name, s in dose.spans.items()}, "sure": dose.sure}
            for dose in doses
        ]
        click.echo(json.dumps({"lang": code, "doses": found}, ensure_ascii=False))
        return
    say = speech(code)
    for dose in doses:
        click.echo(say_dose(dose, say))
        for name, span in dose.spans.items():
            click.echo(click.style(f"  {name:10} “{' '.join(span.of(text).split())}”", dim=True))
    if not doses:
        click.echo(say["dose"]["nothing"])


def _lines(stdin: Iterable[bytes], lang: str | None) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(stdin, start=1):
        if not line.strip():
            continue
        given = _object(line, number)
        doses = parse_doses(given["text"], _code(given.get("lang") or lang, given["text"], f"line {number}"))
        yield {"id": given.get("id"), "doses": [to_corpus(dose) for dose in doses]}


def _object(line: bytes, number: int) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except ValueError as error:
        raise ValueInvalid(
            f"standard input line {number}: no JSON ({error})", hint='send lines {"id", "lang", "text"}'
        ) from error
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise ValueInvalid(f"standard input line {number}: no text", hint='send lines {"id", "lang", "text"}')
    return given


def _code(lang: object, text: str, where: str) -> str:
    code = lang or detect_language(text)
    if code not in languages():
        known = ", ".join(languages())
        problem = f"no words for the language {lang!r}" if lang else "the language cannot be told"
        raise ValueInvalid(f"{where}: {problem}", hint=f"use one of {known}")
    return str(code)
