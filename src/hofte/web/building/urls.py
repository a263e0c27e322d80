"""The addresses of a built site: those of the library that need no server, by the names that the templates know."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, path
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import get_language

#: A page of a language without an interface of its own has the one that its readers know best.
_INTERFACES = {"nn": "nb"}


def interface_of(lang: str) -> str:
    """The interface language around a page."""
    code = _INTERFACES.get(lang, lang)
    return code if code in dict(settings.LANGUAGES) else "en"


class Shelves(LocalePrefixPattern):
    """The pages of the site's first language stand at its root, those of another in a folder of its name."""

    @property
    def language_prefix(self) -> str:
        """``nb/``; nothing for the first language."""
        lang = interface_of(get_language() or settings.FIRST_LANGUAGE)
        return "" if lang == settings.FIRST_LANGUAGE else f"{lang}/"


def nothing(request: HttpRequest, **parts: str) -> HttpResponse:
    """Nobody asks here: a built site is files."""
    return HttpResponse(status=404)


_OF_A_LANGUAGE = [
    path("", nothing, name="library"),
    path("page/<int:page>/", nothing, name="library_page"),
    path("by/<slug:facet>/<str:value>/", nothing, name="list"),
    path("by/<slug:facet>/<str:value>/page/<int:page>/", nothing, name="list_page"),
    path("about/", nothing, name="about"),
]

urlpatterns = [
    URLResolver(Shelves(), _OF_A_LANGUAGE),
    path("exercises/<str:slug>/", nothing, name="starter"),
    path("exercises/<str:slug>/<slug:lang>/", nothing, name="starter_in"),
    path("glossary/<slug:lang>/", nothing, name="glossary_in"),
    path("pictures/<path:name>", nothing, name="picture"),
    path("feed/<slug:lang>.atom", nothing, name="feed"),
    path("search/<slug:lang>.json", nothing, name="search_index"),
    path("sitemap.xml", nothing, name="sitemap"),
    path("robots.txt", nothing, name="robots"),
    path("<path:path>", nothing, name="address"),
]

#: First parts of a path that no page can have for its own.
RESERVED = frozenset({"about", "by", "exercises", "feed", "glossary", "page", "pictures", "search", "static"})
