"""Addresses of the programme: ids only, nothing about anybody's body."""

from __future__ import annotations

from django.urls import path

from hofte.web.programmes import views

urlpatterns = [
    path("programme/", views.programme, name="programme"),
    path("programme/add/<uuid:document>/<int:number>/", views.add, name="add_to_programme"),
    path("programme/<uuid:item>/move/", views.move, name="move_in_programme"),
    path("programme/<uuid:item>/remove/", views.remove, name="remove_from_programme"),
]
