"""A site built into a folder: pages read, files made, what is gone removed. A second run does what has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from hofte.web.building.assets import hashed_name, read_asset
from hofte.web.building.folder import Folder
from hofte.web.building.frame import Site, key_of, program
from hofte.web.building.index import update
from hofte.web.building.make import Job, make_all
from hofte.web.building.plan import Plan, plan, settle
from hofte.web.building.sources import gather
from hofte.web.building.workers import Team
from hofte.web.library.media import find_file

#: So many files are in memory at once.
_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did.

    Parameters
    ----------
    pages : int
        How many pages the site has.
    files : int
        How many files it has, pages, lists and everything beside them.
    read : int
        How many pages were read anew.
    written, removed : int
        How many files are other than before, and how many are gone.
    left_out : sequence of (str, str)
        Files and addresses that are not part of it, with the reason.
    """

    pages: int
    files: int
    read: int
    written: int
    removed: int
    left_out: Sequence[tuple[str, str]] = field(default=())


def build(
    site: Site, content: Sequence[Path], out: Path, cache: Path, *, first: str = "", processes: int = 1
) -> Report:
    """Build a site.

    Parameters
    ----------
    site : Site
    content : sequence of Path
        Folders of pages; of the same path in several, the first folder's counts.
    out : Path
        The folder of the site.
    cache : Path
        A folder for what makes the next build quick.
    first : str
        The language at the root of the site; that of most pages when it is empty.
    processes : int

    Raises
    ------
    HofteError
        If the folder cannot be used, a file of somebody else stands in the way, or two pages want the same place.
    """
    with _one_at_a_time(cache), Team(processes, connections.close_all) as team:
        _make_ready(cache, content)
        folder = Folder.open(out)
        gathered = gather(content)
        known, read = update(gathered.sources, team)
        settled = settle(site, first)
        planned = plan(settled, known)
        _fill(settled, folder, planned, team)
        return Report(
            pages=planned.pages,
            files=len(folder.made),
            read=read,
            written=folder.written,
            removed=folder.removed,
            left_out=[*gathered.left_out, *planned.left_out],
        )


def _make_ready(cache: Path, content: Sequence[Path]) -> None:
    """The tables of the index; one that another program made is thrown away."""
    settings.PICTURES = [*content]
    settings.CONTENT = content[0]
    index, mark = cache / "index.sqlite3", cache / "made-by"
    connections.close_all()
    connections["default"].settings_dict["NAME"] = str(index)
    if mark.is_file() and mark.read_text(encoding="ascii") == program():
        return
    mark.unlink(missing_ok=True)
    index.unlink(missing_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    mark.write_text(program(), encoding="ascii")


def _fill(site: Site, folder: Folder, planned: Plan, team: Team) -> None:
    stale = [job for job in planned.jobs if not _is_current(folder, job)]
    kept = {job.name for job in planned.jobs} - {job.name for job in stale}
    needed = {need for name in kept for need in folder.made[name].needs}
    besides = {need: one for need in sorted(needed) if (one := _beside(need))}
    if stale:
        folder.begin([job.name for job in stale])
    for at in range(0, len(stale), _TOGETHER):
        some = stale[at : at + _TOGETHER]
        made = team.map(partial(make_all, site), some, lambda job: job.share or job.name)
        fresh = {need: one for content in made for need in content.needs if (one := _beside(need))}
        # What a page needs is there before the page is.
        _put_beside(folder, [one for need, one in fresh.items() if need not in besides])
        besides |= fresh
        for job, content in zip(some, made, strict=True):
            folder.put(job.name, content.body, job.key, content.needs)
    _put_beside(folder, besides.values())
    folder.finish([*(job.name for job in planned.jobs), *(one.name for one in besides.values())])


def _is_current(folder: Folder, job: Job) -> bool:
    return folder.is_current(job.name, job.key) and all(map(_holds, folder.made[job.name].needs))


def _holds(need: str) -> bool:
    """Whether a picture is still there, or still missing."""
    kind, _, name = need.partition(":")
    return kind == "static" or (find_file(name) is not None) == (kind == "picture")


@dataclass(frozen=True, slots=True)
class _Beside:
    """A file that pages need: where it goes, and where its content is."""

    name: str
    key: str
    asset: str = ""
    picture: Path | None = None

    def read(self) -> bytes:
        return read_asset(self.asset) if self.picture is None else self.picture.read_bytes()


def _beside(need: str) -> _Beside | None:
    kind, _, name = need.partition(":")
    if kind == "static":
        hashed = hashed_name(name)
        return _Beside(f"static/{hashed}", key_of(hashed), asset=name)
    picture = find_file(name) if kind == "picture" else None
    if picture is None:
        return None
    stat = picture.stat()
    return _Beside(f"pictures/{name}", key_of(str(picture), stat.st_size, stat.st_mtime_ns), picture=picture)


def _put_beside(folder: Folder, files: Collection[_Beside]) -> None:
    stale = [one for one in files if not folder.is_current(one.name, one.key)]
    if stale:
        folder.begin([one.name for one in stale])
    for one in stale:
        folder.put(one.name, one.read(), one.key)


@contextmanager
def _one_at_a_time(cache: Path) -> Iterator[None]:
    """Builds with the same memory wait for each other; where the system has no such lock they must not meet."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (cache / "building").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
