"""``hofte backup``: everything that people keep in Hofte, in one file."""

from __future__ import annotations

import os
from pathlib import Path

import click

from hofte.cli.serve import require_web
from hofte.diary.archive import Manifest, write_archive
from hofte.diary.backup import backup_database
from hofte.diary.where import default_path


@click.command(
    "backup",
    epilog="\b\nExamples:\n"
    "  hofte backup hofte-$(date +%F).zip\n"
    "  HOFTE_DATABASE_URL=postgres://… hofte backup /backups/hofte.zip --replace\n\n"
    "The server may go on meanwhile. The secret key is not in it; docs/running.md tells what that means.",
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Replace FILE if there is one.")
def command(file: Path, replace: bool) -> None:
    """Keep all data in one FILE."""
    manifest = _backup(file, replace=replace)
    click.echo(f"Kept in {file}: {manifest.size:,} bytes, sha256 {manifest.sha256[:16]}…")


def _backup(file: Path, *, replace: bool) -> Manifest:
    if not uses_server():
        return backup_database(default_path(), file, replace=replace)
    require_web()
    from hofte.web.serving import ready

    ready.load()
    from hofte.web.serving.dump import dump

    return write_archive(file, "jsonl", dump, replace=replace)


def uses_server() -> bool:
    """Whether the data are in a PostgreSQL rather than in the file."""
    return bool(os.environ.get("HOFTE_DATABASE_URL"))
