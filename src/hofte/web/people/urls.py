"""Addresses of the profiles on this device."""

from __future__ import annotations

from django.urls import path

from hofte.web.people import views

urlpatterns = [
    path("", views.people, name="people"),
    path("<uuid:person>/choose/", views.choose, name="choose_person"),
    path("<uuid:person>/rename/", views.rename, name="rename_person"),
    path("<uuid:person>/delete/", views.delete, name="delete_person"),
]
