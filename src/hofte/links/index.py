"""The names of all pages and glossary terms of one language, ready to be found in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from hofte.links.names import Key, key_of, parts_of, spellings

#: So many words of texts are known by heart.
_KEPT = 100_000
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
    """A name, and the target that it leads to."""

    key: Key
    target: Target


class LinkIndex:
    """What the texts of one language are searched for.

    Attributes
    ----------
    addresses : frozenset of str
        Of all targets.
    named : mapping
        The parts of a name → those that it may mean; more than one where capitals or first letters tell them apart.
    reach : mapping
        The first part of a name → the number of parts of the longest name that begins so.
    shared : tuple
        Names that several pages have, as written by the one that has it, with their addresses, that one's first.
    """

    def __init__(self, lang: str, targets: Iterable[Target]) -> None:
        self.lang = lang
        targets = list(targets)
        self.addresses = frozenset(target.address for target in targets)
        claims: dict[Key, list[tuple[int, int, str, str, Target]]] = defaultdict(list)
        for target in targets:
            for place, name in enumerate(target.names):
                for key in {key_of(spelling, lang): None for spelling in spellings(name)}:
                    if key is not None:
                        claims[key].append((KINDS.index(target.kind), place, target.address, name, target))
        self.named: dict[tuple[str, ...], tuple[Named, ...]] = {}
        self.reach: dict[str, int] = {}
        self._namesakes: dict[str, set[str]] = defaultdict(set)
        shared: list[tuple[str, tuple[str, ...]]] = []
        for key, claim in sorted(claims.items(), key=lambda item: (item[0].parts, item[0].initials, item[0].capitals)):
            claim.sort(key=lambda one: one[:4])
            self.named[key.parts] = (*self.named.get(key.parts, ()), Named(key, claim[0][4]))
            for one in claim:
                self._namesakes[one[2]].add(claim[0][2])
                self._namesakes[claim[0][2]].add(one[2])
            self.reach[key.parts[0]] = max(self.reach.get(key.parts[0], 0), len(key.parts))
            if len(pages := dict.fromkeys(one[2] for one in claim if one[4].kind == "page")) > 1:
                shared.append((claim[0][3], tuple(pages)))
        self.shared = tuple(dict.fromkeys(shared))
        # Most words begin no name; a text is through with them after one look.
        self.begins: Callable[[str], bool] = lru_cache(_KEPT)(self._begins)

    def _begins(self, word: str) -> bool:
        """Whether a name may begin with a word as it is written."""
        return (parts_of(word, self.lang) or ("",))[0] in self.reach

    def namesakes(self, address: str) -> Collection[str]:
        """A target itself, and those that have a name of its: a page about the psoas needs no link to what it is."""
        return {address, *self._namesakes.get(address, ())}

    def page_named(self, name: str) -> str:
        """The address of the page that a name leads to; empty when it leads to none."""
        key = key_of(name, self.lang)
        found = (one for one in self.named.get(key.parts, ()) if one.key == key) if key else ()
        return next((one.target.address for one in found if one.target.kind == "page"), "")


def make_indexes(targets: Iterable[Target]) -> Mapping[str, LinkIndex]:
    """An index for each language that there are targets in."""
    by_lang: dict[str, list[Target]] = defaultdict(list)
    for target in targets:
        by_lang[target.lang].append(target)
    return {lang: LinkIndex(lang, some) for lang, some in sorted(by_lang.items())}
