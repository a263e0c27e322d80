"""A website of 650 pages (3.2 MB): built, built again with nothing changed, and with one sentence of one page changed.

The pages are those of :mod:`bench.site`. The peer of the same run is Pelican with Markdown, in an environment of its
own that ``uv`` fills, with the same texts as articles of its own form; it is built with the theme and the feeds that it
has when nothing is set. Wall time depends on what else the machine does; ``cpu`` is the processor time of all processes
together, ``work`` that of the first one without starting Python and loading the framework: all of it, when little has
changed. Each program runs once on a few pages before it is measured, so that nobody compiles Python.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.site import PAGES, make_site

PEER = ("pelican==4.12.0", "markdown==3.10")
#: Seconds of work that we promise when little has changed.
TARGET_S = 0.5
#: So many pages are built before anything is measured.
_WARM = 3
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_TITLE = re.compile(r"^title:\s*(.+)$", re.MULTILINE)


def timed(command: Sequence[str], folder: Path) -> tuple[float, float, str]:
    """Seconds on the wall, seconds of processor time, and what was printed; compiled modules are kept in a folder."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own = {"HOFTE_DATA": str(folder / "data"), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=kept | own)  # noqa: S603  our own programs
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begun, used, done.stdout


def build(content: Path, folder: Path, name: str = "site") -> dict[str, Any]:
    """Run ``hofte build`` once."""
    command = [sys.executable, "-m", "hofte", "build", str(content), "--out", str(folder / name), "--json"]
    command += ["--base-url", "https://pages.example/", "--cache", str(folder / f"cache of {name}")]
    wall, used, told = timed(command, folder)
    return {**json.loads(told), "wall_s": wall, "cpu_s": used}


def peer(content: Path, folder: Path) -> dict[str, Any] | None:
    """Run Pelican on the same texts; nothing where it cannot be installed."""
    python = folder / "peer/bin/python"
    try:
        timed([sys.executable, "-m", "venv", "--without-pip", str(folder / "peer")], folder)
        timed([_uv(), "pip", "install", "--quiet", "--python", str(python), *PEER], folder)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"Pelican cannot be installed here: {error}", file=sys.stderr)
        return None
    articles = folder / "articles"
    articles.mkdir()
    for file in sorted(content.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        title = found[1].strip("'\" ") if (found := _TITLE.search(text)) else "Page"
        head = f"Title: {title} {file.stem}\nDate: 2026-01-01\nSlug: p{file.stem}\n\n"
        (articles / file.name).write_text(head + _FRONT.sub("", text), encoding="utf-8")
    few = folder / "few articles"
    few.mkdir()
    for file in sorted(articles.iterdir())[:_WARM]:
        shutil.copy(file, few)
    timed([str(python), "-m", "pelican", str(few), "-o", str(folder / "warm"), "-q"], folder)
    wall, used, _ = timed([str(python), "-m", "pelican", str(articles), "-o", str(folder / "theirs"), "-q"], folder)
    return {"wall_s": wall, "cpu_s": used}


def _uv() -> str:
    return shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}") or "uv"


def measure(pages: int) -> list[dict[str, Any]]:
    """Every case; raises RuntimeError if a second build does what it need not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content = folder / "content"
        few = folder / "few"
        for one, size in ((content, pages), (few, _WARM)):
            one.mkdir()
            make_site(one, size)
        build(few, folder, "few of ours")
        theirs = peer(content, folder)
        cases = {"fresh": build(content, folder), "nothing changed": build(content, folder)}
        page = content / "0000.md"
        page.write_text(page.read_text(encoding="utf-8") + "\nMere.\n", encoding="utf-8")
        cases["a sentence changed"] = build(content, folder)
        page.write_text(_TITLE.sub("title: Another name", page.read_text(encoding="utf-8"), count=1), encoding="utf-8")
        cases["a title changed"] = build(content, folder)
    if cases["nothing changed"]["written"] or cases["a sentence changed"]["read"] != 1:
        raise RuntimeError(f"more was done than had to be: {cases}")
    return [{"case": case, "pages": pages, **one, "peer": theirs} for case, one in cases.items()]


def lines(results: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The results as a table."""
    yield f"{results[0]['pages']} pages{'':13} {'wall':>8} {'cpu':>8} {'work':>8} {'read':>6} {'written':>8}"
    for r in results:
        wall, used, work = (f"{r[name]:.2f} s" for name in ("wall_s", "cpu_s", "work_s"))
        yield f"{r['case']:22} {wall:>8} {used:>8} {work:>8} {r['read']:>6} {r['written']:>8}"
    if theirs := results[0]["peer"]:
        ours = results[0]
        yield f"{'Pelican, fresh':22} {theirs['wall_s']:6.2f} s {theirs['cpu_s']:6.2f} s"
        wall, used = (theirs[name] / ours[name] for name in ("wall_s", "cpu_s"))
        yield f"{'its time / ours':22} {wall:7.2f}x {used:7.2f}x"
    yield f"target: work of {TARGET_S} s when nothing or a sentence has changed"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="a tenth of the pages")
    options.add_argument("--json", action="store_true", help="one JSON line for each case")
    chosen = options.parse_args()
    results = measure(PAGES // 10 if chosen.quick else PAGES)
    print("\n".join(map(json.dumps, results)) if chosen.json else "\n".join(lines(results)))


if __name__ == "__main__":
    main()
