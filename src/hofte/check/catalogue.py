"""All checks in a plain list, and every code that a report can hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from hofte.check.allow import UNUSED
from hofte.check.checks.anchors import anchors
from hofte.check.checks.biofeedback_promise import biofeedback_promise
from hofte.check.checks.claim_words import claim_words
from hofte.check.checks.contradictions import contradictions
from hofte.check.checks.doses import doses
from hofte.check.checks.emg_ranking import emg_ranking
from hofte.check.checks.front_matter import front_matter
from hofte.check.checks.headings import headings
from hofte.check.checks.images import images
from hofte.check.checks.no_red_flags import no_red_flags
from hofte.check.checks.one_in_four import one_in_four
from hofte.check.checks.one_kind_of_squeeze import one_kind_of_squeeze
from hofte.check.checks.references import references
from hofte.check.checks.running_after_birth import running_after_birth
from hofte.check.checks.seek_help import seek_help
from hofte.check.checks.sprint_promise import sprint_promise
from hofte.check.checks.squeeze_rest import squeeze_rest
from hofte.check.checks.stop_urine import stop_urine
from hofte.check.checks.symmetry_gate import symmetry_gate
from hofte.check.checks.thomas_test import thomas_test
from hofte.check.checks.tight_psoas import tight_psoas
from hofte.check.checks.typing_slips import typing_slips
from hofte.check.checks.variants import variants
from hofte.check.model import Check, Code

#: A new check is a file under ``checks/`` and a line here.
CHECKS: tuple[Check, ...] = (
    stop_urine,
    squeeze_rest,
    one_kind_of_squeeze,
    one_in_four,
    biofeedback_promise,
    thomas_test,
    tight_psoas,
    emg_ranking,
    sprint_promise,
    symmetry_gate,
    running_after_birth,
    no_red_flags,
    claim_words,
    contradictions,
    doses,
    references,
    seek_help,
    variants,
    images,
    front_matter,
    anchors,
    headings,
    typing_slips,
)

#: What the readers of pages and exercises find, and what sessions refuse; told here so that every code is told once.
READERS: tuple[Code, ...] = (
    Code("PF06", "error", "A rest that is shorter than the hold before it: no session is made of such a dose."),
    Code("PF08", "error", "A squeeze that is held for longer than 10 seconds: no session is made of such a dose."),
    Code(
        "PF11",
        "error",
        "Quick squeezes that are not quick, or without as much rest: no session is made of such a dose.",
    ),
    Code("PF19", "error", "Squeezes for more than half of the time: no session is made of such a dose."),
    Code("page-unreadable", "error", "The file cannot be read as a page: missing, too large, or not UTF-8 text."),
    Code("page-too-long", "warning", "The page has more lines than are read."),
    Code("front-matter", "error", "The front matter is broken; a key that is given twice is a warning."),
    Code("comment-open", "warning", "A comment is never closed, so that the rest of the page is not read."),
    Code("date-order", "warning", "The page was updated before it was published: one of the two dates is wrong."),
    Code("date-unreadable", "warning", "A date is none: write it as 2025-09-13."),
    Code("language-unknown", "warning", "The front matter names a language that is none of da, nb, nn, sv, en."),
    Code("language-untold", "info", "The language is not named and cannot be told, so that no exercise can be read."),
    Code("kind-unknown", "warning", "`kind` is none of exercise, knowledge, programme, test."),
    Code("scope-unknown", "warning", "`scope` is none of PF, HF, ST."),
    Code("style-unknown", "warning", "`style` is none that is known."),
    Code("scope-refused", "warning", "`scope` would take an exercise out of the rules that its words put it under."),
    Code(
        "style-refused", "warning", "`style` would switch the rules for squeezes off on a page that tells to squeeze."
    ),
    Code(
        "style-release", "info", "`style` is release, so that the rules for squeezes are off; no word tells to squeeze."
    ),
    Code("pattern-unknown", "warning", "`pattern` holds a leg of a movement that is not known."),
    Code("poses-unknown", "warning", "`poses` holds a pose that cannot be drawn."),
)


@cache
def codes() -> Mapping[str, Code]:
    """Every code by its id: those of the checks first, then the readers', then that of needless comments."""
    declared = (*(code for check in CHECKS for code in check.codes), *READERS, UNUSED)
    return {code.id: code for code in declared}
