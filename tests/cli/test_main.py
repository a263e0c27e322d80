"""The command `hofte` itself: light to start, honest in its exit codes."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from hofte.cli import main as cli
from hofte.core.errors import DoseIncomplete, PageUnreadable, RuleBroken

ROOT = Path(__file__).parents[2]
#: Nothing of this is needed to say what Hofte can do.
HEAVY = {"rich", "markdown_it", "ruamel", "sqlite3", "django", "hofte.page", "hofte.dose", "hofte.coach"}
START = "from hofte.cli.main import main; main(prog_name='hofte')"


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *args], capture_output=True, text=True, check=False, cwd=ROOT)


def loaded_by(*args: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after a call of the command."""
    code = (
        "import sys, json\nfrom hofte.cli.main import main\n"
        "try:\n    main(prog_name='hofte')\nexcept SystemExit:\n    pass\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    return set(json.loads(run("-c", code, *args).stderr.splitlines()[-1]))


@pytest.mark.parametrize("args", [("--help",), ("--version",), ()])
def test_help_loads_nothing_heavy(args: tuple[str, ...]) -> None:
    loaded = loaded_by(*args)
    assert "hofte.cli.main" in loaded
    assert not {name for name in loaded if name in HEAVY or name.split(".")[0] in HEAVY}


@pytest.mark.parametrize(
    ("args", "unneeded"),
    [
        (("dose", "--help"), {"rich", "markdown_it", "ruamel", "sqlite3", "django"}),
        (("play", "--help"), {"rich", "django"}),
        (("read", "side-plank", "--json"), {"rich", "sqlite3", "django"}),
    ],
)
def test_a_command_loads_only_what_it_needs(args: tuple[str, ...], unneeded: set[str]) -> None:
    assert not unneeded & {name.split(".")[0] for name in loaded_by(*args)}


def test_python_m_hofte_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hofte", "--help"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.startswith("Usage: hofte ")
    assert "Exit codes: 0" in done.stdout


def test_help_names_every_command() -> None:
    shown = CliRunner().invoke(cli.main, ["--help"]).output
    for name, (_, summary) in cli.COMMANDS.items():
        assert f"  {name}" in shown
        assert summary in shown


def test_help_begins_with_examples_a_line_each() -> None:
    lines = CliRunner().invoke(cli.main, ["--help"]).output.splitlines()
    assert "  hofte read page.md                what the page asks for" in lines
    assert "  hofte play page.md                the session, guided" in lines


def test_a_wrong_command_is_a_usage_error() -> None:
    done = run("-c", START, "rea")
    assert done.returncode == cli.USAGE
    assert "No such command 'rea'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch):
    """Makes the command `read` end in an error of one's choice."""

    def make(error: BaseException) -> None:
        @click.command("read")
        def command() -> None:
            raise error

        monkeypatch.setattr(cli.Commands, "get_command", lambda self, ctx, name: command)

    return make


def test_an_error_says_what_and_what_to_do(raising) -> None:
    raising(PageUnreadable("a.md line 3: no", hint="write it anew"))
    result = CliRunner().invoke(cli.main, ["read"])
    assert result.exit_code == cli.USAGE
    assert result.stderr == "hofte: a.md line 3: no\n  → write it anew\n"
    assert result.stdout == ""


def test_a_dose_that_lacks_something_is_a_negative_result(raising) -> None:
    raising(DoseIncomplete("plank: the dose does not say hold_s", missing=("hold_s",)))
    assert CliRunner().invoke(cli.main, ["read"]).exit_code == cli.NEGATIVE


def test_a_rule_that_refuses_is_a_negative_result_with_its_id(raising) -> None:
    raising(RuleBroken("PF06", "2 s of rest after 10 s of hold"))
    result = CliRunner().invoke(cli.main, ["read"])
    assert result.exit_code == cli.NEGATIVE
    assert result.stderr.startswith("hofte: PF06: 2 s of rest")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interrupt_ends_with_130(raising, error: BaseException) -> None:
    raising(error)
    result = CliRunner().invoke(cli.main, ["read"])
    assert result.exit_code == cli.INTERRUPTED
    assert "Traceback" not in result.output


def test_a_reader_that_goes_away_is_no_error() -> None:
    code = (
        "import click, sys\nfrom hofte.cli import main as cli\n"
        "@click.command('read')\ndef command():\n    for n in range(100000):\n        click.echo('line')\n"
        "cli.Commands.get_command = lambda self, ctx, name: command\ncli.main(['read'], prog_name='hofte')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == cli.OK


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk at hand")
def test_a_full_disk_is_said() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", START, "read", "side-plank"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
    assert done.returncode == cli.USAGE
    assert done.stderr == "hofte: standard output: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="streams are closed by a POSIX shell")
@pytest.mark.parametrize(("args", "code"), [("dose <&-", 2), ("read side-plank >&-", 0), ("read nowhere 2>&-", 2)])
def test_a_closed_stream_is_an_empty_one(args: str, code: int) -> None:
    command = f'{shlex.quote(sys.executable)} -c "{START}" {args}'
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("environment", "color"),
    [({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"FORCE_COLOR": "1"}, True), ({}, None),
     ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False)],
)  # fmt: skip
def test_color_follows_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], color: bool | None
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    seen = []

    @click.command("read")
    @click.pass_context
    def command(ctx: click.Context) -> None:
        seen.append(ctx.color)

    monkeypatch.setattr(cli.Commands, "get_command", lambda self, ctx, name: command)
    CliRunner().invoke(cli.main, ["read"])
    assert seen == [color]
