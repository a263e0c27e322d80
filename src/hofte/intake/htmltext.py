"""The little HTML that people write into text fields, as Markdown: paragraphs, lists, emphasis, line breaks."""

from __future__ import annotations

from html.parser import HTMLParser

from hofte.intake.words import escaped

_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "blockquote", "section"}
)
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_UNSEEN = frozenset({"script", "style", "svg"})


def markdown_of(html: str) -> tuple[str, tuple[str, ...]]:
    """Turn HTML into Markdown.

    Returns
    -------
    markdown : str
    dropped : tuple of str
        The tags that Markdown has nothing for, each once; their words stay.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.markdown(), tuple(sorted(reader.dropped))


class _Reader(HTMLParser):
    """Writes one block after the other; an item of a list is a block with a mark."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.words: list[str] = []
        #: The lists that are open: the next number of an ordered one, 0 of another.
        self.lists: list[int] = []
        self.mark = ""
        self.unseen = 0
        self.dropped: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
            self.dropped.add(tag)
        elif tag == "li":
            self._item()
        elif tag == "br":
            self.words.append("\n")
        elif tag in _BLOCKS:
            self._start(tag)
        elif tag in _MARKS:
            self.words.append(_MARKS[tag])
        elif tag not in ("span", "a", "u"):
            self.dropped.add(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in _MARKS:
            self._close_mark(_MARKS[tag])
        elif tag in ("ul", "ol", "li") or tag in _BLOCKS:
            self._flush()
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            lead, tail = " " * data[:1].isspace(), " " * data[-1:].isspace()
            self.words.append(f"{lead}{escaped(data)}{tail}" if data.strip() else " ")

    def markdown(self) -> str:
        """All blocks; items of one list stand close."""
        self._flush()
        parts: list[str] = []
        for n, block in enumerate(self.blocks):
            near = n and _is_item(block) and _is_item(self.blocks[n - 1])
            parts.append(("" if not n else "\n" if near else "\n\n") + block)
        return "".join(parts)

    def _start(self, tag: str) -> None:
        self._flush()
        if tag in ("ul", "ol"):
            self.lists.append(1 if tag == "ol" else 0)
        elif tag[0] == "h" and tag[1:].isdigit():
            self.mark = "#" * max(2, int(tag[1])) + " "

    def _item(self) -> None:
        self._flush()
        number = self.lists[-1] if self.lists else 0
        indent = "   " * (min(len(self.lists), 6) - 1)
        self.mark = f"{indent}{number}. " if number else f"{indent}- "
        if number:
            self.lists[-1] += 1

    def _close_mark(self, mark: str) -> None:
        """Emphasis closes before the space that its words end with; of nothing it is none."""
        if self.words and self.words[-1] == mark:
            self.words.pop()
            return
        space = " " if self.words and self.words[-1].endswith(" ") else ""
        if space:
            self.words[-1] = self.words[-1].rstrip()
        self.words.append(mark + space)

    def _flush(self) -> None:
        lines = [" ".join(line.split()) for line in "".join(self.words).split("\n")]
        text = "  \n".join(line for line in lines if line)
        self.words = []
        if text:
            self.blocks.append(self.mark + text)
            self.mark = ""


def _is_item(block: str) -> bool:
    head = block.lstrip().split(" ", 1)[0]
    return head == "-" or (head.endswith(".") and head[:-1].isdigit())
