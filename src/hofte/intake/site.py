"""What one page of a Jekyll site needs to know of the others: settings, addresses, titles, authors.

Front matter is not parsed for this, only looked through for two keys: a site has thousands of pages, and each is read
whole when its turn comes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from hofte.intake.words import slug
from hofte.page.front_matter import read_front_matter

#: How much of a file is looked through, in bytes.
HEAD = 16_384
_KEY = r"^{}:[ \t]*+(?:&\w++[ \t]++)?(?:\"([^\"\r\n]*+)\"|'([^'\r\n]*+)'|([^\s#\"'&][^\r\n#]*+))"
_PERMALINK = re.compile(_KEY.format("permalink"), re.MULTILINE)
_TITLE = re.compile(_KEY.format("title"), re.MULTILINE)
_POST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_PLACE = re.compile(r":(output_ext|[a-z_]+)")


@dataclass(frozen=True)
class Site:
    """The facts of a site.

    Parameters
    ----------
    config : mapping
        ``_config.yml``.
    authors : mapping
        ``_data/authors.yml``: short name → what is known of the author.
    addresses : mapping
        A source's path → where its page is.
    exercises : mapping
        The title of a page, case folded → where it is; those of exercises before those of other pages.
    """

    config: Mapping[str, Any] = field(default_factory=dict)
    authors: Mapping[str, Any] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    exercises: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """Changes when any of the facts does."""
        facts = [self.config, self.authors, self.addresses, self.exercises]
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def defaults(self, path: str) -> dict[str, Any]:
        """What the settings say of all pages in the place where this one lies; the closest place last."""
        found: dict[str, Any] = {}
        entries = self.config.get("defaults")
        for entry in entries if isinstance(entries, list) else []:
            if (
                isinstance(entry, Mapping)
                and isinstance(entry.get("values"), Mapping)
                and _is_in(path, entry.get("scope"))
            ):
                found |= entry["values"]
        return found

    def said(self, key: str) -> str:
        """A text of the settings; empty when there is none."""
        value = self.config.get(key)
        return value if isinstance(value, str) else ""

    def author(self, name: str) -> str:
        """The author behind a short name, or the name as it is."""
        known = self.authors.get(name)
        said = known.get("name") if isinstance(known, Mapping) else None
        return said if isinstance(said, str) else name


def survey(root: Path, files: Sequence[Path]) -> Site:
    """Look through a site for the facts that its pages share."""
    config = read_config(root)
    addresses, titles, exercises = dict[str, str](), dict[str, str](), dict[str, str]()
    for file in files:
        path = file.relative_to(root).as_posix()
        with file.open("rb") as stream:
            head = stream.read(HEAD).decode("utf-8", "replace")
        addresses[path] = _said(_PERMALINK, head) or address(path, config)
        if title := _said(_TITLE, head):
            known = exercises if collection(path) in ("exercises", "exercise") else titles
            known.setdefault(title.casefold(), addresses[path])
    return Site(config, read_yaml(root / "_data" / "authors.yml"), addresses, titles | exercises)


def read_config(root: Path) -> dict[str, Any]:
    """The settings of a site; empty when it has none."""
    return read_yaml(root / "_config.yml") or read_yaml(root / "_config.yaml")


def read_yaml(file: Path) -> dict[str, Any]:
    """A file of settings; empty when there is none, or none that can be read."""
    try:
        text = file.read_bytes()[:100_000].decode("utf-8", "replace")
    except OSError:
        return {}
    return dict(read_front_matter(f"---\n{text}\n---\n").meta)


def collection(path: str) -> str:
    """The collection that a source belongs to: ``exercises`` for ``_exercises/a/b.md``; empty for a plain page."""
    first = PurePosixPath(path).parts[0]
    return first[1:] if first.startswith("_") and "/" in path else ""


def post_date(path: str) -> str:
    """The day in a post's name, as ISO writes it; empty when there is none."""
    found = _POST.fullmatch(PurePosixPath(path).stem)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""


def address(path: str, config: Mapping[str, Any]) -> str:
    """Where Jekyll puts a page that does not say where it is (jekyllrb.com/docs/permalinks)."""
    place, own = PurePosixPath(path), collection(path)
    template = config.get("permalink") if isinstance(config.get("permalink"), str) else "date"
    template = _STYLES.get(str(template), str(template))
    if own in ("", "pages"):
        folder = "/".join(place.parts[1:-1] if own else place.parts[:-1])
        end = "/" if template.endswith("/") else ".html"
        return f"/{folder}/{place.stem}{end}".replace("//", "/")
    if own not in ("posts", "drafts"):
        template = _collection_template(own, config)
    return re.sub(r"/{2,}", "/", _PLACE.sub(lambda found: _part(found[1], path, own), template))


def _collection_template(name: str, config: Mapping[str, Any]) -> str:
    collections = config.get("collections")
    about = collections.get(name) if isinstance(collections, Mapping) else None
    said = about.get("permalink") if isinstance(about, Mapping) else None
    return said if isinstance(said, str) else "/:collection/:path:output_ext"


def _part(name: str, path: str, own: str) -> str:
    place = PurePosixPath(path)
    found = _POST.fullmatch(place.stem)
    year, month, day, stem = found.groups() if found else ("", "", "", place.stem)
    return {
        "collection": own,
        "path": "/".join((*place.parts[1:-1], place.stem)),
        "name": slug(place.stem),
        "title": stem,
        "slug": slug(stem),
        "categories": "",
        "year": year,
        "month": month.zfill(2) if month else "",
        "day": day.zfill(2) if day else "",
        "output_ext": ".html",
    }.get(name, "")


def _said(key: re.Pattern[str], head: str) -> str:
    found = key.search(head)
    return (found[1] or found[2] or found[3] or "").strip() if found else ""


def _is_in(path: str, scope: Any) -> bool:
    if not isinstance(scope, Mapping):
        return False
    folder, kind = str(scope.get("path") or "").strip("/"), scope.get("type")
    own = collection(path)
    kinds = {own or "pages"} | ({"posts"} if own == "drafts" else set())
    return (not folder or path == folder or path.startswith(f"{folder}/")) and (not kind or kind in kinds)


def pages_of(config: Mapping[str, Any]) -> Iterator[str]:
    """The folders with an underscore that hold pages: posts, drafts, the collections, and what is included by name."""
    yield from ("_posts", "_drafts", "_pages")
    collections = config.get("collections")
    yield from (f"_{name}" for name in (collections if isinstance(collections, (Mapping, list)) else []))
    included = config.get("include")
    yield from (str(name) for name in (included if isinstance(included, list) else []))
