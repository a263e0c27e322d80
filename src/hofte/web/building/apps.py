from django.apps import AppConfig


class BuildingConfig(AppConfig):
    """The static export; no models. Its templates and files are there only while a site is built."""

    name = "hofte.web.building"
    label = "building"
