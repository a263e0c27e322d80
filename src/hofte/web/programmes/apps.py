from __future__ import annotations

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """What a person has picked to train."""

    name = "hofte.web.programmes"
    label = "programmes"
