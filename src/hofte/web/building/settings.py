"""Settings while a site is built: an index of its own, the site's addresses, static files under hashed names.

Where the index is and which folders are read is said when a build begins.
"""

from __future__ import annotations

from pathlib import Path

from hofte.web.settings import *  # noqa: F403  everything that is not said here is as it is for the server
from hofte.web.settings import DATA, INSTALLED_APPS

INSTALLED_APPS = ["hofte.web.building", *INSTALLED_APPS]  # its templates come first
ROOT_URLCONF = "hofte.web.building.urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "index.sqlite3",
        # The index is made again when it is lost, so nothing waits for the disk.
        "OPTIONS": {"init_command": "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"},
    }
}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.i18n",
                "django.template.context_processors.request",
            ],
        },
    }
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "hofte.web.building.assets.HashedFiles"},
}
#: Where pictures may lie: the folders of the pages. The first one that has a picture gives it.
PICTURES: list[Path] = []
#: The language of the pages at the root of the site; the others have a folder each. Settled once the pages are known.
FIRST_LANGUAGE = "en"
