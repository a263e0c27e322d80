"""All pages of a site together: links that lead nowhere, pages that nobody leads to, names that several pages claim.

Nothing is fetched: a link to another site is left alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hofte.core.finding import Finding, Severity
from hofte.core.values import Span
from hofte.links.find import Place, find_links
from hofte.links.glossary import Term
from hofte.links.index import Target, make_indexes
from hofte.links.pages import names_of, related_slugs, runs_of, wants_links
from hofte.links.site import GLOSSARY, Led, Site, Standing
from hofte.links.written import Written, find_written
from hofte.page.lines import split_lines
from hofte.page.model import Page

#: What each finding is called, how serious it is, and what it says.
_SAYS: Mapping[str, tuple[str, Severity, str]] = {
    "nowhere": ("link-dead", "error", "{to} leads to no page; mend the address, or take the link out"),
    "no-anchor": ("link-anchor-dead", "error", "{to} leads to a place that is not on that page"),
    "moved": ("link-moved", "warning", "{to} is an old address of {now}; write the new one"),
}
_ORPHAN = Finding("page-orphan", "info", 1, "no other page leads here; name it in one, or in related")


@dataclass(frozen=True, slots=True)
class Automatic:
    """A link that the words of a page make: its line, the words, and where it leads."""

    line: int
    words: str
    to: str


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One page among the others.

    Parameters
    ----------
    page : Page
    address : str
        Its own.
    written : int
        How many links within the site its author wrote.
    automatic : tuple of Automatic
    linked_from : int
        How many other pages lead to it, by a link of either kind or by ``related``.
    findings : tuple of Finding
        ``link-dead``, ``link-anchor-dead``, ``link-moved``, ``picture-missing``, ``page-orphan``, ``name-shared``.
    """

    page: Page
    address: str
    written: int = 0
    automatic: tuple[Automatic, ...] = ()
    linked_from: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What a survey goes by beside the pages.

    Parameters
    ----------
    terms : mapping
        Language → the terms of its glossary.
    pages : sequence of Page
        Other pages of the same site: they are linked to, their own links are not looked at.
    known : sequence of str
        What the addresses begin with that others than these pages have.
    taken : callable
        The words of a page that are to stay as they are.
    has_file : callable
        Whether a page's picture or file, by the address that it writes, is there.
    """

    terms: Mapping[str, Sequence[Term]] = field(default_factory=dict)
    pages: Sequence[Page] = ()
    known: Sequence[str] = ()
    taken: Callable[[Page], Iterable[Span]] = lambda _: ()
    has_file: Callable[[Page, str], bool] = lambda _page, _name: True


def survey(pages: Sequence[Page], beside: Beside | None = None) -> tuple[Surveyed, ...]:
    """Survey the pages of a site.

    Parameters
    ----------
    pages : sequence of Page
        With the paths of their files.
    beside : Beside, optional

    Returns
    -------
    tuple of Surveyed
        One for each page, in their order; findings by line.
    """
    return _Survey(pages, beside or Beside()).told()


class _Survey:
    def __init__(self, pages: Sequence[Page], beside: Beside) -> None:
        self.beside, self.count = beside, len(pages)
        self.site = Site((*pages, *beside.pages), beside.terms, beside.known)
        self.keys = {id(one): str(n) for n, one in enumerate(self.site.standing)}
        self.slugs = {(one.page.lang, one.slug): str(n) for n, one in enumerate(self.site.standing)}
        self.indexes = make_indexes(self._targets())
        self.linked_from: dict[str, set[str]] = defaultdict(set)

    def _targets(self) -> Iterator[Target]:
        for key, one in enumerate(self.site.standing):
            yield Target(str(key), names_of(one.page.title, one.page.meta), one.page.lang)
        for lang, terms in self.beside.terms.items():
            yield from (Target(f"{GLOSSARY}{lang}/#{term.slug}", term.linked, lang, "term") for term in terms)

    def told(self) -> tuple[Surveyed, ...]:
        """Look at every page, and then at what all of them together say of each."""
        seen = [self._page(one) for one in self.site.standing[: self.count]]
        shared = self._shared()
        whole = []
        for key, (one, written, automatic, findings) in enumerate(seen):
            linked = len(self.linked_from[str(key)])
            more = [*shared[str(key)], *([] if linked or self.count == 1 else [_ORPHAN])]
            found = tuple(sorted((*findings, *more), key=lambda finding: (finding.line, finding.code)))
            whole.append(Surveyed(one.page, one.address, written, automatic, linked, found))
        return tuple(whole)

    def _page(self, one: Standing) -> tuple[Standing, int, tuple[Automatic, ...], list[Finding]]:
        findings: list[Finding] = []
        linked: set[str] = set()
        count = 0
        for written in find_written(one.page, one.visible):
            if written.is_picture:
                findings += self._picture(written, one)
                continue
            led = self.site.lead(written.to, one)
            count += led.outcome != "elsewhere"
            findings += self._link(written, led, one)
            linked |= {self.keys[id(led.page)]} if led.page else {written.to}
        automatic = self._automatic(one, linked)
        for key in linked | {place.address for place in automatic} | set(self._related(one)):
            if key != self.keys[id(one)]:
                self.linked_from[key].add(self.keys[id(one)])
        return one, count, self._said(one, automatic), findings

    def _link(self, written: Written, led: Led, one: Standing) -> Iterator[Finding]:
        is_file = led.outcome == "nowhere" and "." in written.to.rpartition("/")[2]
        if led.outcome in _SAYS and not (is_file and self.beside.has_file(one.page, written.to)):
            code, severity, words = _SAYS[led.outcome]
            message = words.format(to=written.to, now=led.page.address if led.page else "")
            yield Finding(code, severity, written.line, message, written.span)

    def _picture(self, written: Written, one: Standing) -> Iterator[Finding]:
        is_ours = "://" not in written.to and not written.to.startswith(("//", "data:")) and "{" not in written.to
        if is_ours and not self.beside.has_file(one.page, written.to):
            message = f"the picture {written.to} is not there; put the file where the address says"
            yield Finding("picture-missing", "warning", written.line, message, written.span)

    def _related(self, one: Standing) -> Iterator[str]:
        named = ((one.page.lang, slug) for slug in related_slugs(one.page.meta))
        yield from (self.slugs[name] for name in named if name in self.slugs)

    def _automatic(self, one: Standing, linked: set[str]) -> tuple[Place, ...]:
        index = self.indexes.get(one.page.lang)
        if index is None or not wants_links(one.page.meta):
            return ()
        known, taken = linked & index.addresses, self.beside.taken(one.page)
        return find_links(runs_of(one.page), index, own=self.keys[id(one)], linked=known, taken=taken)

    def _said(self, one: Standing, places: Sequence[Place]) -> tuple[Automatic, ...]:
        starts = [line.start for line in split_lines(one.page.text)] if places else []
        return tuple(
            Automatic(
                bisect_right(starts, place.span.start),
                " ".join(place.span.of(one.page.text).split()),
                self._address(place.address),
            )
            for place in places
        )

    def _address(self, key: str) -> str:
        return self.site.standing[int(key)].address if key.isdecimal() else key

    def _shared(self) -> Mapping[str, list[Finding]]:
        found: dict[str, list[Finding]] = defaultdict(list)
        for name, keys in (pair for index in self.indexes.values() for pair in index.shared):
            first, *others = keys
            for key in others:
                message = f"{name!r} is a name of {self._address(first)} too, which is linked to; say linked_as on one"
                found[key].append(Finding("name-shared", "warning", 1, message))
        return found
