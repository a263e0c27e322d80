"""Where the readers' findings stand: those about the front matter are told without their line."""

from __future__ import annotations

from hofte.check.subject import Subject
from hofte.core.finding import Finding
from hofte.core.values import Span
from hofte.page.dates import PUBLISHED_KEYS, UPDATED_KEYS
from hofte.page.kind import KIND_KEYS
from hofte.page.language import LANGUAGE_KEYS

_KEYS = {
    "date-order": UPDATED_KEYS,
    "date-unreadable": (*PUBLISHED_KEYS, *UPDATED_KEYS),
    "kind-unknown": KIND_KEYS,
    "language-unknown": LANGUAGE_KEYS,
}


def placed(finding: Finding, subject: Subject) -> tuple[int, Span | None]:
    """Line and span of a reader's finding, looked up in the front matter where the reader did not say."""
    if finding.span is not None or finding.code not in _KEYS:
        return finding.line, finding.span
    named = finding.message.split(" is ", 1)[0]
    keys = (named,) if named in _KEYS[finding.code] else _KEYS[finding.code]
    return subject.place_of(*keys)
