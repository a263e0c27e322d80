"""Addresses of the desk, which is there only with ``hofte serve --watch``."""

from __future__ import annotations

from django.urls import path

from hofte.web.writing import views

urlpatterns = [
    path("writing/", views.desk, name="desk"),
    path("writing/<path:name>", views.draft, name="draft"),
]
