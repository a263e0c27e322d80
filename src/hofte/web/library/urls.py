"""Addresses of the library. Starter pages have readable ones; what is a person's own has a random one."""

from __future__ import annotations

from django.urls import path

from hofte.web.library import views

urlpatterns = [
    path("", views.library, name="library"),
    path("exercises/<slug:slug>/", views.starter, name="starter"),
    path("pages/paste/", views.paste, name="paste"),
    path("pages/mine/", views.mine, name="mine"),
    path("pages/<uuid:document>/", views.own, name="own"),
    path("pages/<uuid:document>/delete/", views.delete, name="delete_page"),
]
