"""What the front matter says of an exercise: ``scope``, ``style``, ``pattern``, ``poses``, ``equipment``.

A value that is not known is a finding, and the page is read as if it were not there. A scope or a style that would
switch off the rules for pelvic-floor squeezes, while the page's words tell to squeeze, is a finding and is not taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from hofte.core.errors import ValueInvalid
from hofte.core.finding import Finding
from hofte.core.values import Span
from hofte.exercise.model import Exercise, KeyPose, Line, Move, Scope, Style
from hofte.exercise.skeleton import check_angles
from hofte.exercise.words import has
from hofte.page.model import Page

SCOPES: tuple[Scope, ...] = get_args(Scope)
STYLES: tuple[Style, ...] = get_args(Style)
MOVES: tuple[Move, ...] = get_args(Move)
#: Styles of pelvic-floor work that are no squeezes, and that no rule for squeezes binds.
NO_SQUEEZE: frozenset[Style | None] = frozenset(("stretch", "activity", "release"))


@dataclass(frozen=True, slots=True)
class Declared:
    """What was said; ``None`` and empty where nothing was."""

    scope: Scope | None = None
    style: Style | None = None
    pattern: tuple[Move, ...] = ()
    poses: tuple[KeyPose, ...] = ()
    equipment: tuple[Line, ...] = ()
    findings: tuple[Finding, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)

    def scope_for(self, told: Scope | None) -> tuple[Scope | None, tuple[Finding, ...]]:
        """The scope of an exercise whose words tell ``told``: pelvic floor stays pelvic floor."""
        if self.scope is None or self.scope == told or told != "PF":
            return self.scope or told, ()
        message = f"scope is {self.scope}, but the words are of the pelvic floor: its rules stay on; write scope: PF"
        return told, (Finding("scope-refused", "warning", self.lines["scope"], message),)

    def style_for(self, exercise: Exercise, said: str) -> tuple[Style, tuple[Finding, ...]]:
        """The style of an exercise of the pelvic floor that is told to be no squeeze, only when its words agree.

        Parameters
        ----------
        exercise : Exercise
            As read, with the style that its words tell.
        said : str
            The words of its steps and its dose.
        """
        style = self.style or exercise.style
        if exercise.scope != "PF" or self.style not in NO_SQUEEZE:
            return style, ()
        if style == exercise.style:
            return style, ()
        line = self.lines["style"]
        if style == "release" and not _squeezes(exercise, said):
            message = "style is release: the rules for squeezes are off, since nothing on the page tells to squeeze"
            return style, (Finding("style-release", "info", line, message),)
        message = f"style is {style}, which would switch the rules for pelvic-floor squeezes off: they stay on"
        kept = exercise.style if exercise.style not in NO_SQUEEZE else "long"
        return kept, (Finding("style-refused", "warning", line, message),)


def _squeezes(exercise: Exercise, said: str) -> bool:
    """Whether the words tell to squeeze, or hold for seconds without a word of letting go."""
    held = any(dose.hold_s is not None for dose in exercise.doses)
    if has(f"{exercise.name} {said}", exercise.lang, "squeeze", "verbs"):
        return True
    return held and not has(f"{exercise.name} {said}", exercise.lang, "style", "release")


def read_declared(page: Page) -> Declared:
    """Read the front matter of a page."""
    reader = _Reader(page)
    return Declared(
        scope=reader.choice("scope", SCOPES),
        style=reader.choice("style", STYLES),
        pattern=reader.pattern(),
        poses=reader.poses(),
        equipment=reader.equipment(),
        findings=tuple(reader.findings),
        lines={key: reader.line(key) for key in ("scope", "style") if key in page.meta},
    )


class _Reader:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.findings: list[Finding] = []

    def choice(self, key: str, known: tuple[Any, ...]) -> Any:
        """The value of a key that takes one of a few words; the site's own use of other kinds of value is let be."""
        said = self.page.meta.get(key)
        if said is None or said in known:
            return said
        self._refuse(key, f"{key} is {str(said)[:30]!r}, which is none of {', '.join(known)}")
        return None

    def pattern(self) -> tuple[Move, ...]:
        said = self.page.meta.get("pattern")
        if said is None:
            return ()
        legs = said if isinstance(said, list) else [said]
        wrong = [str(leg)[:20] for leg in legs if leg not in MOVES]
        if wrong:
            self._refuse("pattern", f"pattern holds {', '.join(wrong)}; a leg is one of {', '.join(MOVES)}")
            return ()
        return tuple(legs)

    def poses(self) -> tuple[KeyPose, ...]:
        said = self.page.meta.get("poses")
        if said is None:
            return ()
        if not isinstance(said, list):
            self._refuse("poses", "poses is no list of name and angles")
            return ()
        return tuple(pose for entry in said if (pose := self._pose(entry)) is not None)

    def _pose(self, entry: object) -> KeyPose | None:
        name, angles = (entry.get("name"), entry.get("angles")) if isinstance(entry, Mapping) else (None, None)
        if not isinstance(name, str) or not isinstance(angles, Mapping):
            self._refuse(
                "poses", "a pose needs a name and angles, for instance {name: top, angles: {hip: 0, knee: 90}}"
            )
            return None
        wrong = [
            joint
            for joint, degrees in angles.items()
            if isinstance(degrees, bool) or not isinstance(degrees, int | float)
        ]
        if wrong:
            self._refuse("poses", f"the pose {name!r} gives no degrees for {', '.join(wrong)}")
            return None
        degrees = {joint: float(value) for joint, value in angles.items()}
        try:
            check_angles(degrees)
        except ValueInvalid as error:
            self._refuse("poses", f"the pose {name!r}: {error.message}")
            return None
        return KeyPose(name, degrees)

    def equipment(self) -> tuple[Line, ...]:
        said = self.page.meta.get("equipment")
        names = (
            [name.strip() for name in said if isinstance(name, str) and name.strip()] if isinstance(said, list) else []
        )
        return tuple(self._place(name) for name in names)

    def _place(self, name: str) -> Line:
        """Where a value stands in the front matter: after the key, as the first line that is the value."""
        entry = re.compile(rf"^[ \t]*-[ \t]*[\"']?({re.escape(name)})[\"']?[ \t]*$", re.MULTILINE)
        found = entry.search(self.page.text, self._start("equipment"))
        if found is None:
            return Line(name, self.line("equipment"))
        line = self.page.text.count("\n", 0, found.start(1)) + 1
        return Line(name, line, Span(found.start(1), found.end(1)))

    def _start(self, key: str) -> int:
        found = re.search(rf"^{key}[ \t]*:", self.page.text, re.MULTILINE)
        return found.start() if found else 0

    def line(self, key: str) -> int:
        """Where a key stands."""
        return self.page.text.count("\n", 0, self._start(key)) + 1

    def _refuse(self, key: str, message: str) -> None:
        self.findings.append(Finding(f"{key}-unknown", "warning", self.line(key), message))
