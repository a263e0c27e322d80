"""One page's texts and an index → the places where links go.

The first mention of each target, the longest name first; what a longer name takes is not searched for shorter ones.
Never inside links, pictures, code, tags, addresses and abbreviated compounds (``hofte- og knæled``), and never where
emphasis would be torn. The work grows with the text, not with the index.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, islice

from hofte.core.values import Span
from hofte.links.index import KINDS, LinkIndex, Named
from hofte.links.names import WORD, initials_of, parts_of
from hofte.page.inline import INLINE

#: More links than these make a page hard to read.
MOST = 12

#: What stands between the words of a name, emphasis among it.
_GAP = re.compile(r"[*_]*(?:\s+|[-\u2010\u2011])?[*_]*")
_MARKERS = re.compile(r"[*_]*")
#: What makes a word a part of a longer one, an address or a file's name.
_GOES_ON = re.compile(r"[*_]*[-\u2010\u2011@]|[*_]+[^\W_]|\.[^\W_]")
_HYPHENS = "-\u2010\u2011@"
#: Where no link goes: code, links and pictures, attributes, tags, addresses, paths.
_CLOSED = re.compile(
    r"`+[^`]*`+"
    r"|!?\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])?"
    r"|\{[^{}]*\}|<[^<>]*>"
    r"|(?:https?://|www\.)\S+|(?<!\w)/\w[\w/-]*"
)
_CLOSING = re.compile(r"[`\[{</]|www\.")
_EMPHASIS = re.compile(r"[*_]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of Markdown in which words may be linked; ``start`` is where it begins in the file."""

    source: str
    start: int

    def holds(self, span: Span) -> bool:
        """Whether a stretch of the file stands in it."""
        return self.start <= span.start and span.end <= self.start + len(self.source)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link goes, in the file, and what it leads to."""

    span: Span
    address: str


def find_links(
    runs: Iterable[Run],
    index: LinkIndex,
    *,
    own: str = "",
    linked: Collection[str] = (),
    taken: Iterable[Span] = (),
    most: int = MOST,
) -> tuple[Place, ...]:
    """Find where links go.

    Parameters
    ----------
    runs : iterable of Run
        In reading order, all of one page: :func:`hofte.links.pages.runs_of`.
    index : LinkIndex
        Of the language of the page.
    own : str
        The page's own address: its own names lead nowhere.
    linked : collection of str
        Addresses that the author links to already; they count among the most.
    taken : iterable of Span
        Words that are to stay as they are, for instance those of a dose.
    most : int
        So many links there are at most; pages go before terms, then what comes first.

    Returns
    -------
    tuple of Place
        In the order of the text, not overlapping.
    """
    search = _Search(index, own, linked, tuple(sorted(taken, key=lambda span: (span.start, span.end))))
    left = max(most - len(frozenset(linked)), 0)
    found: dict[str, list[Place]] = {kind: [] for kind in KINDS}
    for kind, place in chain.from_iterable(map(search.run, runs)) if left else ():
        found[kind].append(place)
        if len(found[KINDS[0]]) == left:
            break
    chosen = islice(chain.from_iterable(found.values()), left)
    return tuple(sorted(chosen, key=lambda place: place.span.start))


class _Search:
    def __init__(self, index: LinkIndex, own: str, linked: Collection[str], taken: Sequence[Span]) -> None:
        self.index, self.own = index, own
        self._starts = [span.start for span in taken]
        self._furthest = [*accumulate((span.end for span in taken), max)]
        self._done = {*linked, *index.namesakes(own)}

    def run(self, run: Run) -> Iterator[tuple[str, Place]]:
        """The places in one run, each with the kind of what it leads to."""
        text, begins, at = _Text(run.source), self.index.begins, 0
        for number, word in enumerate(text.words):
            if begins(word[0]) and word.start() >= at and (hit := self._longest(text, number)):
                named, at = hit
                if self._wants(named) and (place := self._place(run, text, named, word.start(), at)):
                    self._done.add(named.target.address)
                    yield named.target.kind, place

    def _longest(self, text: _Text, number: int) -> tuple[Named, int] | None:
        """The longest name that begins with a word, and where it ends."""
        best: tuple[Named, int] | None = None
        word = text.words[number]
        words, parts = [word[0]], parts_of(word[0], self.index.lang)
        reach = self.index.reach[parts[0]]
        while len(parts) <= reach:
            for named in self.index.named.get(parts, ()):
                if _fits(named, words):
                    best = named, word.end()
            if len(parts) == reach or (after := text.word_after(number)) is None:
                break
            number, word = number + 1, after
            words.append(word[0])
            parts += parts_of(word[0], self.index.lang)
        return best

    def _wants(self, named: Named) -> bool:
        return named.target.address not in self._done

    def _place(self, run: Run, text: _Text, named: Named, start: int, end: int) -> Place | None:
        edges = text.edges(start, end)
        if edges is None:
            return None
        span = Span(run.start + edges[0], run.start + edges[1])
        return None if self._is_taken(span) else Place(span, named.target.address)

    def _is_taken(self, span: Span) -> bool:
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._furthest[before - 1] > span.start


def _fits(named: Named, words: Sequence[str]) -> bool:
    """Whether words with the same parts are forms of the name: no synonyms, and no small letters for capitals."""
    if named.key.capitals and not words[0].isupper():
        return False
    said, meant = initials_of(words), named.key.initials
    return said == meant if len(said) == len(meant) else said[0] == meant[0]


class _Text:
    """A run with its words; what is closed and what is emphasised is looked at when there is something to link."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.words = [*WORD.finditer(source)]

    def word_after(self, number: int) -> re.Match[str] | None:
        """The word after one, when nothing but blanks, hyphens and emphasis stands between them."""
        if number + 1 == len(self.words):
            return None
        after = self.words[number + 1]
        return after if _GAP.fullmatch(self.source, self.words[number].end(), after.start()) else None

    def edges(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a link around some words begins and ends; ``None`` where none can be."""
        before, after = self._without_markers(start), end
        if found := _MARKERS.match(self.source, end):
            after = found.end()
        if _GOES_ON.match(self.source, end) or self._is_glued(before, start) or self._is_closed(start, end):
            return None
        options = ((start, end), (before, end), (start, after), (before, after))
        return next((edges for edges in options if self._nests(*edges)), None)

    def _without_markers(self, at: int) -> int:
        while at and self.source[at - 1] in "*_":
            at -= 1
        return at

    def _is_glued(self, before: int, start: int) -> bool:
        """Whether a word stands at once before, with a hyphen or emphasis between."""
        if before and self.source[before - 1] in _HYPHENS:
            return before > 1 and self.source[before - 2].isalnum()
        return 0 < before < start and self.source[before - 1].isalnum()

    @cached_property
    def _closed(self) -> tuple[list[int], list[int]]:
        """Where the closed stretches begin, and where they end."""
        found = [*_CLOSED.finditer(self.source)] if _CLOSING.search(self.source) else []
        return [one.start() for one in found], [one.end() for one in found]

    def _is_closed(self, start: int, end: int) -> bool:
        starts, ends = self._closed
        before = bisect_left(starts, end)
        return before > 0 and ends[before - 1] > start

    @cached_property
    def _emphasis(self) -> tuple[list[int], list[tuple[str, tuple[str, ...]]]]:
        """Where emphasis begins or ends; which, and what is open before it."""
        starts: list[int] = []
        changes: list[tuple[str, tuple[str, ...]]] = []
        open_: tuple[str, ...] = ()
        for found in INLINE.finditer(self.source) if _EMPHASIS.search(self.source) else ():
            if name := "strong" if found["strong"] else "em" if found["em"] else "":
                starts.append(found.start())
                changes.append((name, open_))
                open_ = _toggled(open_, name)
        return starts, [*changes, ("", open_)]

    def _nests(self, start: int, end: int) -> bool:
        """Whether what is emphasised within a stretch begins and ends there."""
        starts, changes = self._emphasis
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        outside = changes[first][1]
        within = changes[first + 1 : last + 1]
        return all(open_[: len(outside)] == outside for _, open_ in within) and changes[last][1] == outside


def _toggled(open_: tuple[str, ...], name: str) -> tuple[str, ...]:
    """What is open after a mark of emphasis, as a reader takes it: closing one closes what was opened within it."""
    return open_[: open_.index(name)] if name in open_ else (*open_, name)
