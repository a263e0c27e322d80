"""The pictures and videos that a page's front matter names. Nothing is opened, and nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

_ID = {"youtube": re.compile(r"[\w-]{6,20}", re.ASCII), "vimeo": re.compile(r"\d{5,12}")}
_HOSTS = {
    "youtube": {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com", "youtu.be"},
    "vimeo": {"vimeo.com", "www.vimeo.com", "player.vimeo.com"},
}
#: Where a video is played, without cookies before somebody plays it; and where it is looked at.
_PLAYED = {"youtube": "https://www.youtube-nocookie.com/embed/{}", "vimeo": "https://player.vimeo.com/video/{}?dnt=1"}
_LOOKED_AT = {"youtube": "https://www.youtube.com/watch?v={}", "vimeo": "https://vimeo.com/{}"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: where it lies, its words for those who cannot see it, its caption, who made it, its licence."""

    src: str
    alt: str = ""
    caption: str = ""
    author: str = ""
    license: str = ""


@dataclass(frozen=True, slots=True)
class Video:
    """A video: where it is played within a page (empty when it cannot be), where it is looked at, its title."""

    embed: str
    url: str
    provider: str = ""
    title: str = ""
    author: str = ""

    @property
    def host(self) -> str:
        """Who shows it."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


def find_pictures(meta: Mapping[str, Any]) -> tuple[Picture, ...]:
    """The pictures that may be shown, each once: ``pictures`` as an import writes them, ``gallery`` as Jekyll sites do.

    One that says ``published: false`` is left out.
    """
    found: dict[str, Picture] = {}
    for entry in (*_entries(meta.get("pictures")), *_entries(meta.get("gallery"))):
        src = _text(entry, "src", "url", "image_path", "image")
        if src and entry.get("published") is not False:
            caption = _text(entry, "caption", "title")
            about = Picture(
                src, _text(entry, "alt"), caption, _text(entry, "author", "credit"), _text(entry, "license")
            )
            found.setdefault(src, about)
    return tuple(found.values())


def find_videos(meta: Mapping[str, Any]) -> tuple[Video, ...]:
    """The videos, each once; what is no video of a known site and no https address is left out."""
    found = (_video(entry) for key in ("videos", "video") for entry in _entries(meta.get(key)))
    named = {"url": meta.get("videoUrl"), "title": meta.get("videoName"), "author": meta.get("videoAttribution")}
    unique = {video.url: video for video in (*found, _video(named)) if video is not None}
    return tuple(unique.values())


def _video(entry: Mapping[str, Any]) -> Video | None:
    provider, number = _text(entry, "provider").casefold(), str(entry.get("id") or "")
    url = _text(entry, "url", "src")
    if url:
        provider, number = _known(url)
    title, author = _text(entry, "title", "name", "caption"), _text(entry, "author")
    if provider in _ID and _ID[provider].fullmatch(number):
        return Video(_PLAYED[provider].format(number), _LOOKED_AT[provider].format(number), provider, title, author)
    return Video("", url, "", title, author) if url.startswith("https://") else None


def _known(url: str) -> tuple[str, str]:
    """The site and the number of a video's address; empty for a site that is not known."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    provider = next((name for name, hosts in _HOSTS.items() if (parts.hostname or "") in hosts), "")
    return provider, _number(parts) if provider else ""


def _number(parts: SplitResult) -> str:
    named = parse_qs(parts.query).get("v")
    return named[0] if named else parts.path.rstrip("/").rpartition("/")[2]


def _entries(value: object) -> Iterator[Mapping[str, Any]]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            yield one
        elif isinstance(one, str) and one.strip():
            yield {"url": one.strip()}


def _text(entry: Mapping[str, Any], *keys: str) -> str:
    return next((value.strip() for key in keys if isinstance(value := entry.get(key), str) and value.strip()), "")
