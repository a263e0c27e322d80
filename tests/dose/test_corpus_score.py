"""The shared corpus and the examples held aside, judged by the shared scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from hofte.dose.corpus import to_corpus
from hofte.dose.lines import read_lines
from hofte.dose.read import parse_doses

from .corpus_file import FOLDER, read_examples


def score(scorer: Path, gold: Path, predicted: Iterable[dict], folder: Path, *limits: str) -> str:
    """Run the scorer; the test fails with its tables when a limit is missed."""
    file = folder / "predicted.jsonl"
    file.write_text("\n".join(map(json.dumps, predicted)), encoding="utf-8")
    command = [sys.executable, str(scorer), str(gold), str(file), "--errors", "20", *limits]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_shared_corpus(shared: Path, tmp_path: Path) -> None:
    gold = shared / "corpus" / "dose-dev.jsonl"
    predicted = read_lines(gold.read_text(encoding="utf-8").splitlines())
    score(shared / "corpus" / "score_dose.py", gold, predicted, tmp_path, "--min-f1", "0.98", "--max-fpr", "0.03")


def test_examples_held_aside(shared: Path, tmp_path: Path) -> None:
    """Sentences of our own that were not looked at while the grammar grew."""
    examples = read_examples(FOLDER / "aside")
    gold = tmp_path / "gold.jsonl"
    rows = [
        {"id": one.place, "lang": one.lang, "text": one.text, "doses": list(map(to_corpus, one.doses))}
        for one in examples
    ]
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    predicted = (
        {"id": one.place, "doses": [to_corpus(dose) for dose in parse_doses(one.text, one.lang)]} for one in examples
    )
    score(shared / "corpus" / "score_dose.py", gold, predicted, tmp_path, "--min-f1", "0.96", "--max-fpr", "0.04")
