from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Sessions and the diary (the label ``sessions`` is taken by the framework)."""

    name = "hofte.web.training"
    label = "training"
