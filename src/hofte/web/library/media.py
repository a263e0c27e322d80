"""The pictures and videos of a page. Nothing is requested from another host before somebody asks for it."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.urls import reverse
from django.utils._os import safe_join

from hofte.page.media import Picture, Video, find_pictures, find_videos

#: What is shown as a picture; no SVG, which may hold a script.
KINDS = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"})
#: Which hosts a video's frame comes from, by who shows it.
FRAMES = {"youtube": "https://www.youtube-nocookie.com", "vimeo": "https://player.vimeo.com"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture; ``path`` is empty when its file is not here, and ``elsewhere`` is where it lies on another host."""

    about: Picture
    path: str = ""
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """The pictures and videos of a page; ``frames`` are the hosts that its videos are played from."""

    pictures: Sequence[Shown] = ()
    videos: Sequence[Video] = ()

    @property
    def here(self) -> list[Shown]:
        """The pictures that can be shown."""
        return [one for one in self.pictures if one.path]

    @property
    def missing(self) -> list[Shown]:
        """The pictures of which there are words, or an address, only."""
        return [one for one in self.pictures if not one.path and (one.about.alt or one.elsewhere)]

    @property
    def frames(self) -> list[str]:
        return sorted({FRAMES[one.provider] for one in self.videos if one.provider in FRAMES})


def media_of(meta: Mapping[str, Any], *, is_ours: bool) -> Media:
    """What a front matter names.

    Parameters
    ----------
    meta : mapping
    is_ours : bool
        Whether the page is of this house, so that its pictures may lie in the content folder.
    """
    return Media([_shown(one, is_ours=is_ours) for one in find_pictures(meta)], find_videos(meta))


def _shown(picture: Picture, *, is_ours: bool) -> Shown:
    if picture.src.startswith(("https://", "http://")):
        return Shown(picture, elsewhere=picture.src)
    name = urlsplit(picture.src).path.lstrip("/")
    if is_ours and find_file(name) is not None:
        return Shown(picture, reverse("picture", args=[name]))
    return Shown(picture)


def find_file(name: str) -> Path | None:
    """The file of a picture in a content folder; ``None`` for what is none, or lies outside."""
    if mimetypes.guess_type(name)[0] not in KINDS:
        return None
    return next((file for folder in folders() if (file := _within(folder, name)) is not None), None)


def folders() -> list[Path]:
    """Where pictures may lie; a site that is built may have several."""
    return [Path(folder) for folder in getattr(settings, "PICTURES", [settings.CONTENT])]


def _within(folder: Path, name: str) -> Path | None:
    try:
        file = Path(safe_join(folder, name))
        return file if file.resolve().is_relative_to(folder.resolve()) and file.is_file() else None
    except (SuspiciousFileOperation, OSError, ValueError):
        return None
