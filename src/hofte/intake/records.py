"""Data sets in JSON: read whole, one exercise at a time, whatever they hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from hofte.core.errors import PageUnreadable
from hofte.intake.model import Source
from hofte.intake.words import escaped, one_line, sound

#: A data set of a thousand exercises has one or two million bytes.
MAX_BYTES = 30_000_000


def read_json(source: Source) -> Any:
    """What a JSON file holds.

    Raises
    ------
    PageUnreadable
        If it is no JSON, or nested beyond reason.
    """
    try:
        return sound(json.loads(source.raw.decode("utf-8-sig")))
    except RecursionError as error:
        raise PageUnreadable(f"{source.path} is nested too deeply", hint="name a data set of exercises") from error
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise PageUnreadable(f"{source.path} line {line}: this is no JSON ({error})", line=line) from error


def maps(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of a list; what else it holds is passed over."""
    for part in value if isinstance(value, list) else []:
        if isinstance(part, Mapping):
            yield part


def text(about: Mapping[str, Any], *keys: str) -> str:
    """The first of these keys that holds words or a number, on one line."""
    for key in keys:
        value = about.get(key)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return one_line(str(value))
    return ""


def texts(value: Any) -> list[str]:
    """The words of a list, or of a single text."""
    parts = value if isinstance(value, list) else [value]
    return [one_line(part) for part in parts if isinstance(part, str) and part.strip()]


def steps(lines: list[str]) -> str:
    """An ordered list in Markdown."""
    return "\n".join(f"{n}. {escaped(line)}" for n, line in enumerate(lines, start=1))
