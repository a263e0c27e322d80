from __future__ import annotations

from django.apps import AppConfig


class CalculatorsConfig(AppConfig):
    """Pages that reckon; they keep nothing."""

    name = "hofte.web.calculators"
    label = "calculators"
