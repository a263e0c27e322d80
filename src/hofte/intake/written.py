"""A clean page as the text of a file: YAML front matter that a person can edit, then the Markdown.

The same page always gives the same text. Texts are written without escapes where YAML allows it, so that the words of
an answer or an excerpt stand in the file as they are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from hofte.intake.model import CleanPage
from hofte.intake.notes import Notes
from hofte.page.front_matter import read_front_matter

_KEY = re.compile(r"[A-Za-z_][\w-]*")
#: Characters that YAML does not allow as they are; JSON lets some of them through.
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_BLANK_LINES = re.compile(r"\n{3,}")


#: What is left out of a front matter that is too long to be read, in this order.
_LONG = ("site", "pictures", "blocks", "faq", "related", "redirect_from", "tags")
#: Shorter ones are always read.
_SHORT = 40_000


def page_text(page: CleanPage) -> str:
    """The whole file."""
    body = _BLANK_LINES.sub("\n\n", page.body).strip("\n")
    return f"---\n{_front(page.meta)}\n---\n" + (f"\n{body}\n" if body else "")


def fitting(page: CleanPage, notes: Notes) -> CleanPage:
    """The page with a front matter that can be read back; what is too long for it is left out and noted."""
    meta = dict(page.meta)
    for key in _LONG:
        front = _front(meta)
        if len(front) < _SHORT or not read_front_matter(f"---\n{front}\n---\n").findings:
            break
        if meta.pop(key, None) is not None:
            message = f"the front matter is too long to be read; {key!r} was left out"
            notes.on_line(0, "front-matter-long", message)
    return replace(page, meta=meta)


def _front(meta: Mapping[str, Any]) -> str:
    return "\n".join(line for key, value in meta.items() for line in _entry(key, value, ""))


def _entry(key: str, value: Any, indent: str) -> Iterator[str]:
    name = key if _KEY.fullmatch(key) else _text(key)
    if isinstance(value, Mapping) and value:
        yield f"{indent}{name}:"
        for inner, part in value.items():
            yield from _entry(str(inner), part, indent + "  ")
    elif isinstance(value, (list, tuple)) and value:
        yield f"{indent}{name}:"
        for part in value:
            yield from _item(part, indent + "  ")
    else:
        yield f"{indent}{name}: {_scalar(value)}"


def _item(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        lines = [line for key, part in value.items() for line in _entry(str(key), part, indent + "  ")]
        yield f"{indent}- {lines[0].lstrip(' ')}"
        yield from lines[1:]
    elif isinstance(value, (list, tuple)) and value:
        yield f"{indent}-"
        for part in value:
            yield from _item(part, indent + "  ")
    else:
        yield f"{indent}- {_scalar(value)}"


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, (list, tuple)):
        return "[]"
    return json.dumps(value)


def _text(words: str) -> str:
    if _CONTROL.search(words):
        return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(words, ensure_ascii=False))
    if '"' not in words and "\\" not in words:
        return f'"{words}"'
    if "'" not in words:
        return f"'{words}'"
    return json.dumps(words, ensure_ascii=False)
