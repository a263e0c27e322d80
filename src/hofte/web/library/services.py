"""Pages read, indexed and kept: writes only."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

import hofte
from hofte.coach.refusals import find_refusals
from hofte.core.errors import HofteError, PageUnreadable
from hofte.core.stored import Json, to_json
from hofte.exercise.figure import figure_svg, read_figure
from hofte.exercise.model import Reading
from hofte.exercise.read import read_exercises
from hofte.intake.fingerprint import fingerprint
from hofte.lang.data import languages
from hofte.page.front_matter import read_front_matter
from hofte.page.model import Page
from hofte.page.read import parse_page
from hofte.page.text import MAX_BYTES, decode
from hofte.web.library.addresses import keep_addresses
from hofte.web.library.models import Document
from hofte.web.people.models import Person
from hofte.web.search.services import index_documents

#: A pasted page may be this large, in bytes of UTF-8.
LARGEST_PAGE = 1_000_000

#: The starter pages.
STARTERS = Path(hofte.__file__).parent / "content"

_WITHHELD = re.compile(r"^published:[ \t]*+[Ff]", re.MULTILINE)


def _content() -> dict[tuple[str, str], str]:
    """The texts of all pages by language and slug, line ends untouched: the starter pages, then those of this house."""
    pages: dict[tuple[str, str], str] = {}
    for root in (STARTERS, Path(settings.CONTENT)):
        for code in languages():
            for file in sorted((root / code).glob("*.md")):
                with suppress(PageUnreadable, OSError):
                    text = decode(file.read_bytes()[: MAX_BYTES + 1], str(file))
                    if not is_withheld(text):
                        pages[code, file.stem[:200]] = text
    return pages


def is_withheld(text: str) -> bool:
    """Whether a page says ``published: false``: an imported page whose licence nobody knows, a draft.

    One whose front matter is broken is withheld, too, when it seems to say so.
    """
    said = _WITHHELD.search(text)
    if said is None:
        return False
    front = read_front_matter(text)
    return said.start() < front.end and front.meta.get("published", False) is False


#: What a reading is made by: when any of it changes, pages are read again.
READERS = ("coach", "dose", "exercise", "lang", "page", "web/library")


def digest(text: str) -> str:
    """What a reading depends on: the text and the reader."""
    return hashlib.sha256(f"{fingerprint(*READERS)}\0{text}".encode()).hexdigest()


@transaction.atomic
def index_library() -> int:
    """Bring the index up to date with the files; answers how many pages were read anew."""
    known = {(d.lang, d.slug): d for d in Document.objects.filter(person=None).only("lang", "slug", "digest")}
    changed = 0
    for (lang, slug), text in _content().items():
        seen = known.pop((lang, slug), None)
        if seen is not None and seen.digest == digest(text):
            continue
        page = parse_page(text, path=f"{lang}/{slug}.md", lang=lang)
        document, _ = Document.objects.update_or_create(person=None, lang=lang, slug=slug, defaults=fields(page))
        keep_addresses(document, page.meta)
        changed += 1
    Document.objects.filter(pk__in=[d.pk for d in known.values()]).delete()
    index_documents()
    return changed


def save_own_page(person: Person, page: Page, title: str = "") -> Document:
    """Keep a pasted page among a person's own; the same text twice is kept once."""
    values = fields(page)
    if title.strip():
        values["title"] = title.strip()[:300]
    document, _ = Document.objects.get_or_create(person=person, digest=values["digest"], defaults=values)
    return document


def read(page: Page) -> Reading:
    """What there is to do on a page; among its findings are the doses that no session may be made of."""
    reading = read_exercises(page)
    return replace(reading, findings=(*reading.findings, *find_refusals(reading, page.text)))


def fields(page: Page, reading: Reading | None = None) -> dict[str, Any]:
    """The columns of a document, from a page and what was read from it."""
    reading = reading or read(page)
    muscles, equipment = _names(page, "muscle_group"), _names(page, "equipment")
    excerpt = str(page.meta.get("excerpt") or _first_words(page))[:600]
    return {
        "lang": page.lang,
        "kind": page.kind,
        "title": (page.title or "–")[:300],
        "excerpt": excerpt,
        "muscles": muscles,
        "equipment": equipment,
        "still": figure(page, moving=False),
        "moving": figure(page, moving=True),
        "published": page.published,
        "updated": page.updated,
        "dose": _first_dose(reading),
        "text": page.text,
        "reading": to_json(reading),
        "digest": digest(page.text),
    }


def figure(page: Page, *, moving: bool) -> str:
    """The page's figure as SVG; empty when it has none, or none that can be drawn."""
    try:
        drawn = read_figure(page.meta)
        if drawn is None:
            return ""
        return figure_svg(drawn.poses, drawn.scene, title=page.title, text=drawn.text, moving=moving)
    except HofteError:
        return ""


def _names(page: Page, key: str) -> list[str]:
    value = page.meta.get(key)
    values = value if isinstance(value, (list, tuple)) else [value]
    return [str(v).strip() for v in values if isinstance(v, str) and v.strip()]


def _first_words(page: Page) -> str:
    blocks = (block for section in page.sections for block in section.blocks)
    return next((block.text for block in blocks if block.kind == "paragraph" and block.text), "")


def _first_dose(reading: Reading) -> Json:
    doses = reading.exercises[0].doses if reading.exercises else ()
    return to_json(replace(doses[0], spans={})) if doses else {}
