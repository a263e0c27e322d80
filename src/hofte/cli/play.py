"""``hofte play``: a guided session in the terminal."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from hofte.cli import summary
from hofte.cli.faces import Face, JsonFace, PlainFace, ScreenFace
from hofte.cli.guide import Guide, Outcome
from hofte.cli.interrupts import Interrupts
from hofte.cli.keys import Keys, NoKeys, keyboard
from hofte.cli.main import INTERRUPTED
from hofte.cli.moment import Narrator
from hofte.cli.pages import read_one
from hofte.cli.prepare import Prepared, choose_exercises, not_chosen, prepare, session_options
from hofte.cli.record import Recorder
from hofte.cli.sensor import make_listener
from hofte.cli.words import fill
from hofte.coach.model import Timeline
from hofte.core.clock import Clock, SystemClock
from hofte.core.errors import HofteError
from hofte.device.muscle import CHARACTERS
from hofte.diary.log import SessionLog
from hofte.diary.model import Started
from hofte.diary.store import Diary
from hofte.diary.where import default_path
from hofte.exercise.model import Exercise
from hofte.page.model import Page

#: What a terminal must be able to write to be drawn on.
_SIGNS = "▲●█━"


@dataclass
class Surroundings:
    """The clock and the keyboard of a session: the machine's, unless a test brings its own."""

    clock: Clock = field(default_factory=SystemClock)
    keys: Keys | None = None


@click.command(
    "play",
    epilog="\b\nExamples:\n"
    "  hofte play pelvic-floor-quick-long --lang nb --sensor simulated\n"
    "  hofte play page.md --exercise marathon --own-hold 7 --reps 8\n"
    "  hofte play page.md --plain | tee session.txt\n\n\b\n"
    "Keys: space pauses, s skips, q stops, d ends a repetition in your own pace.",
)
@click.argument("path", metavar="PATH")
@session_options
@click.option(
    "--sensor",
    default="timer",
    metavar="SOURCE",
    help="timer (only the clock), simulated, or replay:FILE (a recording).",
)
@click.option(
    "--character",
    default="strong",
    show_default=True,
    metavar="NAME",
    help=f"Of the simulated person: {', '.join(CHARACTERS)}.",
)
@click.option("--plain", is_flag=True, help="One line for each change, nothing drawn anew; for screen readers.")
@click.option("--json", "as_json", is_flag=True, help="What happens as JSON lines.")
@click.option("--bell", is_flag=True, help="Ring the terminal's bell when a phase begins.")
@click.option("--diary", "diary_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Keep the session in this file instead of your own diary.")  # fmt: skip
@click.pass_context
def command(
    ctx: click.Context,
    /,
    path: str,
    name: str | None,
    label: str | None,
    lang: str | None,
    sensor: str,
    character: str,
    plain: bool,
    as_json: bool,
    bell: bool,
    diary_file: Path | None,
    **choices: Any,
) -> None:
    """Guide one exercise of a page as a session, measured if there is a sensor.

    What the page leaves open is proposed, and said to be "not from the page". The session is kept in the diary,
    repetition by repetition; Ctrl-C ends it and keeps what was done. If the sensor dies, the clock goes on alone.

    Sensors: only battery-powered or medically isolated equipment, never a hobby board on a computer that charges
    from the mains; internal probes only with equipment made for it. No pelvic-floor recording has validated the
    detector yet.
    """
    page = read_one(path, lang)
    prepared = prepare(page, _choose(page, name), label=label, **choices)
    face = make_face(Narrator(prepared.timeline), as_json=as_json, plain=plain, bell=bell)
    surroundings = ctx.ensure_object(Surroundings)
    file = diary_file or default_path()
    outcome = play(prepared, surroundings, face, sensor=sensor, character=character, diary_file=file)
    if outcome.reason == "interrupted":
        ctx.exit(INTERRUPTED)


