"""Reads a page: Markdown with YAML front matter, or plain text, into a :class:`~hofte.page.model.Page`.

A page with something broken in it still comes; what is broken is a finding with its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hofte.core.errors import PageUnreadable
from hofte.core.finding import Finding
from hofte.lang.data import languages
from hofte.page.blocks import read_blocks
from hofte.page.dates import parse_date, read_dates
from hofte.page.front_matter import read_front_matter
from hofte.page.inline import plain
from hofte.page.kind import tell_kind
from hofte.page.language import declared_language, detect_language
from hofte.page.lines import Source, hide_markup
from hofte.page.model import Page, Section
from hofte.page.sections import find_questions, find_references, make_sections
from hofte.page.structure import rewrite
from hofte.page.text import MAX_BYTES, decode

#: Lines after this many are not read; it bounds the time that any text takes to a few seconds.
MAX_LINES = 30_000
TITLE_KEYS = ("title", "Title", "h1", "metaTitle", "seo_title")


def read_page(file: Path, *, lang: str | None = None) -> Page:
    """Read a file as a page; ``lang`` as for :func:`parse_page`.

    Raises
    ------
    PageUnreadable
        If the file is missing, cannot be opened, is larger than 2 MB, or is not UTF-8 text.
    """
    try:
        if file.is_dir():
            raise PageUnreadable(f"{file} is a folder", file=file, hint="name a file, or the files in the folder")
        with file.open("rb") as stream:  # not by its size: a pipe or a device tells none
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise PageUnreadable(f"there is no file {file}", file=file, hint="check the name and the folder") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise PageUnreadable(f"{file} cannot be opened: {reason}", file=file, hint="check its permissions") from error
    return parse_page(decode(raw, str(file), file=file), path=str(file), lang=lang)


def parse_page(text: str, *, path: str = "", lang: str | None = None) -> Page:
    """Read a page's text.

    Parameters
    ----------
    text : str
        The file as read, line ends untouched: every span of the page counts code points in it.
    path : str
        The file's name, kept in the page; a page without title is called by it.
    lang : str, optional
        The language, when the caller knows it; else what the page says, else what its words tell.

    Returns
    -------
    Page
        Always; what cannot be read is in its ``findings``.
    """
    front = read_front_matter(text)
    source, hidden = hide_markup(text, front.end)
    rewritten = rewrite(source.lines[:MAX_LINES], is_titled=bool(front.meta))
    sections = make_sections(read_blocks(source, rewritten))
    published, updated, dates = read_dates(front.meta)
    if published is None and rewritten.date is not None:
        published = parse_date(source.lines[rewritten.date].text)
    title = _title(front.meta, sections, path)
    declared, languages_said = declared_language(front.meta)
    code, untold = _language(lang, declared, title, sections)
    kind, kinds = tell_kind(front.meta, title, sections, code)
    return Page(
        path=path,
        text=text,
        title=title,
        lang=code,
        lang_declared=bool(declared),
        kind=kind,
        published=published,
        updated=updated,
        meta=front.meta,
        meta_spans={".".join(map(str, path)): span for path, span in front.spans.items()},
        sections=sections,
        questions=find_questions(sections, front, source.lines),
        references=find_references(sections, code),
        findings=(*front.findings, *hidden, *_too_long(source), *dates, *languages_said, *untold, *kinds),
    )


def _too_long(source: Source) -> tuple[Finding, ...]:
    if len(source.lines) <= MAX_LINES:
        return ()
    message = f"only the first {MAX_LINES} of {len(source.lines)} lines are read; split the page"
    return (Finding("page-too-long", "warning", MAX_LINES + 1, message),)


def _title(meta: Mapping[str, Any], sections: tuple[Section, ...], path: str) -> str:
    for key in TITLE_KEYS:
        if isinstance(value := meta.get(key), str) and value.strip():
            return plain(value)
    headings = [section.heading for section in sections if section.heading is not None]
    first = min(headings, key=lambda heading: (heading.level > 1, heading.line), default=None)
    return first.text if first else Path(path).stem


def _language(
    given: str | None, declared: str, title: str, sections: tuple[Section, ...]
) -> tuple[str, tuple[Finding, ...]]:
    if given in languages():
        return str(given), ()
    if declared:
        return declared, ()
    texts = [title]
    for section in sections:
        texts.extend([section.heading.text if section.heading else "", *(block.text for block in section.blocks)])
    if code := detect_language("\n".join(texts)):
        return code, ()
    message = "the language cannot be told; name it in the front matter, for instance language: da"
    return "", (Finding("language-untold", "info", 1, message),)
