"""The front matter of a site's page, in Hofte's order and with Hofte's types; nothing that it says is lost.

Sites give the same thing many names and odd types (a tag as text or list, null where the lines of a list were commented
out, a date as ``13/09/2025``). Keys that Hofte has no use for go on under ``site``, as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hofte.intake.model import UNKNOWN, Pictures, Rights
from hofte.intake.rights import AUTHOR_KEYS, LICENSE_KEYS
from hofte.page.dates import PUBLISHED_KEYS, UPDATED_KEYS, parse_date
from hofte.page.kind import EXERCISE_KEYS, KIND_KEYS, KINDS
from hofte.page.language import LANGUAGE_KEYS
from hofte.page.read import TITLE_KEYS

#: Texts that go on under their name.
_TEXTS = (
    "slug",
    "subtitle",
    "excerpt",
    "description",
    "instructions",
    "level",
    "force",
    "mechanic",
    "permalink",
    "scope",
    "style",
    "figure",
    "figure_text",
)
#: Lists of words; a single word is a list of one, and ``null`` is none.
_LISTS = {
    "tags": ("tags", "tag"),
    "categories": ("categories", "category"),
    "training_type": ("training_type",),
    "training_focus": ("training_focus",),
    "equipment": ("equipment",),
    "muscle_group": ("muscle_group",),
    "secondary_muscles": ("secondary_muscles",),
    "bodyParts": ("bodyParts",),
    "alternative_titles": ("alternative_titles", "aliases"),
    "redirect_from": ("redirect_from",),
}
#: Lists and numbers that go on as they are, when they are not empty.
_DATA = (
    "id",
    "key",
    "faq",
    "exercises",
    "blocks",
    "related",
    "tests",
    "tools",
    "translations",
    "pattern",
    "poses",
    "linked_as",
    "auto_links",
)
_SEO_TITLES = ("seo_title", "metaTitle")
#: Keys that say: not for everybody. The value that says so.
_WITHHELD = {"published": False, "unlisted": True, "draft": True, "hidden": True}


class Front:
    """Takes what it knows from a page's front matter, key by key; the rest is left over.

    Parameters
    ----------
    meta : mapping
        As :func:`hofte.page.front_matter.read_front_matter` gives it.
    """

    def __init__(self, meta: Mapping[str, Any]) -> None:
        self._left = dict(meta)
        self._whole = meta

    @property
    def left(self) -> Mapping[str, Any]:
        """What was not taken yet."""
        return dict(self._left)

    def take(self, *keys: str) -> Any:
        """What the first of these keys says that says something; others that say something are left."""
        for key in keys:
            if not is_empty(self._left.get(key)):
                return self._left.pop(key)
        return None

    def text(self, *keys: str) -> str:
        """The first of these keys that holds words or a number."""
        value = self.take(*(key for key in keys if isinstance(self._left.get(key), (str, int, float))))
        return "" if value is None else str(value).strip()

    def words(self, *keys: str) -> list[str]:
        """All words of these keys, each once; a single text is a list of one."""
        found: dict[str, None] = {}
        for key in keys:
            value = self._left.get(key)
            parts = value if isinstance(value, list) else [value]
            if any(isinstance(part, (list, Mapping)) for part in parts):
                continue
            self._left.pop(key, None)
            found.update((str(part).strip(), None) for part in parts if part is not None and str(part).strip())
        return list(found)

    def entries(self, pictures: Pictures, rights: Rights) -> dict[str, Any]:
        """The clean front matter; what was not taken before stands under ``site``."""
        return {key: value for key, value in self._entries(pictures, rights) if not is_empty(value)}

    def _entries(self, pictures: Pictures, rights: Rights) -> Iterator[tuple[str, Any]]:
        title = self.text(*TITLE_KEYS[:3]) or self._first(_SEO_TITLES)
        yield "title", title
        yield "seo_title", self.text(*_SEO_TITLES)
        for key in _TEXTS:
            yield key, self.text(key)
        for name, keys in _LISTS.items():
            yield name, self.words(*keys)
        yield "kind", self._kind()
        yield "language", self.text(*LANGUAGE_KEYS)
        yield "date", _day(self.text(*(key for key in PUBLISHED_KEYS if isinstance(self._left.get(key), str))))
        yield "last_modified_at", _day(self.text(*UPDATED_KEYS))
        for key in _DATA:
            yield key, self.take(key)
        yield "videos", self._videos()
        yield "pictures", pictures.as_meta()
        yield "license", rights.license
        yield "author", rights.author
        withheld = self._withheld(rights)
        yield "published", False if withheld else None
        yield "withheld", withheld
        self.take(*LICENSE_KEYS)
        self.take(*AUTHOR_KEYS)
        yield "site", {key: value for key, value in self._left.items() if not is_empty(value)}

    def _first(self, keys: tuple[str, ...]) -> str:
        return next((str(self._whole[key]) for key in keys if self._whole.get(key)), "")

    def _kind(self) -> str:
        """What the page says it is; a key that only exercises have counts even when it is empty."""
        said = next((self._left.pop(key) for key in KIND_KEYS if self._left.get(key) in KINDS), "")
        if said:
            return str(said)
        if any(isinstance(self._whole.get(key), list) for key in ("exercises", "blocks")):
            return "programme"
        return "exercise" if any(key in self._whole for key in EXERCISE_KEYS) else ""

    def _videos(self) -> list[dict[str, Any]]:
        said = self.take("video", "videos")
        found = [dict(one) for one in (said if isinstance(said, list) else [said]) if isinstance(one, Mapping)]
        if isinstance(said, str):
            found.append({"url": said})
        if url := self.text("videoUrl"):
            about = {"url": url, "title": self.text("videoName"), "author": self.text("videoAttribution")}
            found.append({key: value for key, value in about.items() if value})
        return [{**one, "license": one.get("license") or UNKNOWN} for one in found]

    def _withheld(self, rights: Rights) -> list[str]:
        """Why the page is not shown to everybody; empty when it is."""
        said = [key for key, value in _WITHHELD.items() if self._left.get(key) is value]
        for key in _WITHHELD:
            if isinstance(self._left.get(key), bool):
                del self._left[key]
        return [*said, *filter(None, [rights.withheld])]


def with_entries(meta: Mapping[str, Any], entries: Mapping[str, Any]) -> dict[str, Any]:
    """A front matter with what holds where it says nothing itself."""
    told = {key: value for key, value in meta.items() if not (key in entries and is_empty(value))}
    return {**{key: value for key, value in entries.items() if not is_empty(value)}, **told}


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: nothing, no words, or a list of nothings (lines that were commented out)."""
    if isinstance(value, list):
        return all(part is None for part in value)
    return value in (None, "", {})


def _day(words: str) -> str:
    """A day as ISO writes it; a timestamp, or what is no date, as it is."""
    day = parse_date(words) if words else None
    return words if day is None or "T" in words else day.isoformat()
