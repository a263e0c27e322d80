"""PF16: "one in four do it wrong" is no constant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject

#: A sentence that names its study is a quotation and no constant.
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@check(
    Code(
        "PF16",
        "warning",
        "A fixed share of people is said to squeeze the pelvic floor wrongly. It was 25 % of 47 in 1991 and 14-17 % of "
        "779 in 2013: name the study, or leave the number out.",
    )
)
def one_in_four(subject: Subject) -> Iterator[Note]:
    """Find the share beside "wrong" where the page is about the pelvic floor and no year is named."""
    for one in subject.statements if subject.mentions("PF16", "share") else ():
        is_quoted = _YEAR.search(one.text) is not None
        if not is_quoted and one.is_about("PF16", "about") and one.claims(("PF16", "share"), ("PF16", "wrong")):
            yield Note("PF16", one.line, one.span)
