"""Cuts a text into marks: words, digits and signs, each with its place in the text.

Knows Markdown emphasis, links, list numbers, table bars, HTML tags and Liquid tags, which it steps over in
place, so that every mark still counts code points of the text as given. Knows no language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hofte.core.values import Range, Span


class Token(NamedTuple):
    """A word, a number or a sign.

    Parameters
    ----------
    kinds : frozenset of str
        ``word``, ``digits``, ``opaque`` (digits that are no quantity) or a sign such as ``comma``; later the
        groups of words it belongs to, for instance ``rep`` and ``activity``, or ``number``.
    text : str
        The characters, in lower case, without accents and invisible ones.
    start, end : int
        Where it stands in the text.
    value : Range or None
        What a number says.
    """

    kinds: frozenset[str]
    text: str
    start: int
    end: int
    value: Range | None = None

    def isa(self, *kinds: str) -> bool:
        """Whether it is of one of these kinds."""
        return not self.kinds.isdisjoint(kinds)

    @property
    def span(self) -> Span:
        """The place in the text."""
        return Span(self.start, self.end)


_LETTER = r"[^\W\d_]"
_HIDDEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

#: Stepped over before any mark: Liquid, the address of a link, HTML tags, blanks.
_BLANKS = (
    r"\{%[^{}%]{0,400}%\}|\{\{[^{}]{0,400}\}\}|\{:[^{}]{0,200}\}"
    r"|\]\((?:\{%[^{}%]{0,400}%\}|[^()\s]{0,300})\)|</?[A-Za-z][^<>]{0,300}>"
    rf"|[^\S\r\n]+|[{_HIDDEN}#\[\]`]"
)
#: Ordered: the first that fits wins. Every repetition is bounded or cannot be retried, so the scan is linear.
_SIGNS: tuple[tuple[str, str], ...] = (
    ("word", rf"{_LETTER}{{2,}}+(?![\w.:'’‑{_HIDDEN}-])"),  # most words, before anything rare is looked for
    ("opaque", r"(?:https?://|www\.)\S+"),
    ("line", r"\r\n?|\n"),
    ("times|x", rf"(?<=\d)\*(?=\d)|(?<=\d )\*(?= \d)|[x×✕✖](?!{_LETTER})"),
    ("skip", r"[*_~]"),
    ("word", r"(?:rpe|rir)(?=\d)"),
    ("clock", r"(?<![\d:])\d{1,2}:[0-5]\d(?![\d:])"),
    ("opaque", r"\d{4}-\d\d(?:-\d\d)?(?:t[\d:.]+z?)?|\d{1,2}[/.]\d{1,2}[/.]\d{4}"),
    ("opaque|never", r"\d+(?:[.,]\d+)?[^\S\r\n]?[±][^\S\r\n]?\d+(?:[.,]\d+)?"),
    ("opaque", r"\d{1,4}\(\d{1,4}\)|\d+(?:[.,]\d+){2,}|\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+(?!\d)|\d{7,}"),
    ("opaque", r"\d{1,3}(?:[.,]\d)?[\"”″](?!\w)"),
    ("digits", r"\d+(?:[.,]\d+)?|[½¼¾⅓⅔]"),
    ("word", rf"(?:{_LETTER}{{1,3}}\.){{2,4}}(?!{_LETTER})"),
    ("opaque", rf"{_LETTER}\d\w*"),
    ("word", rf"{_LETTER}(?:[{_HIDDEN}]*{_LETTER})*(?:[-‑'’]{_LETTER}(?:[{_HIDDEN}]*{_LETTER})*)*"),
    ("percent", r"%"),
    ("degree", r"[°º]"),
    ("plus", r"\+"),
    ("slash", r"/"),
    ("at", r"@"),
    ("equals", r"[=≈]"),
    ("at_least", r"≥|>=|>(?=\d)"),
    ("up_to", r"≤|<=|<"),
    ("colon", r":"),
    ("comma", r","),
    ("arrow", r"[→⇒➔➜]|[-=]>"),
    ("semicolon", r"[;·•]"),
    ("open", r"\("),
    ("close", r"\)"),
    ("hyphen", rf"(?<=\d)[-‑–](?={_LETTER})"),
    ("dash", r"[-‐‑‒–—−]"),
    ("cell", r"\|"),
    ("stop", r"[.!…]"),
    ("question", r"\?"),
    ("quote", r"[\"“”„«»]"),
    ("money", r"[$€£]"),
    ("skip", r".|\Z"),
)
#: The kinds of a mark by the number of its group; nothing for what is stepped over.
_KINDS = (None, *(frozenset(kind.split("|")) if kind != "skip" else None for kind, _ in _SIGNS))
_SCAN = re.compile(f"(?:{_BLANKS})*+(?:{'|'.join(f'({pattern})' for _, pattern in _SIGNS)})", re.IGNORECASE | re.DOTALL)
#: Left out of a token's text, or written as its plain form: "massér" is "masser" to the lists of words.
_PLAIN = str.maketrans(dict.fromkeys(_HIDDEN) | {"‑": "-", "’": "'", "é": "e"})
_NOT_PLAIN = re.compile(f"[{_HIDDEN}‑’éÉ]")

#: What ends a sentence, and what ends a clause within it.
SENTENCE_ENDS = frozenset({"stop", "question", "line", "cell", "item"})
CLAUSE_ENDS = SENTENCE_ENDS | {"comma", "semicolon", "colon", "open", "close", "dash", "plus", "slash", "arrow"}


def lex(text: str) -> list[Token]:
    """Cut a text into marks.

    Parameters
    ----------
    text : str
        Any text; Markdown and Liquid are stepped over.

    Returns
    -------
    list of Token
        In text order, not overlapping.
    """
    return list(_mark_list_numbers(text, list(_scan(text))))


def plain(text: str) -> str:
    """A text as its words are compared: lower case, without accents and invisible characters."""
    return text.lower().translate(_PLAIN) if _NOT_PLAIN.search(text) else text.lower()


def _scan(text: str) -> Iterator[Token]:
    spell = plain if _NOT_PLAIN.search(text) else str.lower
    for match in _SCAN.finditer(text):
        group = match.lastindex or 0
        kinds = _KINDS[group]
        if kinds is not None:
            start, end = match.span(group)
            yield Token(kinds, spell(match[group]), start, end)


def _mark_list_numbers(text: str, tokens: list[Token]) -> Iterator[Token]:
    """Turn the "2." of a list into an ``item``, and the "2." of "the 2. set" into something opaque."""
    before, n = frozenset({"line"}), 0
    while n < len(tokens):
        token = tokens[n]
        after = tokens[n + 1] if n + 1 < len(tokens) else None
        if token.isa("digits") and after and after.start == token.end and after.text in (".", ")"):
            kind = _kind_of_ordinal(text, before, token, after)
            if kind:
                token = Token(frozenset({kind}), token.text + after.text, token.start, after.end)
                n += 1
        elif (token.isa("dash") or token.text in "·•") and before & {"line", "cell"}:
            token = token._replace(kinds=frozenset({"item"}))  # the bullet of a list
        yield token
        before, n = token.kinds, n + 1


def _kind_of_ordinal(text: str, before: frozenset[str], digits: Token, stop: Token) -> str | None:
    rest = text[stop.end : stop.end + 3]
    if rest[:1].isspace() and before & SENTENCE_ENDS and len(digits.text) <= 2:
        return "item"
    return "opaque" if stop.text == "." and rest[:1].isspace() and rest.strip()[:1].islower() else None
