"""Liquid in a page, told apart and taken out; each tag is carried over, or noted with its line.

A small scanner and no template engine: a page is to be read, not rendered. Every position of the text that comes out
keeps its line (line ends inside what is taken out stay), so later findings name lines of the source too.

What is done with each:

- ``comment`` goes, with what it holds: it never was part of the page.
- ``raw`` and ``highlight`` leave what they hold.
- Outputs of page data (``{{ page.title | downcase }}``) become their words.
- Tags that an importer knows (``include``, ``link``) become what it makes of them.
- Loops, and conditions within a paragraph, are sentences that the site's program writes: the whole paragraph goes,
  noted. A condition around whole paragraphs is decided when it asks for one value of the page, else they stay, noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hofte.intake.notes import Notes
from hofte.intake.words import quoted

#: Stands for a line end that was not in the source, until all passes are done.
NEW_LINE = "\x1e"

_OPEN = re.compile(r"\{[%{]")
_NAME = re.compile(r"[A-Za-z_]\w*|#")
_FILTER_PART = re.compile(r"(?:[^|\"']++|\"[^\"]*+\"|'[^']*+'|[\"'])++")
_PATH = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_][\w-]*|\[\s*(?:\d+|\"[^\"\]]*\"|'[^'\]]*')\s*\])*")
_PAGE_VALUE = re.compile(rf"page\.(?:{_PATH.pattern})")
_STEP = re.compile(r"\.([A-Za-z_][\w-]*)|\[\s*(?:(\d+)|\"([^\"\]]*)\"|'([^'\]]*)')\s*\]")
_WRITERS = frozenset({"for", "tablerow", "capture", "if", "unless", "case"})
_CONDITIONS = frozenset({"if", "unless", "case"})
_BRANCHES = frozenset({"else", "elsif", "when"})
_VERBATIM = frozenset({"raw", "highlight"})
_SILENT = frozenset({"assign", "increment", "decrement", "cycle", "break", "continue"})

Handler = Callable[[str, int], "str | None"]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One tag or output: ``text[start:end]``; ``name`` is empty for an output."""

    start: int
    end: int
    kind: Literal["tag", "output"]
    name: str
    rest: str


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    words: str


def without_liquid(text: str, notes: Notes, data: Mapping[str, Any], handlers: Mapping[str, Handler]) -> str:
    """Take Liquid out of a text.

    Parameters
    ----------
    text : str
        With LF line ends.
    notes : Notes
        Of this text.
    data : mapping
        What outputs may name: ``{"page": …, "site": …}``.
    handlers : mapping
        Tag name → a function of the tag's words and position; ``None`` from it means that it could not be carried
        over, and that it has said so.

    Returns
    -------
    str
        With as many line ends; :data:`NEW_LINE` stands where a handler wrote one.
    """
    if "{%" not in text and "{{" not in text:
        return text
    return _Liquid(text, notes, data, handlers).clean()


def value_of(path: str, data: Mapping[str, Any]) -> Any:
    """What ``page.gallery[0].url`` leads to; ``None`` when it leads nowhere."""
    if not _PATH.fullmatch(path.strip()):
        return None
    value: Any = data.get(re.split(r"[.\[]", path.strip())[0])
    for step in _STEP.finditer(path.strip()):
        name, number = step[1] or step[3] or step[4], step[2]
        if number is not None:
            value = value[int(number)] if isinstance(value, list) and int(number) < len(value) else None
        elif name == "size" and isinstance(value, (list, str)):
            value = len(value)
        else:
            value = value.get(name) if isinstance(value, Mapping) else None
    return value


