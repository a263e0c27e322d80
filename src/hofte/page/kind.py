"""What kind of page it is: one exercise, knowledge with or without exercises in it, a programme, or a test."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from hofte.core.finding import Finding
from hofte.lang.data import words
from hofte.page.model import PageKind, Section

KINDS: tuple[PageKind, ...] = get_args(PageKind)
KIND_KEYS = ("kind", "page_type", "type")
#: Front-matter keys that only pages of one exercise have (READING.md 3 and 4).
EXERCISE_KEYS = ("bodyParts", "muscle_group", "training_focus", "poses", "pattern")

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def tell_kind(
    meta: Mapping[str, Any], title: str, sections: Sequence[Section], lang: str
) -> tuple[PageKind, tuple[Finding, ...]]:
    """Tell the kind of a page.

    What the front matter says counts first (``kind: exercise``); then a list of exercises (a programme), the keys
    that only exercise pages have, the words of the title, and last a single list of steps under a heading such as
    "How to do it".

    Returns
    -------
    kind : {"exercise", "knowledge", "programme", "test"}
    findings : tuple of Finding
        ``kind-unknown`` when ``kind`` is none of the four.
    """
    if (said := meta.get("kind")) is not None and said not in KINDS:
        message = f"kind is {str(said)[:20]!r}, which is none of {', '.join(KINDS)}"
        return _guess(meta, title, sections, lang), (Finding("kind-unknown", "warning", 1, message),)
    return _guess(meta, title, sections, lang), ()


def _guess(meta: Mapping[str, Any], title: str, sections: Sequence[Section], lang: str) -> PageKind:
    for key in KIND_KEYS:
        for kind in KINDS:
            if meta.get(key) == kind:
                return kind
    if isinstance(meta.get("exercises"), list) or isinstance(meta.get("blocks"), list):
        return "programme"
    if any(key in meta for key in EXERCISE_KEYS):
        return "exercise"
    return _by_words(title, sections, lang)


def _by_words(title: str, sections: Sequence[Section], lang: str) -> PageKind:
    if not lang:
        return "knowledge"
    known = words(lang, "page")
    in_title = set(_WORD.findall(title.casefold()))
    if any(word in in_title or any(part.endswith(f"-{word}") for part in in_title) for word in known["kinds"]["test"]):
        return "test"
    if in_title & set(known["kinds"]["programme"]):
        return "programme"
    with_steps = [section for section in sections if any(block.ordered for block in section.blocks)]
    names = tuple(known["headings"]["technique"])
    asks = [one for one in with_steps if one.heading and any(name in one.heading.text.casefold() for name in names)]
    return "exercise" if len(asks) == 1 else "knowledge"
