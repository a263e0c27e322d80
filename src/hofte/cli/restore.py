"""``hofte restore``: a backup put back, all of it or nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from hofte.cli.backup import uses_server
from hofte.cli.serve import require_web
from hofte.diary.archive import read_archive
from hofte.diary.backup import restore_database
from hofte.diary.where import default_path


@click.command(
    "restore",
    epilog="\b\nExamples:\n"
    "  hofte restore hofte-2026-01-31.zip\n"
    "  HOFTE_DATABASE_URL=postgres://… hofte restore hofte-2026-01-31.zip --replace\n\n"
    "A backup of either kind of database goes into either. Its checksum is looked at first.",
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Replace the data that there are. Without it they are never touched.")
def command(file: Path, replace: bool) -> None:
    """Put a backup FILE back."""
    with tempfile.TemporaryDirectory(prefix="hofte-") as folder:
        content = Path(folder, "content")
        manifest = read_archive(file, content)
        if manifest.kind == "sqlite" and not uses_server():
            restore_database(content, default_path(), replace=replace)
        else:
            require_web()
            from hofte.web.serving import ready

            ready.load()
            from hofte.web.serving.dump import restore

            restore(content, manifest.kind, replace=replace)
    click.echo(f"Put back: {file}, made {manifest.made_at:%Y-%m-%d %H:%M} UTC by Hofte {manifest.hofte}")
