"""What programs follow: the map of all pages, what is new in a language (Atom), and what robots may read.

Only pages of the library are in any of them, never a person's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from hofte.web.library.addresses import canonical_paths
from hofte.web.library.around import NAMES
from hofte.web.library.models import Document

NEWEST = 30
#: What is a person's own or changes with them.
PRIVATE = ("/pages/", "/people/", "/diary/", "/prepare/", "/session/", "/before/", "/writing/")


def _pages() -> QuerySet[Document]:
    return Document.objects.filter(person=None).only("slug", "lang", "title", "excerpt", "published", "updated")


#: A page with its one address.
Entry = tuple[Document, str]

if TYPE_CHECKING:  # the framework's own classes take no types while they run
    PageMap = Sitemap[Document]
    EntryFeed = Feed[Entry, str]
else:
    PageMap, EntryFeed = Sitemap, Feed


class LibrarySitemap(PageMap):
    """Every page of the library with its other languages and the day on which it says it was changed."""

    limit = 5000

    def items(self) -> QuerySet[Document]:
        """All pages, in an order that stays."""
        return _pages().order_by("slug", "lang")

    def lastmod(self, item: Document) -> date | None:
        """When the page says it was changed, or else published."""
        return _changed(item)

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """One part of the map; the addresses of its pages are looked up together."""
        items: list[Document] = list(self.paginator.page(page).object_list)
        together = list(_pages().filter(slug__in={item.slug for item in items}).order_by("lang"))
        root = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        places = {page: root + iri_to_uri(path) for page, path in canonical_paths(together).items()}
        return [self._url(item, [one for one in together if one.slug == item.slug], places) for item in items]

    def _url(self, item: Document, languages: Iterable[Document], places: Mapping[UUID, str]) -> dict[str, Any]:
        alternates = [{"location": places[one.pk], "lang_code": one.lang} for one in languages]
        return {
            "item": item,
            "location": places[item.pk],
            "lastmod": self.lastmod(item),
            "changefreq": None,
            "priority": "",
            "alternates": alternates if len(alternates) > 1 else [],
        }


class LibraryFeed(EntryFeed):
    """What is new in one language, the latest first; pages without a date have no place in it."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """The language of the feed."""
        lang = str(kwargs["lang"])
        if lang not in NAMES:
            raise Http404(_("There is no such language."))
        return lang

    def get_feed(self, obj: str, request: HttpRequest) -> SyndicationFeed:
        """The feed, in its own language whatever the reader's is."""
        with override(obj):
            return super().get_feed(obj, request)

    def title(self, obj: str) -> str:
        """The name of the feed."""
        return f"Hofte · {_('Exercises')}"

    def link(self, obj: str) -> str:
        """The library."""
        return reverse("library")

    def feed_url(self, obj: str) -> str:
        """The feed's own address."""
        return reverse("feed", args=[obj])

    def items(self, obj: str) -> list[Entry]:
        """The pages that were changed last."""
        dated = _pages().filter(lang=obj).annotate(day=Coalesce("updated", "published")).exclude(day=None)
        newest = list(dated.order_by("-day", "slug")[:NEWEST])
        paths = canonical_paths(newest)
        return [(page, paths[page.pk]) for page in newest]

    def item_title(self, item: Entry) -> str:
        """Its title."""
        return str(item[0].title)

    def item_description(self, item: Entry) -> str:
        """Its first words."""
        return str(item[0].excerpt)

    def item_link(self, item: Entry) -> str:
        """Its one address."""
        return item[1]

    def item_pubdate(self, item: Entry) -> datetime | None:
        """When it was published, if it says so."""
        return _midnight(item[0].published)

    def item_updateddate(self, item: Entry) -> datetime | None:
        """When it was changed."""
        return _midnight(_changed(item[0]))


def _changed(page: Document) -> date | None:
    day: date | None = page.updated or page.published
    return day


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
