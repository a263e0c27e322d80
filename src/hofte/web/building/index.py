"""The index of a site brought up to date with its files. It is a database of the same tables as a server's."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from django.db import connection, transaction

from hofte.page.model import Page
from hofte.page.read import parse_page
from hofte.web.building.sources import Source
from hofte.web.building.urls import RESERVED
from hofte.web.building.workers import Team
from hofte.web.library.addresses import keep_addresses, path_of
from hofte.web.library.models import Document
from hofte.web.library.selectors import remember
from hofte.web.library.services import fields, is_withheld, read
from hofte.web.linking.services import index_words
from hofte.web.search.models import Edition, Entry
from hofte.web.search.services import entry_of

#: The keys of a front matter by which a page says where it stands or stood.
_ADDRESSES = ("permalink", "redirect_from")
#: The keys of a front matter that other pages may go by: what a page is called, and what it is near to.
_NAMES = ("title", "alternative_titles", "seo_title", "tags", "categories", "keywords", "glossary", "term", "terms")
_HOUSE = uuid.UUID("6a1ed9d3-95f5-4a55-93d8-3e4a2f8b6f0c")
_LONGEST_PART = 240


@dataclass(frozen=True, slots=True)
class Read:
    """A page as a process has read it: the rows of the index, the addresses and names that its front matter says."""

    document: Mapping[str, Any]
    entry: Mapping[str, Any]
    addresses: Mapping[str, Any]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a source between two builds: where its page stands, and what others may go by."""

    digest: str
    lang: str
    slug: str
    names: Mapping[str, str]


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
    known = _known()
    stale = [one for one in sources if one.name not in known or known[one.name].digest != one.digest]
    told = team.map(read_source, stale, lambda one: one.name)
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
        now[source.name] = Known(source.digest, lang, slug, page.names if page else known[source.name].names)
    moved = [name for name, one in now.items() if name not in fresh and known[name].slug != one.slug]
    again = [source for source in sources if source.name in moved]
    fresh |= {one.name: page for one in again if (page := read_source(one)) is not None}
    gone = [key_of_page(one.lang, one.slug) for name, one in known.items() if name not in now or name in fresh]
    if now != known:
        _write(now, fresh, gone)
    if index_words() and now == known:
        _tell_of_change()
    return now, len(fresh)


def read_source(source: Source) -> Read | None:
    """Read one page; ``None`` for a draft."""
    if is_withheld(source.text):
        return None
    # Without its path, as the library reads it again when it is shown: a page without title is called by its address.
    page = parse_page(source.text, lang=source.lang or None)
    reading = read(page)
    values = fields(page, reading) | ({} if page.title else {"title": source.slugs[0].replace("-", " ")})
    document = Document(**values)
    remember(document, page, reading)
    entry = entry_of(document, page, reading)
    return Read(
        document=values,
        entry={
            name: getattr(entry, name) for name in ("lang", "kind", "sorting", "facets", "tokens", "words", "digest")
        },
        addresses={key: value for key in _ADDRESSES if (value := _fit(page, key))},
        names={key: str(page.meta[key]) for key in _NAMES if key in page.meta},
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


_TABLE = "CREATE TABLE IF NOT EXISTS building_known (told TEXT NOT NULL)"


def _known() -> dict[str, Known]:
    """What was remembered with the index, in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
        cursor.execute("SELECT told FROM building_known")
        row = cursor.fetchone()
    return {name: Known(*one) for name, one in json.loads(row[0]).items()} if row else {}


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
    for name, page in fresh.items():
        if page.addresses:
            keep_addresses(documents[name], page.addresses)
    _tell_of_change()
    told = json.dumps({name: astuple(one) for name, one in now.items()}, default=str)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM building_known")
        cursor.execute("INSERT INTO building_known VALUES (%s)", [told])
