"""``hofte timeline``: the session of a page's exercises, written out phase by phase."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from hofte.cli.main import NEGATIVE, OK, Refused
from hofte.cli.moment import Narrator
from hofte.cli.pages import read_one
from hofte.cli.prepare import choose_exercises, prepare, session_options
from hofte.cli.view import COLORS_ON_LINES, MOODS, shape_of
from hofte.cli.words import Speech, fill, say_clock, say_number
from hofte.coach.model import Phase, Timeline
from hofte.core.errors import DoseIncomplete, RuleBroken
from hofte.core.stored import to_json
from hofte.rules.catalogue import RuleNotSaid, rule


@click.command(
    "timeline",
    epilog="\b\nExamples:\n"
    "  hofte timeline page.md\n"
    "  hofte timeline page.md --exercise marathon --hold 8 --rest 16\n"
    "  hofte timeline pelvic-floor-quick-long --lang da --json",
)
@click.argument("path", metavar="PATH")
@session_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each exercise.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    path: str,
    name: str | None,
    label: str | None,
    lang: str | None,
    as_json: bool,
    **choices: Any,
) -> None:
    """Write a page's session out, phase by phase, with clock times.

    Without --exercise all exercises of the page are written out; a variant is named. What is not from the page is
    said, and so are the clinical rules that shaped the session.

    Exit code 1 when a rule forbids a session, or a dose lacks what a session needs.
    """
    page = read_one(path, lang)
    exit_code = OK
    for n, exercise in enumerate(choose_exercises(page, name)):
        try:
            timeline = prepare(page, exercise, label=label, **choices).timeline
        except (DoseIncomplete, RuleBroken) as error:
            Refused(error).show()
            exit_code = NEGATIVE
            continue
        if as_json:
            click.echo(json.dumps(to_json(timeline), ensure_ascii=False))
        else:
            click.echo("\n".join(([""] if n else []) + list(_written(timeline))))
    ctx.exit(exit_code)


def _written(timeline: Timeline) -> Iterator[str]:
    narrator = Narrator(timeline)
    said = narrator.say["timeline"]
    yield click.style(timeline.exercise, bold=True)
    titles = [narrator.title(phase) for phase in timeline.phases]
    width = max(map(len, titles))
    at_s = 0.0
    for phase, title in zip(timeline.phases, titles, strict=True):
        what = click.style(f"{shape_of(phase)} {title.ljust(width)}", fg=COLORS_ON_LINES[MOODS[phase.kind]])
        seconds = f"{say_number(phase.until.at_least_s, narrator.say)} s" if phase.until.at_least_s else ""
        notes = [note for note in (narrator.place(phase), _until(phase, narrator.say)) if note]
        yield f"{say_clock(at_s):>6}  {what}  {seconds:>7}  {', '.join(notes)}".rstrip()
        at_s += phase.until.at_least_s
    yield fill(said["total"], time=narrator.total())
    if timeline.plan.proposed:
        proposed = ", ".join(narrator.proposed())
        yield click.style(f"{narrator.say['reading']['proposed']}: {proposed}", fg="yellow")
    if timeline.rules:
        yield said["rules"]
        yield from (f"  {one}  {_words_of_rule(one, timeline.lang)}" for one in timeline.rules)


def _until(phase: Phase, say: Speech) -> str:
    """What else than the clock ends a phase."""
    if phase.until.event == "rep":
        return str(say["timeline"]["until_rep"])
    if phase.until.event == "released" and phase.until.at_most_s is not None:
        return fill(say["timeline"]["until_released"], n=say_number(phase.until.at_most_s, say))
    return ""


def _words_of_rule(rule_id: str, lang: str) -> str:
    try:
        return rule(rule_id).say(lang or "en")
    except RuleNotSaid:
        return rule(rule_id).text
