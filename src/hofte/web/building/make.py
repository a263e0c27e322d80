"""How each file of a site is made, by the templates and selectors of the web library.

A job is a name, the inputs that it is made from as a key, and who makes it with what; it can be sent to another
process, to the one that remembers what it is of (its share). What a file needs beside it (static files, pictures) is
told with its content.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.encoding import iri_to_uri
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import override

from hofte.web.building import assets
from hofte.web.building.frame import Site
from hofte.web.building.lists import ListPage, context_of
from hofte.web.building.urls import interface_of
from hofte.web.building.words import search_index
from hofte.web.library.addresses import hold_paths
from hofte.web.library.around import surroundings
from hofte.web.library.feeds import LibraryFeed, LibrarySitemap
from hofte.web.library.made import MadePage
from hofte.web.library.media import Media
from hofte.web.library.models import Document
from hofte.web.library.present import document_view
from hofte.web.linking.views import glossary_context
from hofte.web.search.shelf import hold_edition

#: What a page may load: nothing of another host but the frame of a video, and no script that stands in a page.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'"
)


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be made; a page is named by the key of its document."""

    name: str
    key: str
    maker: str
    arguments: tuple[Any, ...] = ()
    share: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds, and what must lie beside it: ``static:…``, ``picture:…``; ``missing:…`` is not there."""

    body: bytes
    needs: tuple[str, ...] = ()


def make_all(site: Site, jobs: Sequence[Job]) -> list[Content]:
    """Make some files."""
    site.stand()
    hold_paths()
    hold_edition()
    keys = [key for job in jobs if job.maker == "page" for key in job.arguments]
    documents = Document.objects.defer("text", "reading").in_bulk(keys)
    return [_make(site, job, documents) for job in jobs]


def _make(site: Site, job: Job, documents: Mapping[UUID, Document]) -> Content:
    assets.asked.clear()
    arguments = map(documents.__getitem__, job.arguments) if job.maker == "page" else job.arguments
    made = MAKERS[job.maker](site, *arguments)
    needs = [f"static:{name}" for name in sorted(assets.asked)]
    return Content(made.body, (*needs, *made.needs))


def _html(site: Site, template: str, lang: str, context: Mapping[str, Any], frames: tuple[str, ...] = ()) -> bytes:
    policy = f"{_POLICY}; frame-src {' '.join(frames)}" if frames else _POLICY
    shared = {"site": site, "policy": policy, "request": _request(site)}
    with override(lang):
        return render_to_string(template, {**shared, **context}).encode()


def _request(site: Site) -> SimpleNamespace:
    """As much of a request as the templates look at."""
    parts = urlsplit(site.origin)
    return SimpleNamespace(scheme=parts.scheme, get_host=parts.netloc, GET={}, person=None)


def _page(site: Site, document: Document) -> Content:
    lang = interface_of(document.lang)
    with override(lang):
        shown = document_view(document, whole=True)
        context = {"site": site, "shown": shown, **surroundings(site.origin, shown)}
        page = MadePage(
            title=context["head"].title,
            head=render_to_string("library/_head.html", context),
            main=render_to_string("library/_page.html", context),
            frames=tuple(context["media"].frames),
        )
    frame = _frame(site, lang, page.frames)
    assets.asked |= frame.assets
    body = frame.around(escape(page.title), page.head, page.main)
    return Content(body.encode(), tuple(_pictures(context["media"])))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands around every page of a language: the pieces before, between and after what is the page's own."""

    pieces: tuple[str, ...]
    assets: frozenset[str]

    def around(self, *own: str) -> str:
        """A whole page."""
        first, *others = self.pieces
        return first + "".join(words + piece for words, piece in zip(own, others, strict=True))


#: Stands in the frame where title, head and main part of a page will be; no page can know it.
_HERE = secrets.token_hex(16)


@cache
def _frame(site: Site, lang: str, frames: tuple[str, ...]) -> _Frame:
    """The frame of the library's pages, made once for all of them."""
    here = SafeString(_HERE)
    asked, assets.asked = assets.asked, set()
    html = _html(
        site, "library/page.html", lang, {"section": "library", "page": MadePage(here, here, here, ())}, frames
    )
    needed, assets.asked = frozenset(assets.asked), asked
    return _Frame(tuple(html.decode().split(_HERE)), needed)


def _pictures(media: Media) -> list[str]:
    """The pictures of a page that lie here, and those that would be shown if they did."""
    local = [one for one in media.pictures if not one.elsewhere]
    return [f"{'picture' if one.path else 'missing'}:{urlsplit(one.about.src).path.lstrip('/')}" for one in local]


def _list(site: Site, page: ListPage) -> Content:
    with override(page.lang):
        context = context_of(site, page)
    return Content(_html(site, "building/list.html", page.lang, {"section": "library", **context}))


def _glossary(site: Site, lang: str) -> Content:
    around = site.interface(lang)
    with override(around):
        context = glossary_context(lang, site.origin)
    return Content(_html(site, "linking/glossary.html", around, context))


def _about(site: Site, lang: str) -> Content:
    return Content(_html(site, "site/about.html", lang, {"section": "about"}))


def _not_found(site: Site, lang: str) -> Content:
    return Content(_html(site, "404.html", lang, {}))


def _moved(site: Site, title: str, lang: str, target: str) -> Content:
    told = {"title": title, "lang": lang, "target": iri_to_uri(target), "canonical": iri_to_uri(site.origin + target)}
    return Content(render_to_string("building/moved.html", told).encode())


def _text(site: Site, words: str) -> Content:
    return Content(words.encode())


def _feed(site: Site, lang: str) -> Content:
    host = urlsplit(site.origin)
    request: Any = SimpleNamespace(
        scheme=host.scheme, get_host=lambda: host.netloc, is_secure=lambda: host.scheme == "https", path=""
    )
    with override(lang):
        feed = LibraryFeed().get_feed(lang, request)
    return Content(feed.writeString("utf-8").encode())


def _search(site: Site, lang: str) -> Content:
    with override(lang):
        return Content(search_index(lang))


class _WholeMap(LibrarySitemap):
    """All pages in one file: as many as the protocol allows."""

    limit = 50_000


def _sitemap(site: Site) -> Content:
    host = urlsplit(site.origin)
    there: Any = SimpleNamespace(domain=host.netloc)
    urls = _WholeMap().get_urls(1, there, host.scheme)
    return Content(render_to_string("sitemap.xml", {"urlset": urls}).encode())


MAKERS: Mapping[str, Callable[..., Content]] = {
    "page": _page,
    "list": _list,
    "glossary": _glossary,
    "about": _about,
    "not found": _not_found,
    "moved": _moved,
    "text": _text,
    "feed": _feed,
    "sitemap": _sitemap,
    "search": _search,
}
