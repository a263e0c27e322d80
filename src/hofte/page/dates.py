"""Dates as pages write them: ``13/09/2025``, ``18. oktober 2024``, ``Dec 14, 2025``, ``2024-10-18T07:15:52Z``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from hofte.core.finding import Finding
from hofte.lang.data import languages, words

#: Front-matter keys of the sites that were read (READING.md 3 and 4) and of common generators.
PUBLISHED_KEYS = ("datePublished", "published", "publishedAt", "date", "pubDate")
UPDATED_KEYS = ("lastUpdated", "last_modified_at", "updated", "updatedAt", "modified", "lastmod", "dateModified")

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ].{0,40})?")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_DAY_NAME = re.compile(r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?(?P<name>[^\W\d_]+)\.?,?\s+(?P<year>\d{4})")
_NAME_DAY = re.compile(r"(?P<name>[^\W\d_]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})")


def parse_date(text: str) -> date | None:
    """Read a text that is a date and nothing else; ``None`` when it is none, or names a day that does not exist.

    A date in figures has its day first, as in all Nordic countries and in Britain.
    """
    for form in (_ISO, _DAY_FIRST, _DAY_NAME, _NAME_DAY):
        if (found := form.fullmatch(text.strip()[:80])) is not None:
            parts = found.groupdict()
            month = _months().get(parts["name"].casefold()) if "name" in parts else int(parts["month"])
            try:
                return date(int(parts["year"]), month or 0, int(parts["day"]))
            except ValueError:
                return None
    return None


def read_dates(meta: Mapping[str, Any]) -> tuple[date | None, date | None, tuple[Finding, ...]]:
    """When a page was published and last updated, by its front matter.

    Returns
    -------
    published, updated : date or None
    findings : tuple of Finding
        ``date-unreadable`` for a value that is no date, ``date-order`` when the update is the earlier of the two.
    """
    findings: list[Finding] = []
    published = _first_date(meta, PUBLISHED_KEYS, findings)
    updated = _first_date(meta, UPDATED_KEYS, findings)
    if published and updated and updated < published:
        message = f"updated on {updated} but published on {published}; one of the two dates is wrong"
        findings.append(Finding("date-order", "warning", 1, message))
    return published, updated, tuple(findings)


def _first_date(meta: Mapping[str, Any], keys: tuple[str, ...], findings: list[Finding]) -> date | None:
    for key in keys:
        value = meta.get(key)
        if not isinstance(value, str) or not value.strip():
            continue
        if (day := parse_date(value)) is not None:
            return day
        message = f"{key} is {value[:40]!r}, which is no date; write it as 2025-09-13"
        findings.append(Finding("date-unreadable", "warning", 1, message))
    return None


@cache
def _months() -> Mapping[str, int]:
    """The names and short names of the months in all languages."""
    names: dict[str, int] = {}
    for code in languages():
        for number, months in enumerate(words(code, "page")["months"], start=1):
            names.update((name.casefold(), number) for name in months)
    return names
