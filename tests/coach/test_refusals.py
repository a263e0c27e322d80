"""Doses that a clinical rule refuses are findings of the page, and other exercises are let be."""

from __future__ import annotations

import pytest

from hofte.coach.refusals import find_refusals
from hofte.core.finding import Finding
from hofte.exercise.read import read_exercises
from hofte.page.read import parse_page


def refused(text: str) -> tuple[Finding, ...]:
    return find_refusals(read_exercises(parse_page(text, lang="en")), text)


@pytest.mark.parametrize(
    ("rule", "dose"),
    [
        ("PF06", "Hold for 8 seconds, rest for 4 seconds, 10 times."),
        ("PF08", "Hold for 20 seconds, 10 times."),
    ],
)
def test_pf06_pf08_a_dose_that_breaks_a_rule_is_a_finding_with_its_place(rule: str, dose: str) -> None:
    text = f"# Pelvic floor\n\nSome words.\n\n{dose}\n"
    (finding,) = refused(text)
    assert (finding.code, finding.severity, finding.line) == (rule, "error", 5)
    assert finding.message.startswith("Pelvic floor: hold ")
    assert finding.span is not None
    assert finding.span.of(text) in dose


def test_pf08_a_variant_is_seen_too_and_an_unsure_reading_is_a_warning() -> None:
    head = "---\ntitle: Pelvic floor\nkind: exercise\n---\n\nHold for 5 seconds, 10 times.\n\n"
    (finding,) = refused(head + "## Variations\n\n### Longer\n\nHold for 15 seconds, 10 times.\n")
    assert (finding.code, finding.line) == ("PF08", 12)
    (unsure,) = refused("# Pelvic floor\n\n3 sets of 10, 30 seconds each.\n")
    assert (unsure.code, unsure.severity) == ("PF08", "warning")


@pytest.mark.parametrize(
    "text",
    [
        "# Plank\n\nHold for 60 seconds, rest for 10 seconds, 3 times.\n",
        "# Hip flexor stretch\n\nHold for 40 seconds, 3 times.\n",
        "# Pelvic floor\n\nHold for 8 seconds, rest for 8 seconds, 10 times.\n",
        "# Pelvic floor\n\nTrain every day.\n",
    ],
)
def test_pf06_pf08_bind_squeezes_of_the_pelvic_floor_only(text: str) -> None:
    assert refused(text) == ()
