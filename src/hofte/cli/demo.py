"""``hofte demo``: a guided session that needs no page, no sensor and no diary of one's own."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from hofte.cli.main import INTERRUPTED
from hofte.cli.moment import Narrator
from hofte.cli.pages import read_one
from hofte.cli.play import Surroundings, make_face, play
from hofte.cli.prepare import choose_exercises, prepare
from hofte.core.errors import ExerciseNotFound

PAGE = "pelvic-floor-quick-long"
#: Long squeezes that are few: all kinds of phases within a minute.
STYLE, REPS, HOLD_S = "long", 3, 5.0


@click.command("demo", epilog="\b\nExamples:\n  hofte demo\n  hofte demo --lang nb --character never-lets-go")
@click.option("--lang", metavar="CODE", help="Language of the session: da, nb, en.")
@click.option("--character", default="strong", show_default=True, metavar="NAME",
              help="Of the simulated person, as in hofte play.")  # fmt: skip
@click.option("--plain", is_flag=True, help="One line for each change, nothing drawn anew.")
@click.pass_context
def command(ctx: click.Context, /, lang: str | None, character: str, plain: bool) -> None:
    """See a guided session with the simulated muscle sensor.

    Long squeezes from the starter library, played by a simulated person in less than a minute. Nothing is kept.
    """
    click.echo("A demonstration. For your own pages: hofte play PAGE; in the browser: hofte serve.", err=True)
    page = read_one(PAGE, lang)
    exercise = next((one for one in choose_exercises(page, None) if one.style == STYLE), None)
    if exercise is None:
        raise ExerciseNotFound(f"{PAGE}: no exercise with long squeezes", hint="hofte read shows what it holds")
    prepared = prepare(page, exercise, reps=REPS, hold_s=HOLD_S)
    face = make_face(Narrator(prepared.timeline), as_json=False, plain=plain, bell=False)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "demo.sqlite3"
        around = ctx.ensure_object(Surroundings)
        outcome = play(prepared, around, face, sensor="simulated", character=character, diary_file=file, is_demo=True)
    if outcome.reason == "interrupted":
        ctx.exit(INTERRUPTED)
