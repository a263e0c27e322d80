"""Jekyll sites: posts, pages, collections and drafts, with the Liquid and kramdown of real sites."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from hofte.core.finding import Finding
from hofte.intake.body import Body, finish, open_body
from hofte.intake.front import Front, with_entries
from hofte.intake.includes import Includes
from hofte.intake.liquid import without_liquid
from hofte.intake.model import Found, Imported, Kind, Pictures, Rights, Source
from hofte.intake.notes import Notes
from hofte.intake.pictures import take_pictures
from hofte.intake.rights import rights_of
from hofte.intake.site import Site, collection, pages_of, post_date, read_config, survey
from hofte.intake.walk import files_below
from hofte.intake.words import quoted, slug
from hofte.page.text import MAX_BYTES

_SUFFIXES = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown"})
#: Pages that Jekyll makes of something else.
_OTHERS = frozenset({".html", ".htm", ".textile"})
_OPENED = re.compile(rb"(?:\xef\xbb\xbf)?\s*---[ \t]*\r?\n")
_POST_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-")
#: Where a page that names exercises may be a programme.
_PROGRAMMES = ("", "programs", "programmes", "programmer", "workouts", "exercises", "pages", "posts", "drafts")
#: What the settings may say of many pages at once, and Hofte has a use for.
_SHARED = ("author", "license", "published")


def find(root: Path) -> Found:
    """The Markdown files with front matter that Jekyll makes pages of; others with the reason why not."""
    config = read_config(root)
    excluded = {str(name).strip("/") for name in config.get("exclude") or [] if isinstance(name, str)}
    folders = set(pages_of(config))

    def enter(path: str) -> bool:
        is_site = not path.startswith("_") or "/" in path or path in folders or not config
        return is_site and path not in excluded

    files, passed = [], []
    for file in files_below(root, _SUFFIXES | _OTHERS, enter):
        path = file.relative_to(root).as_posix() if root.is_dir() else file.name
        if path in excluded or PurePosixPath(path).stem in excluded:
            continue
        with file.open("rb") as stream:
            is_opened = _OPENED.match(stream.read(1000)) is not None
        if is_opened and file.suffix.lower() in _SUFFIXES:
            files.append(file)
        elif is_opened:
            passed.append((path, Finding("no-markdown", "warning", 1, "a page that is not Markdown; not imported")))
        elif file.suffix.lower() in _SUFFIXES:
            message = "no front matter, so Jekyll makes no page of it; not imported"
            passed.append((path, Finding("no-page", "info", 1, message)))
    return Found(tuple(files), tuple(passed))


def convert(source: Source, site: Site, rights: Rights) -> Imported:
    """One source of a Jekyll site as a Hofte page.

    Raises
    ------
    PageUnreadable
        If it is larger than 2 MB or not UTF-8 text.
    """
    body = open_body(source)
    meta = with_entries(body.meta, _entries(source.path, body.meta, site))
    pictures = Pictures(rights.pictures)
    includes = Includes(body.meta, body.notes, pictures, site.exercises)
    data = {"page": body.meta, "site": site.config}
    body.text = without_liquid(body.text, body.notes, data, _handlers(includes, site, body))
    body.lead = _programme(meta, includes)
    said = rights_of(meta, Rights(rights.license or site.said("license"), rights.author))
    own = replace(said, author=site.author(said.author))
    front = Front(meta)
    take_pictures(front, pictures)
    name = _name(source.path, str(meta.get("permalink", "")))
    return finish(body, front, pictures, own, source, kind="jekyll", name=name, videos=includes.videos)


def _entries(path: str, meta: Mapping[str, Any], site: Site) -> dict[str, Any]:
    """What a page's place and the site's settings say of it."""
    own = collection(path)
    # A muscle's page names exercises, too; that makes it no programme.
    names_exercises = own not in _PROGRAMMES and isinstance(meta.get("exercises"), list)
    return {
        "kind": "knowledge" if names_exercises else "",
        **{key: value for key, value in site.defaults(path).items() if key in _SHARED},
        "permalink": site.addresses.get(path, ""),
        "date": post_date(path),
        "language": site.said("locale") or site.said("lang"),
        "draft": own == "drafts" or None,
    }


def _name(path: str, permalink: str) -> str:
    last = permalink.strip("/").rsplit("/", 1)[-1].removesuffix(".html")
    stem = slug(_POST_DAY.sub("", PurePosixPath(path).stem))
    return stem if not slug(last) or last.isdigit() else slug(last)


def _handlers(includes: Includes, site: Site, body: Body) -> Mapping[str, Any]:
    link = partial(_link, site=site, notes=body.notes)
    post = partial(_link, site=site, notes=body.notes, folder="_posts/")
    return {
        "include": includes.expand,
        "include_cached": includes.expand,
        "include_relative": includes.expand,
        "link": link,
        "post_url": post,
    }


def _link(words: str, position: int, *, site: Site, notes: Notes, folder: str = "") -> str:
    path = f"{folder}{words.strip().lstrip('/')}"
    known = site.addresses.get(path) or site.addresses.get(f"{path}.md")
    if known is None:
        notes.at(position, "link-broken", f"the link leads to {quoted(path)}, which is no page of this site")
    return known or words.strip()


def _programme(meta: Mapping[str, Any], includes: Includes) -> str:
    """The exercises of a programme as a list, each a link to its page: the site's layout shows them there."""
    lines = []
    for block in meta.get("blocks") or [] if isinstance(meta.get("blocks"), list) else []:
        if isinstance(block, Mapping):
            lines += ["", f"## {block['title']}" if block.get("title") else "", ""]
            lines += _items(block.get("exercises"), includes)
    return "\n".join([*_items(meta.get("exercises"), includes), *lines]).strip("\n")


def _items(entries: Any, includes: Includes) -> list[str]:
    lines = []
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, str):
            lines.append(f"- {includes.exercise(entry)}")
        elif isinstance(entry, Mapping) and isinstance(entry.get("title"), str):
            told = ", ".join(_told(key, value) for key, value in entry.items() if key != "title" and value is not None)
            lines.append(f"- {includes.exercise(entry['title'])}" + (f": {told}" if told else ""))
    return lines


def _told(key: str, value: Any) -> str:
    """``reps: 10`` as "10 reps", the site's own words; a word of its own stands for itself (AMRAP)."""
    return f"{value} {key}" if isinstance(value, (int, float)) else str(value)


JEKYLL = Kind("jekyll", find, survey, convert, MAX_BYTES)
