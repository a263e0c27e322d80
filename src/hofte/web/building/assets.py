"""Static files under names that change with their content; only those that a page asks for become part of a site."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import Storage
from django.utils.encoding import iri_to_uri

#: The static files that were asked for since it was emptied.
asked: set[str] = set()


class HashedFiles(Storage):
    """What ``{% static %}`` asks."""

    def url(self, name: str | None) -> str:
        """The address of a static file; whoever asks for it needs it."""
        asked.add(name or "")
        return str(iri_to_uri(f"{settings.STATIC_URL}{hashed_name(name or '')}"))


def read_asset(name: str) -> bytes:
    """The content of a static file.

    Raises
    ------
    LookupError
        If there is none of this name: a template asks for what does not exist.
    """
    found = finders.find(name)
    if not found:
        raise LookupError(f"there is no static file {name}")
    return Path(str(found)).read_bytes()


@cache
def hashed_name(name: str) -> str:
    """``hofte/css/base.css`` → ``hofte/css/base.1f2e3d4c5b6a.css``."""
    path = PurePosixPath(name)
    mark = hashlib.sha256(read_asset(name)).hexdigest()[:12]
    return str(path.with_name(f"{path.stem}.{mark}{path.suffix}"))
