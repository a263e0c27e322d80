"""The index of a site brought up to date with its files. It is a database of the same tables as a server's."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from django.db import transaction

from hofte.page.model import Page
from hofte.page.read import parse_page
from hofte.web.building.frame import key_of
from hofte.web.building.memory import recall, remember
from hofte.web.building.sources import Source
from hofte.web.building.urls import RESERVED
from hofte.web.building.words import SEARCHED, SHOWN
from hofte.web.building.workers import Team
from hofte.web.library.addresses import keep_addresses, path_of
from hofte.web.library.models import Document
from hofte.web.library.selectors import remember as keep_in_memory
from hofte.web.library.services import fields, is_withheld, read
from hofte.web.linking.models import Called
from hofte.web.linking.services import called_of, index_words
from hofte.web.search.models import Edition, Entry
from hofte.web.search.services import entry_of

#: The keys of a front matter by which a page says where it stands or stood.
_ADDRESSES = ("permalink", "redirect_from")
#: The keys of a front matter that other pages may go by: what a page is called, and what it is near to.
_NAMES = ("title", "alternative_titles", "seo_title", "tags", "categories", "keywords", "glossary", "term", "terms")
_PAGES = "pages"
_HOUSE = uuid.UUID("6a1ed9d3-95f5-4a55-93d8-3e4a2f8b6f0c")
_LONGEST_PART = 240


@dataclass(frozen=True, slots=True)
class Read:
    """A page as a process has read it: the rows of the index, the addresses and names that its front matter says.

    ``found`` is a mark of everything that the search of the site goes by or shows.
    """

    document: Mapping[str, Any]
    entry: Mapping[str, Any]
    called: Mapping[str, Any]
    addresses: Mapping[str, Any]
    names: Mapping[str, str]
    found: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a source between two builds: where its page stands, and what others may go by."""

    digest: str
    lang: str
    slug: str
    names: Mapping[str, str]
    found: str


def update(sources: Sequence[Source], team: Team) -> tuple[dict[str, Known], int]:
    """Read what has changed, forget what is gone.

    Parameters
    ----------
    sources : sequence of Source
    team : Team

    Returns
    -------
    dict
        By the name of a source what is to be remembered now; drafts are not among them.
    int
        How many pages were read anew.
    """
    known = {name: Known(*one) for name, one in (recall(_PAGES) or {}).items()}
    stale = [one for one in sources if one.name not in known or known[one.name].digest != one.digest]
    told = team.map(_read_all, stale, lambda one: one.name)
    fresh = {source.name: read for source, read in zip(stale, told, strict=True) if read is not None}
    drafts = {source.name for source in stale} - fresh.keys()
    now: dict[str, Known] = {}
    taken: set[tuple[str, str]] = set()
    for source in sources:
        if source.name in drafts:
            continue
        page = fresh.get(source.name)
        lang = str(page.document["lang"]) if page else known[source.name].lang
        slug = next((s for s in source.slugs if (lang, s) not in taken), f"{source.slugs[-1]}-{source.digest[:8]}")
        taken.add((lang, slug))
        said = page or known[source.name]
        now[source.name] = Known(source.digest, lang, slug, said.names, said.found)
    moved = [name for name, one in now.items() if name not in fresh and known[name].slug != one.slug]
    again = [source for source in sources if source.name in moved]
    fresh |= {one.name: page for one in again if (page := read_source(one)) is not None}
    gone = [key_of_page(one.lang, one.slug) for name, one in known.items() if name not in now or name in fresh]
    if now != known:
        _write(now, fresh, gone)
    if index_words() and now == known:
        _tell_of_change()
    return now, len(fresh)


def _read_all(sources: Sequence[Source]) -> list[Read | None]:
    return [read_source(one) for one in sources]


def read_source(source: Source) -> Read | None:
    """Read one page; ``None`` for a draft."""
    if is_withheld(source.text):
        return None
    # Without its path, as the library reads it again when it is shown: a page without title is called by its address.
    page = parse_page(source.text, lang=source.lang or None)
    reading = read(page)
    values = fields(page, reading) | ({} if page.title else {"title": source.slugs[0].replace("-", " ")})
    document = Document(**values)
    keep_in_memory(document, page, reading)
    made, called = entry_of(document, page, reading), called_of(document, page.meta)
    entry = {name: getattr(made, name) for name in ("lang", "kind", "sorting", "facets", "tokens", "words", "digest")}
    return Read(
        document=values,
        entry=entry,
        called={"lang": called.lang, "names": called.names, "digest": called.digest},
        addresses={key: value for key in _ADDRESSES if (value := _fit(page, key))},
        names={key: str(page.meta[key]) for key in _NAMES if key in page.meta},
        found=key_of([values[name] for name in SHOWN], [entry[name] for name in SEARCHED]),
    )


def _fit(page: Page, key: str) -> list[str]:
    """The paths of a front matter that a file can stand at, each as a folder or as a page of HTML."""
    said = page.meta.get(key)
    paths = (path_of(one) for one in (said if isinstance(said, list) else [said]) if isinstance(one, str))
    return [path for path in paths if path and _can_stand(path)]


def _can_stand(path: str) -> bool:
    parts = [part for part in path.split("/") if part]
    if not parts or parts[0] in RESERVED:
        return False
    return all(not part.startswith(".") and len(part.encode()) <= _LONGEST_PART for part in parts)


def key_of_page(lang: str, slug: str) -> uuid.UUID:
    """The same page has the same key in every build, so that no order depends on chance."""
    return uuid.uuid5(_HOUSE, f"{lang}/{slug}")


def _tell_of_change() -> None:
    Edition.objects.update_or_create(pk=1, defaults={"version": uuid.uuid4(), "entries": Entry.objects.count()})


@transaction.atomic
def _write(now: Mapping[str, Known], fresh: Mapping[str, Read], gone: Iterable[uuid.UUID]) -> None:
    Document.objects.filter(pk__in=[*gone, *(key_of_page(now[name].lang, now[name].slug) for name in fresh)]).delete()
    documents = {
        name: Document(**{**page.document, "id": key_of_page(now[name].lang, now[name].slug), "slug": now[name].slug})
        for name, page in fresh.items()
    }
    Document.objects.bulk_create(documents.values(), batch_size=200)
    Entry.objects.bulk_create(
        [Entry(**{**page.entry, "document": documents[name]}) for name, page in fresh.items()], batch_size=200
    )
    Called.objects.bulk_create(
        [Called(**{**page.called, "document": documents[name]}) for name, page in fresh.items()], batch_size=200
    )
    for name, page in fresh.items():
        if page.addresses:
            keep_addresses(documents[name], page.addresses)
    _tell_of_change()
    remember(_PAGES, {name: astuple(one) for name, one in now.items()})
