"""Lines that act as something else than Markdown says, rewritten into Markdown.

Three kinds: HTML that only wraps (``<details markdown="1">``, ``<summary>``), questions and a bold "References" on a
line of their own that act as headings, and whole pages with hardly a blank line, where every line is a block. Each
rewritten line knows the line of the file that it came from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from hofte.lang.data import languages, words
from hofte.page.dates import parse_date
from hofte.page.lines import Line

#: A question longer than this is a sentence of the text, no heading.
LONGEST_QUESTION = 100
LONGEST_TITLE = 120

_TAGS_ONLY = re.compile(r"\s*+(?:</?[A-Za-z][^<>]*+>\s*+)++")
_TAG_HEADING = re.compile(r"\s*+(?:<summary[^<>]*+>\s*+)?<h([1-6])[^<>]*+>([^<>]*+)</h\1>\s*+(?:</summary>\s*+)?")
_SUMMARY = re.compile(r"\s*+<summary[^<>]*+>([^<>]*+)</summary>\s*+")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
_MARKED = re.compile(r"\s*+(?:#|>|\||[-*+]\s|\d{1,9}[.)]\s|!\[|<)")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+(?=\S)")
_LIST = re.compile(r"\s*+(?:[-*+•]|\d{1,2}[.)])\s")
_SENTENCE_END = re.compile(r"[.!?:…][»”\"')\]]?$")
_BOLD = re.compile(r"(\*\*|__)(.+)\1")
_SENTENCES = re.compile(r"[.!?]\s+\S")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Lines for the Markdown parser; ``origin[n]`` is the index of the line that line ``n`` came from.

    ``date`` holds the index of a line that was a date and nothing else, on a plain page.
    """

    lines: tuple[str, ...]
    origin: tuple[int, ...]
    date: int | None = None


def rewrite(lines: tuple[Line, ...], *, is_titled: bool = False) -> Rewritten:
    """Rewrite a page's lines into Markdown that a parser understands.

    Parameters
    ----------
    lines : tuple of Line
    is_titled : bool
        Whether the front matter has given the title, so that the first line of a plain page is none.
    """
    texts = _unwrap_html([line.text for line in lines])
    if is_plain_page(texts):
        return _rewrite_plain(texts, is_titled)
    out = [*texts]
    level, in_fence = 1, False
    for n, text in enumerate(texts):
        if _FENCE.match(text):
            in_fence = not in_fence
        elif in_fence:
            continue
        elif (heading := _HEADING.match(text)) is not None:
            level = len(heading[1])
        elif _acts_as_heading(texts, n):
            out[n] = f"{'#' * min(level + 1, 6)} {_without_bold(text).rstrip(':')}"
    return Rewritten(tuple(out), tuple(range(len(out))))


def is_plain_page(texts: list[str]) -> bool:
    """Whether a text has no headings and hardly a blank line, and its lines are whole paragraphs."""
    filled = [text.strip() for text in texts if text.strip()]
    first = next((n for n, text in enumerate(texts) if text.strip()), 0)
    blank = sum(not text.strip() for text in texts[first : first + len(filled)])
    if len(filled) < 4 or blank > len(filled) / 10 or any(_HEADING.match(text) for text in texts):
        return False
    ended = sum(bool(_SENTENCE_END.search(text)) for text in filled)
    return ended >= len(filled) / 2 and not any(_FENCE.match(text) for text in texts)


def _unwrap_html(texts: list[str]) -> list[str]:
    unwrapped = []
    for text in texts:
        if (heading := _TAG_HEADING.fullmatch(text)) is not None:
            text = f"{'#' * int(heading[1])} {heading[2].strip()}"
        elif (summary := _SUMMARY.fullmatch(text)) is not None:
            text = f"### {summary[1].strip()}"
        elif _TAGS_ONLY.fullmatch(text):
            text = ""
        unwrapped.append(text)
    return unwrapped


def _acts_as_heading(texts: list[str], n: int) -> bool:
    """Whether a line is a question that begins its paragraph, with an answer below it, or "**References**" alone."""
    text = _without_bold(texts[n])
    if text != texts[n].strip() and text.rstrip(":").casefold() in _reference_words():
        return True
    if not text.endswith("?") or len(text) > LONGEST_QUESTION or _MARKED.match(text) or _SENTENCES.search(text):
        return False
    before = texts[n - 1] if n else ""
    if before.strip() and not _HEADING.match(before):
        return False
    after = next((later.strip() for later in texts[n + 1 : n + 3] if later.strip()), "")
    return bool(after) and not after.startswith("#") and not _without_bold(after).endswith("?")


@cache
def _reference_words() -> frozenset[str]:
    """What a list of references is called, in any language: a page's own is not known yet."""
    return frozenset(name for code in languages() for name in words(code, "page")["headings"]["references"])


def _without_bold(text: str) -> str:
    text = text.strip()
    bold = _BOLD.fullmatch(text) if len(text) <= LONGEST_QUESTION + 8 else None
    return bold[2] if bold else text


def _rewrite_plain(texts: list[str], is_titled: bool) -> Rewritten:
    filled = [n for n, text in enumerate(texts) if text.strip()]
    lines, origin, date = [], [], None
    for at, n in enumerate(filled):
        text = texts[n].strip()
        after = texts[filled[at + 1]].strip() if at + 1 < len(filled) else ""
        before = texts[filled[at - 1]].strip() if at else ""
        if at == 0 and not is_titled and _is_plain_title(text):
            text = f"# {text}"
        elif at <= 2 and parse_date(text) is not None:
            date = n
            continue
        elif _is_plain_heading(text, before, after):
            text = f"## {text.rstrip(':')}"
        if not (_LIST.match(text) and _LIST.match(before)):
            lines.append("")
            origin.append(n)
        lines.append(text)
        origin.append(n)
    return Rewritten(tuple(lines), tuple(origin), date)


def _is_plain_title(text: str) -> bool:
    return len(text) <= LONGEST_TITLE and not _LIST.match(text) and not text.endswith(".")


def _is_plain_heading(text: str, before: str, after: str) -> bool:
    if not after or len(text) > LONGEST_TITLE:
        return False
    if _NUMBERED.match(text):
        return not text.endswith((".", ":", ";", ",")) and not _NUMBERED.match(after) and not _NUMBERED.match(before)
    if _LIST.match(text) or _LIST.match(after):
        return False
    is_label = text.endswith(":") and len(text.split()) <= 3
    is_question = text.endswith("?") and len(text) <= LONGEST_QUESTION and not _SENTENCES.search(text)
    return is_label or is_question
