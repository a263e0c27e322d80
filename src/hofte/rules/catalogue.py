"""Reads the clinical rules: ``rules/data/<group>.toml``, one file a group, each read when it is first asked for.

Knows what a rule says, its numbers and its sources. Does not know how a rule is applied: the code that applies one
asks here for its numbers and for its words, by id.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from hofte.core.errors import HofteError, ValueInvalid
from hofte.rules.words import nearest

Group = Literal["PF", "HF", "ST", "PN", "RF", "RG", "PM", "VD", "ES", "BH"]
#: Whom a rule binds: exercises of that scope (see :class:`hofte.exercise.model.Exercise`), pain in exercise,
#: electrostimulation, or everybody.
Scope = Literal["PF", "HF", "ST", "PN", "ES", "all"]
#: A review or guideline, B single study, C leaflet or experts, D own design, L law; empty: only remembered.
Strength = Literal["A", "B", "C", "D", "L", ""]
Mark = Literal["seen", "partly", "memory", "design", "calc", "law"]

GROUPS: tuple[Group, ...] = get_args(Group)


class RuleUnknown(HofteError, LookupError):
    """No rule has this id."""

    def __init__(self, rule_id: str) -> None:
        super().__init__(f"no clinical rule {rule_id!r}", hint="docs/clinical-rules.md lists them all")
        self.rule = rule_id


class NumberUnknown(HofteError, LookupError):
    """The rule has no number of this name; ``known`` holds those that it has."""

    def __init__(self, rule_id: str, name: str, known: tuple[str, ...]) -> None:
        hint = f"it has {', '.join(known)}" if known else "it has no numbers at all"
        super().__init__(f"{rule_id} has no number {name!r}", hint=hint)
        self.rule, self.name, self.known = rule_id, name, known


class NumberUnverified(HofteError):
    """The number is remembered and nobody has looked it up: it must not become a default."""

    def __init__(self, rule_id: str, name: str) -> None:
        hint = "ask with allow_unverified=True and show the number as 'to be verified'"
        super().__init__(f"{rule_id} {name} is from memory and not verified", hint=hint)
        self.rule, self.name = rule_id, name


class RuleNotSaid(HofteError):
    """The rule has no words for a trainee: it speaks to those who build or write."""

    def __init__(self, rule_id: str) -> None:
        super().__init__(f"{rule_id} has no words for a trainee", hint="use its text, which is for engineers")
        self.rule = rule_id


@dataclass(frozen=True, slots=True)
class Rule:
    """One clinical rule.

    Parameters
    ----------
    id : str
        Group and number, ``PF06``.
    group : str
        The letters of the id.
    scope : {"PF", "HF", "ST", "PN", "ES", "all"}
        Whom it binds.
    text : str
        The rule in English, for those who build, write and review.
    numbers : mapping of str to float
        Its numbers, unit in the name. Read them with :meth:`number` or :meth:`count`.
    sources : tuple of str
        Keys of :func:`sources`; empty for own design.
    strength : str
        How well it is founded: A, B, C, D, L, or empty when it is only remembered.
    marks : tuple of str
        ``seen``: the source was read; ``partly``; ``memory``; ``design``; ``calc``: own arithmetic; ``law``.
    from_memory : tuple of str
        The names of those numbers that nobody has looked up.
    said : mapping of language to str
        What a trainee is shown; empty for a rule that no trainee meets.
    """

    id: str
    group: Group
    scope: Scope
    text: str
    numbers: Mapping[str, float] = field(hash=False)
    sources: tuple[str, ...]
    strength: Strength
    marks: tuple[Mark, ...]
    from_memory: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def verify(self) -> bool:
        """Whether something in it is from memory and is shown as "to be verified"."""
        return "memory" in self.marks or bool(self.from_memory)

    def number(self, name: str, *, allow_unverified: bool = False) -> float:
        """One number of the rule, in the unit that its name carries.

        Raises
        ------
        NumberUnknown
            If the rule has no such number.
        NumberUnverified
            If the number is from memory and ``allow_unverified`` is not set: such a number is never a default.
        """
        if name not in self.numbers:
            raise NumberUnknown(self.id, name, tuple(self.numbers))
        if name in self.from_memory and not allow_unverified:
            raise NumberUnverified(self.id, name)
        return self.numbers[name]

    def count(self, name: str, *, allow_unverified: bool = False) -> int:
        """A number that counts something, as an integer; errors as :meth:`number`.

        Raises
        ------
        ValueInvalid
            If the number is not whole.
        """
        value = self.number(name, allow_unverified=allow_unverified)
        if value != int(value):
            raise ValueInvalid(f"{self.id} {name} is {value:g}, which counts nothing", hint="read it with number()")
        return int(value)

    def say(self, lang: str) -> str:
        """The words for a trainee, in ``lang`` or the nearest language there is, at last English.

        Raises
        ------
        RuleNotSaid
            If the rule is not one that trainees are shown.
        """
        words = nearest(self.said, lang)
        if words is None:
            raise RuleNotSaid(self.id)
        return words


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: what to look for, and where it stands on the net if it does."""

    key: str
    citation: str
    doi: str = ""
    url: str = ""


def rule(rule_id: str) -> Rule:
    """The rule with this id; reads its group's file only, and only once.

    Raises
    ------
    RuleUnknown
        If there is none.
    """
    for group in GROUPS:
        if rule_id.startswith(group) and rule_id in _group(group):
            return _group(group)[rule_id]
    raise RuleUnknown(rule_id)


def rules(group: Group | None = None) -> tuple[Rule, ...]:
    """All rules in the order of their ids, or those of one group.

    Raises
    ------
    RuleUnknown
        If there is no such group.
    """
    if group is not None and group not in GROUPS:
        raise RuleUnknown(group)
    return tuple(one for name in ((group,) if group else GROUPS) for one in _group(name).values())


@cache
def sources() -> Mapping[str, Source]:
    """Every source that a rule may name, by key."""
    return MappingProxyType({key: Source(key, **entry) for key, entry in load_data("sources").items()})


def load_data(name: str) -> dict[str, Any]:
    """One file of ``rules/data``, as TOML gives it."""
    text = (files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _group(group: Group) -> Mapping[str, Rule]:
    data = load_data(group.lower())
    scope = cast("Scope", data.pop("scope"))
    return {rule_id: _make(rule_id, group, scope, entry) for rule_id, entry in data.items()}


def _make(rule_id: str, group: Group, scope: Scope, entry: Mapping[str, Any]) -> Rule:
    return Rule(
        id=rule_id,
        group=group,
        scope=scope,
        text=entry["text"],
        numbers=MappingProxyType(entry.get("numbers", {})),
        sources=tuple(entry["sources"]),
        strength=entry["strength"],
        marks=tuple(entry["marks"]),
        from_memory=tuple(entry.get("from_memory", ())),
        said=MappingProxyType(entry.get("say", {})),
    )
