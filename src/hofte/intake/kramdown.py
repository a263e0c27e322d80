"""What Markdown with kramdown's additions and wrapping HTML says, as plain Markdown. Keeps every line where it was."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from hofte.intake.liquid import NEW_LINE
from hofte.intake.notes import Notes
from hofte.intake.words import quoted

_ATTRIBUTES = re.compile(r"[ \t]?\{:[^{}\n]*+\}")
_ABBREVIATION = re.compile(r"^\*\[([^\[\]\n]++)\]:[ \t]*+([^\n]*+)$", re.MULTILINE)
_UNSEEN = re.compile(r"<(?:(?P<comment>!--)|(?P<name>script|style|svg)\b)", re.IGNORECASE)
_HEADING = re.compile(
    r"^[ \t]*+(?:<summary[^<>\n]*+>[ \t]*+)?<h([1-6])[^<>\n]*+>([^<>\n]*+)</h\1>[ \t]*+(?:</summary>)?[ \t]*+$",
    re.MULTILINE | re.IGNORECASE,
)
_SUMMARY = re.compile(r"^[ \t]*+<summary[^<>\n]*+>([^<>\n]*+)</summary>[ \t]*+$", re.MULTILINE | re.IGNORECASE)
_WRAPPER = re.compile(
    r"</?(?:details|summary|div|section|article|aside|span|center|cite|p|figure|figcaption|small|u|font)\b[^<>]*+>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*+/?>[ \t]*+", re.IGNORECASE)
_PICTURE = re.compile(r"<img\b([^<>]*+)>", re.IGNORECASE)
_EMBEDDED = re.compile(r"<(?:iframe|embed|video|source|audio)\b([^<>]*+)>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"</?[A-Za-z][\w-]*+(?:\s[^<>]*+)?/?>")
_ATTRIBUTE = re.compile(r"([\w-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_MATHS = re.compile(r"\$\$?([^$\n]{1,120})\$\$?")
_MATHS_WORDS = re.compile(r"\\(?:text|mathrm|textbf|mathit)\s*+\{([^{}]*+)\}")
#: What a tag says is read up to here.
LONGEST_TAG = 2000
_KEPT_TAGS = frozenset({"b", "strong", "i", "em", "sub", "sup", "kbd", "code", "mark", "a", "abbr", "q", "time", "hr"})


def plain_markdown(text: str, notes: Notes) -> tuple[str, dict[str, str]]:
    """Turn kramdown into Markdown.

    Returns
    -------
    text : str
        On the same lines.
    abbreviations : dict
        What short forms stand for, by ``*[RPE]: …``.
    """
    text = _without_unseen(text, notes)
    abbreviations = {found[1].strip(): found[2].strip() for found in _ABBREVIATION.finditer(text)}
    for pattern, new in _STEPS:
        text = pattern.sub(new, text)
    text = _other_tags(_EMBEDDED.sub(_embedded, text), notes)
    return _MATHS.sub(_maths, text), abbreviations


def attributes(words: str) -> dict[str, str]:
    """The attributes of a tag: ``src="a.jpg" alt='b'``; character references are read."""
    return {
        found[1].casefold(): html.unescape(found[2] or found[3] or found[4] or "")
        for found in _ATTRIBUTE.finditer(words[:LONGEST_TAG])
    }


def _image(found: re.Match[str]) -> str:
    about = attributes(found[1])
    return f"![{about.get('alt', '')}]({about['src']})" if about.get("src") else ""


def _embedded(found: re.Match[str]) -> str:
    source = attributes(found[1]).get("src", "")
    return f"<{source}>" if source.startswith(("http://", "https://")) else ""


def _heading(found: re.Match[str]) -> str:
    return f"{'#' * int(found[1])} {found[2].strip()}"


def _maths(found: re.Match[str]) -> str:
    r"""``$1\text{RM}$`` is 1RM; dollars that are money stay."""
    if "\\" not in found[1]:
        return found.group()
    words = _MATHS_WORDS.sub(r"\1", found[1]).replace("\\times", "×").replace("\\cdot", "·").replace("\\%", "%")
    return found.group() if "\\" in words else words.strip()


def _lines_kept(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


#: In this order; each leaves every line where it was.
_STEPS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_ABBREVIATION, ""),
    (_ATTRIBUTES, ""),
    (_HEADING, _heading),
    (_SUMMARY, lambda found: f"### {found[1].strip()}"),
    (_PICTURE, _image),
    (_BREAK, "  " + NEW_LINE),
    (_WRAPPER, _lines_kept),
)


def _without_unseen(text: str, notes: Notes) -> str:
    """Without comments, programs and drawings of HTML; one that never ends is left for the reader to say so."""
    notes.now(text)
    folded = text.lower()
    if len(folded) != len(text):  # İ becomes two; no tag has one
        folded = text
    parts, at = list[str](), 0
    ends = dict[str, bool]()
    while (found := _UNSEEN.search(text, at)) is not None:
        close = "-->" if found["comment"] else f"</{found['name'].lower()}>"
        end = folded.find(close, found.end()) if ends.get(close, True) else -1
        if end < 0:
            ends[close] = False
            parts.append(text[at : found.end()])
            at = found.end()
            continue
        end += len(close)
        what = "a comment" if found["comment"] else f"<{found['name']}>"
        notes.at(found.start(), "comment" if found["comment"] else "html", f"{what} of the source was left out", "info")
        parts += [text[at : found.start()], "\n" * text.count("\n", found.start(), end)]
        at = end
    return "".join([*parts, text[at:]])


def _other_tags(text: str, notes: Notes) -> str:
    """Tags that are left: those of emphasis stay, others go, and the words between them stay."""
    notes.now(text)

    def drop(found: re.Match[str]) -> str:
        name = found.group().strip("</>").split(maxsplit=1)[0].casefold()
        if name in _KEPT_TAGS or found.group().startswith("<http"):
            return found.group()
        notes.at(found.start(), "html", f"the tag {quoted(found.group())} was left out; the words in it stay")
        return _lines_kept(found)

    return _OTHER_TAG.sub(drop, text)
