"""Pictures that a page names: previews, headers and galleries of the front matter, and those between its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hofte.intake.front import Front
from hofte.intake.model import Pictures

_IMAGE = re.compile(r"!\[([^\[\]]*+)\]\(\s*+(?:<([^<>\n]*+)>|([^()\s\"]++))(?:\s++\"([^\"\n]*+)\")?\s*+\)")
_HEADER = ("overlay_image", "image", "teaser", "og_image")
_PREVIEWS = ("previewImage", "image", "thumbnail", "cover", "teaser")


def take_pictures(front: Front, pictures: Pictures) -> None:
    """Move the pictures of a front matter into the list; what else its keys say stays."""
    for key in _PREVIEWS:
        if isinstance(front.left.get(key), str):
            pictures.add(front.text(key), alt=front.text(f"{key}Alt"))
    header = front.take("header")
    if isinstance(header, Mapping):
        for key in _HEADER:
            pictures.add(header.get(key), caption=header.get("caption"))
    for key, entries in front.left.items():
        if is_gallery(entries):
            for entry in entries:
                add_entry(pictures, entry)
            if key.startswith("gallery"):
                front.take(key)


def is_gallery(value: Any) -> bool:
    """Whether a value is a list of pictures with their texts."""
    return isinstance(value, list) and any(isinstance(one, Mapping) and "image_path" in one for one in value)


def add_entry(pictures: Pictures, entry: Any) -> None:
    """One picture of a gallery: the large one when there are two sizes."""
    if isinstance(entry, Mapping):
        pictures.add(
            source_of(entry), **{key: entry.get(key) for key in ("alt", "title", "license", "author", "credit")}
        )


def source_of(entry: Mapping[str, Any]) -> str:
    """Where a gallery's picture lies: ``url`` when it leads to a picture, else ``image_path``."""
    url, path = entry.get("url"), entry.get("image_path")
    if isinstance(url, str) and re.search(r"\.(?:jpe?g|png|gif|webp|svg|avif)(?:\?|$)", url, re.IGNORECASE):
        return url
    return path if isinstance(path, str) else ""


def images_in(markdown: str) -> Iterator[tuple[str, str, str]]:
    """The pictures of a Markdown text: where each lies, its words for those who cannot see it, its title."""
    for found in _IMAGE.finditer(markdown):
        yield found[2] or found[3], found[1], found[4] or ""
