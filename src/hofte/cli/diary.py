"""``hofte diary``: what was done, as a list, one session whole, or everything to take along."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from hofte.cli import summary
from hofte.cli.words import say_clock, speech
from hofte.core.errors import DiaryError
from hofte.diary.export import entry_to_json, export_csv, export_json
from hofte.diary.model import SessionRecord
from hofte.diary.store import Diary
from hofte.diary.where import default_path

_FILE = click.option(
    "--diary",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A file other than your own.",
)
#: In a file that the web application shares, the sessions of those who have an account there are not ours to show.
_MINE = None


@click.group(
    "diary",
    invoke_without_command=True,
    epilog="\b\nExamples:\n"
    "  hofte diary\n"
    "  hofte diary show 31e0ac01\n"
    "  hofte diary export --format csv > sessions.csv\n\n"
    "The diary is the file hofte.sqlite3 in your data folder, or in the folder that HOFTE_DATA names.",
)
@_FILE
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each session.")
@click.pass_context
def command(ctx: click.Context, /, file: Path | None, as_json: bool) -> None:
    """Show and export what was done on this machine without an account.

    Without a further command the sessions are listed, the latest last.
    """
    ctx.obj = file or default_path()
    if ctx.invoked_subcommand:
        return
    records = _sessions(ctx.obj)
    for record in records:
        click.echo(json.dumps(_object(record), ensure_ascii=False) if as_json else _line(record))
    if not records and not as_json:
        click.echo(f"No sessions yet in {ctx.obj}", err=True)


@command.command(epilog="\b\nExamples:\n  hofte diary show 31e0ac01\n  hofte diary show last --json")
@click.argument("session", metavar="SESSION")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each entry of the log.")
@click.pass_obj
def show(file: Path, session: str, as_json: bool) -> None:
    """Show one session: target beside actual.

    SESSION is the beginning of its id, or "last".
    """
    record = _find(_sessions(file), session, file)
    if as_json:
        with Diary(file) as diary:
            for entry in diary.entries(session=record.session):
                click.echo(json.dumps(entry_to_json(entry), ensure_ascii=False))
        return
    for line in _written(record):
        click.echo(line)


@command.command(
    epilog="\b\nExamples:\n  hofte diary export > diary.json\n  hofte diary export --format csv > sessions.csv"
)
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True,
              help="Everything as one JSON document, or the repetitions as a table.")  # fmt: skip
@click.pass_obj
def export(file: Path, form: str) -> None:
    """Write the whole diary to standard output."""
    if not file.exists():
        raise _nothing(file)
    with Diary(file) as diary:
        if form == "json":
            for part in export_json(diary.entries(whose=_MINE)):
                click.echo(part, nl=False)
        else:
            csv.writer(sys.stdout).writerows(export_csv(diary.sessions(_MINE)))


def _sessions(file: Path) -> list[SessionRecord]:
    """All sessions, the latest last; none when there is no diary yet (looking must not make one)."""
    if not file.exists():
        return []
    with Diary(file) as diary:
        return list(diary.sessions(_MINE))


def _find(records: list[SessionRecord], session: str, file: Path) -> SessionRecord:
    if not records:
        raise _nothing(file)
    if session == "last":
        return records[-1]
    wanted = session.replace("-", "").lower()
    found = [record for record in records if record.session.hex.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    problem = "several sessions begin" if found else "no session begins"
    raise DiaryError(f"{file}: {problem} with {session!r}", hint="hofte diary lists them")


def _nothing(file: Path) -> DiaryError:
    return DiaryError(f"{file}: there is no diary yet", hint="hofte play keeps what you do")


def _object(record: SessionRecord) -> dict[str, Any]:
    started, finished = record.started, record.finished
    return {
        "session": str(record.session),
        "started_at": record.started_at.isoformat() if record.started_at else None,
        "finished_at": record.finished_at.isoformat() if record.finished_at else None,
        "reason": finished.reason if finished else None,
        "exercise": started.exercise if started else None,
        "page": started.page if started else None,
        "lang": started.lang if started else None,
        "device": started.device if started else None,
        "reps": len(record.reps),
        "counted": sum(rep.counted for rep in record.reps),
        "of": _total(record),
    }


def _line(record: SessionRecord) -> str:
    started = record.started
    done = f"{sum(rep.counted for rep in record.reps)}/{_total(record) or '?'}"
    exercise = started.exercise if started else "?"
    return f"{record.session.hex[:8]}  {_when(record.started_at)}  {done:>7}  {exercise}  {_state(record)}"


def _written(record: SessionRecord) -> Iterator[str]:
    started = record.started
    say = speech(started.lang if started else "en")
    yield click.style(started.exercise if started else "?", bold=True)
    about = [_when(record.started_at), started.page_title if started else "", _state(record), str(record.session)]
    yield click.style(" · ".join(part for part in about if part), dim=True)
    yield ""
    yield summary.sentences(record.reps, _total(record) or len(record.reps), say)
    if record.reps:
        yield ""
        yield from summary.table(record.reps, say)
    if record.events:
        yield ""
        yield from (f"{say_clock(event.at_s):>6}  {event.kind}  {event.detail}".rstrip() for event in record.events)
    yield from (f"\n{note}" for note in record.notes)


def _state(record: SessionRecord) -> str:
    device = record.started.device if record.started else "?"
    return f"{record.finished.reason if record.finished else 'broken off'}, {device}"


def _total(record: SessionRecord) -> int:
    timeline = record.started.timeline if record.started else None
    return summary.total_reps(timeline) if timeline else 0


def _when(at: datetime | None) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}" if at else "?"
