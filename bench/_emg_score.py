"""How well contractions are found: synthetic signals with a known truth, and recordings that people annotated."""

from __future__ import annotations

import csv
import gzip
import json
import statistics
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench._synthetic import DIRT, Signal, synthetic
from hofte.core.errors import SignalError
from hofte.emg.envelope import detection_sections
from hofte.emg.whole import EnvelopeStream, estimate_scale, find_contractions
from hofte.emg.whole_quality import find_hum

#: Seeds that no constant was chosen with.
SEEDS = (9001, 9002, 9003)
SNRS_DB = (20, 10, 6)
SYNTHETIC_TOLERANCE_S, TOLERANCE_S = 0.3, 0.4
ANNOTATED = Path(__file__).parents[2] / "shared" / "data" / "emg"
OURS = "hofte"


@dataclass(frozen=True, slots=True)
class Case:
    """One signal and when its contractions begin, each with a tolerance; ``skipped`` are stretches nobody scores."""

    group: str
    name: str
    samples: Signal
    sfreq: float
    truth: tuple[tuple[float, float], ...]
    skipped: tuple[tuple[float, float], ...] = ()


def synthetic_cases(seconds: float, seeds: Sequence[int]) -> Iterator[Case]:
    """Every dirt at every strength."""
    for dirt in DIRT:
        for snr in SNRS_DB:
            for seed in seeds:
                made = synthetic(snr, dirt, seed=seed, seconds=seconds)
                truth = tuple((start, SYNTHETIC_TOLERANCE_S) for start, _ in made.truth)
                yield Case(f"{dirt} {snr} dB", f"{dirt}{snr}-{seed}", made.samples, made.sfreq, truth)


def annotated_cases() -> Iterator[Case]:
    """The recordings beside the project, if they are there; the Myo's are cued, not annotated."""
    for path in sorted(ANNOTATED.glob("*.annotations.csv")):
        rows = [(float(r["start_s"]), float(r["end_s"]), r["label"], r["tolerance_s"]) for r in _rows(path)]
        if "myo" in path.name or not rows:
            continue
        with gzip.open(path.with_name(path.name.replace(".annotations.csv", ".csv.gz")), "rt") as file:
            sfreq = float(file.readline().partition("=")[2])
            samples = np.loadtxt(file, delimiter=",", skiprows=1, ndmin=2, usecols=0)[:, 0]
        truth = [(s, max(TOLERANCE_S, float(given or 0))) for s, _, label, given in rows if "score" not in label]
        skipped = [(start, end) for start, end, label, _ in rows if "score" in label]
        name = path.name.split("_1ch")[0].split("_ramp")[0]
        group = "low SNR" if "low_snr" in name else "people"
        yield Case(group, name, samples, sfreq, tuple(truth), tuple(skipped))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def ours(case: Case) -> list[float]:
    """Onsets as ``hofte analyse`` finds them: hum is looked for, and taken out where it is; both ends are estimated."""
    hum = find_hum(case.samples[None], case.sfreq)[0]
    sections = detection_sections(case.sfreq, mains=hum.mains if hum else None)
    envelope = EnvelopeStream(case.sfreq, 1, sections).feed(case.samples[None])[0]
    try:
        scale = estimate_scale(envelope)
    except SignalError:
        return []
    return [contraction.onset_s for contraction in find_contractions(envelope, 100, scale)]


def theirs(python: Path, cases: Sequence[Case]) -> dict[str, dict[str, list[float]]]:
    """Onsets of each peer's method in each case."""
    found: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for line in run_peers(python, {f"{round(c.sfreq)}:{c.name}": c.samples for c in cases}):
        found[line["method"]][line["name"].partition(":")[2]] = line["onsets_s"]
    return dict(found)


def run_peers(python: Path, signals: dict[str, Signal], *options: str) -> list[dict[str, Any]]:
    """What the peers say of signals that are named ``<sfreq>:<name>``."""
    script = Path(__file__).with_name("_emg_peers.py")
    with tempfile.TemporaryDirectory(prefix="hofte-bench-") as folder:
        path = Path(folder) / "signals.npz"
        np.savez(path, **signals)
        command = [str(python), str(script), str(path), *options]
        run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603  our own script
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]


def scored(method: str, cases: Sequence[Case], found: dict[str, list[float]]) -> Iterator[dict[str, Any]]:
    """F1 and the median error of the onsets, pooled over the cases of each group."""
    for group in dict.fromkeys(case.group for case in cases):
        hit = n_found = n_true = 0
        errors: list[float] = []
        for case in cases:
            if case.group != group:
                continue
            onsets = [s for s in found[case.name] if not any(a - 0.4 <= s <= b + 0.4 for a, b in case.skipped)]
            late = matched(onsets, case.truth)
            hit, n_found, n_true = hit + len(late), n_found + len(onsets), n_true + len(case.truth)
            errors += late
        error = 1e3 * statistics.median(map(abs, errors)) if errors else None
        f1 = 2 * hit / max(1, n_found + n_true)
        yield {"group": group, "method": method, "f1": f1, "found": n_found, "true": n_true, "onset_error_ms": error}


def matched(found: Sequence[float], truth: Sequence[tuple[float, float]]) -> list[float]:
    """How late each contraction that was found began, in seconds; each onset is used once."""
    free, late = list(found), []
    for start, tolerance in truth:
        near = [onset for onset in free if abs(onset - start) <= tolerance]
        if near:
            best = min(near, key=lambda onset: abs(onset - start))
            free.remove(best)
            late.append(best - start)
    return late
