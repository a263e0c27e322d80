"""Every file of a site, each with the inputs it is made from as a key.

The rule that an incremental build rests on: a page is made from its own text; from what all pages tell of each other
(:func:`_catalogue`: where they stand, what they are called and chosen by); from the site's addresses; and from this
program. Lists are made from the pages on them, the search of a language from the words of its pages. A test holds the
outcome of incremental builds to that of fresh ones, byte for byte.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.encoding import iri_to_uri

from hofte.core.errors import HofteError
from hofte.web.building.frame import Place, Site, key_of, library_of, program
from hofte.web.building.index import Known, key_of_page
from hofte.web.building.lists import ListPage, lists_of
from hofte.web.building.make import Job
from hofte.web.building.urls import interface_of
from hofte.web.library.addresses import canonical_paths
from hofte.web.library.around import NAMES
from hofte.web.library.models import Address, Document
from hofte.web.library.selectors import NEAREST
from hofte.web.linking.models import Called, Glossary
from hofte.web.linking.selectors import glossary_languages
from hofte.web.search.models import Entry


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of a site, those that others lead to first; ``left_out`` are addresses that nobody can have."""

    jobs: Sequence[Job]
    pages: int
    left_out: Sequence[tuple[str, str]]


def settle(site: Site, first: str) -> Site:
    """A site with the languages of its pages; ``first`` is the one at its root, the most frequent when it is empty."""
    counts: Counter[str] = Counter()
    for lang in Document.objects.filter(person=None).order_by().values_list("lang", flat=True):
        counts[interface_of(lang)] += 1
    langs = sorted(counts, key=lambda lang: (lang != first, -counts[lang], lang)) or [first or "en"]
    known = replace(site, first=langs[0])
    known.stand()
    dated = Document.objects.filter(person=None).exclude(Q(published=None) & Q(updated=None)).order_by("lang")
    feeds = [
        Place(lang, NAMES[lang], reverse("feed", args=[lang]))
        for lang in dated.values_list("lang", flat=True).distinct()
        if lang in NAMES
    ]
    terms = tuple(Place(lang, NAMES[lang], reverse("glossary_in", args=[lang])) for lang in glossary_languages())
    return replace(known, languages=tuple(map(library_of, langs)), feeds=tuple(feeds), glossaries=terms)


def plan(site: Site, known: Mapping[str, Known]) -> Plan:
    """Everything that the site is to hold.

    Raises
    ------
    HofteError
        If two pages must stand at the same place.
    """
    site.stand()
    documents = list(
        Document.objects.filter(person=None).only("slug", "lang", "title", "digest").order_by("lang", "slug")
    )
    paths = canonical_paths(documents)
    shared = key_of(program(), site)
    catalogue = key_of(shared, _catalogue(documents, paths, known))
    names = {key_of_page(one.lang, one.slug): name for name, one in known.items()}
    room = _Room(site)
    marks = {one.pk: (one.digest, paths[one.pk]) for one in documents}
    for job in _of_the_site(site, shared, catalogue):
        room.take(job, "a page of the site itself")
    found = sorted((one.lang, one.slug, paths[one.pk], known[names[one.pk]].found) for one in documents)
    for job in _lists(site, shared, key_of("search", shared, found), marks):
        room.take(job, "a list of pages")
    for one in documents:
        name = site.file_of(paths[one.pk])
        key = key_of("page", catalogue, one.digest, one.title, paths[one.pk])
        room.take(Job(name, key, "page", (one.pk,), names[one.pk]), names[one.pk])
    _take_moved(site, room, shared, documents, paths)
    return Plan([*room.jobs.values()], len(documents), room.left_out)


def _catalogue(
    documents: Sequence[Document], paths: Mapping[UUID, str], known: Mapping[str, Known]
) -> list[tuple[object, ...]]:
    """What pages may tell of each other."""
    entries = {one[0]: one[1:] for one in Entry.objects.values_list("document", "kind", "sorting", "facets")}
    former: dict[UUID, list[str]] = {}
    for page, path in Address.objects.order_by("path").values_list("document", "path"):
        former.setdefault(page, []).append(path)
    said = {key_of_page(one.lang, one.slug): one.names for one in known.values()}
    called = {one[0]: one[1:] for one in Called.objects.values_list("document", "lang", "names")}
    glossaries = sorted(Glossary.objects.values_list("lang", "terms"))
    return [
        *glossaries,
        *(
            (
                *(one.lang, one.slug, one.title, paths[one.pk], former.get(one.pk)),
                *(*entries[one.pk], called.get(one.pk), sorted(said[one.pk].items())),
            )
            for one in documents
        ),
    ]


