"""image-alt: a picture without words for those who do not see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hofte.check.model import Code, Note, check
from hofte.check.subject import Subject
from hofte.core.values import Span

_MARKDOWN = re.compile(r"!\[(?P<alt>[^\[\]]{0,500}+)\]\((?P<src>[^()\s]{0,500}+)")
_HTML = re.compile(r"<img\b(?P<rest>[^<>]{0,2000}+)>", re.IGNORECASE)
_HTML_ALT = re.compile(r"\balt\s*=", re.IGNORECASE)
_INCLUDE = re.compile(r"\{%-?[ \t]*include[ \t]+figure\b(?P<rest>[^%]{0,2000}+)%\}")
_INCLUDE_ALT = re.compile(r"\b(?:alt|caption)\s*=\s*(?!\"\"|'')")
#: What cameras and editors call a picture tells nothing.
_FILE_NAME = re.compile(
    r"(?:\S+\.(?:jpe?g|png|gif|webp|svg|avif)|(?:img|dsc|image|screenshot|untitled)[\s_-]*\d*)", re.I
)


@check(
    Code(
        "image-alt",
        "warning",
        "A picture has no words for those who do not see it, or only its file name. Say in one sentence what it shows, "
        "for instance 'Woman on her back, hips lifted'.",
    )
)
def images(subject: Subject) -> Iterator[Note]:
    """Find pictures in Markdown, HTML, figure includes, galleries and the preview picture."""
    for start, end, alt in sorted(_in_text(subject.visible)):
        if not alt.strip() or _FILE_NAME.fullmatch(alt.strip()):
            yield Note("image-alt", subject.line_at(start), Span(start, end))
    yield from _in_front(subject)


def _in_text(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of every picture; an HTML picture with ``alt=""`` is decoration and left out."""
    for found in _MARKDOWN.finditer(text):
        yield found.start(), found.end(), found["alt"]
    for form, has_alt in ((_HTML, _HTML_ALT), (_INCLUDE, _INCLUDE_ALT)):
        for found in form.finditer(text):
            if not has_alt.search(found["rest"]):
                yield found.start(), found.end(), ""


def _in_front(subject: Subject) -> Iterator[Note]:
    meta = subject.page.meta
    if _is_picture(meta.get("previewImage")) and not str(meta.get("previewImageAlt") or "").strip():
        line, span = subject.place_of("previewImage")
        yield Note("image-alt", line, span)
    gallery = meta.get("gallery")
    for entry in gallery if isinstance(gallery, list) else []:
        if isinstance(entry, Mapping) and _lacks_alt(entry):
            yield _gallery_note(entry, subject)


def _is_picture(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _lacks_alt(entry: Mapping[str, Any]) -> bool:
    has_picture = any(_is_picture(entry.get(key)) for key in ("url", "image_path"))
    return has_picture and not str(entry.get("alt") or "").strip()


def _gallery_note(entry: Mapping[str, Any], subject: Subject) -> Note:
    path = next(str(entry[key]) for key in ("url", "image_path") if _is_picture(entry.get(key)))
    at = subject.page.text.find(path)
    if at < 0:
        line, span = subject.place_of("gallery")
        return Note("image-alt", line, span)
    return Note("image-alt", subject.line_at(at), Span(at, at + len(path)))
