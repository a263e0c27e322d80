"""A real server on a core of its own, with a data folder of its own, and what it used of that core."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: The server has the first core that there is, whoever asks it the last.
CORES = sorted(os.sched_getaffinity(0))
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A process that answers at ``port``."""

    port: int
    pid: int

    @property
    def cpu_s(self) -> float:
        """Seconds of processor time that it has used until now, all threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


@contextmanager
def data_folder() -> Iterator[Path]:
    """A folder with the library indexed; the framework of this process is on it."""
    folder = Path(tempfile.mkdtemp(prefix="hofte-bench-"))
    os.environ["HOFTE_DATA"] = str(folder)
    from hofte.web.serving import ready

    ready.load()
    ready.make_ready()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def hofte() -> Iterator[Server]:
    """Hofte as ``hofte serve`` runs it."""
    with _running([sys.executable, "-m", "hofte", "serve", "--port", "0", "--no-open"]) as server:
        yield server


@contextmanager
def peer() -> Iterator[Server]:
    """The peers of :mod:`bench._peer` on the same server program."""
    with _running([sys.executable, "-m", "bench._peer"]) as server:
        yield server


@contextmanager
def _running(command: Sequence[str]) -> Iterator[Server]:
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {CORES[0]})  # inherited by the server
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  our own programs
    os.sched_setaffinity(0, {CORES[-1]} if len(CORES) > 1 else ours)
    with process:
        try:
            found = re.search(r"127\.0\.0\.1:(\d+)", process.stdout.readline() if process.stdout else "")
            if found is None:
                raise RuntimeError("the server did not start")
            yield Server(int(found[1]), process.pid)
        finally:
            process.terminate()
