"""The settings of the peers: Hofte's, without anything around a view."""

from hofte.web.settings import *  # noqa: F403

MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bench._peer"
