"""A page in a few lines, and the codes that are found on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hofte.check.model import Report
from hofte.check.run import check_page
from hofte.core.finding import Finding
from hofte.page.read import parse_page

#: What every page is asked for; tests of one check look past it.
SAID_OF_ALL = frozenset(("title-missing", "language-missing", "licence-missing", "help-missing", "ST02"))

Lint = Callable[..., tuple[Finding, ...]]


def report(text: str, lang: str = "da") -> Report:
    return check_page(parse_page(text, lang=lang))


@pytest.fixture(scope="session")
def lint() -> Lint:
    """Findings of a text without what is asked of every page, or of one code only."""

    def found(text: str, lang: str = "da", only: str = "") -> tuple[Finding, ...]:
        findings = report(text, lang).findings
        if only:
            return tuple(one for one in findings if one.code == only)
        return tuple(one for one in findings if one.code not in SAID_OF_ALL)

    return found


@pytest.fixture(scope="session")
def codes(lint: Lint) -> Callable[..., list[str]]:
    """The codes of those findings."""
    return lambda text, lang="da": [one.code for one in lint(text, lang)]
