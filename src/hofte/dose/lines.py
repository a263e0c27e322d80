"""Doses of many sentences, one JSON object a line: ``{"id", "lang", "text"}`` in, ``{"id", "doses"}`` out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from hofte.core.errors import HofteError
from hofte.dose.corpus import to_corpus
from hofte.dose.read import parse_doses
from hofte.lang.data import languages

_SHAPE = 'a line looks like {"id": "1", "lang": "da", "text": "3 sæt af 10"}'


class LineUnreadable(HofteError):
    """A line that is no ``{"id", "lang", "text"}``; ``line`` is its number, the first is 1."""

    def __init__(self, message: str, *, line: int, hint: str = "") -> None:
        super().__init__(f"line {line}: {message}", hint=hint)
        self.line = line


def read_lines(
    lines: Iterable[str | bytes], *, lang: str | None = None, detect: Callable[[str], str] | None = None
) -> Iterator[dict[str, Any]]:
    """Read the doses of one sentence a line, in the schema of the dose corpus.

    Parameters
    ----------
    lines : iterable of str or bytes
        Each a JSON object with the keys ``id``, ``lang`` and ``text``; other keys are ignored, empty lines too.
    lang : str, optional
        The language of lines that name none.
    detect : callable, optional
        Tells the language of a text where nobody names it; empty when it cannot.

    Yields
    ------
    dict
        ``{"id", "doses": [...]}`` in the order of the lines. A line that cannot be read gives
        ``{"id", "line", "error", "hint"}`` in its place, and the rest still comes.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row: dict[str, Any] = {}
        try:
            row = _object(line, number)
            text = _text(row, number)
            code = _language(row.get("lang") or lang or (detect(text) if detect else ""), number)
            yield {"id": row.get("id"), "doses": [to_corpus(dose) for dose in parse_doses(text, code)]}
        except LineUnreadable as error:
            yield {"id": row.get("id"), "line": error.line, "error": error.message, "hint": error.hint}


def _object(line: str | bytes, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineUnreadable(f"no JSON ({error})", line=number, hint=_SHAPE) from error
    if not isinstance(row, dict):
        raise LineUnreadable("no JSON object", line=number, hint=_SHAPE)
    return row


def _text(row: dict[str, Any], number: int) -> str:
    if "text" not in row:
        raise LineUnreadable("no text", line=number, hint=_SHAPE)
    if not isinstance(row["text"], str):
        raise LineUnreadable("the text is no string", line=number, hint=_SHAPE)
    return row["text"]


def _language(code: object, number: int) -> str:
    if not code:
        raise LineUnreadable("no language", line=number, hint='add "lang", for instance "lang": "da"')
    if code not in languages():
        hint = f"use one of {', '.join(languages())}"
        raise LineUnreadable(f"no words for the language {code!r}", line=number, hint=hint)
    return str(code)
