"""Writes the parts of ``docs/`` that are made from the code: ``python -m tools.docs``.

``docs/commands.md`` from the commands themselves, ``docs/clinical-rules.md`` from the rules, the tables of
``docs/linting.md`` from the checks. A test fails when one of them is not current.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from hofte.check import document as linting
from hofte.cli.main import main
from hofte.rules import document

DOCS = Path(__file__).parents[1] / "docs"
#: The help is written for a terminal of this width.
WIDTH = 100

_INTRODUCTION = """\
# Commands

<!-- Generated from the commands by `make docs`. Change src/hofte/cli, not this page. -->

One command is one verb of the library. All read UTF-8 and write plain text in a pipe, in colour on a terminal
(`NO_COLOR=1` turns it off). With `--json` they write JSON lines, whose forms [json.md](json.md) describes. Errors say
what, where and what to do, on standard error.

| exit code | means |
|---|---|
| 0 | all well |
| 1 | a page has errors, or it or a clinical rule allows no session; a recording is damaged |
| 2 | wrong usage or input |
| 130 | interrupted |
"""


def commands_markdown() -> str:
    """The page of all commands: each with its help as the terminal shows it."""
    parts = [_INTRODUCTION]
    for words, context in walk():
        parts.append(f"{'#' * len(words)} {' '.join(words)}\n\n```text\n{_help(context)}\n```\n")
    return "\n".join(parts)


def walk(context: click.Context | None = None) -> Iterator[tuple[tuple[str, ...], click.Context]]:
    """All commands below a context, with the words that call them."""
    context = context or click.Context(main, info_name="hofte", **main.context_settings)
    if not isinstance(context.command, click.Group):
        return
    for name in context.command.list_commands(context):
        command = context.command.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        yield tuple(inner.command_path.split()), inner
        yield from walk(inner)


def pages() -> dict[Path, str]:
    """What each generated page should hold."""
    return {
        DOCS / "commands.md": commands_markdown(),
        DOCS / "clinical-rules.md": document.markdown(),
        DOCS / "linting.md": linting.renew((DOCS / "linting.md").read_text(encoding="utf-8")),
    }


def _help(context: click.Context) -> str:
    formatter = click.HelpFormatter(width=WIDTH)
    context.command.format_help(context, formatter)
    return "\n".join(line.rstrip() for line in formatter.getvalue().strip().splitlines())


def write() -> None:
    """Write the pages that are not current, and say which."""
    for page, text in pages().items():
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")
            click.echo(f"wrote {page}")


if __name__ == "__main__":
    write()
