"""ST15: running and jumping wait until twelve weeks after a birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.statements import Statement
from hofte.check.subject import Subject
from hofte.check.words import pattern
from hofte.rules.catalogue import rule

_NUMBER = re.compile(r"(?<![\d.,])(\d{1,2})\s*$")


@check(
    Code(
        "ST15",
        "warning",
        "Running or jumping is allowed sooner than twelve weeks after a birth. Let it wait for the twelve weeks, and "
        "until leaks, heaviness and pain are gone.",
    )
)
def running_after_birth(subject: Subject) -> Iterator[Note]:
    """Find a number of weeks below twelve beside running and birth, where nothing denies it."""
    for one in subject.statements if subject.mentions("ST15", "birth") else ():
        if one.claims(("ST15", "impact"), ("ST15", "birth"), ("ST15", "weeks")) and _is_early(one):
            yield Note("ST15", one.line, one.span)


def _is_early(one: Statement) -> bool:
    counted = (
        _NUMBER.search(one.text, 0, week.start()) for week in pattern(one.lang, "ST15", "weeks").finditer(one.text)
    )
    weeks = [int(number[1]) for number in counted if number is not None]
    return bool(weeks) and max(weeks) < rule("ST15").count("min_weeks_after_birth")
