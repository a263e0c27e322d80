"""What of a page matters to links: its names, whether it wants any, and the texts in which they may stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hofte.links.find import Run
from hofte.links.glossary import FOLDER
from hofte.page.model import Block, Page
from hofte.page.sections import is_references


def names_of(title: str, meta: Mapping[str, Any]) -> tuple[str, ...]:
    """What a page is called, its title first.

    ``linked_as`` in its front matter, one or a list, says by which words it is linked to instead; an empty one, or
    ``false``, by none.
    """
    if "linked_as" in meta:
        return _texts(meta["linked_as"])
    return tuple(dict.fromkeys((title, *_texts(meta.get("alternative_titles")))))


def related_slugs(meta: Mapping[str, Any]) -> frozenset[str]:
    """The slugs that ``related`` names, as words or as ``{slug: …}``."""
    said = meta.get("related")
    entries = said if isinstance(said, list) else [said]
    return frozenset(_texts([one.get("slug") if isinstance(one, Mapping) else one for one in entries]))


def wants_links(meta: Mapping[str, Any]) -> bool:
    """Whether words of a page may become links: ``auto_links: false`` in its front matter says no."""
    return meta.get("auto_links") is not False


def is_glossary(page: Page) -> bool:
    """Whether a file is a list of terms, since it lies in a folder of that name."""
    return Path(page.path).parent.name == FOLDER


def runs_of(page: Page) -> Iterator[Run]:
    """The texts of a page that may hold links: no headings, code, HTML, heads of tables, and no references."""
    for section in page.sections:
        if not is_references(section, page.lang):
            for block in section.blocks:
                yield from _runs(block)


def _runs(block: Block) -> Iterator[Run]:
    if block.kind in ("paragraph", "quote"):
        yield Run(block.source, block.span.start)
    cells = block.items if block.kind == "list" else (cell for row in block.rows for cell in row)
    yield from (Run(item.source, item.span.start) for item in cells)


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, (list, tuple)) else [value]
    return tuple(one.strip() for one in values if isinstance(one, str) and one.strip())
