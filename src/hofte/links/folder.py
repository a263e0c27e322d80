"""A folder of pages, as a survey needs it: pages and glossaries apart, and whether a picture is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from hofte.lang.data import languages
from hofte.links.glossary import Term, joined, read_glossary
from hofte.links.pages import is_glossary
from hofte.links.site import Standing
from hofte.page.model import Page

#: Where site generators keep what is given out as it is.
_STATIC = ("", "public", "static")


def apart(pages: Iterable[Page]) -> tuple[list[Page], Mapping[str, tuple[Term, ...]]]:
    """Pages without the glossaries among them, and the terms of those by language."""
    kept: list[Page] = []
    found: dict[str, list[Sequence[Term]]] = defaultdict(list)
    for page in pages:
        if is_glossary(page):
            code = Path(page.path).parent.parent.name
            found[code if code in languages() else page.lang].append(read_glossary(page.text))
        else:
            kept.append(page)
    return kept, {lang: joined(lang, terms) for lang, terms in found.items()}


def together(*glossaries: Mapping[str, Sequence[Term]]) -> Mapping[str, tuple[Term, ...]]:
    """Glossaries by language as one; a later one has the last word on a term."""
    langs = dict.fromkeys(lang for glossary in glossaries for lang in glossary)
    return {lang: joined(lang, (glossary.get(lang, ()) for glossary in glossaries)) for lang in langs}


def without(pages: Iterable[Page], others: Iterable[Page]) -> list[Page]:
    """Pages without those that others, of the same name and language, stand in the place of."""
    replaced = {Standing(page).plain for page in others}
    return [page for page in pages if Standing(page).plain not in replaced]


def has_file(roots: Iterable[Path], page: Page, name: str) -> bool:
    """Whether a picture or file that a page names lies beside it, or in a folder above it within ``roots``."""
    path = unquote(urlsplit(name).path).lstrip("/")
    folders = _folders([root.resolve() for root in roots], Path(page.path).resolve().parent)
    return bool(path) and any(_is_within(folder / path, folder) for folder in folders)


def _folders(roots: Sequence[Path], first: Path) -> Iterable[Path]:
    for folder in (first, *first.parents):
        if any(folder.is_relative_to(root) for root in roots):
            yield from (folder / name for name in _STATIC)


def _is_within(file: Path, folder: Path) -> bool:
    try:
        return file.is_file() and file.resolve().is_relative_to(folder)
    except (OSError, ValueError):
        return False
