"""The addresses of the web application, app by app."""

from __future__ import annotations

from django.urls import include, path

from hofte.web.library.views import address

urlpatterns = [
    path("", include("hofte.web.site.urls")),
    path("", include("hofte.web.library.urls")),
    path("", include("hofte.web.linking.urls")),
    path("", include("hofte.web.training.urls")),
    path("", include("hofte.web.programmes.urls")),
    path("", include("hofte.web.calculators.urls")),
    path("", include("hofte.web.writing.urls")),
    path("people/", include("hofte.web.people.urls")),
    path("", include("hofte.web.serving.urls")),
    path("", include("hofte.web.api.urls")),
    path("<path:path>", address, name="address"),
]