class _Liquid:
    def __init__(self, text: str, notes: Notes, data: Mapping[str, Any], handlers: Mapping[str, Handler]) -> None:
        self.text, self.notes, self.data, self.handlers = text, notes, data, handlers
        self.edits: list[_Edit] = []
        #: Where those begin that have branches.
        self.branched: set[int] = set()
        #: What stands before this place is cut already.
        self.cut_to = 0

    def clean(self) -> str:
        self._edit(list(self._visible()))
        return self._apply()

    def _pieces(self) -> Iterator[_Piece]:
        """All tags and outputs; what is opened and never closed is words."""
        at, ends = 0, {"{%": "%}", "{{": "}}"}
        while (found := _OPEN.search(self.text, at)) is not None:
            if (close := ends.get(found.group())) is None:
                at = found.end()
                continue
            end = self.text.find(close, found.end())
            if end < 0:
                del ends[found.group()]  # none of this kind closes any more
                self.notes.at(
                    found.start(), "liquid-open", f"{found.group()} is opened and never closed; left as it is"
                )
                at = found.end()
                continue
            yield self._piece(found.start(), end + 2, self.text[found.end() : end], is_tag=close == "%}")
            at = end + 2

    @staticmethod
    def _piece(start: int, end: int, inner: str, *, is_tag: bool) -> _Piece:
        if not is_tag:
            return _Piece(start, end, "output", "", inner.strip(" \t\n-"))
        inner = inner.strip(" \t\n-")
        name = _NAME.match(inner)
        return _Piece(start, end, "tag", name.group() if name else "?", inner[name.end() :].strip() if name else inner)

    def _visible(self) -> Iterator[_Piece]:
        """Pieces outside comments and verbatim text, which are dealt with on the way."""
        within: _Piece | None = None
        for piece in self._pieces():
            if within is not None:
                if piece.name == f"end{within.name}":
                    self._close_verbatim(within, piece)
                    within = None
            elif piece.name == "comment" or piece.name in _VERBATIM:
                within = piece
            else:
                yield piece
        if within is not None:
            self.notes.at(
                within.start, "liquid-open", f"{{% {within.name} %}} is never closed; the rest of the page is left out"
            )
            self._cut(within.start, len(self.text))

    def _close_verbatim(self, opened: _Piece, closed: _Piece) -> None:
        if opened.name == "comment":
            self.notes.at(opened.start, "comment", "a comment of the source was left out", "info")
            self._cut(opened.start, closed.end)
        else:
            self._cut(opened.start, opened.end)
            self._cut(closed.start, closed.end)

    def _edit(self, pieces: Sequence[_Piece]) -> None:
        closed_by, self.branched = _closings(pieces)
        for n, piece in enumerate(pieces):
            if piece.start < self.cut_to:
                continue
            if piece.name in _WRITERS:
                self._writer(piece, closed_by.get(n))
            elif piece.kind == "output":
                self._output(piece)
            else:
                self._tag(piece)

    def _writer(self, opened: _Piece, closed: _Piece | None) -> None:
        if closed is not None and not self._stands_around(opened, closed):
            self._cut_paragraphs(opened, closed)
            return
        holds = self._holds(opened) if closed is not None else None
        if closed is not None and holds is False:
            self.cut_to = closed.end
            self._cut(opened.start, closed.end)
            return
        if not holds:
            self._note_condition(opened, is_closed=closed is not None)
        self._cut(opened.start, opened.end)

    def _holds(self, opened: _Piece) -> bool | None:
        """Whether a condition on one value of the page holds; ``None`` for any other, and for one with branches."""
        if opened.name == "case" or opened.start in self.branched or not _PAGE_VALUE.fullmatch(opened.rest):
            return None
        is_there = value_of(opened.rest, self.data) not in (None, False)
        return is_there if opened.name == "if" else not is_there

    def _stands_around(self, opened: _Piece, closed: _Piece) -> bool:
        """Whether a condition is about whole paragraphs: its tags stand on lines of their own."""
        return opened.name in _CONDITIONS and self._is_alone(opened) and self._is_alone(closed)

    def _is_alone(self, piece: _Piece) -> bool:
        before, after = piece.start, piece.end
        while before > 0 and self.text[before - 1] in " \t":
            before -= 1
        while after < len(self.text) and self.text[after] in " \t":
            after += 1
        return (before == 0 or self.text[before - 1] == "\n") and self.text[after : after + 1] in ("", "\n")

    def _note_condition(self, piece: _Piece, *, is_closed: bool) -> None:
        if not is_closed:
            self.notes.at(piece.start, "liquid-open", f"{{% {piece.name} %}} is never closed; the tag is left out")
            return
        message = f"the site shows this only where {quoted(piece.rest)}; carried over as if it always did"
        self.notes.at(piece.start, "liquid-condition", message)

    def _cut_paragraphs(self, opened: _Piece, closed: _Piece) -> None:
        start, end = opened.start, closed.end
        if not (self._is_alone(opened) and self._is_alone(closed)):
            before, after = self.text.rfind("\n\n", self.cut_to, start), self.text.find("\n\n", end)
            start = self.cut_to if before < 0 else before + 2
            end = len(self.text) if after < 0 else after
        self.cut_to = end
        words = quoted(self.text[start : min(end, start + 200)])
        self.notes.at(start, "liquid-generated", f"a passage that the site's program writes was left out: {words}")
        self._cut(start, end)

    def _output(self, piece: _Piece) -> None:
        words = _output_words(piece.rest, self.data)
        if words is None:
            message = f"{{{{ {quoted(piece.rest)} }}}} could not be carried over"
            self.notes.at(piece.start, "liquid-output", message)
        self.edits.append(_Edit(piece.start, piece.end, (words or "").replace("\n", " ")))

    def _tag(self, piece: _Piece) -> None:
        words: str | None = None
        if (handler := self.handlers.get(piece.name)) is not None:
            words = handler(piece.rest, piece.start)
        elif piece.name in _SILENT:
            self.notes.at(piece.start, "liquid-generated", f"{{% {piece.name} %}} was left out", "info")
        elif piece.name not in _BRANCHES and piece.name != "#" and not piece.name.startswith("end"):
            message = f"{{% {quoted(f'{piece.name} {piece.rest}'.strip())} %}} could not be carried over"
            self.notes.at(piece.start, "liquid-unknown", message)
        self.edits.append(_Edit(piece.start, piece.end, words or ""))

    def _cut(self, start: int, end: int) -> None:
        self.edits.append(_Edit(start, end, ""))

    def _apply(self) -> str:
        """The text with all edits; of two that overlap the first counts. Line ends that go are put back."""
        parts, at = [], 0
        for edit in sorted(self.edits, key=lambda one: (one.start, -one.end)):
            start = max(at, edit.start)
            if edit.end <= at:
                continue
            parts += [self.text[at:start], edit.words, "\n" * self.text.count("\n", start, edit.end)]
            at = edit.end
        return "".join([*parts, self.text[at:]])


