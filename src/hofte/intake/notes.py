"""Collects what could not be carried over while one source is converted: each with its line, never without end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from hofte.core.finding import Finding, Severity

#: From this many findings of one code in one file on they are only counted.
MOST = 20


class Notes:
    """The findings of one source.

    Parameters
    ----------
    text : str
        What positions count in; its line ends are LF.
    first_line : int
        The line of the source file at which ``text`` begins.
    """

    def __init__(self, text: str = "", first_line: int = 1) -> None:
        self._first_line = first_line
        self.now(text)
        self._findings: list[Finding] = []
        self._counts: Counter[str] = Counter()
        self._severities: dict[str, Severity] = {}

    def now(self, text: str) -> None:
        """Let positions count in another text from here on, which has as many lines."""
        self._text, self._starts = text, list[int]()

    def line(self, position: int) -> int:
        """The line of the source file in which a position lies."""
        if not self._starts:  # most texts have nothing to be noted
            self._starts = [0, *(end.end() for end in re.finditer("\n", self._text))]
        return self._first_line + bisect_right(self._starts, position) - 1

    def at(self, position: int, code: str, message: str, severity: Severity = "warning") -> None:
        """Note something at a position of the text."""
        self.on_line(self.line(position), code, message, severity)

    def on_line(self, line: int, code: str, message: str, severity: Severity = "warning") -> None:
        """Note something on a line; 0 is the file as a whole."""
        self._counts[code] += 1
        if self._counts[code] <= MOST:
            self._severities[code] = severity
            self._findings.append(Finding(code, severity, line, message))

    def add(self, *findings: Finding) -> None:
        """Take findings over that somebody else made."""
        for finding in findings:
            self.on_line(finding.line, finding.code, finding.message, finding.severity)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in the order of their lines, with one more for each code that came too often."""
        more = [
            Finding(code, self._severities[code], 0, f"and {count - MOST} more of the same kind in this file")
            for code, count in self._counts.items()
            if count > MOST
        ]
        return (*sorted(self._findings, key=lambda one: one.line), *more)
