"""Addresses of the library. Starter pages have readable ones; what is a person's own has a random one."""

from __future__ import annotations

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from hofte.web.library import feeds, views
from hofte.web.linking.sitemap import GlossarySitemap
from hofte.web.search.views import library

_MAPS = {"sitemaps": {"library": feeds.LibrarySitemap, "glossary": GlossarySitemap}}

urlpatterns = [
    path("", library, name="library"),
    path("exercises/<str:slug>/", views.starter, name="starter"),
    path("exercises/<str:slug>/<slug:lang>/", views.starter_in, name="starter_in"),
    path("robots.txt", feeds.robots, name="robots"),
    path("sitemap.xml", index, _MAPS, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, _MAPS, name="django.contrib.sitemaps.views.sitemap"),
    path("feed/<slug:lang>.atom", feeds.LibraryFeed(), name="feed"),
    path("pictures/<path:name>", views.picture, name="picture"),
    path("pages/paste/", views.paste, name="paste"),
    path("pages/mine/", views.mine, name="mine"),
    path("pages/<uuid:document>/", views.own, name="own"),
    path("pages/<uuid:document>/delete/", views.delete, name="delete_page"),
]
