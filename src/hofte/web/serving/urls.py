"""What a phone at home needs to trust this machine."""

from __future__ import annotations

from django.urls import path

from hofte.web.serving.views import authority

urlpatterns = [path("trust/hofte.crt", authority, name="authority")]
