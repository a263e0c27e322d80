"""A site of FysFinder's size (650 pages, 3.2 MB): imported and read with all findings, then again with one changed.

The pages are those of ``../shared`` (the starter pages where it is missing), the shorter ones until their mean size is
that of the site, each copy with a number of its own. Times are processor time of one core.
The peer of the same run is the plain Markdown parser that the reader stands on, making HTML of the same pages: what any
site generator does at least. For comparison Pelican renders such a site in 5.7 s and Hugo in 1.05 s.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from hofte.intake.kinds import KINDS
from hofte.intake.readings import Readings
from hofte.intake.report import Report
from hofte.intake.run import Intake

ROOT = Path(__file__).parents[1]
PAGES, BYTES = 650, 3_200_000
#: Seconds that we promise for the whole site, and for the site with one page changed.
TARGETS_S = {"import": 6.0, "import again": 0.5, "read": 6.0, "read again": 0.5}


def sources() -> list[str]:
    """The texts that the site is made of."""
    shared = ROOT.parent / "shared"
    files = sorted([*(shared / "corpus/pages/fysfinder").rglob("*.md"), *(shared / "seeds").glob("*.txt")])
    files = files or sorted((ROOT / "src/hofte/content").rglob("*.md"))
    texts = sorted((file.read_text(encoding="utf-8") for file in files), key=lambda text: len(text.encode()))
    sizes = itertools.accumulate(len(text.encode()) for text in texts)
    return [text for n, (text, size) in enumerate(zip(texts, sizes, strict=True), 1) if size / n < BYTES / PAGES]


def make_site(folder: Path, pages: int) -> int:
    """Write the site; answers its bytes."""
    size = 0
    for n, text in zip(range(pages), itertools.cycle(sources()), strict=False):
        raw = f"{text}\n\nNr. {n}\n".encode()
        (folder / f"{n:04}.md").write_bytes(raw)
        size += len(raw)
    return size


def timed(do: Callable[[], Any]) -> tuple[float, Any]:
    """How many seconds of processor time something takes, and what comes of it."""
    begun = time.process_time()
    result = do()
    return time.process_time() - begun, result


def run(site: Path, content: Path) -> Report:
    """Import the site."""
    report = Report()
    with Intake(KINDS["markdown"], site, content) as intake:
        for file in intake.files:
            report.take(intake.take(file))
    return report


def read(content: Path, store: sqlite3.Connection) -> int:
    """Read every page with everything it asks for; answers how many were read anew."""
    readings = Readings(store)
    for file in sorted(content.rglob("*.md")):
        readings.read(file.read_text(encoding="utf-8"), path=file.name)
    return readings.fresh


def measure(pages: int) -> list[dict[str, Any]]:
    """Every case; raises RuntimeError if a second time is not what it should be."""
    with tempfile.TemporaryDirectory() as name, closing(sqlite3.connect(":memory:")) as store:
        site, content = Path(name, "site"), Path(name, "content")
        site.mkdir()
        size = make_site(site, pages)
        texts = [file.read_text(encoding="utf-8") for file in site.iterdir()]
        peer, _ = timed(lambda: [MarkdownIt("commonmark").enable("table").render(text) for text in texts])
        first, report = timed(lambda: run(site, content))
        page = next(content.rglob("0000.md"))
        whole, _ = timed(lambda: read(content, store))
        page.write_text(page.read_text(encoding="utf-8") + "\nMere.\n", encoding="utf-8")
        again, fresh = timed(lambda: read(content, store))
        page.unlink()
        source = site / "0000.md"
        source.write_text(source.read_text(encoding="utf-8") + "\nMere.\n", encoding="utf-8")
        second, repeated = timed(lambda: run(site, content))
        if fresh != 1 or repeated.states["unchanged"] != pages - 1:
            raise RuntimeError(f"{fresh} pages read anew, {repeated.states}: one was changed")
    seconds = {"import": first, "import again": second, "read": whole, "read again": again}
    return [
        {
            "case": case,
            "pages": report.pages,
            "bytes": size,
            "playable": report.playable,
            "hofte_s": taken,
            "markdown_it_s": peer,
            "ratio": peer / taken,
            "target_s": TARGETS_S[case] * pages / PAGES,
        }
        for case, taken in seconds.items()
    ]


def lines(results: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The results as a table."""
    about = f"{results[0]['pages']} pages, {results[0]['bytes'] / 1e6:.1f} MB"
    yield f"{about:30} {'hofte':>9} {'markdown-it':>12} {'ratio':>7} {'target':>9}"
    for r in results:
        case = r["case"] + (", one page changed" if "again" in r["case"] else "")
        ours, peer = f"{r['hofte_s']:.2f} s", f"{r['markdown_it_s']:.2f} s"
        yield f"{case:30} {ours:>9} {peer:>12} {r['ratio']:6.2f}x {r['target_s']:7.2f} s"


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
