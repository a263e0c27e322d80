"""question-heading: a question on a line of its own that acts as a heading and is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject

_MARKED = re.compile(r"\s*(?:#|<|>)")
_UNDERLINE = re.compile(r"\s*(?:=+|-+)\s*")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s", re.MULTILINE)


@check(
    Code(
        "question-heading",
        "info",
        "A question stands on a line of its own like a heading, without the signs of one. With ### before it, it gets "
        "a place in the list of contents, and screen readers can jump to it.",
    )
)
def headings(subject: Subject) -> Iterator[Note]:
    """Find bare questions on pages that have headings; plain text has none to be like."""
    if not _HEADING.search(subject.visible):
        return
    for section in subject.page.sections:
        heading = section.heading
        if heading is None or not heading.text.endswith("?"):
            continue
        line = subject.lines[heading.line - 1].text
        below = subject.lines[heading.line].text if heading.line < len(subject.lines) else ""
        if not _MARKED.match(line) and not _UNDERLINE.fullmatch(below):
            yield Note("question-heading", heading.line, heading.span, {"question": heading.text})
