"""Pages: how many a second, and how late the slowest of twenty is.

The server runs on the first core, eight browsers' worth of connections of this process on the last. Each asks again as
soon as it has its answer, and takes it compressed. Peers of the same run: a page of the same server that has nothing to
look up, and a view of the framework that does nothing, without anything around it, on the same server program.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import time
from collections.abc import Iterator, Sequence
from typing import Any

from bench._house import Server, data_folder, hofte, peer

CONNECTIONS = 8
PAGES = {"library": "/", "exercise": "/exercises/hip-thrust/", "static page": "/about/"}
BARE = {"bare view": "/bare/"}


async def ask_again_and_again(server: Server, path: str, until: float, late_ms: list[float]) -> int:
    """One connection; answers how many bytes a page has."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    asked = {"Host": f"127.0.0.1:{server.port}", "Accept-Language": "da", "Accept-Encoding": "gzip, deflate, br"}
    head = "".join(f"{name}: {value}\r\n" for name, value in asked.items())
    request = f"GET {path} HTTP/1.1\r\n{head}\r\n".encode()
    size = 0
    while (begun := time.perf_counter()) < until:
        writer.write(request)
        size = await read_answer(reader)
        late_ms.append(1e3 * (time.perf_counter() - begun))
    writer.close()
    return size


async def read_answer(reader: asyncio.StreamReader) -> int:
    """Read one answer to its end; how long its body is."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if " 200 " not in head.partition("\r\n")[0]:
        raise RuntimeError(head)
    size = int(head.partition("content-length:")[2].split()[0])
    await reader.readexactly(size)
    return size


async def load(server: Server, name: str, path: str, seconds: float) -> dict[str, Any]:
    """What one page costs when it is asked for all the time."""
    for _ in range(2):  # the first time templates are read
        late_ms: list[float] = []
        begun, cpu_s = time.perf_counter(), server.cpu_s
        until = begun + seconds
        sizes = await asyncio.gather(*(ask_again_and_again(server, path, until, late_ms) for _ in range(CONNECTIONS)))
        lasted = time.perf_counter() - begun
    return {
        "page": name,
        "bytes": max(sizes),
        "per_second": len(late_ms) / lasted,
        "p50_ms": statistics.median(late_ms),
        "p95_ms": statistics.quantiles(late_ms, n=20)[18],
        "core": (server.cpu_s - cpu_s) / lasted,
    }


def measure(*, quick: bool) -> list[dict[str, Any]]:
    """Every page and every peer."""
    seconds = 0.5 if quick else 8.0
    with data_folder():
        with hofte() as server:
            results = [asyncio.run(load(server, name, path, seconds)) for name, path in PAGES.items()]
        with peer() as server:
            results += [asyncio.run(load(server, name, path, seconds)) for name, path in BARE.items()]
    return results


def lines(results: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The results as a table, each beside the bare view."""
    bare = results[-1]["per_second"]
    yield f"{'page, 8 connections':22} {'requests/s':>10} {'p50':>9} {'p95':>9} {'sent':>9} {'of the bare view':>17}"
    for r in results:
        yield (
            f"{r['page']:22} {r['per_second']:10.0f} {r['p50_ms']:6.1f} ms {r['p95_ms']:6.1f} ms"
            f" {r['bytes'] / 1e3:6.1f} kB {r['per_second'] / bare:16.2f}x"
        )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="half a second each")
    options.add_argument("--json", action="store_true", help="one JSON line for each page")
    chosen = options.parse_args()
    results = measure(quick=chosen.quick)
    print("\n".join(map(json.dumps, results)) if chosen.json else "\n".join(lines(results)))


if __name__ == "__main__":
    main()
