"""Where the pages of a site stand, as far as their files tell, and what a link between them leads to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from hofte.lang.data import languages
from hofte.links.anchors import anchors_of, leads_somewhere
from hofte.links.glossary import Term
from hofte.page.model import Page
from hofte.page.visible import blank_hidden

#: Where the web application shows the glossary; each language's stands below it.
GLOSSARY = "/glossary/"
#: What a link leads to: fine, an old address, a place that a page does not have, nothing, or not this site's.
Outcome = Literal["here", "moved", "no-anchor", "nowhere", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Led:
    """What a link leads to; ``page`` when it is one of the site's."""

    outcome: Outcome
    page: Standing | None = None


class Standing:
    """A page with the addresses that lead to it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        folder, slug = Path(page.path).parent.name, Path(page.path).stem
        self.slug = slug
        lang = folder if folder in languages() else page.lang
        self.plain = f"/exercises/{slug}/{lang}/"
        self.address = next(_paths(page.meta, "permalink"), self.plain)
        self.former = [path for path in _paths(page.meta, "redirect_from") if _bare(path) != _bare(self.address)]
        #: Beside its own address: without a language, it leads to the page in the reader's.
        self.others = (self.plain, f"/exercises/{slug}/")

    @cached_property
    def visible(self) -> str:
        """The page's text without comments and code."""
        return blank_hidden(self.page.text)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The places inside the page that links lead to."""
        return anchors_of(self.page, self.visible)


class Site:
    """Some pages and glossaries together.

    Parameters
    ----------
    pages : iterable of Page
        With the paths of their files, so that links between files are understood.
    terms : mapping
        Language → the terms of its glossary.
    known : sequence of str
        What the addresses begin with that others than these pages have.
    """

    def __init__(self, pages: Iterable[Page], terms: Mapping[str, Sequence[Term]], known: Sequence[str] = ()) -> None:
        self.standing = [Standing(page) for page in pages]
        self._known = [path for path in map(_bare, known) if path]
        self._former: dict[str, Standing] = {}
        self._now: dict[str, Standing] = {}
        self._files: dict[str, Standing] = {}
        for one in self.standing:
            self._files.setdefault(posixpath.normpath(Path(one.page.path).as_posix()), one)
            for path in one.former:
                self._former.setdefault(_bare(path), one)
        for paths in (lambda one: (one.address,), lambda one: one.others):
            for one in self.standing:
                for path in paths(one):
                    self._now.setdefault(_bare(path), one)
        self._slugs: dict[str, set[str]] = {_bare(GLOSSARY): set()}
        self._slugs |= {_bare(f"{GLOSSARY}{lang}"): {term.slug for term in some} for lang, some in terms.items()}

    def lead(self, to: str, here: Standing) -> Led:
        """Follow a link as it is written on a page."""
        try:
            parts = urlsplit(to)
        except ValueError:
            return Led("elsewhere")
        if parts.scheme or parts.netloc or "{" in to:
            return Led("elsewhere")
        if not parts.path:
            return _within(here, parts.fragment)
        path = unquote(parts.path)
        if _bare(path) in self._slugs:
            has_term = not parts.fragment or unquote(parts.fragment) in self._slugs[_bare(path)]
            return Led("here" if has_term else "no-anchor")
        return self._page_at(path, here, parts.fragment)

    def _page_at(self, path: str, here: Standing, fragment: str) -> Led:
        for base in ("",) if path.startswith("/") else (f"{here.address}/", f"{posixpath.dirname(here.address)}/"):
            at = _bare(posixpath.normpath(base + path))
            if found := self._now.get(at):
                return _within(found, fragment)
            if found := self._former.get(at):
                return Led("moved", found)
            if not at or any(f"{at}/".startswith(f"{known}/") for known in self._known):
                return Led("here")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(Path(here.page.path).as_posix()), path))
        found = self._files.get(file) or self._files.get(f"{file}.md")
        return _within(found, fragment) if found else Led("nowhere")


def _within(one: Standing, fragment: str) -> Led:
    return Led("here" if not fragment or leads_somewhere(fragment, one.anchors) else "no-anchor", one)


def _paths(meta: Mapping[str, Any], key: str) -> Iterator[str]:
    said = meta.get(key)
    values = said if isinstance(said, list) else [said]
    return (one.strip() for one in values if isinstance(one, str) and one.strip().startswith("/"))


def _bare(path: str) -> str:
    """A path without its last slash, in which addresses are compared."""
    return unquote(path).rstrip("/")
