from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search over the library."""

    name = "hofte.web.search"
    label = "search"
