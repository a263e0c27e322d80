"""Markdown inside a line to plain words, for people.

Not a full inline parser: each rule is one pattern that cannot go back over what it has read, so a megabyte of
brackets takes no longer than a megabyte of words, and broken emphasis (``10 gentagelser**.**``) does no harm.
"""

from __future__ import annotations

import html
import re

#: Markdown within a line as far as a reader of a page needs it: what :mod:`hofte.web.library.highlight` understands,
#: and :mod:`hofte.links` keeps clear of.
INLINE = re.compile(
    r"(?=[\\*_!\[<])(?:"  # what each of them begins with: most characters are passed over at once
    r"(?P<escape>\\[\\`*_{}\[\]()#+\-.!|])"
    r"|(?P<strong>\*\*|__(?=\S)|(?<=\S)__)"
    r"|(?P<em>\*|(?<!\w)_(?=\S)|(?<=\S)_(?!\w))"
    r"|(?P<image>!\[(?P<alt>[^\]\n]*)\]\([^)\n]*\)(?:\{[^}\n]*\})?)"
    r"|(?P<link>\[(?P<words>[^\]\n]+)\]\((?P<address>[^)\s]*)[^)\n]*\)(?:\{[^}\n]*\})?)"
    r"|(?P<tag></?[A-Za-z][^<>\n]*>|<!--.*?-->))"
)
_IMAGE = re.compile(r"!\[[^\[\]]*+\]\([^()]*+\)")
_LINK = re.compile(r"\[([^\[\]]*+)\](?:\([^()]*+\)|\[[^\[\]]*+\])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]*+)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*+>")
_STARS = re.compile(r"\*+")
_UNDERLINES = re.compile(r"(?<!\w)_++|(?<=[^\s_])_++(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_HARD_BREAK = re.compile(r"(?:(?<! ) {2,}+|\\)(?:\r\n|\r|\n)")
_SPACE = re.compile(r"[^\S\x1e]+")
_BREAK = "\x1e"
#: What any of the rules above looks for, beside blanks.
_MARKED = re.compile(r"[\[<*_\\&`\x1e\u200b\u2060\ufeff\r\n]")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff`"))


def plain(markdown: str) -> str:
    """The words without Markdown; line ends become spaces, hard breaks stay line ends."""
    if not _MARKED.search(markdown):
        return _SPACE.sub(" ", markdown).strip()
    text = _IMAGE.sub(" ", markdown.replace(_BREAK, " "))
    text = _LINK.sub(r"\1", text)
    text = _TAG.sub(" ", _AUTOLINK.sub(r"\1", text))
    text = _STARS.sub(_keep_stars, text)
    text = _UNDERLINES.sub("", text)
    text = _HARD_BREAK.sub(_BREAK, text)
    text = _ESCAPE.sub(r"\1", text).translate(_UNSEEN)
    text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    lines = _SPACE.sub(" ", text).split(_BREAK)
    return "\n".join(line.strip() for line in lines).strip()


def _keep_stars(found: re.Match[str]) -> str:
    """Stars that stand for "times" (``3 * 10``, ``3*10``) are no emphasis."""
    before = found.string[found.start() - 1 : found.start()]
    after = found.string[found.end() : found.end() + 1]
    is_times = (before.isspace() and after.isspace()) or (before.isdigit() and after.isdigit())
    return found.group() if is_times else ""
