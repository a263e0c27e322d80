from django.apps import AppConfig


class WritingConfig(AppConfig):
    """Pages as they are written."""

    name = "hofte.web.writing"
    label = "writing"