def make_face(narrator: Narrator, *, as_json: bool, plain: bool, bell: bool) -> Face:
    """Make the face that was asked for; where nothing can be drawn, a line for each change."""
    if as_json:
        return JsonFace()
    can_draw = sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and _can_write(_SIGNS)
    return ScreenFace(bell=bell) if can_draw and not plain else PlainFace(narrator, bell=bell)


def play(
    prepared: Prepared,
    surroundings: Surroundings,
    face: Face,
    *,
    sensor: str,
    diary_file: Path,
    character: str = "strong",
    is_demo: bool = False,
) -> Outcome:
    """Guide a session, keep it in the diary, and say at the end what was done.

    Raises
    ------
    HofteError
        Before it begins, if the diary or the sensor cannot be opened, or it needs a keyboard and there is none; at the
        end, if something could not be kept.
    """
    clock = surroundings.clock
    narrator = Narrator(prepared.timeline)
    with ExitStack() as stack:
        interrupts = stack.enter_context(Interrupts())
        log = SessionLog(stack.enter_context(Diary(diary_file, clock=clock)))
        recorder = Recorder(log)
        listener = stack.enter_context(make_listener(sensor, clock, character))
        keys = surroundings.keys or stack.enter_context(keyboard())
        _check_keys(prepared.timeline, keys)
        recorder.start(_started(prepared, listener.source))
        with face:
            outcome = Guide(narrator, clock, keys, listener, face, recorder).run(interrupts)
        recorder.finish(outcome.reason)
    session = None if is_demo else log.session
    for line in _report(narrator, outcome, session, is_json=isinstance(face, JsonFace)):
        click.echo(line)
    if recorder.problem:
        raise recorder.problem
    return outcome


def _check_keys(timeline: Timeline, keys: Keys) -> None:
    if isinstance(keys, NoKeys) and any(phase.until.event == "rep" for phase in timeline.phases):
        raise HofteError(
            f"{timeline.exercise}: a repetition at one's own pace ends with a key, and there is no keyboard",
            hint="give it a pace with --work SECONDS, or play it in a terminal",
        )


def _started(prepared: Prepared, device: str) -> Started:
    page, timeline = prepared.page, prepared.timeline
    return Started(
        exercise=timeline.exercise,
        page=page.path,
        page_title=page.title,
        lang=timeline.lang,
        dose=prepared.dose,
        plan=timeline.plan,
        timeline=timeline,
        device=device,
    )


def _report(narrator: Narrator, outcome: Outcome, session: UUID | None, *, is_json: bool) -> Iterator[str]:
    """What was done; ``session`` is its id in the diary, if it is kept there."""
    results, total, say = outcome.results, summary.total_reps(narrator.timeline), narrator.say
    sentence = summary.sentences(results, total, say)
    if is_json:
        about = {"session": session and str(session), "reason": outcome.reason, "reps": len(results), "of": total}
        yield json.dumps({"what": "summary", **about, "sentence": sentence}, ensure_ascii=False)
        return
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 10_000
    yield from (click.style(line, bold=True) for line in textwrap.wrap(sentence, width))
    if results:
        yield ""
        yield from summary.table(results, say)
    yield ""
    said = say["summary"]
    yield click.style(fill(said["saved"], id=session.hex[:8]) if session else said["not_saved"], dim=True)


def _choose(page: Page, name: str | None) -> Exercise:
    """The one exercise to play; asks when the page has several and somebody is there to answer."""
    exercises = choose_exercises(page, name)
    if len(exercises) == 1:
        return exercises[0]
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise not_chosen(exercises, f"{page.path or page.title}: the page has {len(exercises)} exercises")
    click.echo(click.style(page.title, bold=True))
    for n, exercise in enumerate(exercises, start=1):
        click.echo(f"  {n}  {exercise.name}")
    return exercises[click.prompt("Which exercise", type=click.IntRange(1, len(exercises))) - 1]


def _can_write(signs: str) -> bool:
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
