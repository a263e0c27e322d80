"""Reading doses: sentences and pages a second, beside a plain regex pass over the same text in the same run.

The regex is what a small script would use: a number and a word of dose behind it, in one pattern for each language. It
knows no rest from work and believes every number, so its figure is a floor for the time, no rival in what it finds.

The site has the size of a real one: 650 pages, 3.2 MB, read one by one on one core into pages, exercises and findings.
It is made from the sample pages beside the project where they are, else from the starter library; every copy has other
numbers, so that no page is read twice.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from hofte.dose.read import parse_doses
from hofte.exercise.read import read_exercises
from hofte.lang.data import words
from hofte.page.read import parse_page

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "tests" / "dose" / "corpus"
SAMPLES = ROOT.parent / "shared" / "corpus" / "pages" / "fysfinder"
STARTER = ROOT / "src" / "hofte" / "content"
PAGES, BYTES = 650, 3_200_000
#: What we promise for the whole site, in seconds.
TARGET_S = 6.0
#: Groups of words that a plain pattern would look for behind a number.
_UNITS = ("set", "rep", "second", "minute", "times", "per_day", "per_week")

Sentence = tuple[str, str]


def sentences() -> list[Sentence]:
    """The language and text of every example that the tests read, apart from its doses."""
    found = []
    for file in sorted(CORPUS.glob("*.md")):
        lang = file.stem.removesuffix("-not")
        lines = (line.removeprefix("- ") for line in file.read_text(encoding="utf-8").splitlines())
        found += [(lang, line) for line in lines if line and line[0] not in "#→"]
    return found


def plain_pattern(lang: str) -> re.Pattern[str]:
    """A number, or a range, and a word of dose behind it."""
    units = {unit.replace("*", "") for kind in _UNITS for unit in words(lang, "dose")[kind]}
    listed = "|".join(sorted(map(re.escape, units), key=len, reverse=True))
    return re.compile(rf"(\d+)(?:\s*[-–]\s*(\d+))?\s*(?:\w+\s+)?({listed})\b", re.IGNORECASE)


def site(pages: int, size: int) -> list[str]:
    """Pages of about ``size`` bytes together, each with numbers of its own."""
    folder = SAMPLES if SAMPLES.is_dir() else STARTER
    samples = [file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.md"))]
    chance = random.Random(1)  # noqa: S311 (variety, no secret)
    longest = _longest(samples, size / pages)
    return [_varied(samples[n % len(samples)][:longest], chance) for n in range(pages)]


def _longest(samples: Sequence[str], mean: float) -> int:
    """The length at which to cut the samples so that they have this many bytes on average."""
    for length in range(500, max(map(len, samples)) + 500, 100):
        if sum(len(sample[:length].encode()) for sample in samples) / len(samples) >= mean:
            return length
    return max(map(len, samples))


def _varied(text: str, chance: random.Random) -> str:
    return re.sub(r"(?<![\d/.-])\d{1,2}(?![\d/.-])", lambda found: str(chance.randint(2, 30)), text)


def seconds(work: Callable[[], object]) -> float:
    """How long some work takes, in seconds of this processor."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure_sentences(rounds: int) -> dict[str, Any]:
    """Our reading and the plain pattern over the same sentences."""
    told = sentences() * rounds
    patterns = {lang: plain_pattern(lang) for lang in {lang for lang, _ in told}}
    parse_doses("3", "da")
    ours = seconds(lambda: [parse_doses(text, lang) for lang, text in told])
    plain = seconds(lambda: [patterns[lang].findall(text) for lang, text in told])
    rates = {"hofte_per_s": len(told) / ours, "regex_per_s": len(told) / plain}
    return {"case": "sentences", "count": len(told), **rates, "ratio": ours / plain}


def measure_site(pages: int, size: int) -> dict[str, Any]:
    """The whole site into pages, exercises and findings; the plain pattern over the same text."""
    texts = site(pages, size)
    found: list[int] = []

    def read_all() -> None:
        for text in texts:
            page = parse_page(text)
            reading = read_exercises(page)
            found.append(len(page.findings) + len(reading.findings) + len(reading.exercises))

    pattern = plain_pattern("da")
    ours = seconds(read_all)
    plain = seconds(lambda: [pattern.findall(text) for text in texts])
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    return {
        "case": "site",
        "count": len(texts),
        "megabytes": round(megabytes, 2),
        "hofte_s": ours,
        "hofte_per_s": len(texts) / ours,
        "regex_per_s": len(texts) / plain,
        "ratio": ours / plain,
        "target_s": TARGET_S * megabytes * 1e6 / BYTES,
    }


def lines(results: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The results as a table."""
    yield f"{'Reading doses, one core':34} {'hofte':>12} {'plain regex':>14} {'ratio':>7} {'target':>8}"
    for r in results:
        kind = "sentences" if r["case"] == "sentences" else f"pages, {r['megabytes']} MB"
        name = f"{r['count']} {kind}"
        yield f"{name:34} {r['hofte_per_s']:10.0f}/s {r['regex_per_s']:12.0f}/s {r['ratio']:6.0f}x"
        if r["case"] == "site":
            yield f"{'  the whole site':34} {r['hofte_s']:10.2f} s {'':23} {r['target_s']:6.1f} s"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="a tenth of the text")
    options.add_argument("--json", action="store_true", help="one JSON line for each case")
    chosen = options.parse_args()
    part = 10 if chosen.quick else 1
    results = [measure_sentences(10 // part), measure_site(PAGES // part, BYTES // part)]
    print("\n".join(map(json.dumps, results)) if chosen.json else "\n".join(lines(results)))


if __name__ == "__main__":
    main()
