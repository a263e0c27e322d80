"""The clinical rules as one Markdown page for those who review them: ``docs/clinical-rules.md``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hofte.rules.catalogue import GROUPS, Group, Rule, Source, rules, sources
from hofte.rules.screen import Question, Screen, screen

_TITLES: Mapping[Group, str] = {
    "PF": "Pelvic floor",
    "HF": "Hip flexor",
    "ST": "Strength",
    "PN": "Pain in exercise",
    "RF": "Red flags",
    "RG": "Regulation and claims",
    "PM": "Measures",
    "VD": "Verdicts",
    "ES": "Electrostimulation (a module, off by default)",
    "BH": "Behaviour",
}

_INTRODUCTION = """\
# Clinical rules

<!-- Generated from src/hofte/rules/data by hofte.rules.document. Change the data, not this page. -->

{count} rules that Hofte follows, each with its numbers and sources. Code asks for them by id
(`hofte.rules.catalogue.rule("PF06")`), and the test of a rule carries its id in its name.

**Scope.** PF rules bind pelvic-floor work only, HF the hip flexor, ST strength, PN pain in exercise (PN05 says where
not), ES the module for electrostimulation; all others bind the product as a whole.
**Strength.** A systematic review or guideline, B single study or validation, C leaflet, expert opinion or consensus,
D our own design or arithmetic, L law or standard. *Seen*: the source was read, often its abstract only; *partly*: in
part; *memory*: nobody has looked it up yet; *calc*: own arithmetic.
**To be verified.** What is from memory is marked so wherever it is shown and is never a default:
`rule.number()` refuses it unless it is asked for by name with `allow_unverified=True`.

RF, ES and RG rules and the screen have to be reviewed by a clinician or a regulatory adviser before a release."""


def markdown() -> str:
    """The page: every group with its rules, the screen in its fixed words, and all sources."""
    introduction = _INTRODUCTION.format(count=len(rules()))
    groups = (_group(group) for group in GROUPS)
    return "\n\n".join([introduction, *groups, _screen(screen()), _sources(sources().values())]) + "\n"


def _group(group: Group) -> str:
    head = f"## {group}: {_TITLES[group]}\n\n| id | rule | numbers | strength | sources |\n|---|---|---|---|---|"
    return "\n".join([head, *(_row(one) for one in rules(group))])


def _row(one: Rule) -> str:
    strength = ", ".join(part for part in (one.strength, *one.marks) if part)
    text = one.text.replace("|", "\\|")
    return f"| {one.id} | {text} | {_numbers(one)} | {strength} | {', '.join(one.sources) or '–'} |"


def _numbers(one: Rule) -> str:
    return "<br>".join(
        f"`{name}` {value:g}{' *to be verified*' if name in one.from_memory else ''}"
        for name, value in one.numbers.items()
    )


def _screen(current: Screen) -> str:
    parts = [f"## The screen, version {current.version}", current.intro.say("en")]
    for group in current.groups:
        parts.append(f"### {group.urgency.replace('_', ' ').capitalize()}")
        parts.append(f"{group.text.say('en')} {group.where.say('en')}")
        parts.append(_questions(group.questions))
    parts += ["### Always (RF12)", current.caveat.say("en")]
    parts += ["### Before pelvic-floor strengthening (PF18)", _questions(current.gate.questions)]
    parts += [f"Any yes: {current.gate.closed.say('en')} {current.gate.where.say('en')}"]
    parts += [f"Otherwise: {current.gate.open.say('en')}", "### Whom to call (RF14)"]
    rows = (
        f"| {place.country} | {place.region or 'everywhere'} | {place.calls} | {place.number} "
        f"| {', '.join(place.sources)} | {'to be verified' if place.verify else 'seen'} |"
        for place in current.places
    )
    parts.append(
        "\n".join(["| country | where | calls | number | source | mark |", "|---|---|---|---|---|---|", *rows])
    )
    return "\n\n".join(parts)


def _questions(questions: Iterable[Question]) -> str:
    return "\n".join(_question(one) for one in questions)


def _question(one: Question) -> str:
    asked = " Asked before pelvic-floor work." if one.scope == "PF" else ""
    also = f" → {one.also.say('en')}" if one.also else ""
    verify = " *To be verified.*" if one.verify else ""
    return f"- {one.rule}: {one.text.say('en')}{also}{asked}{verify}"


def _sources(all_sources: Iterable[Source]) -> str:
    return "\n".join(["## Sources", "", *(f"- {one.key}: {one.citation}{_address(one)}" for one in all_sources)])


def _address(one: Source) -> str:
    address = f"https://doi.org/{one.doi}" if one.doi else one.url
    return f". <{address}>" if address else ""
