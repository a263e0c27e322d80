"""Addresses that belong to no feature."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from hofte.web.site import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("about/", views.about, name="about"),
    path("language/", set_language, name="set_language"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("offline/", views.offline, name="offline"),
    path("csp-report/", views.csp_report, name="csp_report"),
]
