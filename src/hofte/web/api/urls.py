"""Addresses of the API. They are told apart in :mod:`hofte.web.api.routes`; one has a name here, to be linked to."""

from __future__ import annotations

from django.urls import path, re_path

from hofte.web.api.views import api

urlpatterns = [
    path("api/v1/openapi.json", api, name="api_description"),
    path("api/v1/pages/<str:lang>/<str:slug>", api, name="api_page"),
    re_path(r"^api/v1/", api, name="api"),  # whatever follows, a line break too
]
