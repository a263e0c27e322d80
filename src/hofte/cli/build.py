"""``hofte build``: the library as files that any web server can carry."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import time
from pathlib import Path

import click
from platformdirs import user_cache_path

from hofte.cli.serve import require_web

#: A build makes much that lives to its end: looking for what does not takes a tenth of the time.
_RARELY = 100_000
#: The library that comes with Hofte.
STARTER = Path(__file__).parents[1] / "content"


@click.command(
    "build",
    epilog="\b\nExamples:\n"
    "  hofte build pages --out site --base-url https://example.org/exercises/\n"
    "  hofte build own imported --out site --base-url https://example.org/\n"
    "  hofte build --out site --base-url https://example.org/    the starter library\n\n"
    "Of a page that several folders have under the same path, the first folder's counts. A second run makes only what "
    "has changed. docs/publishing.md tells how pages become addresses, and what a server should be told.",
)
@click.argument(
    "content",
    nargs=-1,
    metavar="CONTENT…",
    type=click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path),
)
@click.option("--out", required=True, metavar="FOLDER",
              type=click.Path(file_okay=False, resolve_path=True, path_type=Path),
              help="Where the site is written; files of others in it are left alone.")  # fmt: skip
@click.option("--base-url", required=True, metavar="URL", help="The address that the site will have.")
@click.option("--app", default="", metavar="URL",
              help="A Hofte that serves the same pages: exercises can be started there.")  # fmt: skip
@click.option("--lang", default="", type=click.Choice(["", "da", "en", "nb"]), metavar="CODE",
              help="The language at the root of the site: da, en or nb; that of most pages if not said.")  # fmt: skip
@click.option("--starter", is_flag=True, help="The starter library as well.")
@click.option("--cache", default=None, metavar="FOLDER", envvar="HOFTE_BUILD_CACHE",
              type=click.Path(file_okay=False, resolve_path=True, path_type=Path),
              help="What makes the next build quick; in your cache folder if not said.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 64), default=None, help="How many processes; one a core if not said.")
@click.option("--json", "as_json", is_flag=True, help="Tell what was done as one JSON line.")
def command(
    content: tuple[Path, ...],
    out: Path,
    base_url: str,
    app: str,
    lang: str,
    starter: bool,
    cache: Path | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Build a website of pages: lists, search, exercises, no server.

    CONTENT are folders of Markdown pages. Pages that say `published: false` are left out.
    """
    require_web()
    gc.set_threshold(_RARELY)
    begun = time.monotonic()
    folders = [*content, *([STARTER] if starter or not content else [])]
    memory = cache or _own_cache(out)
    memory.mkdir(parents=True, exist_ok=True)
    _settle(memory)
    from hofte.web.serving import ready

    ready.load()
    from hofte.web.building.frame import site_at
    from hofte.web.building.run import build
    from hofte.web.building.workers import cores

    site = site_at(base_url, app)
    loaded, used = time.monotonic(), time.process_time()
    report = build(site, folders, out, memory, first=lang, processes=jobs or cores())
    for name, reason in report.left_out:
        click.echo(f"{name}: {reason}", err=True)
    seconds = {"start_s": loaded - begun, "work_s": time.process_time() - used, "all_s": time.monotonic() - begun}
    seconds = {name: round(value, 3) for name, value in seconds.items()}
    if as_json:
        told = {name: getattr(report, name) for name in ("pages", "files", "read", "written", "removed")}
        click.echo(json.dumps(told | {"left_out": [*report.left_out]} | seconds, ensure_ascii=False))
        return
    click.echo(
        f"{report.pages} pages, {report.files} files in {out}: "
        f"{report.written} written, {report.removed} removed, in {seconds['all_s']:.1f} s"
    )


def _own_cache(out: Path) -> Path:
    """One memory for each folder that is built into."""
    return user_cache_path("hofte") / "build" / hashlib.sha256(str(out).encode()).hexdigest()[:16]


def _settle(memory: Path) -> None:
    """Let the framework know of the build's own folder only, whatever a server on this machine uses."""
    os.environ.pop("HOFTE_DATABASE_URL", None)
    os.environ["HOFTE_DATA"] = str(memory)
    os.environ["DJANGO_SETTINGS_MODULE"] = "hofte.web.building.settings"
