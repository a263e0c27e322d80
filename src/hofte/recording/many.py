"""The same work over many recordings: in a pool of processes, or on a cluster. One broken file never stops the others.

A worker that dies (killed, out of memory) takes nothing with it: its files are done again. A file whose worker dies
twice becomes a row that says so.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Generic, TypeVar

from hofte.core.errors import HofteError, ValueInvalid
from hofte.recording.needs import need

R = TypeVar("R")

#: What is said of a file whose worker died twice.
KILLED = "the process that worked on it died twice"


#: A scheduler is waited for so long, in seconds.
_ANSWERS_WITHIN_S = 10


class ClusterUnreachable(HofteError):
    """Nobody answers at the address of the cluster."""


@dataclass(frozen=True, slots=True)
class Row(Generic[R]):
    """What came of one recording: a result, or why there is none and what to do."""

    path: Path
    result: R | None = None
    error: str = ""
    hint: str = ""


#: A file and its place among all files.
_Job = tuple[int, Path]
_Finished = Iterator[tuple[int, Row[R]]]


def map_recordings(
    paths: Iterable[Path],
    fn: Callable[[Path], R],
    *,
    workers: int | None = None,
    cluster: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Row[R]]:
    """Do the same with each of many recordings.

    Parameters
    ----------
    paths : iterable of Path
    fn : callable
        What to do with one recording, for instance ``functools.partial(analyse, …)``; it and what it gives travel
        between processes.
    workers : int or None
        How many processes; ``None`` for one on each processor. On somebody else's cluster it has no effect.
    cluster : str or None
        ``None`` for a pool of processes. With the extra ``cluster``: ``"local"`` for Dask on this machine, or the
        address of a Dask scheduler (``"tcp://…"``), whose workers must see the files under the same paths.
    progress : callable or None
        Told how many files are done, whenever one more is.

    Yields
    ------
    Row
        One for each path, in the order of the paths, as soon as it and those before it are done.

    Raises
    ------
    ValueInvalid
        If ``fn`` cannot travel to another process, or there are no workers.
    ClusterUnreachable
        If no scheduler answers.
    PackageMissing
        If a cluster is wanted and Dask is not installed.
    """
    jobs = list(enumerate(paths))
    if workers is not None and workers < 1:
        raise ValueInvalid(f"{workers} workers can do nothing", hint="at least one")
    count = workers or _processors()
    try:
        pickle.dumps(fn)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise ValueInvalid(f"{fn!r} cannot travel to another process", hint="define it in a module") from error
    finished = _on_dask(jobs, fn, cluster, count) if cluster else _in_pools(jobs, fn, min(count, max(1, len(jobs))))
    early: dict[int, Row[R]] = {}
    due = 0
    for done, (n, row) in enumerate(finished, 1):
        early[n] = row
        if progress:
            progress(done)
        while due in early:
            yield early.pop(due)
            due += 1


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _do(fn: Callable[[Path], R], path: Path) -> Row[R]:
    """Work on one file; what goes wrong with it is its row."""
    try:
        return Row(path, fn(path))
    except HofteError as error:
        return Row(path, error=error.message, hint=error.hint)
    except Exception as error:  # a file must not stop the others, whatever it does
        return Row(path, error=f"{path}: {type(error).__name__}: {error}")


def _in_pools(jobs: Sequence[_Job], fn: Callable[[Path], R], workers: int) -> _Finished[R]:
    waiting = deque(jobs)
    while waiting:
        broken = yield from _in_pool(waiting, fn, workers)
        # One of these killed its worker, and nobody can tell which: each goes on alone, so none suffers for another.
        for job in broken:
            died = 0
            while died < 2 and (yield from _in_pool(deque([job]), fn, 1)):
                died += 1
            if died == 2:
                yield job[0], Row(job[1], error=f"{job[1]}: {KILLED}", hint="is there enough memory?")


def _in_pool(
    waiting: deque[_Job], fn: Callable[[Path], R], workers: int
) -> Generator[tuple[int, Row[R]], None, list[_Job]]:
    """Take jobs until none is left or a worker dies; give those that were under way then."""
    flying: dict[Future[Row[R]], _Job] = {}
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts) as pool:
        while waiting or flying:
            broken: list[_Job] = []
            while waiting and len(flying) < workers and not broken:
                job = waiting.popleft()
                try:
                    flying[pool.submit(_do, fn, job[1])] = job
                except BrokenProcessPool:
                    broken.append(job)
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                job = flying.pop(future)
                try:
                    yield job[0], future.result()
                except BrokenProcessPool:
                    broken.append(job)
            if broken:
                return [*broken, *flying.values()]
    return []


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that handed the work out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _on_dask(jobs: Sequence[_Job], fn: Callable[[Path], R], cluster: str, workers: int) -> _Finished[R]:
    dask, distributed = need("dask"), need("distributed")
    # A second death of its worker makes a row of a task; elsewhere the scheduler's own setting counts.
    with dask.config.set({"distributed.scheduler.allowed-failures": 1}):
        where: dict[str, Any] = {"address": cluster}
        if cluster == "local":
            where = {
                "n_workers": workers,
                "threads_per_worker": 1,
                "processes": True,
                "dashboard_address": "127.0.0.1:0",
            }
        try:
            client = distributed.Client(**where, set_as_default=False, timeout=_ANSWERS_WITHIN_S)
        except (OSError, ValueError) as error:
            raise ClusterUnreachable(
                f"no Dask scheduler answers at {cluster}: {error}", hint="tcp://HOST:PORT of dask scheduler, or local"
            ) from error
        with client:
            futures = {client.submit(_do, fn, path, pure=False): (n, path) for n, path in jobs}
            for future in distributed.as_completed(futures, loop=client.loop):
                n, path = futures.pop(future)
                yield n, _fetched(future, path)


def _fetched(future: Any, path: Path) -> Row[Any]:
    try:
        row: Row[Any] = future.result()
    except Exception as error:  # KilledWorker, or a cluster that went away
        died = isinstance(error, need("distributed.scheduler").KilledWorker)
        return Row(path, error=f"{path}: {KILLED if died else error}", hint="is there enough memory?" if died else "")
    return row
