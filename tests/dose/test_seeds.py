"""The three example pages, line by line: these doses and no other (CLINICAL.md, "must parse to")."""

from __future__ import annotations

from pathlib import Path

import pytest

from hofte.core.values import Range
from hofte.dose.model import Dose
from hofte.dose.read import parse_doses


def doses_of(shared: Path, start: str, lang: str) -> list[tuple[Dose, dict[str, str]]]:
    (file,) = (shared / "seeds").glob(f"{start}_*.txt")
    lines = file.read_text(encoding="utf-8").splitlines()
    return [
        (dose, {name: span.of(line) for name, span in dose.spans.items()})
        for line in lines
        for dose in parse_doses(line, lang)
    ]


def filled(dose: Dose) -> dict[str, object]:
    return {name: getattr(dose, name) for name in dose.filled if name != "load"}


def test_hip_thrust(shared: Path) -> None:
    (top, top_words), (longer, longer_words) = doses_of(shared, "000", "da")
    assert filled(top) == {"hold_s": Range(1, 1)}
    assert top_words == {"hold_s": "1 sekund"}
    assert filled(longer) == {"hold_s": Range(3, 10)}
    assert longer_words == {"hold_s": "3-10 sekunder"}


def test_psoas(shared: Path) -> None:
    (stretch, stretch_words), (march, march_words), (band, _) = doses_of(shared, "001", "da")
    assert filled(stretch) == {"reps": Range(2, 3), "hold_s": Range(20, 40), "per_side": True}
    assert stretch_words == {"reps": "2–3 gange", "hold_s": "20–40 sekunder", "per_side": "per side"}
    assert filled(march) == {"sets": Range(2, 2), "reps": Range(10, 15)}
    assert march_words == {"sets": "2 sæt", "reps": "10–15 gentagelser"}
    assert filled(band) == {"sets": Range(2, 3), "reps": Range(10, 15)}


def test_pelvic_floor(shared: Path) -> None:
    (rule, _), (quick, quick_words), (long, long_words) = doses_of(shared, "002", "nb")
    assert filled(rule) == {"rest_rule": "at_least_hold"}
    assert filled(quick) == {"sets": Range(3, 3), "reps": Range(10, 10), "rest_rule": "full_release"}
    assert quick_words == {"sets": "3 serier", "reps": "10 raske og harde knip", "rest_rule": "slapp helt"}
    assert filled(long) == {"reps": Range(5, 5), "hold_s": Range(None, 10), "rest_rule": "equal_hold"}
    assert long_words == {"reps": "5 lange knip", "hold_s": "opptil 10 sekunder", "rest_rule": "like lenge"}


@pytest.mark.parametrize("kind", ["ordbog", "blog", "styrkeoevelser"])
def test_every_span_of_real_pages_holds_words(shared: Path, kind: str) -> None:
    files = sorted((shared / "corpus" / "pages" / "fysfinder" / kind).rglob("*.md"))
    found = [
        (line, dose)
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        for dose in parse_doses(line, "da")
    ]
    assert found
    for line, dose in found:
        assert dose.filled
        assert all(span.of(line).strip() == span.of(line) != "" for span in dose.spans.values())
