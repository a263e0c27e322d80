from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Pages and the exercises on them."""

    name = "hofte.web.library"
    label = "library"
