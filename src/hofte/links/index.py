"""The names of all pages and glossary terms of one language, ready to be found in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from hofte.links.names import Key, key_of, spellings

#: In the order in which they go before each other.
KINDS = ("page", "term")


@dataclass(frozen=True, slots=True)
class Target:
    """Something that words can lead to.

    Parameters
    ----------
    address : str
        What the link leads to; no two targets share one.
    names : tuple of str
        What it is called, its title first.
    lang : str
        Only texts in this language are linked to it.
    kind : {"page", "term"}
        A page goes before a term of the glossary that has the same name.
    """

    address: str
    names: tuple[str, ...]
    lang: str
    kind: Literal["page", "term"] = "page"


@dataclass(frozen=True, slots=True)
class Named:
    """The target that a name leads to, and the addresses of all that have the name."""

    key: Key
    target: Target
    owners: frozenset[str]


class LinkIndex:
    """What the texts of one language are searched for.

    Attributes
    ----------
    named : mapping
        The parts of a name → those that it may mean; more than one where capitals or first letters tell them apart.
    reach : mapping
        The first part of a name → the number of parts of the longest name that begins so.
    shared : tuple
        Names that several pages have, as written by the one that has it, with their addresses, that one's first.
    """

    def __init__(self, lang: str, targets: Iterable[Target]) -> None:
        self.lang = lang
        claims: dict[Key, list[tuple[int, int, str, str, Target]]] = defaultdict(list)
        for target in targets:
            for place, name in enumerate(target.names):
                for key in {key_of(spelling, lang): None for spelling in spellings(name)}:
                    if key is not None:
                        claims[key].append((KINDS.index(target.kind), place, target.address, name, target))
        self.named: dict[tuple[str, ...], tuple[Named, ...]] = {}
        self.reach: dict[str, int] = {}
        shared: list[tuple[str, tuple[str, ...]]] = []
        for key, claim in sorted(claims.items(), key=lambda item: (item[0].parts, item[0].initials, item[0].capitals)):
            claim.sort(key=lambda one: one[:4])
            owners = dict.fromkeys(one[2] for one in claim)
            self.named[key.parts] = (*self.named.get(key.parts, ()), Named(key, claim[0][4], frozenset(owners)))
            self.reach[key.parts[0]] = max(self.reach.get(key.parts[0], 0), len(key.parts))
            if len(pages := dict.fromkeys(one[2] for one in claim if one[4].kind == "page")) > 1:
                shared.append((claim[0][3], tuple(pages)))
        self.shared = tuple(dict.fromkeys(shared))


def make_indexes(targets: Iterable[Target]) -> Mapping[str, LinkIndex]:
    """An index for each language that there are targets in."""
    by_lang: dict[str, list[Target]] = defaultdict(list)
    for target in targets:
        by_lang[target.lang].append(target)
    return {lang: LinkIndex(lang, some) for lang, some in sorted(by_lang.items())}
