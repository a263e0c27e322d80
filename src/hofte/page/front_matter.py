"""The YAML between the two ``---`` at the top of a page, as JSON values with the places they stand at.

Scalars that YAML would turn into dates stay the words of the page (:mod:`hofte.page.dates` reads them), so
nothing is lost and nothing can fail. Aliases are expanded up to a limit of values, because a few hundred bytes
of YAML can name a billion of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from hofte.core.finding import Finding
from hofte.core.values import Span
from hofte.page.plain_yaml import compose_plain

MAX_CHARACTERS = 100_000
MAX_VALUES = 20_000
MAX_DEPTH = 30

_FENCED = re.compile(
    r"\ufeff?\s*?^---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_OPENED = re.compile(r"\ufeff?\s*?^---[ \t]*\r?\n[A-Za-z_][\w-]*:", re.MULTILINE)
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class FrontMatter:
    """What was read.

    Parameters
    ----------
    meta : mapping
        JSON values, keys as written.
    end : int
        Where the body begins.
    spans : mapping
        For each value that is no list and not empty, its path (``("faq", 0, "answer")``) to its place in the file,
        quotation marks and all.
    findings : tuple of Finding
    """

    meta: Mapping[str, Any] = field(default_factory=dict)
    end: int = 0
    spans: Mapping[tuple[str | int, ...], Span] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


class _Refused(Exception):
    """A value that is not taken; the message says why, ``line`` counts from 0 in the YAML."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def read_front_matter(text: str) -> FrontMatter:
    """Read the front matter of a page, if it has any.

    Broken YAML is a finding with its line and reason (code ``front-matter``); the body can still be read.
    """
    fenced = _FENCED.match(text)
    if fenced is None:
        if _OPENED.match(text):
            message = "the front matter is never closed; end it with a line of three hyphens"
            return FrontMatter(findings=(Finding("front-matter", "error", 1, message),))
        return FrontMatter()
    yaml, start = fenced["yaml"], fenced.start("yaml")
    first_line = text.count("\n", 0, start) + 1
    reader = _Reader(start, first_line)
    try:
        meta = reader.read(yaml)
    except _Refused as problem:
        line = first_line + problem.line
        message = f"the front matter cannot be read: {problem}; the body is read without it"
        return FrontMatter(end=fenced.end(), findings=(Finding("front-matter", "error", line, message),))
    return FrontMatter(meta, fenced.end(), reader.spans, tuple(reader.findings))


class _Reader:
    """Turns YAML nodes into JSON values and remembers where the texts stand."""

    def __init__(self, start: int, first_line: int) -> None:
        self.start = start
        self.first_line = first_line
        self.values = 0
        self.spans: dict[tuple[str | int, ...], Span] = {}
        self.findings: list[Finding] = []

    def read(self, yaml: str) -> dict[str, Any]:
        if len(yaml) > MAX_CHARACTERS:
            raise _Refused(f"it is longer than {MAX_CHARACTERS} characters", 0)
        node = compose_plain(yaml) or _compose(yaml)
        if node is None:
            return {}
        if not isinstance(node, MappingNode):
            raise _Refused("it is no list of keys and values", 0)
        value = self._value(node, ())
        return value if isinstance(value, dict) else {}

    def _value(self, node: Node, path: tuple[str | int, ...]) -> Any:
        self.values += 1
        if self.values > MAX_VALUES or len(path) > MAX_DEPTH:
            raise _Refused("it holds too many values inside each other", node.start_mark.line)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self._value(part, (*path, n)) for n, part in enumerate(node.value)]
        value = _scalar(node)
        if value is not None:
            self.spans[path] = Span(self.start + node.start_mark.index, self.start + node.end_mark.index)
        return value

    def _mapping(self, node: MappingNode, path: tuple[str | int, ...]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, part in node.value:
            if not isinstance(key, ScalarNode):
                raise _Refused("a key is not plain text", key.start_mark.line)
            if key.value in values:
                line = self.first_line + key.start_mark.line
                self.findings.append(
                    Finding(
                        "front-matter", "warning", line, f"the key {key.value!r} is given twice; the last one counts"
                    )
                )
            values[key.value] = self._value(part, (*path, key.value))
        return values


def _compose(yaml: str) -> Node | None:
    loader = YAML(typ="safe", pure=True)
    # Galleries define the same anchor for every picture (READING.md 3); the last one counts, silently.
    loader.composer.warn_double_anchors = False
    try:
        node: Node | None = loader.compose(yaml)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Refused(str(error.problem or error.context), mark.line if mark else 0) from error
    except RecursionError as error:
        raise _Refused("it is nested too deeply", 0) from error
    except (YAMLError, ValueError) as error:
        raise _Refused(str(error).splitlines()[0] if str(error) else "it is no YAML", 0) from error
    return node


def _scalar(node: Node) -> str | int | float | bool | None:
    text, tag = str(node.value), str(node.tag).removeprefix(_TAG)
    if tag == "null":
        return None
    if tag == "bool":
        return text.lower() == "true"
    if tag in ("int", "float") and len(text) < 40:
        return _number(text)
    return text


def _number(text: str) -> str | int | float:
    for kind in (int, float):
        try:
            value = kind(text)
        except ValueError:
            continue
        return value if math.isfinite(value) else text
    return text
