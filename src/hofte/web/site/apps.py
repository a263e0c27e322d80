from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Frame and look; no models."""

    name = "hofte.web.site"
    label = "site"
