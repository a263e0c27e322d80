from django.apps import AppConfig


class LinkingConfig(AppConfig):
    """Words that lead somewhere."""

    name = "hofte.web.linking"
    label = "linking"