class _Room:
    """Who stands where; a file cannot be a folder as well."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.jobs: dict[str, Job] = {}
        self.left_out: list[tuple[str, str]] = []
        self._owners: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def holder(self, name: str) -> str:
        """Who stands where a file would; empty when it is free."""
        parents = (str(parent) for parent in PurePosixPath(name).parents)
        above = next((self._owners[one] for one in parents if one in self._owners), "")
        return self._owners.get(name) or self._folders.get(name) or above

    def take(self, job: Job, owner: str) -> None:
        """Stand there."""
        if holder := self.holder(job.name):
            raise HofteError(f"{owner} and {holder} both want {job.name}", hint="give one of them another permalink")
        self.jobs[job.name] = job
        self._owners[job.name] = owner
        for parent in PurePosixPath(job.name).parents:
            self._folders.setdefault(str(parent), owner)


def _of_the_site(site: Site, shared: str, catalogue: str) -> Iterator[Job]:
    dates = Document.objects.filter(person=None).order_by("lang", "slug")
    dated = key_of(catalogue, list(dates.values_list("lang", "slug", "published", "updated", "excerpt")))
    for place in site.languages:
        library = site.file_of(place.path)
        about = f"{library.removesuffix('index.html')}about/index.html"
        yield Job(about, key_of("about", shared), "about", (place.lang,))
    for lang in glossary_languages():
        name = site.file_of(reverse("glossary_in", args=[lang]))
        yield Job(name, key_of("glossary", catalogue), "glossary", (lang,))
    yield Job("404.html", key_of("404", shared), "not found", (site.first,))
    yield Job("sitemap.xml", key_of("sitemap", dated), "sitemap")
    for feed in site.feeds:
        yield Job(feed.path.removeprefix(site.prefix), key_of("feed", dated), "feed", (feed.lang,))
    robots = f"User-agent: *\nAllow: /\nSitemap: {site.origin}{reverse('sitemap')}\n"
    yield Job("robots.txt", key_of("text", robots), "text", (robots,))


def _lists(site: Site, shared: str, search: str, marks: Mapping[UUID, tuple[str, str]]) -> Iterator[Job]:
    langs = [place.lang for place in site.languages]
    for lang in langs:
        index = reverse("search_index", args=[lang])
        yield Job(index.removeprefix(site.prefix), search, "search", (lang,))
        for page in lists_of(lang, langs, index):
            yield _list_job(site, shared, page, marks)


def _list_job(site: Site, shared: str, page: ListPage, marks: Mapping[UUID, tuple[str, str]]) -> Job:
    shown = [marks[key] for key in page.documents]
    return Job(site.file_of(page.path(page.number)), key_of("list", shared, page, shown), "list", (page,))


def _take_moved(site: Site, room: _Room, shared: str, documents: Sequence[Document], paths: Mapping[UUID, str]) -> None:
    """Where pages stood before, and where a page stands in whatever language; and all of it as rules for a server."""
    rules: list[str] = []
    for path, page in _moves(site, documents):
        target = paths[page.pk]
        name = site.file_of(path)
        if holder := room.holder(name):
            room.left_out.append((path, f"{holder} stands there"))
            continue
        rules.append(f"{iri_to_uri(path)} {iri_to_uri(target)} 301\n")
        # A file that a server would run, or show as something else, is no page.
        if name.endswith((".html", ".htm")) and not _has_ending(path):
            key = key_of("moved", shared, page.title, target)
            room.take(Job(name, key, "moved", (page.title, page.lang, target)), path)
    if rules:
        words = "".join(rules)
        room.take(Job("_redirects", key_of("text", words), "text", (words,)), "the redirects")


def _has_ending(path: str) -> bool:
    return PurePosixPath(path).suffix.casefold() not in ("", ".html", ".htm") and not path.endswith("/")


def _moves(site: Site, documents: Sequence[Document]) -> Iterator[tuple[str, Document]]:
    pages = {one.pk: one for one in documents}
    above = site.prefix.rstrip("/")
    seen: set[str] = set()
    former = Address.objects.filter(is_former=True).order_by("path", "document__lang", "document__slug")
    for path, key in former.values_list("path", "document"):
        if path not in seen:
            seen.add(path)
            yield above + path, pages[key]
    by_slug: dict[str, dict[str, Document]] = {}
    for page in documents:
        by_slug.setdefault(page.slug, {})[page.lang] = page
    for slug, langs in by_slug.items():
        if len(langs) > 1:
            order = (*NEAREST.get(site.first, ()), *langs)
            yield reverse("starter", args=[slug]), next(langs[lang] for lang in order if lang in langs)
