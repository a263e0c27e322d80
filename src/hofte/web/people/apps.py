from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Local profiles."""

    name = "hofte.web.people"
    label = "people"
