"""What the documents show is real: generated pages are current, commands parse, links lead somewhere."""

import json
import re
import runpy
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from hofte.cli.main import COMMANDS, main

ROOT = Path(__file__).parents[2]
docs = runpy.run_path(str(ROOT / "tools" / "docs.py"))  # tools are beside the package, not in it
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
#: A command in a block of code, after a prompt or at the start of a line, or in a line of text between backticks.
_SHOWN = re.compile(r"^(?:\$ )?(hofte .+)$|`(hofte [^`]+)`", re.MULTILINE)
_SHELL = frozenset({"|", ">", "<", ">>", "&&", ";"})


def shown_commands() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        blocks = "\n".join(re.findall(r"^```[^\n]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
        prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
        lines = [line.strip() for line in blocks.splitlines()] + re.findall(r"`[^`\n]+`", prose)
        for line in lines:
            for match in _SHOWN.finditer(line):
                yield page.name, match[1] or match[2]


def parse(line: str) -> None:
    """Let the command's own parser read what is shown, up to the first sign that is for the shell."""
    words = shlex.split(line, comments=True)
    words = words[: next((n for n, word in enumerate(words) if word in _SHELL), len(words))]
    args = [word for word in words[1:] if word not in ("…", "...")]
    context = click.Context(main, info_name="hofte", **main.context_settings)
    command: click.Command = main
    while True:
        _, args, _ = command.make_parser(context).parse_args(args)
        if not isinstance(command, click.Group) or not args:
            return
        inner = command.get_command(context, args[0])
        assert inner is not None, f"no command {args[0]!r}"
        context = click.Context(inner, info_name=args[0], parent=context)
        command, args = inner, args[1:]


@pytest.mark.parametrize("page", docs["pages"](), ids=lambda page: page.name)
def test_generated_pages_are_current(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == docs["pages"]()[page], "run `make docs`"


@pytest.mark.parametrize(("page", "line"), sorted(set(shown_commands())))
def test_every_command_that_is_shown_parses(page: str, line: str) -> None:
    try:
        parse(line)
    except click.UsageError as error:
        pytest.fail(f"{page}: {line}: {error.format_message()}")


@pytest.mark.parametrize("line", ["hofte reed page.md", "hofte read --jsn", "hofte diary lend", "hofte play --hold"])
def test_a_command_that_does_not_exist_would_be_noticed(line: str) -> None:
    with pytest.raises((click.UsageError, AssertionError)):
        parse(line)


def test_commands_are_shown_at_all() -> None:
    shown = {line.split()[1] for _, line in shown_commands()}
    assert shown >= {"read", "dose", "timeline", "play", "diary", "demo"}


def test_every_command_has_a_help_with_examples() -> None:
    for words, context in docs["walk"]():
        command = context.command
        assert command.help, words
        assert "Examples:" in (command.epilog or ""), words
        for line in re.findall(r"^ *((?:\w+ )?hofte .+)$", command.epilog or "", re.MULTILINE):
            parse(line[line.index("hofte ") :])


def test_the_table_of_commands_is_the_commands() -> None:
    for name in COMMANDS:
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0
        assert result.output.startswith(f"Usage: main {name} ")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        assert "://" in target or (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_json_example_has_the_form_that_read_writes(tmp_path: Path) -> None:
    example, *_ = re.findall(
        r"^```json\n(.*?)^```", (ROOT / "docs/json.md").read_text(encoding="utf-8"), re.DOTALL | re.M
    )
    promised = json.loads(example)
    page = tmp_path / "knip.md"
    page.write_text(
        "---\ntitle: Knip i korthet\nlanguage: nb\n---\n\n- Lange knip: Gjør 5 lange knip av bekkenbunnen, og hold "
        "hvert knip i opptil 10 sekunder. Slapp helt av i bekkenbunnen like lenge som du holder.\n",
        encoding="utf-8",
    )
    written = json.loads(CliRunner().invoke(main, ["read", str(page), "--json"]).output)
    assert keys_of(written) == keys_of(promised)
    assert {**written, "path": "knip.md"} == promised


def keys_of(value: object) -> object:
    """The form of a JSON value: its keys, in their order."""
    if isinstance(value, dict):
        return {key: keys_of(part) for key, part in value.items()}
    return [keys_of(part) for part in value] if isinstance(value, list) else None
