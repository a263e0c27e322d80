"""The lines of a page, with their places; and what a site generator wrote between the words, hidden from the reader.

Hiding keeps every character's place: what is hidden becomes as many spaces, so that columns and spans of the
text that is read are those of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from hofte.core.finding import Finding
from hofte.core.values import Span

_LINE_END = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(
    r"\{%-?[ \t]*comment[ \t]*-?%\}.*?(?P<end>\{%-?[ \t]*endcomment[ \t]*-?%\}|\Z)|<!--.*?(?P<close>-->|\Z)", re.DOTALL
)
#: Liquid tags and outputs, and kramdown attribute lists. Each excludes its own first character: linear on any input.
_MARKUP = re.compile(r"\{%(?:[^%{]|%(?!\}))*+%\}|\{\{[^{}]*+\}\}|\{:[^{}\r\n]*+\}")
_ABBREVIATION = re.compile(r"^\*\[[^\[\]\r\n]*+\]:[^\r\n]*+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end. ``number`` counts from 1, ``start`` is the place of its first character."""

    number: int
    start: int
    text: str

    @property
    def span(self) -> Span:
        """The words of the line, without the spaces around them."""
        first = self.start + len(self.text) - len(self.text.lstrip())
        return Span(first, max(first, self.start + len(self.text.rstrip())))

    def span_of(self, words: str) -> Span:
        """Where ``words`` stand in the line: at its end if they end it; the whole line if they are not there."""
        at = self.text.rfind(words) if words else -1
        return self.span if at < 0 else Span(self.start + at, self.start + at + len(words))


@dataclass(frozen=True)
class Source:
    """A page's text as the reader sees it (``seen``, same length) and as it stands in the file (``text``)."""

    text: str
    seen: str

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines of ``seen``."""
        return split_lines(self.seen)


def split_lines(text: str) -> tuple[Line, ...]:
    """Split at CR LF, CR and LF, and nowhere else: the same places where Markdown sees lines."""
    lines, start = [], 0
    for number, end in enumerate(_LINE_END.finditer(text), start=1):
        lines.append(Line(number, start, text[start : end.start()]))
        start = end.end()
    lines.append(Line(len(lines) + 1, start, text[start:]))
    return tuple(lines)


def hide_markup(text: str, body_start: int) -> tuple[Source, tuple[Finding, ...]]:
    """Hide the front matter, comments, Liquid and attribute lists.

    Parameters
    ----------
    text : str
        The file as read.
    body_start : int
        Where the front matter ends.

    Returns
    -------
    Source
    tuple of Finding
        A comment that never ends (code ``comment-open``): nothing after it is read.
    """
    findings = []
    for comment in _COMMENT.finditer(text, body_start):
        if not (comment["end"] or comment["close"]):
            line = text.count("\n", 0, comment.start()) + 1
            message = "a comment begins here and never ends, so the rest of the page is not read; close it"
            findings.append(Finding("comment-open", "warning", line, message, Span(comment.start(), len(text))))
    body = text[body_start:].replace("\x00", "\ufffd").replace("\ufeff", " ")
    for pattern in (_COMMENT, _MARKUP, _ABBREVIATION):
        body = pattern.sub(_blank, body)
    return Source(text, _blanked(text[:body_start]) + body), tuple(findings)


def _blank(found: re.Match[str]) -> str:
    return _blanked(found.group())


def _blanked(words: str) -> str:
    return re.sub(r"[^\r\n]", " ", words)
