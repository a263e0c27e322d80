"""Addresses of the calculators; what was typed stands in the address and is kept nowhere."""

from __future__ import annotations

from django.urls import path

from hofte.web.calculators import views

urlpatterns = [path("loads/", views.loads, name="loads")]