def _closings(pieces: Sequence[_Piece]) -> tuple[dict[int, _Piece], set[int]]:
    """Which tag closes which (by the index of the one that is closed), and where those begin that have branches."""
    closed, opened = dict[int, _Piece](), dict[str, list[int]]()
    branched, last = set[int](), list[int]()
    for n, piece in enumerate(pieces):
        if piece.name in _WRITERS:
            opened.setdefault(piece.name, []).append(n)
            last.append(piece.start)
        elif piece.name in _BRANCHES and last:
            branched.add(last[-1])
        elif (before := opened.get(piece.name.removeprefix("end"))) and piece.name.startswith("end"):
            closed[before.pop()] = piece
            last.pop()
    return closed, branched


def _output_words(inner: str, data: Mapping[str, Any]) -> str | None:
    if not (parts := [part.strip() for part in _FILTER_PART.findall(inner)]):
        return None
    first, *filters = parts
    value: Any = (
        first[1:-1] if len(first) > 1 and first[0] == first[-1] and first[0] in "\"'" else value_of(first, data)
    )
    for one in filters:
        name, _, argument = one.partition(":")
        value = _filtered(value, name.strip(), argument.strip().strip("\"'"))
    if isinstance(value, list):
        value = "".join(str(part) for part in value if part is not None)
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value)
    return None


_FILTER: Mapping[str, Callable[[Any, str], Any]] = {
    "downcase": lambda value, _: value.lower() if isinstance(value, str) else value,
    "upcase": lambda value, _: value.upper() if isinstance(value, str) else value,
    "capitalize": lambda value, _: value[:1].upper() + value[1:].lower() if isinstance(value, str) else value,
    "strip": lambda value, _: value.strip() if isinstance(value, str) else value,
    "join": lambda value, by: by.join(str(one) for one in value if one) if isinstance(value, list) else value,
    "first": lambda value, _: value[0] if isinstance(value, list) and value else None,
    "last": lambda value, _: value[-1] if isinstance(value, list) and value else None,
    "size": lambda value, _: len(value) if isinstance(value, (list, str)) else None,
    "default": lambda value, other: other if value in (None, "", []) else value,
}
#: Filters that make an address or HTML out of words, and leave them as words here.
_SAME = frozenset({"relative_url", "absolute_url", "escape", "xml_escape", "markdownify", "strip_html", "smartify"})


def _filtered(value: Any, name: str, argument: str) -> Any:
    if name in _SAME:
        return value
    return _FILTER[name](value, argument) if name in _FILTER else None
