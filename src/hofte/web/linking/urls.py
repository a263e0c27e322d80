"""Addresses of the glossary."""

from __future__ import annotations

from django.urls import path

from hofte.web.linking import views

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("glossary/<slug:lang>/", views.glossary_in, name="glossary_in"),
]
