"""Who wrote it and under which licence, as far as a page says it. What nobody says is unknown, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hofte.intake.model import UNKNOWN, Rights

LICENSE_KEYS = ("license", "licence", "licens", "lisens", "rights", "copyright")
AUTHOR_KEYS = ("author", "authors", "forfatter", "byline", "creator")

#: How licences are written → their SPDX identifier (spdx.org/licenses).
_CREATIVE_COMMONS = re.compile(r"cc[- ]?(by(?:[- ]?(?:nc|nd|sa))*)[- ]?v?(\d(?:\.\d)?)?")
_CREATIVE_COMMONS_URL = re.compile(r"creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)")
#: Licences that let a text be shown, by their SPDX names. Any other words may say the opposite ("all rights reserved").
_OPEN = re.compile(r"CC-BY(?:-NC)?(?:-ND|-SA)?-\d\.\d|CC0-1\.0|Unlicense|MIT|ODbL-1\.0|Apache-2\.0|GFDL-\d\.\d.*|0BSD")
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
    license_ = next((said for key in LICENSE_KEYS if (said := _said(meta.get(key)))), "")
    author = next((said for key in AUTHOR_KEYS if (said := _said(meta.get(key)))), "")
    return judged(license_, otherwise, author or otherwise.author)


def judged(license_: str, otherwise: Rights, author: str) -> Rights:
    """The rights in a text that names a licence, or none: what holds otherwise was given by whoever imports it."""
    if not license_:
        given = spdx(otherwise.license)
        return Rights(given or UNKNOWN, author, "" if given else "license-unknown")
    name = spdx(license_)
    return Rights(name, author, "" if _OPEN.fullmatch(name) else "license-unclear")


def _said(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return next((_said(value[key]) for key in ("name", "title", "url") if _said(value.get(key))), "")
    if isinstance(value, list):
        return ", ".join(part for part in map(_said, value) if part)
    return ""
