"""The common way of every Markdown source: opened, cleaned step by step on its own lines, finished as a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hofte.intake.front import Front
from hofte.intake.kramdown import plain_markdown
from hofte.intake.liquid import NEW_LINE
from hofte.intake.model import UNKNOWN, CleanPage, Imported, Pictures, Rights, Source
from hofte.intake.notes import Notes
from hofte.intake.pictures import images_in
from hofte.intake.words import UNSEEN, slug, sound
from hofte.intake.written import fitting
from hofte.page.front_matter import read_front_matter
from hofte.page.language import declared_language, detect_language
from hofte.page.text import decode

_BLANK = re.compile(r"^[ \t]+$", re.MULTILINE)
_LINE_END = re.compile(r"\r\n?")


@dataclass
class Body:
    """A source while it is converted; ``text`` is what stands after the front matter, on the source's lines.

    ``lead`` is put before the text in the end.
    """

    meta: Mapping[str, Any]
    text: str
    notes: Notes
    lead: str = ""


def open_body(source: Source) -> Body:
    """Read a source's front matter and make its line ends LF.

    Raises
    ------
    PageUnreadable
        If it is larger than 2 MB or not UTF-8 text.
    """
    text = _LINE_END.sub("\n", decode(source.raw, source.path, file=Path(source.path)))
    front = read_front_matter(text)
    notes = Notes(text[front.end :], text.count("\n", 0, front.end) + 1)
    notes.add(*front.findings)
    unseen = len(UNSEEN.findall(text))
    if unseen:
        notes.on_line(0, "unseen", f"{unseen} characters that nobody can see were left out", "info")
    body = UNSEEN.sub("", text[front.end :])
    notes.now(body)
    return Body(sound(front.meta), _BLANK.sub("", body), notes)


def finish(
    body: Body,
    front: Front,
    pictures: Pictures,
    rights: Rights,
    source: Source,
    *,
    kind: str,
    name: str,
    videos: list[dict[str, Any]] | None = None,
) -> Imported:
    """Make the page.

    Parameters
    ----------
    body, front, pictures, rights, source
        As far as they have come.
    kind : str
        The kind of site, kept with the page.
    name : str
        Its slug; empty takes the title's.
    videos : list of dict, optional
        Those of the body.
    """
    text, abbreviations = plain_markdown(body.text, body.notes)
    for src, alt, title in images_in(text):
        pictures.add(src, alt=alt, title=title)
    meta = front.entries(pictures, rights)
    text = _BLANK.sub("", text.replace(NEW_LINE, "\n")).strip()
    text = "\n\n".join(part for part in (body.lead, text) if part)
    if not text and isinstance(meta.get("instructions"), str):
        text = meta["instructions"]
        body.notes.on_line(0, "body-empty", "the page has no text of its own; its instructions stand for it", "info")
    if videos:
        meta["videos"] = _joined(meta.get("videos", []), videos)
    if abbreviations:
        meta["abbreviations"] = abbreviations
    lang, languages_said = declared_language(meta)
    body.notes.add(*languages_said)
    if not lang:
        lang = detect_language(f"{meta.get('title', '')}\n{text}")
    site = meta.pop("site", None)
    meta["source"] = {"kind": kind, "path": source.path}
    if site:
        meta["site"] = site
    page = CleanPage(lang, name or slug(str(meta.get("title", ""))) or "page", meta, text)
    return Imported((fitting(page, body.notes),), body.notes.findings)


def _joined(known: list[dict[str, Any]], more: list[dict[str, Any]]) -> list[dict[str, Any]]:
    seen = {(one.get("provider"), one.get("id")) for one in known}
    fresh = {(one["provider"], one["id"]): {**one, "license": UNKNOWN} for one in more}
    return [*known, *(one for key, one in fresh.items() if key not in seen)]
