"""Who wrote it and under which licence, as far as a page says it. What nobody says is unknown, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hofte.intake.model import UNKNOWN, Rights

LICENSE_KEYS = ("license", "licence", "licens", "lisens", "rights")
AUTHOR_KEYS = ("author", "authors", "forfatter", "byline", "creator")

#: How licences are written → their SPDX identifier (spdx.org/licenses).
_CREATIVE_COMMONS = re.compile(r"cc[- ]?(by(?:[- ]?(?:nc|nd|sa))*)[- ]?v?(\d(?:\.\d)?)?")
_CREATIVE_COMMONS_URL = re.compile(r"creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)")
_PUBLIC = {
    "cc0": "CC0-1.0",
    "cc0 1.0": "CC0-1.0",
    "cc0-1.0": "CC0-1.0",
    "unlicense": "Unlicense",
    "the unlicense": "Unlicense",
    "mit": "MIT",
}


def spdx(words: str) -> str:
    """The SPDX identifier of a licence, or the words as they are when they name none that is known here."""
    said = words.strip()
    folded = said.casefold()
    if "creativecommons.org/publicdomain/zero" in folded:
        return "CC0-1.0"
    if (found := _CREATIVE_COMMONS_URL.search(folded)) is not None:
        return f"CC-{found[1].upper()}-{found[2]}"
    if (found := _CREATIVE_COMMONS.fullmatch(folded)) is not None and found[2]:
        terms = re.sub(r"[ -]?(nc|nd|sa)", r"-\1", found[1]).upper()
        version = found[2] if "." in found[2] else f"{found[2]}.0"
        return f"CC-{terms}-{version}"
    return _PUBLIC.get(folded, said)


def rights_of(meta: Mapping[str, Any], otherwise: Rights) -> Rights:
    """What a page's front matter says of its text, else what holds for those that say nothing.

    Returns
    -------
    Rights
        ``license`` is :data:`~hofte.intake.model.UNKNOWN` where nobody says one.
    """
    license_ = next((spdx(said) for key in LICENSE_KEYS if (said := _said(meta.get(key)))), "")
    author = next((said for key in AUTHOR_KEYS if (said := _said(meta.get(key)))), "")
    return Rights(license_ or spdx(otherwise.license) or UNKNOWN, author or otherwise.author)


def _said(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return next((_said(value[key]) for key in ("name", "title", "url") if _said(value.get(key))), "")
    if isinstance(value, list):
        return ", ".join(part for part in map(_said, value) if part)
    return ""
