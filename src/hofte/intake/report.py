"""What an import came to, in numbers: pages, playable exercises, doses, findings by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from hofte.intake.run import STATES, Outcome

#: So many places are named for each kind of finding.
EXAMPLES = 3


@dataclass
class Kindred:
    """The findings of one code: how many, and the first of them."""

    severity: str
    count: int = 0
    examples: list[tuple[str, int, str]] = field(default_factory=list)

    def add(self, source: str, line: int, message: str, count: int = 1) -> None:
        """Count one more; the first few are kept with their place."""
        self.count += count
        if len(self.examples) < EXAMPLES:
            self.examples.append((source, line, message))


@dataclass
class Report:
    """The numbers of one import; ``take`` adds an outcome.

    ``findings`` are those of importing, by code; ``readings`` those of reading the pages that came of it.
    """

    sources: int = 0
    states: Counter[str] = field(default_factory=Counter)
    published: int = 0
    exercises: int = 0
    playable: int = 0
    doses: int = 0
    findings: dict[str, Kindred] = field(default_factory=dict)
    readings: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def pages(self) -> int:
        """The pages of this site that the content folder holds now."""
        return sum(count for state, count in self.states.items() if state != "removed")

    @property
    def has_errors(self) -> bool:
        """Whether a source could not be imported."""
        return any(one.severity == "error" for one in self.findings.values())

    def take(self, outcome: Outcome) -> None:
        """Count what became of one source."""
        self.sources += 1
        for finding in outcome.findings:
            kindred = self.findings.setdefault(finding.code, Kindred(finding.severity))
            kindred.add(outcome.source, finding.line, finding.message)
        for page in outcome.pages:
            self.states[page.state] += 1
            if page.summary is not None:
                self.published += page.summary.published
                self.exercises += page.summary.exercises
                self.playable += page.summary.playable
                self.doses += page.summary.doses
                for code, severity, count in page.summary.findings:
                    self.readings[code, severity] += count

    def to_json(self) -> dict[str, object]:
        """The report as one JSON object."""
        return {
            "sources": self.sources,
            "pages": self.pages,
            **{state: self.states[state] for state in STATES},
            "published": self.published,
            "exercises": self.exercises,
            "playable": self.playable,
            "doses": self.doses,
            "findings": {code: one.count for code, one in sorted(self.findings.items())},
            "readings": by_code(self.readings.items()),
        }


def by_code(counts: Iterable[tuple[tuple[str, str], int]]) -> dict[str, int]:
    """Counts of findings by code alone."""
    found: Counter[str] = Counter()
    for (code, _), count in counts:
        found[code] += count
    return dict(sorted(found.items()))
