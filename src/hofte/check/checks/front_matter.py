"""title-missing, language-missing, licence-missing and licence-unknown: what a page should say of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject
from hofte.page.read import TITLE_KEYS

LICENCE_KEYS = ("license", "licence", "licens", "lisens", "rights", "copyright")
_KNOWN = re.compile(
    r"cc[\s-]?(?:by|0)|creative commons|public domain|unlicense|mit\b|apache|bsd|[al]?gpl|odbl|wtfpl"
    r"|all rights reserved|alle rettigheder|alle rettigheter|alla rättigheter|proprietary|©|\(c\)",
    re.IGNORECASE,
)


@check(
    Code("title-missing", "warning", "The page has no title: neither in its front matter nor as a first heading."),
    Code("language-missing", "info", "The page does not say its language; it was told from its words."),
    Code(
        "licence-missing",
        "info",
        "The page does not say under which licence it may be used. Others have to treat it as unknown and will not "
        "publish it.",
    ),
    Code(
        "licence-unknown", "warning", "The page names a licence that nobody knows: write an SPDX id such as CC-BY-4.0."
    ),
)
def front_matter(subject: Subject) -> Iterator[Note]:
    """Find what is missing; all of it stands in line 1 or at its key."""
    page = subject.page
    if not page.text.strip():
        return
    if not _has_title(subject):
        yield Note("title-missing", 1)
    if page.lang and not page.lang_declared:
        yield Note("language-missing", 1, None, {"lang": page.lang})
    said = next((page.meta[key] for key in LICENCE_KEYS if page.meta.get(key)), None)
    if said is None:
        yield Note("licence-missing", 1)
    elif not _KNOWN.search(str(said)[:200]):
        line, span = subject.place_of(*LICENCE_KEYS)
        yield Note("licence-unknown", line, span, {"licence": str(said)[:40]})


def _has_title(subject: Subject) -> bool:
    meta = subject.page.meta
    if any(isinstance(meta.get(key), str) and str(meta[key]).strip() for key in TITLE_KEYS):
        return True
    return any(section.heading is not None and section.heading.level == 1 for section in subject.page.sections)
