"""A finding: something on a page that the reader should know, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hofte.core.values import Span

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed while reading, never an exception: the page still comes.

    Parameters
    ----------
    code : str
        A rule id of :mod:`hofte.rules` (``PF14``) or a short kebab-case name (``date-order``).
    severity : {"error", "warning", "info"}
    line : int
        The first line is 1; 0 means the file as a whole.
    message : str
        What was found and what to do, in English; interfaces translate by ``code``.
    span : Span or None
        The words, in code points of the file as read.
    """

    code: str
    severity: Severity
    line: int
    message: str
    span: Span | None = None
