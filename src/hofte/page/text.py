"""From the bytes of a file or a stream to the text of a page. Loads no parser."""

from __future__ import annotations

from pathlib import Path

from hofte.core.errors import PageUnreadable

#: Larger files are no pages.
MAX_BYTES = 2_000_000


def decode(raw: bytes, name: str, *, file: Path | None = None) -> str:
    """The text of a page's bytes, line ends untouched; ``name`` says in the message of an error where they came from.

    Raises
    ------
    PageUnreadable
        If there are more than 2 MB, or they are not UTF-8 text.
    """
    if len(raw) > MAX_BYTES:
        message = f"{name} is too large for a page (more than {MAX_BYTES} bytes)"
        raise PageUnreadable(message, file=file, hint="split it, or name another file")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"{name} line {line}: byte {raw[error.start]:#04x} is not UTF-8 text"
        raise PageUnreadable(message, file=file, line=line, hint="save it as UTF-8") from error
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        message = f"{name} line {line}: a zero byte stands there, so this is no text"
        raise PageUnreadable(message, file=file, line=line, hint="name a text file")
    return text
