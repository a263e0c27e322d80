"""What a check is: one function over a page, and the codes that it may give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from hofte.check.subject import Subject
from hofte.core.finding import Finding, Severity
from hofte.core.values import Span


@dataclass(frozen=True, slots=True)
class Code:
    """Something that can be found.

    Parameters
    ----------
    id : str
        The id of a clinical rule (``RG02``), or a short kebab-case name (``image-alt``).
    severity : {"error", "warning", "info"}
        How serious it is, unless the reader was not sure.
    about : str
        What is looked for and why, in English, for ``docs/linting.md`` and SARIF.
    """

    id: str
    severity: Severity
    about: str


@dataclass(frozen=True, slots=True)
class Note:
    """One thing found, not yet in words: ``values`` fill the sentence of its code (:mod:`hofte.check.say`)."""

    code: str
    line: int
    span: Span | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A check: ``find`` gives its notes for a page, and gives no code that is not among ``codes``."""

    codes: tuple[Code, ...]
    find: Callable[[Subject], Iterable[Note]]


@dataclass(frozen=True, slots=True)
class Report:
    """What was found on one page, in the order of the page; ``allowed`` is what its author allowed by a comment."""

    findings: tuple[Finding, ...] = ()
    allowed: tuple[Finding, ...] = ()


def check(*codes: Code) -> Callable[[Callable[[Subject], Iterable[Note]]], Check]:
    """Make a check of a function, with the codes that it declares."""
    return lambda find: Check(codes, find)
